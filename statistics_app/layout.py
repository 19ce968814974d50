"""How an indicator's numbers lie on a page: the same for entry, tables, files and report (S-2, S-5).

Categories and periods go down and the years across, each with its columns by sex. An indicator with one category and
one period a year has its years down. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _n

from core.contract import Sentence
from core.roc import to_roc_year
from statistics_app.cells import SIDE_LABELS, Side, Spot
from statistics_app.models import Category, Indicator
from statistics_app.sums import WHOLE, Shape

YEAR = Sentence(_n("年度"))
CATEGORY = Sentence(_n("類別"))
PART = Sentence(_n("期別"))
ALL = Sentence(_n("總計"))
PERIODS = {"HALF": _n("第 %(part)s 半年"), "QUARTER": _n("第 %(part)s 季"), "MONTH": _n("%(part)s 月")}


@dataclass(frozen=True)
class Line:
    """A row of the page: what names it, and the cells from left to right as (year, spot)."""

    labels: tuple
    spots: tuple[tuple[int, Spot], ...]


@dataclass(frozen=True)
class Layout:
    """``heads`` name the label columns; ``groups`` are the years across, None where the years go down."""

    heads: tuple[Sentence, ...]
    groups: tuple[int | None, ...]
    sides: tuple[Side, ...]
    lines: tuple[Line, ...]
    foot: tuple[Line, ...] = ()


def laid_out(
    indicator: Indicator, categories: Sequence[Category], shape: Shape, years: Sequence[int]
) -> Layout:
    """The page of ``years`` (CE), in their order."""
    if len(categories) * len(shape.parts) == 1:
        lines = tuple(Line((_roc(year),), _across([year], shape, shape.categories[0], 1)) for year in years)
        return Layout((YEAR,), (None,), shape.sides, lines)
    names = {one.id: one.title for one in categories}
    lines = tuple(
        Line(_labels(indicator, names, category, part), _across(years, shape, category, part))
        for category in shape.categories
        for part in shape.parts
    )
    foot = tuple(
        Line(_labels(indicator, {WHOLE: ALL, **names}, WHOLE, part), _across(years, shape, WHOLE, part))
        for part in shape.parts
        if shape.has_whole
    )
    heads = (*([CATEGORY] if len(names) > 1 else []), *([PART] if len(shape.parts) > 1 else []))
    return Layout(heads, tuple(years), shape.sides, lines, foot)


def _across(years: Sequence[int], shape: Shape, category: int, part: int) -> tuple:
    return tuple((year, Spot(category, part, side)) for year in years for side in shape.sides)


def labels_of(indicator: Indicator, categories: Sequence[Category], category: int, part: int) -> tuple:
    """What names a line; empty for an indicator's only one."""
    return _labels(indicator, {WHOLE: ALL, **{one.id: one.title for one in categories}}, category, part)


def _labels(indicator: Indicator, names: dict, category: int, part: int) -> tuple:
    period = Sentence(PERIODS.get(indicator.frequency, "%(part)s"), {"part": part})
    several = len([one for one in names if one != WHOLE]) > 1
    return (*([names[category]] if several else []), *([period] if len(indicator.parts) > 1 else []))


def _roc(year: int) -> Sentence:
    return Sentence(_n("%(year)s 年"), {"year": to_roc_year(year)})


def year_title(year: int) -> Sentence:
    """The heading of a year's columns."""
    return _roc(year)


def side_title(side: Side) -> Sentence:
    return Sentence(SIDE_LABELS[side])
