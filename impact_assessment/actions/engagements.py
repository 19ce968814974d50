"""Experts invited, reminded, called off; what they answer (伍四(三); G-5, G-6, G-7)."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.contract import plain
from impact_assessment import eligibility, letters, permissions, standing
from impact_assessment.actions import unsaved
from impact_assessment.actions.locking import locked
from impact_assessment.models import Case, Engagement, EngagementState, Expert, Opinion, Part
from notices.actions import revoke
from organization import history
from plan.rules import in_force
from statistics_app.actions.refusing import refuse

GENERAL = 0
"""The key of an opinion on the whole, where the form has no questions for the expert."""


@transaction.atomic
def invite(case: Case, expert: Expert, *, due_on: datetime.date, by) -> Engagement:
    """Ask an expert for an opinion by ``due_on``: refused before anybody is written to. Sent twice, it asks once."""
    case = locked(case)
    refuse(permissions.why_not_invite(by, case))
    Expert.objects.select_for_update().filter(pk=expert.pk).first()  # two cases may want the person at once
    expert = eligibility.known(case.agency_id).filter(pk=expert.pk).first()
    if expert is None:
        raise ValidationError({"expert": _("查無此專家或無權使用。")})
    refuse(permissions.why_not_own(by, case))
    asked = {"round": standing.since_round(case), "invited_on": by.day, "due_on": due_on}
    if known := case.engagements.filter(expert=expert, state=EngagementState.INVITED, **asked).first():
        return known
    if due_on < by.day:
        raise ValidationError({"due_on": _("期限不得早於今天。")})
    book = in_force(case.agency_id, by.day)
    staff = eligibility.staff_names([expert], by.day)
    refuse(eligibility.why_not_invite(expert, case, by.day, book, staff))
    basis = plain(eligibility.basis_on(expert, by.day, book))
    engagement = Engagement(case=case, expert=expert, basis=basis, **asked)
    history.save(engagement, by=by, verb=_n("邀請"))
    letters.invite(engagement, by=by)
    return engagement


@transaction.atomic
def remind(engagement: Engagement, *, by) -> Engagement:
    """One more letter, in place of one that still waits."""
    engagement = _locked(engagement)
    refuse(permissions.why_not_call_off(by, engagement))
    letters.remind(engagement, by=by)
    return engagement


@transaction.atomic
def call_off(engagement: Engagement, *, by, reason: str) -> Engagement:
    """The unit asks no longer: the link is dead at once, and whoever has the letter is told."""
    engagement = _locked(engagement)
    refuse(permissions.why_not_own(by, engagement.case))
    if engagement.state == EngagementState.CANCELLED:
        return engagement
    refuse(permissions.why_not_call_off(by, engagement))
    if not reason.strip():
        raise ValidationError({"reason": _("取消邀請須說明事由。")})
    engagement.state, engagement.reason = EngagementState.CANCELLED, reason
    history.save(engagement, by=by, verb=_n("取消邀請"), reason=reason)
    _close(engagement, by=by, reason=_n("已取消邀請。"))
    letters.call_off(engagement, by=by)
    return engagement


@transaction.atomic
def accept(engagement: Engagement, *, by) -> Engagement:
    """The expert takes part."""
    engagement = _locked(engagement)
    if engagement.state == EngagementState.ACCEPTED:
        return engagement
    refuse(permissions.why_not_answer(engagement) or why_not_take_part(engagement, by.day))
    engagement.state, engagement.answered_on = EngagementState.ACCEPTED, by.day
    return history.save(engagement, by=by, verb=_n("同意參與"))


@transaction.atomic
def decline(engagement: Engagement, *, by, reason: str = "") -> Engagement:
    """The expert does not; nobody needs to say why."""
    engagement = _locked(engagement)
    if engagement.state == EngagementState.DECLINED:
        return engagement
    refuse(permissions.why_not_answer(engagement))
    engagement.state, engagement.answered_on, engagement.reason = EngagementState.DECLINED, by.day, reason
    history.save(engagement, by=by, verb=_n("婉拒"), reason=reason)
    _close(engagement, by=by, reason=_n("專家已婉拒。"))
    return engagement


@transaction.atomic
def submit(
    engagement: Engagement, opinions: Mapping[int, str], *, timing: str, keeps_secret: bool, by
) -> Engagement:
    """What the expert says, by question (``GENERAL``: on the whole). It is said once, and closes the link."""
    engagement = _locked(engagement)
    if engagement.state == EngagementState.SUBMITTED:
        return engagement
    refuse(permissions.why_not_answer(engagement) or why_not_take_part(engagement, by.day))
    said = {key: text for key, text in opinions.items() if text.strip()}
    _refuse_gaps(engagement, said, keeps_secret)
    for key, text in said.items():
        row = Opinion(
            case=engagement.case,
            engagement=engagement,
            question_id=key or None,
            round=engagement.round,
            text=text,
        )
        history.save(row, by=by, verb=_n("提出意見"))
    engagement.state, engagement.submitted_on = EngagementState.SUBMITTED, by.day
    engagement.answered_on = engagement.answered_on or by.day
    engagement.timing, engagement.keeps_secret = timing, keeps_secret
    history.save(engagement, by=by, verb=_n("提出意見"))
    _close(engagement, by=by, reason=_n("已提出意見。"))
    return engagement


def _refuse_gaps(engagement: Engagement, said: Mapping[int, str], keeps_secret: bool) -> None:
    questions = asked_of(engagement.case)
    if set(said) - ({one.id for one in questions} or {GENERAL}):
        raise ValidationError(_("評估表沒有這個意見項目。"))
    if not said:
        raise ValidationError(_("請至少填寫一項意見。"))
    if lacking := [one.number for one in questions if one.is_required and one.id not in said]:
        raise ValidationError(_("尚有必填的意見項目：%(numbers)s。") % {"numbers": _("、").join(lacking)})
    if not keeps_secret:
        raise ValidationError({"keeps_secret": _("請勾選同意保密。")})


def asked_of(case: Case) -> list:
    """The questions that the case's own form has for the expert; each says whether this kind must have it."""
    questions = [one for one in case.form.questions.all() if one.part == Part.PARTICIPATION]
    for one in questions:
        one.is_required = case.kind in one.required_for
    return questions


def why_not_take_part(engagement: Engagement, day: datetime.date) -> str | None:
    """Why what this expert says on ``day`` would not count, or None: the basis has ended, or a conflict arose."""
    case = engagement.case
    expert = eligibility.known(case.agency_id).get(pk=engagement.expert_id)
    staff = eligibility.staff_names([expert], day)
    return eligibility.why_not_take_part(expert, case, day, in_force(case.agency_id, day), staff)


def _close(engagement: Engagement, *, by, reason: str) -> None:
    """No link opens any more, no letter waits, no text is half typed."""
    revoke(letters.PURPOSE, engagement.pk, by=by, reason=reason)
    letters.discard_waiting(engagement, by=by, reason=reason)
    unsaved.forget_all(engagement)


def _locked(engagement: Engagement) -> Engagement:
    """As it stands now with its whole case, held until the transaction ends."""
    case = locked(engagement.case)
    engagement = Engagement.objects.select_related("expert__external").get(pk=engagement.pk)
    engagement.case = case
    return engagement
