"""Who may do what with cases, forms and experts: the sentence that refuses, or None (伍四)."""

from django.utils.translation import gettext as _

from impact_assessment.models import EngagementState
from impact_assessment.standing import PARTICIPATE
from organization.models import Role, UnitFunction

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


def why_not_open(actor, unit) -> str | None:
    """Why this person may not enter a case of ``unit``, or None."""
    if unit.id in actor.units or actor.may(Role.SECRETARIAT, agency_id=unit.agency_id):
        return None
    return _("案件由主辦組室登錄。")


def why_not_work(actor, case) -> str | None:
    """Why this person may not work on the case, or None: its unit's people do, while it goes on."""
    if case.unit_id not in actor.units:
        return _("本案由%(unit)s辦理。") % {"unit": case.unit}
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
    taking_part = next((one for one in case.now if one.rule == PARTICIPATE), None)
    return why_not_step(actor, case, taking_part.number if taking_part else 0)


def why_not_call_off(actor, engagement) -> str | None:
    """Why this person may neither remind the expert nor call the invitation off, or None."""
    return why_not_work(actor, engagement.case) or why_not_answer(engagement)
