"""What the tables say of a year's budgets: rounds, returns, lines, and what pays for each measure (伍五, 捌).

In a year the budget of the next one is compiled and its own executed. A round and its review count in the year before
the budget year only; what a unit hands in counts as soon as the day that is asked has come, for a return that was sent
back and handed in again has a later day.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from budgets.models import Line, Link, ReturnState, Round, Stage, UnitReturn
from core.contract import Scope
from measures.models import Measure
from organization.models import Unit
from statistics_app.compliance.facts import heirs

HANDED_IN = (ReturnState.SUBMITTED, ReturnState.APPROVED)


@dataclass(frozen=True)
class Owed:
    """What a unit owes at a stage of a round, and what it has handed in of it; a return sent back is nothing."""

    unit: Unit
    stage: str
    returns: tuple[UnitReturn, ...]
    handed: UnitReturn | None

    @property
    def is_nil(self) -> bool:
        return self.handed is not None and self.handed.is_nil

    @property
    def returned(self) -> UnitReturn | None:
        """What the accounting office has sent back and waits for."""
        sent_back = (one for one in self.returns if one.state == ReturnState.RETURNED)
        return None if self.handed else next(sent_back, None)


@dataclass(frozen=True)
class Facts:
    """An agency's records. ``rounds`` are by budget year, ``lines`` those that stand, ``links`` (line, measure)."""

    scope: Scope
    is_kept: bool
    rounds: dict[int, Round]
    units: tuple[Unit, ...]
    returns: tuple[UnitReturn, ...]
    lines: tuple[Line, ...]
    every: tuple[Measure, ...]
    links: tuple[tuple[int, int], ...]

    @property
    def until(self) -> datetime.date:
        """The last day of which anything is known."""
        return self.scope.as_of

    @property
    def current(self) -> Round | None:
        """The round of the year's own budget."""
        return self.rounds.get(self.scope.year)

    @property
    def coming(self) -> Round | None:
        """The round that is compiled in the year: that of the next one."""
        return self.rounds.get(self.scope.year + 1)

    @cached_property
    def heirs(self) -> dict[int, int]:
        """Each unit by the one that it has become."""
        return heirs(list(self.units), self.scope.day)

    def heir_of(self, unit: Unit) -> Unit:
        """The unit that it has become."""
        return next(one for one in self.units if one.id == self.heirs[unit.id])

    def is_asked(self, unit_id: int) -> bool:
        """Is the unit the scope's, or has it become it?"""
        return self.scope.unit_id in (None, self.heirs[unit_id])

    @cached_property
    def compiling(self) -> list[Owed]:
        """Every unit that there was on the last day to hand in: one made later is asked the next time."""
        one, day = self.coming, self.scope.day
        if one:
            day = min(one.due_on, day)
        asked = [unit for unit in self.units if unit.holds_on(day) and self.is_asked(unit.id)]
        became = heirs(list(self.units), day)
        return [self._owed(unit, one, Stage.COMPILING, became) for unit in asked]

    @cached_property
    def execution(self) -> list[Owed]:
        """Every unit with lines in the year's own budget."""
        one = self.current
        with_lines = {self.heirs[line.unit_id] for line in self.lines if one and line.round_id == one.id}
        asked = [unit for unit in self.units if unit.id in with_lines and self.is_asked(unit.id)]
        return [self._owed(unit, one, Stage.EXECUTION, self.heirs) for unit in asked]

    def _owed(self, unit: Unit, one: Round | None, stage: str, became: dict[int, int]) -> Owed:
        """Its own return, or that of a unit which it was before or has become since."""
        theirs = tuple(
            row
            for row in self.returns
            if one and row.round_id == one.id and row.stage == stage
            if became[row.unit_id] == unit.id or row.unit_id == self.heirs[unit.id]
        )
        return Owed(unit, stage, theirs, next((row for row in theirs if self._is_handed_in(row)), None))

    def _is_handed_in(self, row: UnitReturn) -> bool:
        """Lines, with their outturn where that is asked; or that there are none."""
        if row.state not in HANDED_IN or row.submitted_on > self.until:
            return False
        lines = self._by_return[row.round_id, row.unit_id]
        told = row.stage == Stage.COMPILING or all(line.outturn is not None for line in lines)
        return row.is_nil or bool(lines and told)

    @cached_property
    def _by_return(self) -> dict[tuple[int, int], list[Line]]:
        found = defaultdict(list)
        for line in self.lines:
            found[line.round_id, line.unit_id].append(line)
        return found

    @cached_property
    def _approved(self) -> set[tuple[int, int, str]]:
        """(round, unit, stage) of the returns that were approved by then."""
        return {
            (row.round_id, row.unit_id, row.stage)
            for row in self.returns
            if row.state == ReturnState.APPROVED and row.approved_on <= self.until
        }

    def approved(self, one: Round | None) -> list[Line]:
        """The lines of a round that reports count, each once whatever it is linked to."""
        return [
            line
            for line in self.lines
            if one and line.round_id == one.id
            if (one.id, line.unit_id, Stage.COMPILING) in self._approved
            if self.is_asked(line.unit_id)
        ]

    def outturn(self, line: Line) -> int | None:
        """What was spent, once the accounting office has approved it."""
        is_told = (line.round_id, line.unit_id, Stage.EXECUTION) in self._approved
        return line.outturn if is_told else None

    @cached_property
    def measures(self) -> list[Measure]:
        """The year's measures, a joint one for each of its units."""
        return [one for one in self.every if any(self.is_asked(unit.id) for unit in one.units)]

    @cached_property
    def budgeted(self) -> set[int]:
        """Measures for which an approved line of any unit pays."""
        one = self.current
        lines = {
            line.id
            for line in self.lines
            if one and (one.id, line.unit_id, Stage.COMPILING) in self._approved and line.round_id == one.id
        }
        return {measure for line, measure in self.links if line in lines}


def facts(scope: Scope) -> Facts | None:
    """A constant number of queries, whatever the number of records; None where nothing was ever kept."""
    agency, year = scope.agency_id, scope.year
    rounds = Round.objects.of(agency).select_related(
        "presented_in__meeting__committee", "presented_in__resolution"
    )
    every = {one.year: one for one in rounds}
    measures = Measure.objects.of(agency).in_year(year).standing().select_related("unit")
    known = tuple(measures.order_by("item", "id").prefetch_related("joint__unit"))
    if not (every or known):
        return None
    near = {
        one.year: one
        for one in every.values()
        if one.year in (year - 1, year, year + 1) and one.opened_on <= scope.as_of
    }
    returns = UnitReturn.objects.filter(round__in=near.values())
    lines = Line.objects.standing().filter(round__in=near.values())
    links = Link.objects.filter(line__round__in=near.values(), measure__isnull=False, is_withdrawn=False)
    return Facts(
        scope=scope,
        is_kept=bool(every),
        rounds=near,
        units=tuple(Unit.objects.filter(agency_id=agency)),
        returns=tuple(returns.select_related("unit")),
        lines=tuple(lines.select_related("unit")),
        every=known,
        links=tuple(links.values_list("line_id", "measure_id")),
    )
