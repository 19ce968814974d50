"""The checks that people and posts share: each row has a key, and is new, changed or unchanged (RQ-D5, D9)."""

from abc import ABC, abstractmethod
from collections import Counter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organization.imports.columns import Column
from organization.imports.kind import Cells, Checked

FRESH, CHANGED, UNCHANGED = "fresh", "changed", "unchanged"


class KeyedChecker(ABC):
    """Remembers each row's key and outcome; the same key twice puts both rows at fault."""

    def __init__(self, columns: list[Column]):
        self.cells = Cells(columns)
        self.outcomes: dict[int, str] = {}
        self.late: list[tuple[int, str, str]] = []
        self._first: dict[tuple, int] = {}
        self._doubled: set[int] = set()

    def row(self, number: int, row: tuple):
        values = self.cells.values(row)
        return self.cells.faults(values) or self.judge(number, *values)

    @abstractmethod
    def judge(self, number: int, *values) -> list[tuple[str, str]]:
        """The faults of one row, by column; it also remembers the row's outcome."""

    def twice(self, number: int, key: tuple) -> list[tuple[str, str]]:
        """The fault of a key that an earlier row has; that row is at fault too."""
        first = self._first.setdefault(key, number)
        if first == number:
            return []
        column, said = self.cells.columns[0].title, _("與第 %(row)s 列重複。")
        if first not in self._doubled:
            self._doubled.add(first)
            self.late.append((first, column, said % {"row": number}))
        return [(column, said % {"row": first})]

    def counted(self) -> Checked:
        at_fault = {number for number, _column, _message in self.late}
        counts = Counter(one for number, one in self.outcomes.items() if number not in at_fault)
        return Checked(
            fresh=counts[FRESH], changed=counts[CHANGED], unchanged=counts[UNCHANGED], faults=self.late
        )


def wrong_fields(obj, *, exclude: tuple[str, ...]) -> list[tuple[str, str]]:
    """What the form would say of the object's own columns."""
    try:
        obj.clean_fields(exclude=exclude)
    except ValidationError as refusal:
        return [
            (str(obj._meta.get_field(name).verbose_name), " ".join(said))
            for name, said in refusal.message_dict.items()
        ]
    return []
