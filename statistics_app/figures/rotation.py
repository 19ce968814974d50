"""Whose turn it is: which unit wrote an analysis in which year, and who has waited longest (伍三(二)3B; S-8, ST-07)."""

from dataclasses import dataclass

from core.contract import Scope
from organization.models import Unit
from statistics_app.models import Analysis

YEARS = 5
"""How many years back are shown."""


@dataclass(frozen=True)
class Turn:
    """A unit with its analyses year by year; ``last`` is the latest year in which it has one."""

    unit: Unit
    years: tuple[tuple[int, tuple[Analysis, ...]], ...]
    last: int | None
    is_next: bool = False


def counted_year(analysis: Analysis) -> int:
    """The year that an analysis counts in: of its completion, else the planned one."""
    return analysis.completed_on.year if analysis.completed_on else analysis.year


def rotation(scope: Scope) -> list[Turn]:
    """The units of the day in their order; joint papers credit all, the comprehensive ones nobody.

    Next is the unit without an analysis of the year whose last lies longest back, those without any first.
    """
    units = list(Unit.objects.filter(agency_id=scope.agency_id).on(scope.day))
    rows = Analysis.objects.of(scope.agency_id).standing().filter(is_comprehensive=False)
    theirs: dict[int, dict[int, list[Analysis]]] = {one.id: {} for one in units}
    for analysis in rows.prefetch_related("units__unit"):
        for unit in analysis.writers:
            if unit.id in theirs:
                theirs[unit.id].setdefault(counted_year(analysis), []).append(analysis)
    lasts = {one.id: max((y for y in theirs[one.id] if y <= scope.year), default=None) for one in units}
    waiting = [one for one in units if lasts[one.id] != scope.year]
    turn = min(waiting, key=lambda one: (lasts[one.id] or 0, one.order, one.id), default=None)
    years = range(scope.year - YEARS + 1, scope.year + 1)
    return [
        Turn(
            unit,
            tuple((year, tuple(theirs[unit.id].get(year, ()))) for year in years),
            lasts[unit.id],
            unit == turn,
        )
        for unit in units
    ]
