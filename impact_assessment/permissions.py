"""Who may do what with cases, forms and experts: the sentence that refuses, or None (伍四)."""

from django.utils.translation import gettext as _

from impact_assessment import standing
from impact_assessment.models import CaseFile, CaseStatistic, EngagementState
from organization.models import Role, UnitFunction
from statistics_app.permissions import why_not_put_again

KEEPERS = (Role.SECRETARIAT, Role.REVIEWER)
"""Offices that keep the pool of experts and the forms."""


def acts_as(actor, agency_id: int) -> Role | None:
    """The office that the actor does this for, where it is one."""
    return next((one for one in KEEPERS if actor.may(one, agency_id=agency_id)), None)


def why_not_keep(actor, agency_id: int) -> str | None:
    """Why the pool of experts and the forms are not this person's to change, or None."""
    if actor.account is None and actor.label:
        return None
    keeps = acts_as(actor, agency_id) is not None
    return None if keeps else _("專家名單及評估表式由綜合企劃組或法務、研考管理。")


def why_not_edit_form(actor, form) -> str | None:
    """Why the form's questions are fixed, or None: a case keeps what it began with (G-3)."""
    if refusal := why_not_keep(actor, form.agency_id):
        return refusal
    return _("已有案件使用這個版本，不能修改；請另立新版本。") if form.cases.exists() else None


def why_not_open(actor, unit) -> str | None:
    """Why this person may not enter a case of ``unit``, or None."""
    if unit.id in actor.units or actor.may(Role.SECRETARIAT, agency_id=unit.agency_id):
        return None
    return _("案件由主辦組室登錄。")


def why_not_own(actor, case) -> str | None:
    """Why the case isn't this person's, or None: it is its unit's people's."""
    return None if case.unit_id in actor.units else _("本案由%(unit)s辦理。") % {"unit": case.unit}


def why_not_work(actor, case) -> str | None:
    """Why this person may not work on the case, or None: its unit's people do, while it goes on."""
    if refusal := why_not_own(actor, case):
        return refusal
    return _("本案已撤案。") if case.withdrawn_because else None


def why_not_screen(actor, case) -> str | None:
    """Why it can't be said (again) whether an assessment is needed, or None."""
    if refusal := why_not_work(actor, case):
        return refusal
    return _("已判定應辦，程序已開始。") if case.is_needed else None


def why_not_step(actor, case, number: int) -> str | None:
    """Why this person may not work on step ``number`` now, or None: one step after the other (GIA-08)."""
    if refusal := why_not_work(actor, case):
        return refusal
    if not case.is_needed:
        return _("尚未判定是否應辦性別影響評估。") if case.is_needed is None else _("本案判定免辦。")
    current = case.current
    if current is None:
        return _("本案已完成各步驟。")
    if number > current.number:
        return _("須先完成步驟%(number)s「%(title)s」。") % {"number": current.number, "title": current.title}
    if number < current.number:
        return _("這個步驟已完成；要修改須退回重辦。")
    return None


PREPARED_IN = (standing.GATHER, standing.FILL, standing.ADOPT)
"""Steps in which the unit works on what the case consists of."""
FILLED_IN = (standing.FILL, standing.ADOPT)


def _why_not_in(actor, case, rules, said: str) -> str | None:
    """Why what belongs to the steps ``rules`` may not be done now, or None; ``said`` where it isn't their turn."""
    current = case.current if case.is_needed else None
    if refusal := why_not_step(actor, case, current.number if current else 0):
        return refusal
    return None if current.rule in rules else said


def why_not_prepare(actor, case) -> str | None:
    """Why statistics, advice and files may not be added now, or None."""
    said = _("程序參與及審核期間不能增補；要修改須退回重辦。")
    return _why_not_in(actor, case, PREPARED_IN, said)


def why_not_fill(actor, case) -> str | None:
    """Why the form may not be filled in now, or None: in its own step, and where opinions are adopted."""
    current = case.current if case.is_needed else None
    if current and current.rule == standing.GATHER:
        return why_not_step(actor, case, current.number + 1)
    return _why_not_in(actor, case, FILLED_IN, _("程序參與及審核期間不能修改評估表。"))


def why_not_take_out(actor, case, row) -> str | None:
    """Why a statistic, advice or a file may not be taken out, or None: what a finished step rests on stays."""
    if refusal := why_not_prepare(actor, case):
        return refusal
    if row.is_withdrawn:
        return _("已撤下。")
    if isinstance(row, CaseFile):
        is_kept = row.round < case.round or any(one.draft_id == row.file_id for one in case.editions.all())
        return _("這個檔案屬於已定稿的版本，不能撤下。") if is_kept else None
    rows = standing.statistics(case) if isinstance(row, CaseStatistic) else standing.consultations(case)
    is_last = len(rows) == 1 and case.current.rule != standing.GATHER
    return _("已完成的步驟以此為據，不能撤下。") if is_last else None


def why_not_change(actor, case) -> str | None:
    """Why what is known of the case may not be changed, or None."""
    if refusal := why_not_work(actor, case):
        return refusal
    if case.is_needed and case.current is None:
        return _("已審核通過的案件不能更改。")
    return _("審核中的案件不能更改。") if standing.pending_review(case) else None


def why_not_set_due(actor, case) -> str | None:
    """Why no due days may be given, or None."""
    return why_not_step(actor, case, case.current.number if case.is_needed and case.current else 0)


def why_not_leave_experts(case) -> str | None:
    """Nobody is left with an invitation that leads nowhere."""
    asked = (EngagementState.INVITED, EngagementState.ACCEPTED)
    if any(one.state in asked for one in case.engagements.all()):
        return _("受邀專家尚未提出意見，請先取消邀請。")
    return None


def why_not_go_back(actor, case, to_step: int) -> str | None:
    """Why the unit may not take the case back to ``to_step``, or None."""
    if refusal := why_not_set_due(actor, case):
        return refusal
    if standing.pending_review(case):
        return _("審核中的案件由審核者退回。")
    if not 0 < to_step < case.current.number:
        return _("只能退回已完成的步驟。")
    return why_not_leave_experts(case)


def why_not_present(actor, case) -> str | None:
    """Why it may not be put before the task force, or None (伍四(三))."""
    said = _("程序參與的步驟才能提報專案小組。")
    refusal = _why_not_in(actor, case, (standing.PARTICIPATE,), said)
    return refusal or why_not_put_again(case.presented_in)


def why_not_record_opinion(actor, case) -> str | None:
    """Why no opinion of the task force may be entered, or None."""
    said = _("意見於程序參與及參採的步驟登錄。")
    if refusal := _why_not_in(actor, case, (standing.PARTICIPATE, standing.ADOPT), said):
        return refusal
    return None if standing.is_heard(case) else _("專案小組還沒有有效決議。")


def why_not_take_opinion(actor, case, opinion) -> str | None:
    """Why an opinion may not be taken out, or None."""
    if opinion.item_id is None:
        return _("專家的意見不能撤下。")
    if opinion.is_withdrawn or opinion.round != standing.since_round(case):
        return _("這項意見已撤下或屬於前一輪。")
    return why_not_record_opinion(actor, case)


def why_not_reply(actor, case, opinion) -> str | None:
    """Why the opinion may not be answered now, or None (伍四(四))."""
    if refusal := _why_not_in(actor, case, (standing.ADOPT,), _("參採情形於參採的步驟回復。")):
        return refusal
    if all(one.pk != opinion.pk for one in standing.opinions(case)):
        return _("這項意見已撤下或屬於前一輪。")
    return None


def why_not_send(actor, case) -> str | None:
    """Why it may not be sent to its reviewer, or None (伍四(五))."""
    said = _("前面的步驟完成後才能送審。")
    if refusal := _why_not_in(actor, case, (standing.REVIEW,), said):
        return refusal
    return _("已送審。") if standing.pending_review(case) else None


def why_not_follow(actor, case) -> str | None:
    """Why no gender goal may be set, or None: the unit sets them, and so may the reviewer."""
    if case.withdrawn_because:
        return _("本案已撤案。")
    if case.unit_id not in actor.units and not is_reviewer(actor, case):
        return _("本案由%(unit)s辦理。") % {"unit": case.unit}
    return None if case.is_needed else _("判定應辦的案件才訂性別目標。")


def why_not_change_goal(actor, case, goal) -> str | None:
    """Why the goal may not be changed or reported on, or None."""
    if goal.is_withdrawn or goal.closed_on:
        return _("這項目標已結案或撤下。")
    return why_not_follow(actor, case)


def why_not_state_nil(actor, unit) -> str | None:
    """Why this person may not say that the unit has nothing to assess, or None."""
    if unit.id in actor.units or actor.may(Role.SECRETARIAT, agency_id=unit.agency_id):
        return None
    return _("由%(unit)s聲明。") % {"unit": unit}


def is_reviewer(actor, case) -> bool:
    """Does the actor review for the function that the case's kind names? A grant for a unit is for its functions."""
    from_units = {one.unit_id for one in actor.held if _is_for(one, case)}
    if None in from_units:
        return True
    return any(case.reviewer in unit.functions for unit in _units(case, from_units))


def _is_for(held, case) -> bool:
    return held.role == Role.REVIEWER and held.agency_id == case.agency_id


def _units(case, ids):
    return case.agency.units.filter(id__in=ids)


def why_not_review(actor, case, review) -> str | None:
    """Why this person may not decide on the case, or None: whoever sent it doesn't."""
    if review is None or review.decided_on:
        return _("本案不在審核中。")
    if case.withdrawn_because:
        return _("本案已撤案。")
    if not is_reviewer(actor, case):
        return _("本案由%(function)s審核。") % {"function": UnitFunction(case.reviewer).label}
    if review.sent_by_id and actor.account and review.sent_by_id == actor.account.pk:
        return _("送審人不得審核自己送出的案件。")
    return None


def why_not_withdraw(actor, case) -> str | None:
    """Why the case may not be given up, or None."""
    if refusal := why_not_work(actor, case):
        return refusal
    return _("已審核通過的案件不能撤案。") if case.is_needed and case.current is None else None


def why_not_answer(engagement) -> str | None:
    """Why the expert may not answer any more, or None."""
    if engagement.state not in (EngagementState.INVITED, EngagementState.ACCEPTED):
        return _("這份邀請為「%(state)s」，不能再填寫。") % {"state": engagement.get_state_display()}
    if engagement.case.withdrawn_because:
        return _("本案已撤案。")
    return None


def why_not_invite(actor, case) -> str | None:
    """Why this person may invite nobody to the case now, or None: its unit does, while 程序參與 is the step."""
    taking_part = next((one for one in case.now if one.rule == standing.PARTICIPATE), None)
    return why_not_step(actor, case, taking_part.number if taking_part else 0)


def why_not_call_off(actor, engagement) -> str | None:
    """Why this person may neither remind the expert nor call the invitation off, or None."""
    return why_not_work(actor, engagement.case) or why_not_answer(engagement)
