"""Disclosure control: small cells are masked, and others with them, so that none can be worked out (S-11).

Pure. A reader knows every sum of the table and that a masked cell is at least 1, for a zero is shown. So a masked cell
is safe when the masked ones could all be other whole numbers with the same sums: when it lies on a circle of masked
cells that can be raised and lowered in turn by one, none below 1. Where there is no such circle the cheapest one is
made, by masking what lies on it. (The sums are a flow: rows on one side, columns on the other, a cell between them.)
"""

import heapq
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Cell = Hashable
Line = Sequence[Cell]
"""Cells that add up to the last of them."""

ROWS, COLUMNS = ("rows",), ("columns",)
"""What stands beyond the sums: a cell in no row, or in no column, can take from and give to it freely."""
TOTAL_COSTS = 3
"""How many cells a total weighs when it is asked which ones to mask."""


def masked(
    numbers: Mapping[Cell, Decimal],
    *,
    below: int,
    rows: Iterable[Line],
    columns: Iterable[Line],
    withheld: Iterable[Cell] = (),
) -> frozenset[Cell]:
    """The cells to hide: those with 0 < number < ``below``, those ``withheld`` already, and what would give them away.

    Each cell stands in one row and one column at most; all cells of a line are in ``numbers``.
    """
    web = _Web(numbers, list(rows), list(columns))
    hidden = {cell for cell, number in numbers.items() if 0 < number < below} | set(withheld)
    for cell in sorted(hidden, key=lambda one: (-numbers[one], str(one))):
        circle = web.circle(cell, hidden)
        if circle is None:  # nothing to hide behind: the table shows none of its numbers
            return frozenset(one for one, number in numbers.items() if number > 0) | frozenset(hidden)
        hidden |= circle
    return frozenset(hidden)


@dataclass(frozen=True)
class _Step:
    """Along a cell from one line to another: the cell is raised by one, or lowered."""

    cell: Cell
    to: Hashable
    raises: bool


class _Web:
    """The lines as places and the cells as ways between them.

    Signs are turned so that every cell counts alike in its row and its column: what is a total in exactly one of the
    two goes the other way round.
    """

    def __init__(self, numbers: Mapping[Cell, Decimal], rows: list[Line], columns: list[Line]):
        self.numbers = numbers
        row_of = {cell: ("row", place) for place, line in enumerate(rows) for cell in line}
        column_of = {cell: ("column", place) for place, line in enumerate(columns) for cell in line}
        self.totals = {line[-1] for line in (*rows, *columns)}
        turned = {line[-1] for line in rows} ^ {line[-1] for line in columns}
        self.ways: dict[Hashable, list[_Step]] = {}
        self.ends: dict[Cell, tuple[Hashable, Hashable, bool]] = {}
        for cell in numbers:
            row, column = row_of.get(cell, ROWS), column_of.get(cell, COLUMNS)
            raises = cell not in turned
            self.ends[cell] = (row, column, raises)
            self.ways.setdefault(row, []).append(_Step(cell, column, raises))
            self.ways.setdefault(column, []).append(_Step(cell, row, not raises))

    def circle(self, cell: Cell, hidden: set[Cell]) -> set[Cell] | None:
        """What must be hidden beside ``hidden`` so that ``cell`` could be one more or one less; None if nothing can."""
        row, column, forth = self.ends[cell]
        options = []
        for raises in (True, False):
            if not raises and self.numbers[cell] < 2:
                continue
            start, goal = (column, row) if raises == forth else (row, column)
            if (found := self._way(start, goal, cell, hidden)) is not None:
                options.append(found)
        return min(options, key=lambda one: one[0])[1] if options else None

    def _way(self, start, goal, without: Cell, hidden: set[Cell]) -> tuple[tuple, set[Cell]] | None:
        """The cheapest way from ``start`` to ``goal``: (cost, cells to be hidden newly)."""
        heap, done, count = [((0, Decimal(0)), 0, start, frozenset())], set(), 0
        while heap:
            cost, _tie, place, passed = heapq.heappop(heap)
            if place == goal:
                return cost, set(passed) - hidden
            if place in done:
                continue
            done.add(place)
            for step in self._steps(place):
                if step.cell == without or step.to in done or not self._may(step):
                    continue
                more, count = self._cost(step.cell, hidden), count + 1
                new = passed if step.cell is None else passed | {step.cell}
                heapq.heappush(heap, ((cost[0] + more[0], cost[1] + more[1]), count, step.to, new))
        return None

    def _steps(self, place) -> list[_Step]:
        beyond = {ROWS: COLUMNS, COLUMNS: ROWS}.get(place)
        return [*self.ways.get(place, ()), *([_Step(None, beyond, True)] if beyond else [])]

    def _may(self, step: _Step) -> bool:
        """A zero is shown and can't change; nothing is lowered below 1."""
        return step.cell is None or self.numbers[step.cell] >= (1 if step.raises else 2)

    def _cost(self, cell: Cell, hidden: set[Cell]) -> tuple[int, Decimal]:
        if cell is None or cell in hidden:
            return 0, Decimal(0)
        return (TOTAL_COSTS if cell in self.totals else 1), self.numbers[cell]
