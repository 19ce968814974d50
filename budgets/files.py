"""Lines as a file for office programs, and back: what goes out comes in again unchanged (伍五; I-1, I-6).

A line is known by its number in the file; a row without one is a new line. Nothing is written until it is confirmed.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

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
from core.spreadsheets import Sheet, read_rows
from core.text import clean_text, compare_key
from organization.imports import cells
from organization.imports.cells import text_of
from organization.imports.columns import Column, columns_of
from organization.imports.keyed import wrong_fields
from organization.imports.kind import Cells
from organization.imports.table import Table
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
    work_plan = Column("work_plan", gettext_lazy("工作計畫"), read=cells.line(100), required=True)
    branch_plan = Column("branch_plan", gettext_lazy("分支計畫"), read=cells.line(100))
    usage = Column("usage", gettext_lazy("用途別"), read=cells.line(100))
    title = Column("title", gettext_lazy("項目名稱"), read=cells.line(200), required=True)
    description = Column("description", gettext_lazy("內容說明"), read=passage)
    category = Column("category_title", gettext_lazy("類別"), read=cells.line(60), required=True)
    goal = Column("goal", gettext_lazy("性別目標"), read=cells.line(200))
    target = Column("target", gettext_lazy("績效指標及目標值"), read=cells.line(200))
    amount = Column("amount", gettext_lazy("預算數（元）"), read=amount_cell, required=True)
    counted = Column("counted", gettext_lazy("性別預算數（元）"), read=amount_cell)
    share_reason = Column("share_reason", gettext_lazy("部分計入之理由"), read=cells.line(200))
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


@dataclass
class Found:
    """What a file says: entries by unit, how many rows are new, changed, the same; faults by row and column."""

    entries: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    units: dict[int, UnitReturn] = field(default_factory=dict)
    fresh: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def writes(self) -> int:
        return self.fresh + self.changed


class Checker:
    """Judges the rows of one file for a round; it asks the database a fixed number of times for each unit."""

    def __init__(self, one: Round, actor):
        self.round, self.actor, self.found = one, actor, Found()
        self.cells = Cells(COLUMNS)
        self.names = list(LineResource._meta.fields)
        self.titles = dict(zip(self.names, (column.title for column in COLUMNS), strict=True))
        self.units = {compare_key(unit.name): unit for unit in Unit.objects.filter(agency=one.agency_id)}
        self.lines = {line.pk: line for line in Line.objects.standing().filter(round=one)}
        self.codes = {compare_key(title): code for code, title in one.titles.items()}
        self.seen: dict[int, int] = {}

    def row(self, place: int, row: tuple) -> None:
        values = self.cells.values(row)
        faults = self.cells.faults(values)
        if not faults:
            faults = self._judge(place, dict(zip(self.names, values, strict=True)))
        self.found.faults += [(place, column, said) for column, said in faults]

    def _judge(self, place: int, said: dict) -> list[tuple[str, str]]:
        unit = self.units.get(compare_key(said.pop("unit")))
        handed = self._handed(unit) if unit else None
        if handed is None:
            return [(self.titles["unit"], _("查無此組室或無權使用。"))]
        if refusal := permissions.why_not_fill(self.actor, handed):
            return [(self.titles["unit"], refusal)]
        code = self.codes.get(compare_key(said["category"]))
        if code is None:
            words = "、".join(self.round.titles.values())
            return [(self.titles["category"], _("類別須為：%(words)s。") % {"words": words})]
        pk = said.pop("pk")
        line = self.lines.get(pk) if pk else None
        if pk and (line is None or line.unit_id != unit.pk):
            return [(self.titles["pk"], _("這個組室沒有編號 %(pk)s 的項目；新增的項目請空白。") % {"pk": pk})]
        if pk and (first := self.seen.setdefault(pk, place)) != place:
            return [(self.titles["pk"], _("與第 %(row)s 列重複。") % {"row": first})]
        said["category"] = code
        said["counted"] = said["amount"] if said["counted"] is None else said["counted"]
        return self._keep(handed, line, said)

    def _handed(self, unit: Unit) -> UnitReturn | None:
        if unit.pk not in self.found.units:
            if permissions.why_not_see(self.actor, unit):
                return None
            handed = return_of(self.round, unit)
            handed.round, handed.unit = self.round, unit
            self.found.units[unit.pk] = handed
        return self.found.units[unit.pk]

    def _keep(self, handed: UnitReturn, line: Line | None, said: dict) -> list[tuple[str, str]]:
        """Only what the stage is for is taken; what the file says of the rest must be as it stands."""
        spent = handed.stage == Stage.EXECUTION
        locked = [name for name in said if (name in SPENT) != spent]
        before = {
            name: getattr(line, name) if line else (None if name in ("outturn", "carried_over") else "")
            for name in said
        }
        if spent and line is None:
            return [(self.titles["pk"], _("執行情形階段不能新增項目。"))]
        if moved := [self.titles[name] for name in locked if said[name] != before[name]]:
            return [(moved[0], _("本階段不能更改這一欄。"))]
        values = {name: value for name, value in said.items() if name not in locked}
        if faults := _broken(self.round, handed, line, said):
            return faults
        if line and all(value == before[name] for name, value in values.items()):
            self.found.unchanged += 1
            return []
        self.found.changed += line is not None
        self.found.fresh += line is None
        entry = Entry(values, line.pk if line else None, line.version if line else 0)
        self.found.entries[handed.unit_id].append(entry)
        return []


def _broken(one: Round, handed: UnitReturn, line: Line | None, said: dict) -> list[tuple[str, str]]:
    """What the form, and the table's own rules, would say of the row."""
    tried = Line(round=one, unit=handed.unit, **said)
    if faults := wrong_fields(tried, exclude=("round", "unit", "continues", "token", "order")):
        return faults
    try:
        tried.validate_constraints(exclude={"continues", "token"})
    except ValidationError as refusal:
        return [("", message) for message in refusal.messages]
    return []


def check(file, name: str, one: Round, actor) -> Found:
    """Judge every row. Raises ValidationError where the file can't be read at all."""
    rows = read_rows(file, name)
    if not rows:
        raise ValidationError(_("這個檔案沒有資料。"))
    table, checker = Table(COLUMNS, rows), Checker(one, actor)
    for place, row in table.lines(iter(rows)):
        checker.row(place, row)
    found = checker.found
    found.ignored = table.ignored
    if not (found.writes or found.unchanged or found.faults):
        raise ValidationError(_("欄位名稱列以下沒有資料。"))
    return found
