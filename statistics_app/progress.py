"""How far the year's tables are: every indicator of the year with its state and what is still 未填 (ST-02, S-6)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.contract import Scope
from statistics_app.cells import cells_of
from statistics_app.models import Indicator, State, YearTable
from statistics_app.sums import missing, shape_of


@dataclass(frozen=True)
class YearLine:
    """An indicator's year; ``table`` is None where nothing was ever entered."""

    indicator: Indicator
    table: YearTable | None
    blank: int
    asked: int

    @property
    def label(self) -> str:
        return str(self.table.get_state_display()) if self.table else _("尚未填報")

    @property
    def tone(self) -> str:
        return self.table.tone if self.table else "due"


def year_lines(scope: Scope) -> list[YearLine]:
    """Three queries, whatever the number of indicators; with a unit in the scope only its own."""
    found = Indicator.objects.of(scope.agency_id).during(scope.year).select_related("owner")
    if scope.unit_id:
        found = found.filter(owner_id=scope.unit_id)
    found = list(found.prefetch_related("categories"))
    tables = {one.indicator_id: one for one in YearTable.objects.filter(indicator__in=found, year=scope.year)}
    return [_line(one, tables.get(one.id)) for one in found]


def _line(indicator: Indicator, table: YearTable | None) -> YearLine:
    shape = shape_of(indicator, list(indicator.categories.all()))
    asked = len(shape.categories) * len(shape.parts) * len(shape.sexes)
    if table is None:
        return YearLine(indicator, None, asked, asked)
    table.indicator = indicator
    shown = table if table.cells or table.state != State.OPEN else None
    return YearLine(indicator, shown, len(missing(shape, cells_of(table))), asked)
