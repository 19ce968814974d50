"""The grid of a unit's lines: what is stored, what was typed over it, the sums beneath (B-3)."""

import re
import uuid
from collections.abc import Mapping

from budgets.actions.lines import Entry, continuable
from budgets.amounts import AmountField
from budgets.forms.lines import CompiledRow, ExecutedRow, Row
from budgets.models import Line, Stage, UnitReturn
from budgets.sums import Summed, summed

NEW = re.compile(r"^n([0-9]{1,4})-")
BLANK_ROWS = 5
MOST_ROWS = 400
"""New rows that are taken at once."""
SUMS = {Stage.COMPILING: ("amount", "counted"), Stage.EXECUTION: ("outturn", "carried_over")}


class Grid:
    """A unit's rows at a stage. ``data`` is what was sent; ``start`` begins new rows from last year's lines."""

    def __init__(
        self, handed: UnitReturn, data: Mapping | None = None, *, start: bool = False, more: int = 0
    ):
        self.handed, self.data = handed, data
        self.stage = Stage(handed.stage)
        self.is_taken = data is not None or start
        rows = Line.objects.standing().filter(round=handed.round, unit=handed.unit_id).order_by("order", "id")
        self.lines = list(rows.select_related("continues")) if handed.round_id else []
        for one in self.lines:
            one.round, one.unit = handed.round, handed.unit
        self.last = {one.pk: one for one in continuable(handed)}
        self.token = self._token()
        kind = CompiledRow if self.stage == Stage.COMPILING else ExecutedRow
        self.names = kind.names
        self.rows: list[Row] = [self._stored(kind, number, one) for number, one in enumerate(self.lines, 1)]
        if self.stage == Stage.COMPILING:
            self.rows += self._new(start, more)

    def _token(self) -> uuid.UUID:
        """One for the form: each new row's own is made of it and the row's number."""
        try:
            return uuid.UUID((self.data or {}).get("token", ""))
        except ValueError:
            return uuid.uuid4()

    def _stored(self, kind: type[Row], number: int, line: Line) -> Row:
        return kind(
            self.data,
            prefix=f"l{line.pk}",
            auto_id="%s",
            number=number,
            line=line,
            before=line.continues,
            of_round=self.handed.round,
            initial=kind.of(line),
        )

    @property
    def waiting(self) -> list[Line]:
        """Last year's lines that none of the unit's continues yet."""
        going = {one.continues_id for one in self.lines}
        return [one for pk, one in self.last.items() if pk not in going]

    def _new(self, start: bool, more: int) -> list[Row]:
        """What was sent and some blank ones; at the start those of last year that nothing continues yet."""
        sent = {int(found[1]) for name in self.data or () if (found := NEW.match(name))}
        numbers = sorted(sent)[:MOST_ROWS]
        begun = self.waiting if start else []
        after = max(numbers, default=-1) + 1
        blank = more if self.data is not None else BLANK_ROWS
        rows = [(number, self._continued(number)) for number in numbers]
        rows += [(after + number, one) for number, one in enumerate(begun)]
        rows += [(after + len(begun) + number, None) for number in range(blank)]
        return [
            CompiledRow(
                self.data if number in sent else None,
                prefix=f"n{number}",
                auto_id="%s",
                number=len(self.lines) + place,
                before=before,
                of_round=self.handed.round,
                initial=CompiledRow.of(before) | {"continues": before.pk} if before else {},
            )
            for place, (number, before) in enumerate(rows, 1)
        ]

    def _continued(self, number: int) -> Line | None:
        text = self.data.get(f"n{number}-continues", "")
        return self.last.get(int(text)) if text.isdecimal() and len(text) < 19 else None

    def is_valid(self) -> bool:
        """Can every row be saved?"""
        return all(row.is_valid() for row in self.rows if row.is_bound)

    def entries(self) -> list[Entry]:
        found = []
        for row in self.rows:
            if not row.is_bound or (values := row.values) is None:
                continue
            if row.line:
                found.append(Entry(values, row.line.pk, row.version_given))
            else:
                found.append(Entry(values, token=uuid.uuid5(self.token, row.prefix)))
        return found

    def compare(self) -> None:
        """Somebody else has saved meanwhile: their texts stand beside, and saving again goes over them."""
        for row in self.rows:
            if row.line and row.is_bound and row.version_given != row.line.version:
                row.conflict(row.line)

    @property
    def has_theirs(self) -> bool:
        return any(row.theirs for row in self.rows)

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id, where, what) of every error, in the order of the page."""
        return [
            (row[name].auto_id, row.fields[name].widget.attrs["aria-label"], error)
            for row in self.rows
            if row.is_bound
            for name in self.names
            for error in row.errors.get(name, ())
        ]

    @property
    def head(self) -> list[tuple[str, bool]]:
        """(title, whether amounts stand below) of the boxes' columns."""
        fields = (CompiledRow if self.stage == Stage.COMPILING else ExecutedRow).base_fields
        return [(fields[name].label, isinstance(fields[name], AmountField)) for name in self.names]

    @property
    def sums(self) -> dict[str, int]:
        """What the boxes come to as far as they can be read; an empty share is the whole amount."""
        found = dict.fromkeys(SUMS[self.stage], 0)
        for row in self.rows:
            values = {name: _read(row, name) for name in found}
            if self.stage == Stage.COMPILING and row["counted"].value() in (None, ""):
                values["counted"] = values["amount"]
            for name, value in values.items():
                found[name] += value
        return found

    @property
    def stored(self) -> Summed:
        """What the stored lines come to."""
        return summed(self.lines)

    @property
    def budget(self) -> int:
        """What is gender budget of the stored lines: the outturn is held against it."""
        return sum(one.counted for one in self.lines)

    @property
    def before(self) -> int | None:
        """Last year's gender budget of the unit."""
        return sum(one.counted for one in self.last.values()) if self.last else None


def _read(row: Row, name: str) -> int:
    if row.is_bound:
        cleaned = getattr(row, "cleaned_data", {}) if row.is_valid() or name not in row.errors else {}
        value = cleaned.get(name)
    else:
        value = row.initial.get(name)
    return value if isinstance(value, int) else 0
