"""An indicator's numbers of some years as a table of the contract: for page, report and public zone (S-5, S-10)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext_noop as _n

from core.contract import Column, Sentence, Table
from statistics_app.cells import LEGEND, Side, Spot, Value, write
from statistics_app.layout import Layout, Line, laid_out, side_title, year_title
from statistics_app.models import Category, Indicator
from statistics_app.sums import Shape

CLAUSE = "伍三"

Known = Mapping[int, Mapping[Spot, Value]]
"""The cells of each year (CE), as they may be shown: totals derived, small ones masked where it is for the public."""


def series_table(indicator: Indicator, categories: Sequence[Category], shape: Shape, known: Known) -> Table:
    """Numbers as they are written, with the signs of those that are none, and the legend below."""
    layout = laid_out(indicator, categories, shape, sorted(known))
    values = {"title": indicator.title, "unit": indicator.unit_of_measure}
    return Table(
        key=f"indicator-{indicator.code}",
        title=Sentence(_n("%(title)s（%(unit)s）"), values),
        columns=_columns(layout),
        rows=tuple(_row(line, known, shape.decimals) for line in layout.lines),
        foot=tuple(_row(line, known, shape.decimals) for line in layout.foot),
        clause=CLAUSE,
        note=LEGEND,
    )


def _columns(layout: Layout) -> tuple[Column, ...]:
    labels = [Column(f"label-{number}", head, "label") for number, head in enumerate(layout.heads)]
    figures = [
        Column(
            f"{side}-{year}" if year else str(side),
            side_title(side),
            "figure",
            year_title(year) if year else None,
        )
        for year in layout.groups
        for side in layout.sides
    ]
    return (*labels, *figures)


def _row(line: Line, known: Known, decimals: int) -> tuple:
    figures = (write(known[year].get(spot), decimals, grouped=True) for year, spot in line.spots)
    return (*line.labels, *figures)


def share_of_women(cells: Mapping[Spot, Value], category: int, part: int) -> tuple[int, int] | None:
    """(women, all) of a line where both are shown, as a percent cell; None where one is no number."""
    women, all_ = cells.get(Spot(category, part, Side.FEMALE)), cells.get(Spot(category, part, Side.TOTAL))
    if not isinstance(women, Decimal) or not isinstance(all_, Decimal):
        return None
    return (int(women), int(all_)) if women == int(women) and all_ == int(all_) else None
