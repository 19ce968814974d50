"""Where a case stands, what each step still lacks, and who holds it since when: read from its records (G-1, G-2).

A step is done when its action said so on a day (``Step.done_on``), and its action says so only when nothing is missing.
Pure: the case comes ``whole()``.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _n

from committee.models import State as MeetingState
from core.contract import Sentence
from impact_assessment.editions import answers, unanswered
from impact_assessment.models import (
    Adoption,
    Case,
    Decision,
    Engagement,
    EngagementState,
    FileKind,
    Opinion,
    Step,
)
from organization.models import UnitFunction

GATHER, FILL, PARTICIPATE, ADOPT, REVIEW = "GIA-02", "GIA-03", "GIA-04", "GIA-05", "GIA-06"
"""The rules of the steps; their order is that of rule GIA-08."""


class Mark(StrEnum):
    """The four states of a step."""

    NOT_STARTED = "NOT_STARTED"
    INCOMPLETE = "INCOMPLETE"
    WAITING = "WAITING"
    DONE = "DONE"

    @property
    def label(self) -> str:
        return gettext(FACES[self][0])

    @property
    def tone(self) -> str:
        return FACES[self][1]


FACES = {
    Mark.NOT_STARTED: (_n("未開始"), "quiet"),
    Mark.INCOMPLETE: (_n("進行中"), "due"),
    Mark.WAITING: (_n("等待中"), "info"),
    Mark.DONE: (_n("完成"), "ok"),
}


class Stage(StrEnum):
    """Where the whole case stands."""

    SCREENING = "SCREENING"
    NOT_NEEDED = "NOT_NEEDED"
    GOING_ON = "GOING_ON"
    IN_REVIEW = "IN_REVIEW"
    CONTROLLED = "CONTROLLED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> str:
        return gettext(STAGES[self][0])

    @property
    def tone(self) -> str:
        return STAGES[self][1]


STAGES = {
    Stage.SCREENING: (_n("待判定"), "due"),
    Stage.NOT_NEEDED: (_n("免辦"), "quiet"),
    Stage.GOING_ON: (_n("辦理中"), "due"),
    Stage.IN_REVIEW: (_n("審核中"), "info"),
    Stage.CONTROLLED: (_n("已審核，列管"), "ok"),
    Stage.WITHDRAWN: (_n("已撤案"), "quiet"),
}


@dataclass(frozen=True)
class StepStanding:
    """A step as it is shown: ``who`` holds it since ``since``; ``missing`` is what would finish it."""

    step: Step
    mark: Mark
    who: Sentence | None = None
    since: datetime.date | None = None
    missing: tuple[Sentence, ...] = ()


def stage(case: Case) -> Stage:
    if case.withdrawn_because:
        return Stage.WITHDRAWN
    if case.is_needed is None:
        return Stage.SCREENING
    if not case.is_needed:
        return Stage.NOT_NEEDED
    current = case.current
    if current is None:
        return Stage.CONTROLLED
    return Stage.IN_REVIEW if current.rule == REVIEW and pending_review(case) else Stage.GOING_ON


def steps(case: Case) -> list[StepStanding]:
    """Each step of the round that stands."""
    return [_step(case, one) for one in case.now]


def missing(case: Case, step: Step) -> tuple[Sentence, ...]:
    """What step ``step`` still lacks, whatever comes before it."""
    return tuple(_LACKS[step.rule](case)) if step.rule in _LACKS else ()


def _step(case: Case, step: Step) -> StepStanding:
    if step.done_on:
        return StepStanding(step, Mark.DONE)
    current = case.current
    lacks = missing(case, step)
    if current is None or step.pk != current.pk:
        return StepStanding(step, Mark.NOT_STARTED, missing=lacks)
    mark = Mark.INCOMPLETE if _is_begun(case, step) else Mark.NOT_STARTED
    if case.withdrawn_because:
        return StepStanding(step, mark, missing=lacks)
    since = begun(case, step)
    if step.rule == PARTICIPATE and (waiting := _waits_for(case)):
        who, asked_on = waiting
        return StepStanding(step, Mark.WAITING, who, asked_on, lacks)
    if step.rule == REVIEW and (review := pending_review(case)):
        who = review.unit.name if review.unit else UnitFunction(case.reviewer).label
        return StepStanding(step, Mark.WAITING, Sentence("%(who)s", {"who": who}), review.sent_on, lacks)
    unit = Sentence("%(unit)s", {"unit": case.unit.name})
    return StepStanding(step, mark, unit, since, lacks)


def begun(case: Case, step: Step) -> datetime.date | None:
    """The day since which the step can be worked on: when the one before it was done, or the case was returned."""
    before = [one.done_on for one in case.now if one.number < step.number and one.done_on]
    returned = [one.decided_on for one in case.reviews.all() if one.decision == Decision.RETURNED]
    return max([*before, *returned, case.screened_on or case.opened_on])


def _is_begun(case: Case, step: Step) -> bool:
    """Has anything been entered for it?"""
    if step.rule == GATHER:
        return bool(statistics(case) or consultations(case))
    if step.rule == FILL:
        return bool(case.answers.all())
    if step.rule == PARTICIPATE:
        return bool(engagements(case)) or case.presented_in_id is not None
    if step.rule == ADOPT:
        return any(reply_of(one) for one in opinions(case))
    return False


def statistics(case: Case) -> list:
    return [one for one in case.statistics.all() if not one.is_withdrawn]


def consultations(case: Case) -> list:
    return [one for one in case.consultations.all() if not one.is_withdrawn]


def drafts(case: Case) -> list:
    """The draft or plan in its versions, the oldest first."""
    return [one for one in case.files.all() if one.kind == FileKind.DRAFT and not one.is_withdrawn]


def since_round(case: Case) -> int:
    """The round in which the participation that counts took place: a return to a later step keeps it."""
    step = next((one for one in case.now if one.rule == PARTICIPATE), None)
    return step.round if step else case.round


def engagements(case: Case) -> list[Engagement]:
    """Invitations of the round that counts, but those called off."""
    return [
        one
        for one in case.engagements.all()
        if one.round == since_round(case) and one.state != EngagementState.CANCELLED
    ]


def opinions(case: Case) -> list[Opinion]:
    """What was said in the round that counts: of experts who have submitted, and of the task force."""
    return [
        one
        for one in case.opinions.all()
        if one.round == since_round(case)
        and not one.is_withdrawn
        and (one.engagement_id is None or one.engagement.state == EngagementState.SUBMITTED)
    ]


def reply_of(opinion: Opinion):
    return getattr(opinion, "reply", None)


def open_opinions(case: Case) -> list[Opinion]:
    """Those without 參採、部分參採 or 未參採."""
    return [one for one in opinions(case) if reply_of(one) is None]


def is_heard(case: Case) -> bool:
    """Has a valid meeting of the task force dealt with it (architecture 2)?"""
    item = case.presented_in
    if item is None or item.withdrawn_because:
        return False
    resolution = getattr(item, "resolution", None)
    is_valid = resolution is not None and resolution.is_valid
    return is_valid and item.meeting.state == MeetingState.HELD and not item.meeting.is_informal


def submitted(case: Case) -> list[Engagement]:
    return [one for one in engagements(case) if one.state == EngagementState.SUBMITTED]


def pending_review(case: Case):
    return next((one for one in case.reviews.all() if one.decision == Decision.PENDING), None)


def _waits_for(case: Case) -> tuple[Sentence, datetime.date] | None:
    """(whom, since when): the experts who still owe an opinion, or the meeting on whose agenda it stands."""
    asked = [
        one for one in engagements(case) if one.state in (EngagementState.INVITED, EngagementState.ACCEPTED)
    ]
    if asked:
        names = [one.expert.external.name for one in asked]
        return Sentence("%(names)s", {"names": names}), min(one.invited_on for one in asked)
    item = case.presented_in
    if (
        item
        and not item.withdrawn_because
        and item.meeting.state in (MeetingState.DRAFT, MeetingState.RELEASED)
    ):
        step = next(one for one in case.now if one.rule == PARTICIPATE)
        return Sentence(_n("性別平等專案小組")), begun(case, step)
    return None


def _gathering(case: Case):
    if not statistics(case):
        yield Sentence(_n("尚未引用性別統計。"))
    if not consultations(case):
        yield Sentence(_n("尚未登錄專家諮詢。"))


def _filling(case: Case):
    if numbers := unanswered(case):
        yield Sentence(_n("評估表尚有必填項目未填：%(numbers)s。"), {"numbers": list(numbers)})
    if not drafts(case):
        yield Sentence(_n("尚未附上草案或計畫書。"))


def _participation(case: Case):
    if any(one.state in (EngagementState.INVITED, EngagementState.ACCEPTED) for one in engagements(case)):
        yield Sentence(_n("受邀專家尚未全部提出意見。"))
    elif not submitted(case) and not is_heard(case):
        yield Sentence(_n("尚無符合資格專家的書面意見，專案小組也還沒有有效決議。"))


def _adoption(case: Case):
    if waiting := len(open_opinions(case)):
        yield Sentence(_n("%(n)s 項意見尚未回復參採情形。"), {"n": waiting})
    elif any(reply_of(one).adoption != Adoption.NOT_ADOPTED for one in opinions(case)) and not is_changed(
        case
    ):
        yield Sentence(_n("有意見參採，但評估表及草案都還沒有修正。"))


def _reviewing(case: Case):
    review = pending_review(case)
    yield Sentence(_n("尚待主責單位審核。")) if review else Sentence(_n("尚未送主責單位審核。"))


_LACKS = {
    GATHER: _gathering,
    FILL: _filling,
    PARTICIPATE: _participation,
    ADOPT: _adoption,
    REVIEW: _reviewing,
}


def is_changed(case: Case) -> bool:
    """Has the form or the draft changed since the edition that went to the experts?"""
    seen = next((one for one in reversed(list(case.editions.all())) if one.rule == FILL), None)
    if seen is None:
        return False
    now = drafts(case)
    is_new_draft = bool(now) and now[-1].file_id != seen.draft_id
    return is_new_draft or answers(case) != seen.content["answers"]
