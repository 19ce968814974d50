"""Lines as a file for office programs, and back: what goes out comes in again unchanged (伍五; I-1, I-6).

A line is known by its number in the file; a row without one is a new line. Nothing is written until it is confirmed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import resources

from budgets import permissions
from budgets.actions.lines import Entry
from budgets.actions.returns import return_of
from budgets.amounts import amount_cell
from budgets.forms.lines import EXECUTED
from budgets.models import Line, Round, Stage, UnitReturn
from core.spreadsheets import Sheet
from core.text import clean_text, compare_key
from organization.imports import cells
from organization.imports.cells import text_of
from organization.imports.columns import Column, columns_of
from organization.imports.keyed import CHANGED, FRESH, UNCHANGED, KeyedChecker, wrong_fields
from organization.models import Unit


def number(cell) -> int | None:
    value = amount_cell(cell)
    return value or None


def passage(cell) -> str:
    """A text of several lines."""
    return clean_text(text_of(cell))


class LineResource(resources.ModelResource):
    """The columns of a line, out and in."""

    pk = Column("pk", gettext_lazy("編號"), read=number, note=gettext_lazy("系統編號；新增的項目空白"))
    unit = Column("unit__name", gettext_lazy("組室"), read=cells.line(60), required=True)
    work_plan = Column(
        "work_plan",
        gettext_lazy("工作計畫"),
        read=cells.line(100),
        required=True,
        example=gettext_lazy("一般行政"),
    )
    branch_plan = Column("branch_plan", gettext_lazy("分支計畫"), read=cells.line(100))
    usage = Column("usage", gettext_lazy("用途別"), read=cells.line(100))
    title = Column("title", gettext_lazy("項目名稱"), read=cells.line(200), required=True)
    description = Column("description", gettext_lazy("內容說明"), read=passage)
    category = Column("category_title", gettext_lazy("類別"), read=cells.line(60), required=True)
    goal = Column("goal", gettext_lazy("性別目標"), read=cells.line(200))
    target = Column("target", gettext_lazy("績效指標及目標值"), read=cells.line(200))
    amount = Column(
        "amount",
        gettext_lazy("預算數（元）"),
        read=amount_cell,
        required=True,
        note=gettext_lazy("整數，新臺幣元"),
        example="1,200,000",
    )
    counted = Column(
        "counted", gettext_lazy("性別預算數（元）"), read=amount_cell, note=gettext_lazy("空白即全數計入")
    )
    share_reason = Column(
        "share_reason",
        gettext_lazy("部分計入之理由"),
        read=cells.line(200),
        note=gettext_lazy("部分計入者須填"),
    )
    outturn = Column("outturn", gettext_lazy("執行數（元）"), read=amount_cell)
    carried_over = Column("carried_over", gettext_lazy("保留數（元）"), read=amount_cell)
    difference_reason = Column("difference_reason", gettext_lazy("差異原因"), read=cells.line(200))
    achievement = Column("achievement", gettext_lazy("性別目標達成情形"), read=passage)

    class Meta:
        model = Line
        fields = (
            "pk",
            "unit",
            "work_plan",
            "branch_plan",
            "usage",
            "title",
            "description",
            "category",
            "goal",
            "target",
            "amount",
            "counted",
            "share_reason",
            *EXECUTED,
            "achievement",
        )


COLUMNS = columns_of(LineResource)
SPENT = (*EXECUTED, "achievement")


def sheet(lines: Iterable[Line]) -> Sheet:
    """The lines with all their columns."""
    rows = [
        [one.pk, one.unit.name, *(getattr(one, column.attribute) for column in COLUMNS[2:])] for one in lines
    ]
    return Sheet(_("性別預算"), [column.title for column in COLUMNS], rows)


@dataclass(frozen=True)
class Brought:
    """A row that may be let in."""

    number: int
    handed: UnitReturn
    entry: Entry


class LinesChecker(KeyedChecker):
    """Lines of a round, known by their number; a fixed number of queries, and two for each unit of the file."""

    def __init__(self, one: Round, actor):
        super().__init__(COLUMNS)
        self.round, self.actor = one, actor
        self.names = list(LineResource._meta.fields)
        self.titles = dict(zip(self.names, (column.title for column in COLUMNS), strict=True))
        self.units = {compare_key(unit.name): unit for unit in Unit.objects.filter(agency=one.agency_id)}
        self.lines = {line.pk: line for line in Line.objects.standing().filter(round=one)}
        self.codes = {compare_key(title): code for code, title in one.titles.items()}
        self.handed: dict[int, UnitReturn] = {}

    def judge(self, number: int, *values) -> list[tuple[str, str]] | Brought | None:
        said = dict(zip(self.names, values, strict=True))
        unit, pk = self.units.get(compare_key(said.pop("unit"))), said.pop("pk")
        handed = self._handed(unit) if unit else None
        if handed is None:
            return [(self.titles["unit"], _("查無此組室或無權使用。"))]
        if refusal := permissions.why_not_fill(self.actor, handed):
            return [(self.titles["unit"], refusal)]
        line = self.lines.get(pk)
        if pk and (line is None or line.unit_id != unit.pk):
            return [(self.titles["pk"], _("這個組室沒有編號 %(pk)s 的項目；新增的項目請空白。") % {"pk": pk})]
        if pk and (twice := self.twice(number, (pk,))):
            return twice
        code = self.codes.get(compare_key(said["category"]))
        if code is None:
            words = "、".join(self.round.titles.values())
            return [(self.titles["category"], _("類別須為：%(words)s。") % {"words": words})]
        said["category"] = code
        said["counted"] = said["amount"] if said["counted"] is None else said["counted"]
        return (
            self._locked(handed, line, said)
            or self._broken(handed, said)
            or self._row(number, handed, line, said)
        )

    def _handed(self, unit: Unit) -> UnitReturn | None:
        if unit.pk not in self.handed:
            if permissions.why_not_see(self.actor, unit):
                return None
            handed = return_of(self.round, unit)
            handed.round, handed.unit = self.round, unit
            self.handed[unit.pk] = handed
        return self.handed[unit.pk]

    def _locked(self, handed: UnitReturn, line: Line | None, said: dict) -> list[tuple[str, str]]:
        """What the file says of columns that aren't the stage's must be as it stands."""
        if line is None and handed.stage == Stage.EXECUTION:
            return [(self.titles["pk"], _("執行情形階段不能新增項目。"))]
        before = line or Line(amount=None, counted=None)
        names = [name for name in said if (name in SPENT) != (handed.stage == Stage.EXECUTION)]
        moved = [self.titles[name] for name in names if said[name] != getattr(before, name)]
        return [(moved[0], _("本階段不能更改這一欄。"))] if moved else []

    def _broken(self, handed: UnitReturn, said: dict) -> list[tuple[str, str]]:
        """What the table's own rules say of the row."""
        tried = Line(round=self.round, unit=handed.unit, **said)
        if faults := wrong_fields(tried, exclude=("round", "unit", "continues", "token", "order")):
            return faults
        try:
            tried.validate_constraints(exclude={"continues", "token"})
        except ValidationError as refusal:
            return [("", message) for message in refusal.messages]
        return []

    def _row(self, number: int, handed: UnitReturn, line: Line | None, said: dict) -> Brought | None:
        values = {name: said[name] for name in said if (name in SPENT) == (handed.stage == Stage.EXECUTION)}
        if line and all(value == getattr(line, name) for name, value in values.items()):
            self.outcomes[number] = UNCHANGED
            return None
        self.outcomes[number] = CHANGED if line else FRESH
        entry = Entry(values, line.pk, line.version) if line else Entry(values)
        return Brought(number, handed, entry)
