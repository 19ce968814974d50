"""Totals of a year's table: derived, checked where they were entered, masked where they tell (S-2, S-4, S-11).

Pure: an indicator's shape, its categories and the entered cells in; cells out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from statistics_app.cells import SEXES, Side, Sign, Spot, Value, total_of, write
from statistics_app.masking import masked
from statistics_app.models import Indicator, Totals

WHOLE = 0
"""The category number of the line that sums all categories."""


@dataclass(frozen=True)
class Shape:
    """What of an indicator decides how its numbers add up."""

    categories: tuple[int, ...]
    parts: tuple[int, ...]
    sides: tuple[Side, ...]
    totals: str
    decimals: int

    @property
    def sexes(self) -> tuple[Side, ...]:
        return tuple(one for one in self.sides if one != Side.TOTAL)

    @property
    def adds_sexes(self) -> bool:
        return self.totals != Totals.NONE

    @property
    def has_whole(self) -> bool:
        return self.totals == Totals.ALL and len(self.categories) > 1


def shape_of(indicator: Indicator, categories: Sequence) -> Shape:
    """``categories`` are the indicator's, in their order."""
    sexes = SEXES if indicator.has_other else SEXES[:2]
    return Shape(
        categories=tuple(one.id for one in categories),
        parts=indicator.parts,
        sides=(*sexes, Side.TOTAL),
        totals=indicator.totals,
        decimals=indicator.decimals,
    )


def completed(shape: Shape, cells: Mapping[Spot, Value]) -> dict[Spot, Value]:
    """``cells`` with the totals that can be derived; an entered total stays."""
    found = dict(cells)
    if not shape.adds_sexes:
        return found
    for part in shape.parts:
        for category in shape.categories:
            total = Spot(category, part, Side.TOTAL)
            if found.get(total) is None:
                found[total] = derived(shape, cells, category, part)
        if shape.has_whole:
            for side in shape.sides:
                column = [found.get(Spot(one, part, side)) for one in shape.categories]
                found[Spot(WHOLE, part, side)] = total_of(column)
    return {spot: value for spot, value in found.items() if value is not None}


def derived(shape: Shape, cells: Mapping[Spot, Value], category: int, part: int) -> Value:
    """What the sexes of one line come to."""
    return total_of(cells.get(Spot(category, part, side)) for side in shape.sexes)


@dataclass(frozen=True)
class Off:
    """A line whose entered total is not the sum of its parts, for which no reason is given."""

    category: int
    part: int
    total: Decimal
    sum: Decimal

    def said(self, decimals: int) -> str:
        return _("合計 %(total)s 與各性別之和 %(sum)s 不符。請更正，或填寫總數不同之原因。") % {
            "total": write(self.total, decimals, grouped=True),
            "sum": write(self.sum, decimals, grouped=True),
        }


def off(shape: Shape, cells: Mapping[Spot, Value], because: Mapping[str, str]) -> list[Off]:
    """The lines to be mended before the table can be kept."""
    if not shape.adds_sexes:
        return []
    found = []
    for part in shape.parts:
        for category in shape.categories:
            total = cells.get(Spot(category, part, Side.TOTAL))
            sum_ = derived(shape, cells, category, part)
            if not isinstance(total, Decimal) or not isinstance(sum_, Decimal) or total == sum_:
                continue
            if not because.get(f"{category}/{part}", "").strip():
                found.append(Off(category, part, total, sum_))
    return found


def missing(shape: Shape, cells: Mapping[Spot, Value]) -> list[Spot]:
    """Cells by sex that are 未填 (ST-02); a total is derived and need not be entered."""
    wanted = shape.sexes
    return [
        spot
        for part in shape.parts
        for category in shape.categories
        for side in wanted
        if cells.get(spot := Spot(category, part, side)) is None
    ]


def public(shape: Shape, cells: Mapping[Spot, Value], *, below: int | None) -> dict[Spot, Value]:
    """What may be published: totals derived, and small cells masked where ``below`` is given (people)."""
    whole = completed(shape, cells)
    if below is None:
        return whole
    hidden = frozenset()
    for part in shape.parts:
        hidden |= _hidden(shape, part, whole, below)
    return {
        spot: Sign.MASKED if spot in hidden and isinstance(value, Decimal) else value
        for spot, value in whole.items()
    }


def _hidden(shape: Shape, part: int, whole: Mapping[Spot, Value], below: int) -> frozenset[Spot]:
    """The cells of one period to be masked."""
    numbers = {spot: one for spot, one in whole.items() if spot.part == part and isinstance(one, Decimal)}
    lines = [*shape.categories, *([WHOLE] if shape.has_whole else [])]
    withheld = {}
    for category in lines:
        withheld |= _implied(whole, [Spot(category, part, side) for side in shape.sides])
    numbers |= withheld
    rows = [_line(numbers, whole, [Spot(one, part, side) for side in shape.sides]) for one in lines]
    last = _summing(shape, part, numbers)
    ranks = [*(one for one in lines if one != last), last]
    columns = [
        _line(numbers, whole, [Spot(one, part, side) for one in ranks])
        for side in shape.sides
        if last is not None
    ]
    return masked(
        numbers, below=below, rows=filter(None, rows), columns=filter(None, columns), withheld=withheld
    )


def _implied(whole: Mapping[Spot, Value], line: list[Spot]) -> dict[Spot, Decimal]:
    """What a reader makes of a withheld part beside the others and their total; shared evenly between several."""
    *parts, total = line
    unknown = [one for one in parts if whole.get(one) in (Sign.MASKED, Sign.UNPUBLISHED)]
    known = [whole[one] for one in parts if isinstance(whole.get(one), Decimal)]
    if (
        not unknown
        or not isinstance(whole.get(total), Decimal)
        or any(whole.get(one) is None for one in parts)
    ):
        return {}
    share, rest = divmod(max(whole[total] - sum(known, Decimal(0)), Decimal(0)), len(unknown))
    return {one: share + (rest if place == 0 else 0) for place, one in enumerate(unknown)}


def _line(numbers: Mapping[Spot, Decimal], whole: Mapping[Spot, Value], line: list[Spot]) -> list[Spot]:
    """The numbers of a sum that a reader can make, total last; empty where a part is not known to anybody."""
    *parts, total = line
    adds_up = total in numbers and all(
        one in numbers or whole.get(one) is Sign.NOT_APPLICABLE for one in parts
    )
    return [one for one in line if one in numbers] if adds_up else []


def _summing(shape: Shape, part: int, numbers: Mapping[Spot, Decimal]) -> int | None:
    """The category that is the sum of all others: our own, or one that turns out to be (「合計」 as a class)."""
    if shape.has_whole:
        return WHOLE
    for last in shape.categories if len(shape.categories) > 2 else ():
        others = [one for one in shape.categories if one != last]
        columns = [
            (numbers.get(Spot(last, part, side)), [numbers.get(Spot(one, part, side)) for one in others])
            for side in shape.sides
        ]
        known = [(total, parts) for total, parts in columns if total is not None and None not in parts]
        if known and all(total == sum(parts) for total, parts in known):
            return last
    return None
