"""The dry run of a file, of measures or of budget lines: every row judged, nothing written (I-2)."""

from dataclasses import dataclass
from itertools import chain

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.spreadsheets import open_rows
from organization.imports.keyed import KeyedChecker
from organization.imports.kind import Checked
from organization.imports.table import Table

MOST_ROWS = 500


@dataclass(frozen=True)
class Judged:
    """The rows that may be let in, how many are new, changed and as they were, and what is wrong with the others."""

    rows: tuple
    counted: Checked
    faults: tuple[tuple[int, str, str], ...]
    head: int

    @property
    def faulty(self) -> int:
        return len({number for number, _column, _message in self.faults})


def judge(file, name: str, checker: KeyedChecker) -> Judged:
    """ValidationError where the file can't be read at all."""
    rows, faults = [], []
    with open_rows(file, name) as found:
        parts = found.parts()
        first = next(parts, [])
        if not first:
            raise ValidationError(_("這個檔案沒有資料。"))
        table = Table(checker.cells.columns, first)
        for place, (number, cells) in enumerate(table.lines(chain(first, chain.from_iterable(parts))), 1):
            if place > MOST_ROWS:
                raise ValidationError(_("一次最多匯入 %(most)s 列，請分成幾個檔案。") % {"most": MOST_ROWS})
            said = checker.row(number, cells)
            if isinstance(said, list):
                faults += [(number, column, message) for column, message in said]
            elif said:
                rows.append(said)
    counted = checker.counted()
    late = {number for number, _column, _message in counted.faults}
    faults = sorted([*faults, *counted.faults])
    return Judged(tuple(one for one in rows if one.number not in late), counted, tuple(faults), table.head)
