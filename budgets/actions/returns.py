"""What a unit hands in, and what the accounting office answers (伍五; B-5, GB-02)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from budgets import permissions
from budgets.models import Line, ReturnState, Round, Stage, UnitReturn
from organization import history
from organization.models import Unit
from statistics_app.actions.refusing import refuse

NAMED = 5
"""How many lines are named one by one."""


def return_of(one: Round, unit: Unit) -> UnitReturn:
    """The unit's return at the stage of the round; a unit made since has none yet, and gets one when it saves."""
    found = UnitReturn.objects.filter(round=one, unit=unit, stage=one.stage)
    found = found.select_related("unit", "round__agency").first()
    return found or UnitReturn(round=one, unit=unit, stage=one.stage)


def locked(handed: UnitReturn, *, by) -> UnitReturn:
    """The stored return, made where the unit had none, so that two hands don't fill it at once."""
    one = Round.objects.select_for_update().get(pk=handed.round_id)
    rows = UnitReturn.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.filter(round=one, unit=handed.unit_id, stage=handed.stage).first()
    if found is None:
        found = UnitReturn(round=one, unit=handed.unit, stage=handed.stage)
        refuse(permissions.why_not_fill(by, found))
        keep(found, by=by, verb=_n("開始填報"))
    found.round = one
    return found


@transaction.atomic
def submit(handed: UnitReturn, *, by, is_nil: bool = False) -> UnitReturn:
    """Hand in the unit's lines, or say that it has none (``is_nil``)."""
    handed = locked(handed, by=by)
    refuse(permissions.why_not_become(by, handed, ReturnState.SUBMITTED))
    lines = list(Line.objects.standing().filter(round=handed.round_id, unit=handed.unit_id))
    _refuse_unfinished(handed, lines, is_nil)
    handed.state, handed.is_nil, handed.remark = ReturnState.SUBMITTED, is_nil, ""
    handed.submitted_on, handed.submitted_by = by.day, by.account
    return keep(handed, by=by, verb=_n("送出（無相關預算）") if is_nil else _n("送出"))


def _refuse_unfinished(handed: UnitReturn, lines: list[Line], is_nil: bool) -> None:
    if is_nil and lines:
        raise ValidationError(_("本組室尚有 %(n)s 項，不能填無相關預算；請先撤下各項。") % {"n": len(lines)})
    if not is_nil and not lines:
        raise ValidationError(_("本組室沒有項目；確無相關預算者，請按「無相關預算」。"))
    if handed.stage == Stage.EXECUTION:
        blank = [one.title for one in lines if one.outturn is None]
        if blank:
            more = _("等 %(n)s 項") % {"n": len(blank)} if len(blank) > NAMED else ""
            said = {"titles": _("、").join(blank[:NAMED]), "more": more}
            raise ValidationError(_("尚未填執行數：%(titles)s%(more)s。沒有支出者請填 0。") % said)


@transaction.atomic
def approve(handed: UnitReturn, *, by) -> UnitReturn:
    """Approve and lock what the unit handed in; from now on reports count it."""
    handed = locked(handed, by=by)
    if handed.state == ReturnState.APPROVED:
        return handed
    refuse(permissions.why_not_become(by, handed, ReturnState.APPROVED))
    handed.state, handed.remark = ReturnState.APPROVED, ""
    handed.approved_on, handed.approved_by = by.day, by.account
    return keep(handed, by=by, verb=_n("核定"))


@transaction.atomic
def send_back(handed: UnitReturn, *, by, remark: str) -> UnitReturn:
    """Return it to the unit with a remark; what was approved is open again."""
    handed = locked(handed, by=by)
    refuse(permissions.why_not_become(by, handed, ReturnState.RETURNED, remark))
    handed.state, handed.remark = ReturnState.RETURNED, remark
    handed.approved_on = handed.approved_by = None
    return keep(handed, by=by, verb=_n("退回補正"), reason=remark)


def keep(handed: UnitReturn, *, by, verb: str, reason: str = "") -> UnitReturn:
    role = permissions.acts_as(by, handed.unit.agency_id)
    return history.save(handed, by=by, verb=verb, role=role, reason=reason)
