"""The outcome report judged: planned, finished, passed, announced, compiled; and the web zone (柒)."""

from core.contract import Finding, Scope
from plan.rules import in_force
from plan.unjudged import unjudged
from reports.compliance.facts import facts
from reports.compliance.passing import announced, finished, passed
from reports.compliance.rules import NO_RECORDS, RULES
from reports.compliance.standing import planned, zone
from reports.compliance.texts import compiled

__all__ = ["RULES", "findings"]

OF_THE_REPORT = ("RP-02", "RP-03", "RP-04", "RP-06")


def findings(scope: Scope) -> tuple[Finding, ...]:
    """A constant number of queries. Until a report was begun here, in this year or before, nothing is guessed."""
    book = in_force(scope.agency_id, scope.rule_day, RULES)
    found = planned(scope, book) + zone(scope, book)
    known = facts(scope)
    if not known.is_kept:
        return found + unjudged(scope, OF_THE_REPORT, NO_RECORDS, book)
    judges = (finished, passed, announced, compiled)
    return found + tuple(
        judge(known, book[code], book)
        for code, judge in zip(OF_THE_REPORT, judges, strict=True)
        if code in book
    )
