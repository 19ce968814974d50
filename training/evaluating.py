"""What the evaluations say: averages and response rates, from the smallest number of answers on (TR-12; T-12).

A course is the sum of its shown sessions only: with the hidden ones in it, they could be worked out of the difference.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q

from plan.rules import in_force
from training.compliance.demands import RULES
from training.models import (
    Evaluation,
    EvaluationAnswer,
    EvaluationForm,
    Hours,
    QuestionKind,
    Session,
)

TENTH = Decimal("0.1")


@dataclass
class Said:
    """One question with what was said: points and sheets of a scale, or texts."""

    text: str
    points: int = 0
    sheets: int = 0
    texts: list[str] = field(default_factory=list)

    @property
    def average(self) -> Decimal | None:
        if not self.sheets:
            return None
        return (Decimal(self.points) / self.sheets).quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True)
class Results:
    """One session's evaluation: how many of the codes handed out were used, and what may be shown of it."""

    evaluation: Evaluation
    invited: int
    answered: int
    scales: tuple[Said, ...] = ()
    texts: tuple[Said, ...] = ()

    @property
    def is_shown(self) -> bool:
        return self.answered >= self.evaluation.smallest_group

    @property
    def satisfaction(self) -> tuple[int, int] | None:
        """(points given, points possible) of all scales together."""
        sheets = sum(one.sheets for one in self.scales)
        if not sheets:
            return None
        return sum(one.points for one in self.scales), sheets * self.evaluation.scale


def rule_of(session: Session):
    """TR-12 on the session's last day, or None."""
    return in_force(session.course.agency_id, session.ended_on, RULES).get("TR-12")


def first_questions(agency_id: int, rule) -> list[dict]:
    """The agency's own questions; until it has any, the plan's."""
    form = EvaluationForm.objects.filter(agency_id=agency_id).first()
    return form.questions if form else rule.number("questions")


def participants(session: Session) -> int:
    """How many came: those with hours of it that are verified or wait."""
    return Hours.objects.attended().filter(session=session).count()


def results(evaluations, day) -> list[Results]:
    """What may be shown on ``day`` of each, in two queries."""
    rows = list(
        evaluations.select_related("session__course").annotate(
            invited=Count("codes"), answered=Count("codes", filter=Q(codes__is_used=True))
        )
    )
    sheets = defaultdict(list)
    for answer in EvaluationAnswer.objects.filter(evaluation__in=rows):
        sheets[answer.evaluation_id].append(answer)
    return [_results(one, sheets[one.pk], day) for one in rows]


def _results(evaluation, sheets, day) -> Results:
    counts = (evaluation.invited, evaluation.answered)
    if len(sheets) < evaluation.smallest_group:
        return Results(evaluation, *counts)
    asked = list(enumerate(evaluation.questions))
    return Results(
        evaluation,
        *counts,
        scales=tuple(
            Said(one["text"], sum(sheet.values[number] for sheet in sheets), len(sheets))
            for number, one in asked
            if one["kind"] == QuestionKind.SCALE
        ),
        texts=tuple(
            Said(one["text"], texts=_shuffled(sheets, number))
            for number, one in asked
            if one["kind"] == QuestionKind.TEXT and not evaluation.is_open(day)
        ),
    )


def _shuffled(sheets, number: int) -> list[str]:
    """The texts in an order that stays, differs from question to question, and tells nothing."""

    def lot(sheet) -> str:
        return hashlib.sha256(f"{sheet.pk} {number}".encode()).hexdigest()

    return [one.values[number] for one in sorted(sheets, key=lot) if one.values[number]]


def together(found: list[Results]) -> list[Said]:
    """The same question over a course's shown sessions, in the order in which they were first asked."""
    sums: dict[str, Said] = {}
    for one in found:
        for said in one.scales:
            whole = sums.setdefault(said.text, Said(said.text))
            whole.points += said.points
            whole.sheets += said.sheets
    return list(sums.values())
