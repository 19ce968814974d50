"""An indicator's numbers as a file for office programs, and back: a line for each year, period and category (S-2).

What is read from a file only fills the grid: it is checked and saved there as if it had been typed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.roc import from_roc_year, to_roc_year
from core.spreadsheets import Sheet, read_rows
from core.text import half_width
from statistics_app.cells import SIDE_LABELS, Sign, Spot, Value, cells_of, write
from statistics_app.models import Category, Indicator, YearTable
from statistics_app.sums import Shape, shape_of

YEAR = re.compile(r"\u5e74$")  # written with \u because it is what people type, not a text of ours
HEAD_ROWS = 10
"""Among how many rows at the top the one with the names is looked for."""


def names(shape: Shape) -> dict[str, str]:
    """The columns by what they hold; the sides by their own names."""
    return {
        "year": _("年度"),
        "part": _("期別"),
        "category": _("類別"),
        **{str(side): _(SIDE_LABELS[side]) for side in shape.sides},
        "because": _("總數不同之原因"),
    }


def known_names(shape: Shape) -> dict[str, set[str]]:
    """Every name of each column: a file may be made in one language and taken in another."""
    found: dict[str, set[str]] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for key, title in names(shape).items():
                found.setdefault(key, set()).add(title)
    return found


def sheet(indicator: Indicator, categories: Sequence[Category], tables: Iterable[YearTable]) -> Sheet:
    """The entered numbers, nothing derived, so that the file comes back unchanged."""
    shape = shape_of(indicator, categories)
    rows = []
    for table in tables:
        cells = cells_of(table)
        for one in categories:
            for part in shape.parts:
                figures = [_cell(cells.get(Spot(one.id, part, side)), shape.decimals) for side in shape.sides]
                because = table.because.get(f"{one.id}/{part}", "")
                rows.append([to_roc_year(table.year), part, one.title or _("全體"), *figures, because])
    return Sheet(indicator.title, tuple(names(shape).values()), rows)


def _cell(value: Value, decimals: int):
    """A number as a number, a sign as its text, 未填 as an empty cell."""
    if value is None or isinstance(value, Sign):
        return write(value, decimals) or None
    return int(value) if not decimals else value


@dataclass
class Taken:
    """What a file says: ``data`` by the names of the grid's boxes; ``faults`` are (row, column, message)."""

    data: dict[str, str] = field(default_factory=dict)
    years: list[int] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def take(file, name: str, indicator: Indicator, categories: Sequence[Category]) -> Taken:
    """Read ``file`` for the grid. Raises ValidationError where it can't be read at all."""
    shape = shape_of(indicator, categories)
    rows = read_rows(file, name)
    head, places = _head(rows, shape)
    taken, seen = Taken(), {}
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        if all(one == "" for one in row):
            continue
        found = {key: row[place] if place < len(row) else "" for key, place in places.items()}
        _take_row(taken, number, found, shape, categories, seen)
    taken.years = sorted({year for year, _category, _part in seen})
    if not seen and not taken.faults:
        raise ValidationError(_("檔案裡沒有資料列。"))
    return taken


def _head(rows: list[list], shape: Shape) -> tuple[int, dict[str, int]]:
    """The row with the columns' names, and where each column is."""
    wanted = known_names(shape)
    needed = {"year", *map(str, shape.sexes)} | ({"category"} if len(shape.categories) > 1 else set())
    needed |= {"part"} if len(shape.parts) > 1 else set()
    best: set[str] = set()
    for number, row in enumerate(rows[:HEAD_ROWS]):
        there = {str(one).strip(): place for place, one in reversed(list(enumerate(row)))}
        places = {key: there[title] for key, titles in wanted.items() for title in titles if title in there}
        if needed <= set(places):
            return number, places
        best = max(best, set(places), key=len)
    lacking = _("、").join(title for key, title in names(shape).items() if key in needed - best)
    raise ValidationError(_("找不到欄位：%(names)s。請用本頁匯出的檔案填寫。") % {"names": lacking})


def _take_row(taken: Taken, number: int, found: Mapping, shape: Shape, categories, seen: dict) -> None:
    """One line of the file into the boxes; what can't be placed is a fault of its row and column."""
    titles = names(shape)
    year, part = _year(found["year"]), _whole(found.get("part", "")) or 1
    category = _category(found.get("category", ""), categories)
    for key, value, said in (
        ("year", year, _("看不懂年度「%(text)s」。請填民國年，例如 107。")),
        ("part", part if part in shape.parts else None, _("沒有「%(text)s」這一期。")),
        ("category", category, _("沒有「%(text)s」這個類別。")),
    ):
        if value is None:
            text = str(found.get(key, ""))[:40]
            taken.faults.append((number, titles[key], said % {"text": text}))
            return
    place = (year, category, part)
    if place in seen:
        taken.faults.append((number, titles["year"], _("與第 %(row)s 列重複。") % {"row": seen[place]}))
        return
    seen[place] = number
    for side in shape.sides:
        if str(side) in found:
            taken.data[f"v.{year}.{Spot(category, part, side).key}"] = _typed(found[str(side)])
    taken.data[f"b.{year}.{category}/{part}"] = str(found.get("because", ""))


def _typed(cell) -> str:
    """A cell as it would be typed: a number that a spreadsheet keeps as 12.0 is 12."""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return str(cell)


def _whole(cell) -> int | None:
    text = half_width(_typed(cell)).strip()
    return int(text) if text.isdecimal() and len(text) < 5 else None


def _year(cell) -> int | None:
    """A 民國 year (or a CE one, with four digits) as CE."""
    number = _whole(YEAR.sub("", cell.strip()) if isinstance(cell, str) else cell)
    if not number:
        return None
    return from_roc_year(number) if number < 1000 else number


def _category(cell, categories: Sequence[Category]) -> int | None:
    if len(categories) == 1:
        return categories[0].id
    title = str(cell).strip()
    return next((one.id for one in categories if one.title == title), None)
