"""組室 × 六類: how many measures of each category every unit has done and planned, and who has enough (陸一)."""

from django.utils.translation import gettext_noop as _n

from committee.figures.cells import column, word
from core.contract import Column, Sentence, Table
from measures.compliance.categories import done_by_agency
from measures.compliance.facts import Facts
from measures.items import Category
from measures.matrix import Cell, Line

CLAUSE = "陸一"
NOTE = _n("格內為已辦理／登錄的項數；已辦理才計入類別，共同辦理者各組室均計。%(register)s")
REGISTER = _n("%(category)s由委員會名冊判定，全機關一體計入。")
WHOLE = Sentence(_n("全機關（不重複計）"))
ENOUGH, SHORT = Sentence(_n("達成")), _n("尚缺 %(missing)s 類")


def summary_table(known: Facts) -> Table:
    """Without categories in the plan there is nothing to set the units against."""
    kinds = known.whole.categories
    return Table(
        key="measures-matrix",
        title=Sentence(_n("各組室具體措施辦理類別")),
        columns=(
            column("unit", _n("組室")),
            *(_category(one) for one in kinds),
            column("done", _n("類數"), "int"),
            Column("enough", Sentence(_n("達 %(need)s 類"), {"need": known.whole.need or "–"}), "label"),
        ),
        rows=tuple(_row(one) for one in known.lines) if kinds else (),
        foot=() if known.scope.unit_id else (_foot(known),),
        clause=CLAUSE,
        note=Sentence(NOTE, {"register": _of_register(kinds)}),
    )


def _category(one: Category) -> Column:
    kind = "label" if one.of_register else "ratio"
    return Column(f"category-{one.code}", Sentence("%(number)s", {"number": one.number}), kind)


def _row(line: Line) -> tuple:
    return (line.unit.name, *(_cell(one) for one in line.cells), len(line.done), _enough(line))


def _cell(cell: Cell) -> tuple[int, int] | Sentence | None:
    if cell.category.of_register:
        return word(cell.verdict) if cell.verdict else None
    return (len(cell.done), len(cell.planned)) if cell.planned else None


def _enough(line: Line) -> Sentence | None:
    if line.missing is None:
        return None
    return Sentence(SHORT, {"missing": line.missing}) if line.missing else ENOUGH


def _foot(known: Facts) -> tuple:
    """Every measure once; and how many of the units have enough."""
    enough = sum(one.missing == 0 for one in known.lines)
    counts = tuple(_of_agency(known, one) for one in known.whole.categories)
    units = Sentence("%(have)s/%(need)s", {"have": enough, "need": len(known.lines)})
    return (WHOLE, *counts, len(done_by_agency(known)), units)


def _of_agency(known: Facts, category: Category) -> tuple[int, int] | Sentence | None:
    if category.of_register:
        return word(known.whole.register) if known.whole.register else None
    rows = [one for one in known.year.entries if one.category == category.code]
    return (sum(one.is_done for one in rows), len(rows)) if rows else None


def _of_register(kinds: tuple[Category, ...]) -> Sentence | str:
    numbers = [one.number for one in kinds if one.of_register]
    return Sentence(REGISTER, {"category": numbers}) if numbers else ""
