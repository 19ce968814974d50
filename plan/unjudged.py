"""Rules that hold but for which no records are kept yet: 待確認 with the reason, never a guess."""

from collections.abc import Iterable

from core.contract import Finding, Scope, Sentence, Verdict
from plan.models import Force
from plan.rules import RuleBook, in_force

JUDGED = (Force.MUST, Force.PRINCIPLE)
"""What the plan asks for; 得辦 and 列示 are shown but never judged."""


def unjudged(
    scope: Scope, codes: Iterable[str], why: Sentence, book: RuleBook | None = None
) -> tuple[Finding, ...]:
    """One 待確認 for each rule among ``codes`` that is in force; one query unless the book is given."""
    book = in_force(scope.agency_id, scope.rule_day) if book is None else book
    return tuple(
        Finding(
            rule=code,
            clause=book[code].clause,
            verdict=Verdict.UNDETERMINED,
            have=None,
            need=None,
            sentence=why,
        )
        for code in codes
        if code in book and book[code].force in JUDGED
    )
