"""The rows of a file below its head, their cells in the declared order (H120, H122; I-1)."""

from collections.abc import Iterator
from operator import itemgetter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.text import compare_key
from organization.imports.columns import Column

HEAD_WITHIN = 10
"""Rows at the top among which the names of the columns stand; as many below them may explain."""
KEEP_THIS = _n("此列勿刪")
FAULT_COLUMN = _n("錯誤說明")


class Table:
    """Finds the head in the first rows; then gives each later row as a tuple, one cell a column."""

    def __init__(self, columns: list[Column], first: list[list]):
        self.columns = columns
        heads = [_names(row) for row in first[:HEAD_WITHIN]]
        found = [sum(any(key in names for key in one.keys) for one in columns) for names in heads]
        if not any(found):
            raise ValidationError(
                _("找不到欄位名稱列。前 %(most)s 列須有一列是欄位名稱：%(names)s。")
                % {"most": HEAD_WITHIN, "names": _said(columns)}
            )
        self.head = found.index(max(found))
        self._places = [_place(one, heads[self.head]) for one in columns]
        self._refuse_missing()
        known = {place for place in self._places if place is not None}
        self.ignored = [
            str(cell).strip()
            for place, cell in enumerate(first[self.head])
            if place not in known and str(cell).strip() and KEEP_THIS not in str(cell)
        ]
        self._width = max(known) + 2
        self._pick = itemgetter(*(-1 if place is None else place for place in self._places))

    def _refuse_missing(self) -> None:
        missing = [
            one
            for one, place in zip(self.columns, self._places, strict=True)
            if one.required and place is None
        ]
        if missing:
            raise ValidationError(_("缺少必填的欄：%(names)s。") % {"names": _said(missing)})

    def lines(self, rows: Iterator[list]) -> Iterator[tuple[int, tuple]]:
        """(row's number in the file, its cells) of each row below the head that isn't blank."""
        width, pick = self._width, self._pick
        explained = self.head + 1 + HEAD_WITHIN
        for number, row in enumerate(rows, 1):
            if number <= self.head + 1 or not row:
                continue
            if number <= explained and any(KEEP_THIS in str(cell) for cell in row):
                continue
            row.append("")  # a column that the file lacks is read from the blank cell at the end
            if len(row) < width:
                row += [""] * (width - len(row))
            yield number, pick(row)


def _names(row: list) -> list[str]:
    return [compare_key(str(cell)).removesuffix("*").strip() for cell in row]


def _place(column: Column, names: list[str]) -> int | None:
    places = [place for place, name in enumerate(names) if name in column.keys]
    if len(places) > 1:
        raise ValidationError(
            _("「%(name)s」這一欄出現 %(times)s 次，請只留一欄。")
            % {"name": column.title, "times": len(places)}
        )
    return places[0] if places else None


def _said(columns: list[Column]) -> str:
    return "、".join(one.title for one in columns)
