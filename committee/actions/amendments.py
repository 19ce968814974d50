"""The plan's amendments: proposed by a unit, put before a meeting, in force when it passes them (玖, AM-01 – AM-03)."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n
from django.utils.translation import override

from committee import permissions
from committee.actions.members import refuse
from committee.models import AgendaItem, Amendment, AmendmentState, Kind, Meeting, Section
from core.roc import format_day
from organization import history
from organization.models import Role
from plan import actions as plan
from plan.models import Act, Clause, Rule
from plan.rules import in_force

TASK = "TK-01"
"""協助訂定本局性別主流化各年度實施計畫: the task that an amendment of the plan serves."""


@transaction.atomic
def propose(amendment: Amendment, *, by) -> Amendment:
    """A unit's proposal or its correction, against the words in force; the same token gives the first."""
    if (
        known := Amendment.objects.filter(token=amendment.token, token__isnull=False)
        .exclude(pk=amendment.pk)
        .first()
    ):
        return known
    if amendment.pk:
        refuse(permissions.why_not_change_amendment(by, Amendment.objects.get(pk=amendment.pk)))
    refuse(permissions.why_not_propose(by, amendment.unit))
    if amendment.clause.plan.agency_id != amendment.unit.agency_id:
        raise ValidationError({"clause": _("查無此條款或無權使用。")})
    if not amendment.clause.holds_on(by.day):
        raise ValidationError({"clause": _("這個版本的條款已不施行，請就現行條文提案。")})
    _refuse_unknown(amendment, by.day)
    if amendment.effective_on and amendment.effective_on < by.day:
        raise ValidationError({"effective_on": _("擬施行日不得早於今日。")})
    amendment.old_text = amendment.clause.text
    if amendment.new_text == amendment.old_text and not amendment.numbers:
        raise ValidationError({"new_text": _("條文與數值都沒有改變。")})
    verb = _n("更正提案") if amendment.pk else _n("提案修正計畫")
    return history.save(amendment, by=by, verb=verb, role=_role(amendment, by))


def _refuse_unknown(amendment: Amendment, day: datetime.date) -> None:
    """Only whole numbers that the clause's rules have."""
    there = numbers_of(amendment.clause, day)
    for code, numbers in amendment.numbers.items():
        if any(type(value) is not int or name not in there.get(code, {}) for name, value in numbers.items()):
            raise ValidationError(_("這一條款的規則沒有所填的數值。"))


@transaction.atomic
def withdraw_amendment(amendment: Amendment, *, by, reason: str) -> Amendment:
    refuse(permissions.why_not_move_amendment(by, amendment))
    if not reason.strip():
        raise ValidationError(_("撤回須說明事由。"))
    amendment.state = AmendmentState.WITHDRAWN
    return history.save(amendment, by=by, verb=_n("撤回"), role=_role(amendment, by), reason=reason)


@transaction.atomic
def present(amendment: Amendment, meeting: Meeting, *, by) -> AgendaItem:
    """Put it on the task force's agenda as a discussion item of its unit."""
    meeting = Meeting.objects.select_for_update().select_related("committee").get(pk=meeting.pk)
    refuse(permissions.why_not_run(by, amendment.unit.agency_id))
    refuse(permissions.why_not_move_amendment(by, amendment))
    refuse(permissions.why_not_put(by, meeting, amendment.unit))
    if meeting.held_on and meeting.held_on < by.day:
        raise ValidationError(_("修正案不能提到已過的會議日；已結束的期間不溯及修正（玖）。"))
    if meeting.committee.kind != Kind.GENDER:
        raise ValidationError(_("實施計畫的修正須提性別平等專案小組（玖）。"))
    with override("zh-hant"):
        title = _("修正實施計畫%(label)s") % {"label": amendment.clause.label}
    item = AgendaItem(
        meeting=meeting,
        section=Section.DISCUSSION,
        order=(meeting.items.aggregate(most=Max("order"))["most"] or 0) + 1,
        title=title,
        explanation=amendment.reason,
        unit=amendment.unit,
        tasks=[TASK],
        url=reverse("committee:amendment-detail", args=[amendment.pk]),
    )
    history.save(item, by=by, verb=_n("提案"), role=Role.SECRETARIAT)
    amendment.item = item
    history.save(amendment, by=by, verb=_n("排入議程"), role=Role.SECRETARIAT)
    return item


def apply(amendment: Amendment, meeting: Meeting, *, by) -> Amendment:
    """Write the new version of clause and rules. Called by a passing resolution alone."""
    since = effective_day(amendment, meeting)
    reason = f"{meeting.committee}{meeting}"
    _follow_clause(amendment, since, by, reason)
    _follow_rules(amendment, since, by, reason)
    with override("zh-hant"):
        number = str(meeting)
    plan.adopt(
        amendment.clause.plan,
        on=meeting.held_on,
        body=meeting.committee,
        meeting=number,
        act=Act.AMENDED,
        by=by,
    )
    amendment.applied_on = since
    return history.save(amendment, by=by, verb=_n("施行"), role=Role.SECRETARIAT, reason=reason)


def _follow_clause(amendment: Amendment, since: datetime.date, by, reason: str) -> None:
    """Against the words that were compared, and no others: what was amended meanwhile is not lost unseen."""
    clause = amendment.clause
    standing = Clause.objects.filter(plan=clause.plan, label=clause.label).on(since).first()
    if standing is None:
        raise ValidationError(
            _("%(day)s沒有條款「%(clause)s」可修正。") % {"day": format_day(since), "clause": clause.label}
        )
    if amendment.new_text == amendment.old_text:
        return
    _refuse_twice(standing, since)
    if standing.text != amendment.old_text:
        raise ValidationError(
            _("條款「%(clause)s」提案後已修正，與對照表的現行條文不同；請先更正提案，再登錄決議。")
            % {"clause": clause.label}
        )
    plan.amend_clause(standing, since=since, by=by, reason=reason, text=amendment.new_text)


def _follow_rules(amendment: Amendment, since: datetime.date, by, reason: str) -> None:
    rules = Rule.objects.filter(plan=amendment.clause.plan, code__in=amendment.numbers).on(since)
    there = {one.code: one for one in rules}
    for code, numbers in amendment.numbers.items():
        if code not in there:
            raise ValidationError(
                _("%(day)s沒有規則 %(code)s 可修正。") % {"day": format_day(since), "code": code}
            )
        _refuse_twice(there[code], since)
        plan.amend(there[code], since=since, by=by, reason=reason, numbers=numbers)


def _refuse_twice(standing: Clause | Rule, since: datetime.date) -> None:
    if standing.since >= since:
        raise ValidationError(
            _("「%(row)s」已自%(day)s起修正，同日不能再修正一次；請將這一案保留，或訂其他施行日。")
            % {"row": standing, "day": format_day(standing.since)}
        )


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
