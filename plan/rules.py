"""Which rules hold on a day. No rule in force means 待確認, never the last one that held."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from core.dated import Dated
from plan.models import Rule


class RuleBook(Mapping):
    """The rules of one agency on one day, by code. ``get`` gives None where none is in force."""

    def __init__(self, rules: Iterable[Rule]):
        self._rules = {rule.code: rule for rule in rules}

    def __getitem__(self, code: str) -> Rule:
        return self._rules[code]

    def __iter__(self):
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def number(self, code: str, name: str):
        """One number of one rule, or None where rule or number is missing."""
        rule = self.get(code)
        return rule.number(name) if rule else None

    def reading(self, code: str) -> str | None:
        """The reading that the owner's decision ``code`` has chosen, or None without a decision."""
        rule = self.get(code)
        return rule.reading if rule else None


def in_force(
    agency_id: int, day: datetime.date, needs: Mapping[str, Iterable[str]] | None = None
) -> RuleBook:
    """The agency's rules on ``day``, owner's decisions included: one query.

    ``needs`` are the numbers that a chapter can't judge without: a rule that lacks one (the table is older than the
    program) is as if it were not in force, so that it is 待確認 until the plan is loaded again.
    """
    return RuleBook(one for one in Rule.objects.of(agency_id).on(day) if is_whole(one, needs or {}))


def is_whole(rule: Rule, needs: Mapping[str, Iterable[str]]) -> bool:
    """Does ``rule`` give every number that is asked of it?"""
    return all(rule.number(name) is not None for name in needs.get(rule.code, ()))


def missing_numbers(required: Mapping[str, Iterable[str]], book: RuleBook) -> list[tuple[str, str]]:
    """(code, name) of every number that a chapter asks for and a rule of ``book`` does not give."""
    return [
        (code, name)
        for code, names in required.items()
        if code in book
        for name in names
        if book.number(code, name) is None
    ]


@dataclass(frozen=True)
class Gap:
    """Days [since, until) of a period on which nothing holds under ``code``."""

    code: str
    since: datetime.date
    until: datetime.date


def overlaps(rows: Iterable[Dated], by: str = "code") -> list[tuple[Dated, Dated]]:
    """Neighbours under one code that hold on the same day."""
    return [
        (earlier, later)
        for _, same in _by_code(rows, by)
        for earlier, later in pairwise(same)
        if earlier.until is None or earlier.until > later.since
    ]


def gaps(rows: Iterable[Dated], since: datetime.date, until: datetime.date, by: str = "code") -> list[Gap]:
    """Where [since, until) is not covered, code by code. A gap is no error, but it is said."""
    found = []
    for code, same in _by_code(rows, by):
        reached = since
        for row in same:
            if row.since > reached:
                found.append(Gap(code, reached, min(row.since, until)))
            reached = max(reached, row.until or until)
        if reached < until:
            found.append(Gap(code, reached, until))
    return found


def _by_code(rows: Iterable[Dated], by: str):
    ordered = sorted(rows, key=attrgetter(by, "since"))
    return [(code, list(same)) for code, same in groupby(ordered, key=attrgetter(by))]
