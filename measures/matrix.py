"""Units by categories: how many measures each has planned and done in a year, and what is missing (M-2; MS-01).

A measure held jointly is credited to each of its units, one of a renamed unit to its successor. The category of the
committees is judged by their register, for the agency as a whole.
"""

from collections import defaultdict
from dataclasses import dataclass

from committee.compliance.bodies import body_findings
from core.contract import Scope, Verdict
from measures.items import KINDS, Category, categories
from measures.known import Known, known
from organization.models import Unit
from plan.rules import RuleBook


@dataclass(frozen=True)
class Cell:
    """``planned`` are all of the unit's measures of the category, ``done`` those of them that are done."""

    category: Category
    done: tuple[int, ...] = ()
    planned: tuple[int, ...] = ()
    verdict: Verdict | None = None
    """Of the register, where that decides."""

    @property
    def is_done(self) -> bool:
        return bool(self.done) or self.verdict == Verdict.MET


@dataclass(frozen=True)
class Line:
    """One unit of the year; ``missing`` is None where no rule in force says how many categories are asked."""

    unit: Unit
    cells: tuple[Cell, ...]
    need: int | None

    @property
    def done(self) -> tuple[str, ...]:
        """The categories of which something is done."""
        return tuple(one.category.code for one in self.cells if one.is_done)

    @property
    def missing(self) -> int | None:
        return None if self.need is None else max(0, self.need - len(self.done))


@dataclass(frozen=True)
class Matrix:
    categories: tuple[Category, ...]
    lines: tuple[Line, ...]
    need: int | None
    register: Verdict | None
    """Of all the agency's committees."""


def matrix(scope: Scope, book: RuleBook) -> Matrix:
    """A constant number of queries, whatever the units and measures."""
    return matrix_of(known(scope, book))


def matrix_of(year: Known) -> Matrix:
    """Of what is known of the year already; the register is asked."""
    scope, book = year.scope, year.book
    kinds, need = categories(book), book.number(KINDS, "categories")
    counts = _counts(year)
    verdict = register_verdict(scope, book, kinds)
    lines = [
        Line(unit, tuple(_cell(counts[unit.id], one, verdict) for one in kinds), need)
        for unit in year.units
        if unit.holds_on(scope.day) and scope.unit_id in (None, unit.id)
    ]
    return Matrix(kinds, tuple(lines), need, verdict)


def _counts(year: Known) -> dict[int, dict[str, tuple[list, list]]]:
    """(done, planned) by unit and category."""
    found = defaultdict(lambda: defaultdict(lambda: ([], [])))
    for one in year.entries:
        for unit_id in one.unit_ids:
            done, planned = found[unit_id][one.category]
            planned.append(one.measure.id)
            if one.is_done:
                done.append(one.measure.id)
    return found


def _cell(counts: dict, category: Category, verdict: Verdict | None) -> Cell:
    if category.of_register:
        return Cell(category, verdict=verdict)
    done, planned = counts[category.code]
    return Cell(category, tuple(done), tuple(planned))


def register_verdict(scope: Scope, book: RuleBook, kinds: tuple[Category, ...]) -> Verdict | None:
    """「均符合」: met when every kind of committee that the agency has complies; without any it counts for nobody."""
    codes = {rule.code for one in kinds if one.of_register for rule in one.items}
    if not codes:
        return None
    judged = [one.verdict for one in body_findings(scope, book) if one.rule in codes]
    there = [one for one in judged if one != Verdict.NOT_APPLICABLE]
    for verdict in (Verdict.UNMET, Verdict.UNDETERMINED, Verdict.PENDING, Verdict.MET):
        if verdict in there:
            return verdict
    return Verdict.NOT_APPLICABLE
