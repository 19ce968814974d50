"""A case sent to its reviewer, approved or returned, and its goals followed (伍四(五); G-10 – G-12)."""

import datetime
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.roc import format_day
from impact_assessment import permissions, standing
from impact_assessment.actions.locking import locked
from impact_assessment.actions.steps import begin_again, finish, refuse_day
from impact_assessment.models import Case, Decision, Goal, Review
from impact_assessment.returned import letters
from notices import actions as notices
from organization import history
from organization.models import Role, Unit
from statistics_app.actions.refusing import refuse


@transaction.atomic
def send(case: Case, *, on: datetime.date, by) -> Review:
    """To the unit that answers for the reviewing function on that day."""
    case = locked(case)
    refuse(permissions.why_not_own(by, case))
    if pending := standing.pending_review(case):
        return pending
    refuse(permissions.why_not_send(by, case))
    since = standing.begun(case, case.current)
    if not since <= on <= by.day:
        said = _("送審日須在前一步驟完成日（%(day)s）至今天之間。")
        raise ValidationError({"sent_on": said % {"day": format_day(since)}})
    review = Review(
        case=case,
        round=case.round,
        unit=reviewing_unit(case, on),
        sent_on=on,
        sent_by=by.account,
    )
    return history.save(review, by=by, verb=_n("送審"))


def reviewing_unit(case: Case, day: datetime.date) -> Unit | None:
    units = Unit.objects.filter(agency_id=case.agency_id).on(day)
    return next((one for one in units if case.reviewer in one.functions), None)


@transaction.atomic
def approve(review: Review, *, on: datetime.date, remark: str = "", by) -> Review:
    """The last step is done, and the goals are followed from now on."""
    case = locked(review.case)
    review = _decide(case, review, Decision.APPROVED, on, remark, by)
    refuse_day(case, case.current, on, by.day)
    review = history.save(review, by=by, verb=_n("審核通過"), role=Role.REVIEWER)
    finish(case.current, on, by)
    return review


@transaction.atomic
def return_to(review: Review, to_step: int, *, on: datetime.date, reason: str, by) -> Review:
    """Back to one of the steps between the first and the review, always with the reason, which its unit is told."""
    case = locked(review.case)
    review = _decide(case, review, Decision.RETURNED, on, reason, by)
    if not 1 < to_step < case.current.number:
        raise ValidationError({"to_step": _("請選擇退回的步驟。")})
    if not reason.strip():
        raise ValidationError({"reason": _("退回須說明理由。")})
    review.to_step = to_step
    review = history.save(review, by=by, verb=_n("退回"), role=Role.REVIEWER, reason=reason)
    begin_again(case, to_step, reason=reason, by=by)
    notices.write(letters(review, by.day), by=by)
    return review


def _decide(case: Case, review: Review, decision: str, on: datetime.date, reason: str, by) -> Review:
    review = next(one for one in case.reviews.all() if one.pk == review.pk)
    refuse(permissions.why_not_review(by, case, review))
    if not review.sent_on <= on <= by.day:
        said = _("審核日須在送審日（%(day)s）至今天之間。")
        raise ValidationError({"decided_on": said % {"day": format_day(review.sent_on)}})
    review.decision, review.decided_on, review.reason = decision, on, reason
    review.decided_by = by.account
    return review


@dataclass(frozen=True)
class Aim:
    """A gender goal with what it is measured by."""

    text: str
    target: str = ""
    due_on: datetime.date | None = None


@transaction.atomic
def set_goal(case: Case, aim: Aim, *, by, token: uuid.UUID | None = None) -> Goal:
    """One more goal; the same token gives the first."""
    case = locked(case)
    if token and (known := case.goals.filter(token=token).first()):
        return known
    refuse(permissions.why_not_follow(by, case))
    return _aim(Goal(case=case, token=token), aim, by=by, verb=_n("訂定性別目標"))


@transaction.atomic
def change_goal(goal: Goal, aim: Aim, *, by) -> Goal:
    """Other words for it, while it is followed."""
    refuse(permissions.why_not_change_goal(by, locked(goal.case), goal))
    return _aim(goal, aim, by=by, verb=_n("更正"))


def _aim(goal: Goal, aim: Aim, *, by, verb: str) -> Goal:
    goal.text, goal.target, goal.due_on = aim.text, aim.target, aim.due_on
    return history.save(goal, by=by, verb=verb)


@transaction.atomic
def report_goal(goal: Goal, result: str, *, closed_on: datetime.date | None, by) -> Goal:
    """How far it has come; with a day it is closed (結案)."""
    refuse(permissions.why_not_change_goal(by, locked(goal.case), goal))
    wrong = {}
    if not result.strip():
        wrong["result"] = _("請填達成情形。")
    if closed_on and closed_on > by.day:
        wrong["closed_on"] = _("結案日不得晚於今天。")
    if wrong:
        raise ValidationError(wrong)
    goal.result, goal.closed_on = result, closed_on
    return history.save(goal, by=by, verb=_n("結案") if closed_on else _n("填報達成情形"))


@transaction.atomic
def withdraw_goal(goal: Goal, *, by, reason: str) -> Goal:
    """It is followed no more; the reason stays in the history."""
    refuse(permissions.why_not_change_goal(by, locked(goal.case), goal))
    if not reason.strip():
        raise ValidationError(_("撤下須說明事由。"))
    goal.is_withdrawn = True
    return history.save(goal, by=by, verb=_n("撤下"), reason=reason)
