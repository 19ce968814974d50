"""Who may do what with gender budgets: the sentence that refuses, or None (伍五)."""

from django.utils.translation import gettext as _

from budgets.models import ReturnState, Stage
from budgets.models.seen import reads_all
from organization.models import Role
from statistics_app.permissions import acts_as, is_accounting, why_not_put_again

__all__ = ["acts_as", "is_accounting"]


def why_not_run(actor, agency_id: int) -> str | None:
    """Rounds are the accounting office's (由會計室統籌辦理)."""
    return None if is_accounting(actor, agency_id) else _("性別預算由會計室統籌辦理。")


def why_not_change_round(actor, one) -> str | None:
    """Why the round may not be changed any more, or None."""
    if refusal := why_not_run(actor, one.agency_id):
        return refusal
    return _why_closed(one)


def _why_closed(one) -> str | None:
    return _("本年度性別預算已結案，須由會計室重開後才能更改。") if one.closed_on else None


def why_not_begin_execution(actor, one) -> str | None:
    """Why the units may not be asked for the execution yet, or None: what was compiled is approved first."""
    if refusal := why_not_change_round(actor, one):
        return refusal
    if one.execution_opened_on:
        return _("執行情形填報已開始。")
    rows = one.returns.filter(stage=Stage.COMPILING).exclude(state=ReturnState.APPROVED)
    return _why_waiting(rows, _("編列尚未核定：%(units)s。"))


def why_not_close(actor, one) -> str | None:
    """Why the round may not be closed, or None: what was handed in is decided first."""
    if refusal := why_not_change_round(actor, one):
        return refusal
    rows = one.returns.filter(stage=one.stage, state=ReturnState.SUBMITTED)
    return _why_waiting(rows, _("尚有待核定的填報：%(units)s。"))


def _why_waiting(rows, said: str) -> str | None:
    names = _("、").join(row.unit.name for row in rows.select_related("unit"))
    return said % {"units": names} if names else None


def why_not_reopen_round(actor, one, reason: str) -> str | None:
    """Why a closed round may not be opened again, or None."""
    if refusal := why_not_run(actor, one.agency_id):
        return refusal
    if not one.closed_on:
        return _("本年度性別預算尚未結案。")
    return None if reason.strip() else _("重開須說明事由。")


def why_not_answer_for(actor, handed) -> str | None:
    """Why this unit's budget is not the actor's to fill, or None: its people and the accounting office."""
    if is_accounting(actor, handed.unit.agency_id) or handed.unit_id in actor.units:
        return None
    return _("由%(unit)s或會計室填報。") % {"unit": handed.unit}


def why_not_fill(actor, handed) -> str | None:
    """Why the unit's lines may not be filled at this stage, or None: what is handed in or approved is locked."""
    if refusal := why_not_answer_for(actor, handed) or _why_closed(handed.round):
        return refusal
    if handed.stage != handed.round.stage:
        return _("編列階段已結束，預算數不能再更改。")
    if handed.stage == Stage.EXECUTION and not handed.pk and not _has_lines(handed):
        return _("本組室本年度沒有性別預算項目，不必填報執行情形。")
    if handed.state not in (ReturnState.OPEN, ReturnState.RETURNED):
        return _("本組室的填報%(state)s，退回後才能修改。") % {"state": handed.get_state_display()}
    return None


def _has_lines(handed) -> bool:
    return handed.round.lines.standing().filter(unit=handed.unit_id).exists()


def why_not_become(actor, handed, state: str, remark: str = "") -> str | None:
    """Why the unit's budget may not be handed in, approved or returned, or None."""
    if state not in handed.ALLOWED[ReturnState(handed.state)]:
        return _("本填報的狀態為「%(state)s」，不能這樣做。") % {"state": handed.get_state_display()}
    if state == ReturnState.SUBMITTED:
        return why_not_fill(actor, handed)
    if refusal := why_not_change_round(actor, handed.round):
        return refusal
    if handed.stage != handed.round.stage:
        return _("編列階段已結束，不能再核定或退回。")
    if state == ReturnState.RETURNED and not remark.strip():
        return _("退回須填意見。")
    return None


def why_not_withdraw(actor, line, handed, reason: str) -> str | None:
    """Why the line may not be withdrawn, or None."""
    if line.withdrawn_because:
        return _("本項目已撤下。")
    if handed.stage != Stage.COMPILING:
        return _("編列階段已結束，項目不能再撤下。")
    if refusal := why_not_fill(actor, handed):
        return refusal
    return None if reason.strip() else _("撤下須說明事由。")


def why_not_link(actor, line) -> str | None:
    """Why the line's links may not be changed, or None: they change no sum, so that approval doesn't lock them."""
    if line.withdrawn_because:
        return _("本項目已撤下。")
    if refusal := _why_closed(line.round):
        return refusal
    if is_accounting(actor, line.unit.agency_id) or line.unit_id in actor.units:
        return None
    return _("由%(unit)s或會計室登錄。") % {"unit": line.unit}


def why_not_explain(actor, total) -> str | None:
    """Why a difference from an official total may not be explained, or None: the office, or the unit concerned."""
    if refusal := _why_closed(total.round):
        return refusal
    if is_accounting(actor, total.round.agency_id) or total.unit_id in actor.units:
        return None
    return _("差異由會計室或該組室說明。")


def why_not_present(actor, one) -> str | None:
    """Why the budget may not be put before the task force, or None (並經本局性別平等專案小組協助檢視)."""
    refusal = why_not_run(actor, one.agency_id)
    if refusal and not actor.may(Role.SECRETARIAT, agency_id=one.agency_id):
        return refusal
    return why_not_put_again(one.presented_in)


def why_not_see(actor, unit) -> str | None:
    """Why the unit's lines aren't shown, or None: its own people and whoever reads the whole agency."""
    if reads_all(actor, unit.agency_id) or unit.id in actor.units:
        return None
    return _("僅該組室、會計室及綜合企劃組可查閱。")


def why_not_bring(actor, one) -> str | None:
    """Why no file of lines may be brought, or None: the office's, or whose unit's lines they are."""
    if refusal := _why_closed(one):
        return refusal
    if is_accounting(actor, one.agency_id) or actor.units:
        return None
    return _("性別預算由各組室或會計室填報。")
