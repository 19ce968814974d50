"""An indicator's approved numbers as a table that a case keeps (G-16): totals derived, nothing masked inside."""

from core.contract import Table
from statistics_app.cells import cells_of
from statistics_app.figures.series import series_table
from statistics_app.models import Indicator, State
from statistics_app.sums import completed, shape_of


def approved_table(indicator: Indicator) -> Table | None:
    """All approved years; None where there is none."""
    tables = indicator.tables.filter(state=State.APPROVED).exclude(cells={}).order_by("year")
    categories = list(indicator.categories.all())
    shape = shape_of(indicator, categories)
    known = {one.year: completed(shape, cells_of(one)) for one in tables}
    return series_table(indicator, categories, shape, known) if known else None
