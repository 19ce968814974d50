"""Approved numbers of a year and the one before, as they may be printed: totals derived, small cells masked (S-11).

Where no rule says how small a cell of people must be masked (D-18), none of their numbers is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from core.contract import Table
from statistics_app.cells import Side, Spot, cells_of
from statistics_app.compliance.facts import Facts
from statistics_app.figures.series import Known, series_table
from statistics_app.models import Category, Indicator, YearTable
from statistics_app.sums import WHOLE, Shape, public, shape_of

BARS = "bars"
MOST = 12
"""As many rows as a chart of bars has room for."""


@dataclass(frozen=True)
class Line:
    """What stands for an indicator in the list of all: its whole, or one of its categories where none is."""

    category: int
    title: str


@dataclass(frozen=True)
class Numbers:
    """An indicator with what may be shown; ``is_withheld`` where there are numbers of people but no threshold."""

    indicator: Indicator
    categories: tuple[Category, ...]
    shape: Shape
    known: Known
    is_withheld: bool

    @property
    def part(self) -> int:
        """The last period of the year."""
        return self.shape.parts[-1]

    @property
    def lines(self) -> list[Line]:
        if self.shape.has_whole or len(self.categories) == 1:
            whole = WHOLE if self.shape.has_whole else self.categories[0].id
            return [Line(whole, self.indicator.title)]
        return [Line(one.id, f"{self.indicator.title}（{one.title}）") for one in self.categories]

    def series(self) -> Table | None:
        """The table of the years, with bars by sex where something can be drawn."""
        if not self.known:
            return None
        table = series_table(self.indicator, self.categories, self.shape, self.known)
        is_drawn = len(table.rows) <= MOST and self._draws()
        return replace(table, chart=BARS) if is_drawn else table

    def _draws(self) -> bool:
        last = self.known[max(self.known)]
        return any(
            isinstance(last.get(Spot(category, part, side)), Decimal)
            for category in self.shape.categories
            for part in self.shape.parts
            for side in (Side.MALE, Side.FEMALE)
        )


def numbers(known: Facts, below: int | None) -> list[Numbers]:
    """The year's indicators in their order."""
    return [_numbers(one, known.approved(one, known.until), below) for one in known.indicators]


def _numbers(indicator: Indicator, tables: Iterable[YearTable], below: int | None) -> Numbers:
    categories = tuple(indicator.categories.all())
    shape = shape_of(indicator, categories)
    is_withheld = indicator.counts_people and below is None and bool(tables)
    least = below if indicator.counts_people else None
    return Numbers(
        indicator=indicator,
        categories=categories,
        shape=shape,
        known={} if is_withheld else {one.year: public(shape, cells_of(one), below=least) for one in tables},
        is_withheld=is_withheld,
    )
