"""Official totals as a file: out, and in again unchanged (伍五; B-6, I-6)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import resources

from budgets.amounts import amount_cell
from budgets.models import OfficialTotal, Round, What
from core.text import compare_key
from organization.imports import cells
from organization.imports.columns import Column, columns_of
from organization.imports.keyed import CHANGED, FRESH, UNCHANGED, KeyedChecker
from organization.models import Unit


class TotalResource(resources.ModelResource):
    """The columns of a total."""

    unit = Column(
        "unit__name", gettext_lazy("組室"), read=cells.line(60), note=gettext_lazy("全機關之總數空白")
    )
    what = Column(
        "get_what_display",
        gettext_lazy("金額種類"),
        read=cells.choice(What.choices),
        required=True,
        example=What.COUNTED.label,
    )
    amount = Column(
        "amount", gettext_lazy("核定總數（元）"), read=amount_cell, required=True, example="1,200,000"
    )
    source = Column("source", gettext_lazy("來源"), read=cells.line(200), required=True)

    class Meta:
        model = OfficialTotal
        fields = ("unit", "what", "amount", "source")


COLUMNS = columns_of(TotalResource)


@dataclass(frozen=True)
class Brought:
    """A total that may be let in, over the one that is there."""

    number: int
    total: OfficialTotal


class TotalsChecker(KeyedChecker):
    """Known by unit and kind: two queries."""

    def __init__(self, one: Round):
        super().__init__(COLUMNS)
        self.round = one
        self.units = {compare_key(unit.name): unit for unit in Unit.objects.filter(agency=one.agency_id)}
        rows = OfficialTotal.objects.filter(round=one, withdrawn_because="")
        self.known = {(row.unit_id, row.what): row for row in rows}

    def judge(self, number: int, unit: str, what: str, amount: int, source: str):
        found = self.units.get(compare_key(unit))
        if found is None and compare_key(unit) not in ("", compare_key(_("全機關"))):
            return [(COLUMNS[0].title, _("查無此組室或無權使用。"))]
        key = (found.pk if found else None, what)
        if twice := self.twice(number, key):
            return twice
        total = self.known.get(key)
        if total and (total.amount, total.source) == (amount, source):
            self.outcomes[number] = UNCHANGED
            return None
        self.outcomes[number] = CHANGED if total else FRESH
        total = total or OfficialTotal(unit=found, what=what)
        total.round, total.amount, total.source = self.round, amount, source
        return Brought(number, total)
