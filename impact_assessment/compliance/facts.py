"""What the tables say of a year of 伍四: the year's cases as they stood on a day, and who stated that there was none.

A case belongs to its year; an act counts on its own day, whenever it was typed. What belongs to a year may follow
later (a step done, a case approved): it counts as soon as the day that is asked has come.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property

from core.contract import Scope
from impact_assessment.eligibility import Span, basis_on
from impact_assessment.models import (
    Case,
    Decision,
    Engagement,
    EngagementState,
    NilReturn,
    Opinion,
    Reply,
    Review,
    Step,
)
from impact_assessment.standing import PARTICIPATE, consultations, is_heard, reply_of, since_round, statistics
from organization.models import EMPLOYED_AS, Unit
from plan.rules import RuleBook
from statistics_app.compliance.facts import heirs


@dataclass(frozen=True)
class Followed:
    """A case as it stood on ``until``."""

    case: Case
    until: datetime.date

    @property
    def is_needed(self) -> bool | None:
        """None where it had not been said by then."""
        said_on = self.case.screened_on
        return self.case.is_needed if said_on and said_on <= self.until else None

    @cached_property
    def done(self) -> dict[str, Step]:
        """Each step that was done and had not been sent back by then, by its rule, in their order."""
        rows = [one for one in self.case.steps.all() if one.done_on and one.done_on <= self.until]
        return {one.rule: one for one in rows if not self._is_sent_back(one)}

    def _is_sent_back(self, step: Step) -> bool:
        """Replaced by then. A return has its day; what the unit took back of its own accord counts on none."""
        if not step.is_superseded:
            return False
        later = [
            one.round for one in self.case.steps.all() if one.number == step.number and one.round > step.round
        ]
        returned = next((one for one in self._returns if one.round == min(later, default=0) - 1), None)
        return returned is None or returned.decided_on <= self.until

    @property
    def _returns(self) -> list[Review]:
        return [one for one in self.case.reviews.all() if one.decision == Decision.RETURNED]

    def next(self, rules: list[str]) -> str | None:
        """The first of the steps ``rules`` that isn't done; None where all are."""
        return next((rule for rule in rules if rule not in self.done), None)

    @property
    def statistics(self) -> list:
        return [one for one in statistics(self.case) if one.taken_on <= self.until]

    @property
    def consultations(self) -> list:
        return [one for one in consultations(self.case) if one.held_on <= self.until]

    @property
    def submissions(self) -> list[Engagement]:
        """What experts had written by then, in every round."""
        return [
            one
            for one in self.case.engagements.all()
            if one.state == EngagementState.SUBMITTED and one.submitted_on <= self.until
        ]

    @property
    def round(self) -> int:
        """The round of the participation that counts."""
        step = self.done.get(PARTICIPATE)
        return step.round if step else since_round(self.case)

    @property
    def written(self) -> list[Engagement]:
        """What experts had written in the round that counts."""
        return [one for one in self.submissions if one.round == self.round]

    @property
    def heard_on(self) -> datetime.date | None:
        """The day of the task force's valid meeting that had dealt with it by then."""
        if not is_heard(self.case) or self.case.presented_in.meeting.held_on > self.until:
            return None
        return self.case.presented_in.meeting.held_on

    @property
    def opinions(self) -> list[Opinion]:
        """What had been said in the round that counts."""
        written = {one.id for one in self.written}
        return [
            one
            for one in self.case.opinions.all()
            if one.round == self.round
            and not one.is_withdrawn
            and (one.engagement_id in written if one.engagement_id else self.heard_on is not None)
        ]

    def reply(self, opinion: Opinion) -> Reply | None:
        """What the unit had made of it by then."""
        found = reply_of(opinion)
        return found if found and found.replied_on <= self.until else None

    @property
    def approval(self) -> Review | None:
        return next(
            (
                one
                for one in self.case.reviews.all()
                if one.decision == Decision.APPROVED and one.decided_on <= self.until
            ),
            None,
        )


def basis_of(engagement: Engagement, book: RuleBook) -> Span | None:
    """What made the writer an expert on the day of the opinion; nothing makes one of the agency's own staff."""
    expert, day = engagement.expert, engagement.submitted_on
    if expert.employee and any(
        one.holds_on(day) for one in expert.employee.posts.all() if one.kind in EMPLOYED_AS
    ):
        return None
    return basis_on(expert, day, book)


@dataclass(frozen=True)
class Facts:
    """The year's records; with a unit in the scope that unit's alone. ``nil``: units that stated a nil return."""

    scope: Scope
    units: tuple[Unit, ...]
    heirs: dict[int, int]
    cases: tuple[Followed, ...]
    nil: frozenset[int]

    @property
    def needed(self) -> list[Followed]:
        return [one for one in self.cases if one.is_needed]

    @property
    def unscreened(self) -> list[Followed]:
        return [one for one in self.cases if one.is_needed is None]

    def of(self, unit: Unit) -> list[Followed]:
        return [one for one in self.cases if self.heirs[one.case.unit_id] == unit.id]


def facts(scope: Scope) -> Facts | None:
    """A constant number of queries, whatever the number of records; None where nothing was ever kept."""
    agency_id, until = scope.agency_id, max(scope.as_of, scope.day)
    kept = Case.objects.of(agency_id)
    stated = NilReturn.objects.filter(unit__agency_id=agency_id)
    if not (kept.exists() or stated.exists()):
        return None
    units = list(Unit.objects.filter(agency_id=agency_id))
    later = heirs(units, scope.day)
    rows = kept.filter(year=scope.year, opened_on__lte=until).standing()
    nil = stated.filter(year=scope.year, stated_on__lte=until).standing().values_list("unit_id", flat=True)
    return Facts(
        scope=scope,
        units=tuple(one for one in units if one.holds_on(scope.day) and scope.unit_id in (None, one.id)),
        heirs=later,
        cases=tuple(
            Followed(one, until) for one in _judged(rows) if scope.unit_id in (None, later[one.unit_id])
        ),
        nil=frozenset(later[one] for one in nil),
    )


def _judged(rows):
    """With what the judging reads, the oldest first: the forms and their answers are none of it."""
    return (
        rows.order_by("opened_on", "id")
        .select_related("unit", "presented_in__meeting__committee", "presented_in__resolution")
        .prefetch_related(
            "steps",
            "statistics",
            "consultations",
            "engagements__expert__bases",
            "engagements__expert__employee__posts",
            "engagements__expert__external__memberships__committee__agency",
            "engagements__expert__external__council_terms",
            "opinions__reply",
            "opinions__question",
            "reviews__unit",
            "goals",
        )
    )
