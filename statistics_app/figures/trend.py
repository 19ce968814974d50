"""An indicator's numbers over the years as a chart of lines (S-10)."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.contract import Sentence
from core.roc import to_roc_year
from core.svg import lines
from statistics_app.cells import Side, Spot, Value
from statistics_app.figures.series import Known
from statistics_app.layout import side_title
from statistics_app.models import Indicator
from statistics_app.sums import WHOLE, Shape

POINTS = 12
"""As many as the chart has room for, the latest ones."""

Trend = tuple[list[str], list[tuple[Sentence, list[Decimal | None]]]]


def trend(shape: Shape, known: Known) -> Trend | None:
    """Marks, and (name, values) by sex; None where no line stands for the whole, or fewer than two points."""
    if len(shape.categories) > 1 and not shape.has_whole:
        return None
    category = WHOLE if shape.has_whole else shape.categories[0]
    points = [(year, part) for year in sorted(known) for part in shape.parts][-POINTS:]
    series = [
        (
            side_title(side),
            [_number(known[year].get(Spot(category, part, side))) for year, part in points],
        )
        for side in (Side.MALE, Side.FEMALE)
    ]
    if len(points) < 2 or not any(value is not None for _name, values in series for value in values):
        return None
    return [_mark(year, part, shape.parts) for year, part in points], series


def _number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _mark(year: int, part: int, parts: Sequence[int]) -> str:
    return str(to_roc_year(year)) if len(parts) == 1 else f"{to_roc_year(year)}-{part}"


def trend_chart(indicator: Indicator, shape: Shape, known: Known) -> SafeString:
    """The chart as SVG text; empty where there is nothing to draw."""
    found = trend(shape, known)
    if found is None:
        return SafeString()
    marks, series = found
    drawn = [(str(name), [_drawn(value) for value in values]) for name, values in series]
    title = _("%(title)s（%(unit)s）") % {"title": indicator.title, "unit": indicator.unit_of_measure}
    return lines(title, drawn, marks)


def _drawn(value: Decimal | None) -> int | float | None:
    """Coordinates are reckoned in floats; whole numbers stay whole in their labels."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
