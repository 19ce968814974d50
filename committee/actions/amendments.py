"""The plan's amendments: proposed by a unit, put before a meeting, in force when it passes them (玖, AM-01 – AM-03)."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n
from django.utils.translation import override

from committee import permissions
from committee.actions.members import refuse
from committee.models import AgendaItem, Amendment, AmendmentState, Meeting, Section
from organization import history
from organization.models import Role
from plan import actions as plan
from plan.models import Act, Clause, Rule
from plan.rules import in_force

TASK = "TK-01"
"""協助訂定本局性別主流化各年度實施計畫: the task that an amendment of the plan serves."""


@transaction.atomic
def propose(amendment: Amendment, *, by) -> Amendment:
    """A unit's proposal, or its correction while it is on no agenda; the same token gives the first."""
    if (
        known := Amendment.objects.filter(token=amendment.token, token__isnull=False)
        .exclude(pk=amendment.pk)
        .first()
    ):
        return known
    if amendment.pk:
        refuse(permissions.why_not_change_amendment(by, amendment))
    refuse(permissions.why_not_propose(by, amendment.unit))
    if amendment.clause.plan.agency_id != amendment.unit.agency_id:
        raise ValidationError({"clause": _("查無此條款或無權使用。")})
    amendment.old_text = amendment.clause.text
    if amendment.new_text == amendment.old_text and not amendment.numbers:
        raise ValidationError({"new_text": _("條文與數值都沒有改變。")})
    verb = _n("更正提案") if amendment.pk else _n("提案修正計畫")
    return history.save(amendment, by=by, verb=verb, role=_role(amendment, by))


@transaction.atomic
def withdraw_amendment(amendment: Amendment, *, by, reason: str) -> Amendment:
    refuse(permissions.why_not_change_amendment(by, amendment))
    if not reason.strip():
        raise ValidationError(_("撤回須說明事由。"))
    amendment.state = AmendmentState.WITHDRAWN
    return history.save(amendment, by=by, verb=_n("撤回"), role=_role(amendment, by), reason=reason)


@transaction.atomic
def present(amendment: Amendment, meeting: Meeting, *, by) -> AgendaItem:
    """Put it on the agenda as a discussion item of its unit."""
    refuse(permissions.why_not_run(by, amendment.unit.agency_id))
    refuse(permissions.why_not_change_amendment(by, amendment))
    refuse(permissions.why_not_put(by, meeting, amendment.unit))
    with override("zh-hant"):
        title = _("修正實施計畫%(label)s") % {"label": amendment.clause.label}
    item = AgendaItem(
        meeting=meeting,
        section=Section.DISCUSSION,
        order=meeting.items.count() + 1,
        title=title,
        explanation=amendment.reason,
        unit=amendment.unit,
        tasks=[TASK],
    )
    history.save(item, by=by, verb=_n("提案"), role=Role.SECRETARIAT)
    amendment.item = item
    history.save(amendment, by=by, verb=_n("排入議程"), role=Role.SECRETARIAT)
    return item


def apply(amendment: Amendment, meeting: Meeting, *, by) -> Amendment:
    """Write the new version of clause and rules. Called by a passing resolution alone."""
    clause = amendment.clause
    since = effective_day(amendment, meeting)
    reason = f"{meeting.committee}{meeting}"
    standing = Clause.objects.filter(plan=clause.plan, label=clause.label).on(since).first()
    if standing is None:
        raise ValidationError(_("施行日 %(day)s 沒有這一條款可修正。") % {"day": since})
    if amendment.new_text != standing.text:
        plan.amend_clause(standing, since=since, by=by, reason=reason, text=amendment.new_text)
    rules = {
        one.code: one for one in Rule.objects.filter(plan=clause.plan, code__in=amendment.numbers).on(since)
    }
    for code, numbers in amendment.numbers.items():
        if code not in rules:
            raise ValidationError(
                _("施行日 %(day)s 沒有規則 %(code)s 可修正。") % {"day": since, "code": code}
            )
        plan.amend(rules[code], since=since, by=by, reason=reason, numbers=numbers)
    with override("zh-hant"):
        number = str(meeting)
    plan.adopt(
        clause.plan, on=meeting.held_on, body=meeting.committee, meeting=number, act=Act.AMENDED, by=by
    )
    amendment.applied_on = since
    return history.save(amendment, by=by, verb=_n("施行"), role=Role.SECRETARIAT, reason=reason)


def effective_day(amendment: Amendment, meeting: Meeting) -> datetime.date:
    """The meeting's day, or the named one where the owner has decided so (D-16); never before it was passed."""
    reading = in_force(amendment.unit.agency_id, meeting.held_on).reading("D-16")
    if reading is None:
        raise ValidationError(_("計畫修正自何時施行尚未決定（D-16）。"))
    named = amendment.effective_on if reading == "named_day" else None
    return max(named or meeting.held_on, meeting.held_on)


def numbers_of(clause: Clause, day: datetime.date) -> dict[str, dict[str, int]]:
    """The whole numbers that an amendment of this clause can change, by rule."""
    rules = Rule.objects.filter(plan=clause.plan, clause=clause.label).on(day)
    return {
        one.code: {name: value for name, value in one.numbers.items() if type(value) is int} for one in rules
    }


def _role(amendment: Amendment, by) -> str:
    return Role.UNIT_MANAGER if amendment.unit_id in by.managed_units else Role.SECRETARIAT
