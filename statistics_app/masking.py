"""Disclosure control: small cells are masked, and others with them, so that none can be worked out (S-11).

Pure. A table is a matrix whose last row and column are totals: every line adds up, so each unknown cell is an edge
between its row and its column, and a cell is known again exactly when its edge is a bridge of that graph. No bridges
are left, and only cells greater than zero are masked, so that each has at least two possible values.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal

Cell = tuple[Hashable, Hashable]
"""(row, column)."""


def masked(
    numbers: Mapping[Cell, Decimal], *, below: int, lines: Iterable[Iterable[Cell]]
) -> frozenset[Cell]:
    """The cells to hide: those with 0 < number < ``below``, and what would give them away.

    ``lines`` are the sums that a reader can make: each is the cells that add up, total included. A cell that is
    no number is left out. Each cell stands in at most two lines.
    """
    whole = [[cell for cell in line if cell in numbers] for line in lines]
    hidden = {cell for cell, number in numbers.items() if 0 < number < below}
    while known := _known_again(hidden, whole):
        chosen = _complement(known, hidden, whole, numbers)
        if chosen is None:  # nothing else to hide behind: the table says nothing of these lines
            return frozenset(cell for cell, number in numbers.items() if number > 0)
        hidden.add(chosen)
    return frozenset(hidden)


def _known_again(hidden: set[Cell], lines: list[list[Cell]]) -> list[Cell]:
    """Hidden cells that the sums determine."""
    ends = _ends(lines)
    graph = defaultdict(list)
    for cell in hidden:
        if cell in ends:
            one, other = ends[cell]
            graph[one].append((other, cell))
            graph[other].append((one, cell))
    return sorted(_bridges(graph), key=str)


def _ends(lines: list[list[Cell]]) -> dict[Cell, tuple]:
    """The two lines of each cell; one that stands in a single line has the world outside for the other."""
    found = defaultdict(list)
    for number, line in enumerate(lines):
        for cell in line:
            found[cell].append(number)
    return {
        cell: (places[0], places[1] if len(places) > 1 else ("outside",)) for cell, places in found.items()
    }


def _bridges(graph: dict) -> set[Cell]:
    """Edges in no cycle. The world outside is no line: nothing adds up there, so it keeps no edge from being free."""
    seen, low, found, clock = {}, {}, set(), 0
    for root in graph:
        if root in seen:
            continue
        seen[root] = low[root] = clock = clock + 1
        stack = [(root, None, iter(graph[root]))]
        while stack:
            place, came, steps = stack[-1]
            for nearby, cell in steps:
                if cell == came:
                    continue
                if nearby in seen:
                    low[place] = min(low[place], seen[nearby])
                    continue
                seen[nearby] = low[nearby] = clock = clock + 1
                stack.append((nearby, cell, iter(graph[nearby])))
                break
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    low[above] = min(low[above], low[place])
                    if low[place] > seen[above]:
                        found.add(came)
    return found


def _complement(known: list[Cell], hidden: set[Cell], lines: list[list[Cell]], numbers) -> Cell | None:
    """The smallest cell greater than zero that shares a line with a cell known again."""
    near = {cell for line in lines if any(one in line for one in known) for cell in line}
    open_ = [cell for cell in near if cell not in hidden and numbers[cell] > 0]
    return min(open_, key=lambda cell: (numbers[cell], str(cell)), default=None)
