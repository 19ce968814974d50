"""What the engine asks of each kind of file: its columns, how a row is checked, how the good rows are written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from organization.imports.cells import Fault, Reader
from organization.imports.columns import Column


@dataclass
class Checked:
    """What is known of a file's rows when all have been read."""

    fresh: int = 0
    changed: int = 0
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    """Of rows that seemed good one by one: (row, column, message)."""


class Checker(Protocol):
    """Reads the rows of one file; it asks the database a fixed number of times, whatever the rows."""

    def row(self, number: int, cells: tuple) -> tuple | list[tuple[str, str]] | None:
        """The row to be staged; or (column, message) of each fault; or None where it changes nothing."""


class Kind(Protocol):
    """A kind of file."""

    key: str
    title: str
    resource: type
    """How its records go out; what only goes out is passed over when it comes back."""
    columns: list[Column]
    watches: tuple[str, ...]
    """Tables whose changes make a check out of date."""

    def why_not(self, actor) -> str | None: ...
    def checker(self, actor) -> Checker: ...
    def stage(self, batch, rows: Iterable[tuple]) -> None: ...
    def unstage(self, batch, numbers: Iterable[int] | None = None) -> None: ...
    def settle(self, batch, checker: Checker) -> Checked: ...
    def write(self, batch, *, by) -> None: ...
    def why_not_undo(self, batch) -> str | None: ...
    def undo(self, batch, *, by, reason: str) -> None: ...


class Cells:
    """Reads a row's cells by their columns; what is wrong with them is gathered."""

    def __init__(self, columns: list[Column]):
        self.columns = columns
        self._readers = [Reader(one.read) for one in columns]

    def values(self, cells: tuple) -> list:
        return [reader[cell] for reader, cell in zip(self._readers, cells, strict=True)]

    def faults(self, values: list) -> list[tuple[str, str]]:
        """Cells that can't be read, and required ones that are blank."""
        found = []
        for column, value in zip(self.columns, values, strict=True):
            if isinstance(value, Fault):
                found.append((column.title, str(value)))
            elif column.required and (value == "" or value is None):
                found.append((column.title, _("必填，不能空白。")))
        return found
