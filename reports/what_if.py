"""A year judged by the rules of another year (features 3 no. 3): only to try, and kept nowhere."""

import datetime
from dataclasses import dataclass, replace

from core.contract import Finding, Scope
from reports.board import judge_rules
from reports.judged import Judged


@dataclass(frozen=True)
class Tried:
    """One rule as it is judged, and as it would be; a rule may hold on one side alone."""

    judged: Judged
    own: Finding | None
    other: Finding | None

    @property
    def differs(self) -> bool:
        if self.own is None or self.other is None:
            return True
        return (self.own.verdict, self.own.have, self.own.need) != (
            self.other.verdict,
            self.other.have,
            self.other.need,
        )


def what_if(scope: Scope, year: int) -> tuple[Tried, ...]:
    """Every rule of the scope's year and of ``year``, those of ``year`` asked of the same records."""
    own = {one.finding.rule: one for one in judge_rules(scope)}
    tried = replace(scope, rules_on=datetime.date(year, 12, 31))
    other = {one.finding.rule: one for one in judge_rules(tried)}
    return tuple(
        Tried(own.get(code) or other[code], _finding(own.get(code)), _finding(other.get(code)))
        for code in dict.fromkeys((*own, *other))
    )


def _finding(one: Judged | None) -> Finding | None:
    return one.finding if one else None
