"""A cell as it stands in a file, read as what it means: once for each different cell, whatever the rows (I-7)."""

import datetime
from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.roc import RocDateField, parse_roc
from core.text import clean_line, compare_key, half_width

SERIALS = range(18264, 73416)
"""The spreadsheet's numbers of the days 1950 – 2100; 43535 is a day, 1070308 isn't one."""
SERIAL_ZERO = datetime.date(1899, 12, 30)
DIFFERENT = 20_000
"""Of a column with more different cells than this only some are remembered."""
YES = frozenset((_n("是"), "y", "yes", "true", "v", "○", "1"))
NO = frozenset(("", _n("否"), "n", "no", "false", "0", "-"))


class Fault(str):
    """Why a cell can't be read."""


class Reader(dict):
    """What ``read`` makes of a cell; ``Fault`` where it makes nothing of it."""

    def __init__(self, read: Callable):
        super().__init__()
        self.read = read

    def __missing__(self, cell):
        try:
            value = self.read(cell)
        except ValidationError as refusal:
            value = Fault(refusal.messages[0])
        except (ArithmeticError, TypeError, ValueError):
            value = Fault(_("看不懂「%(text)s」。") % {"text": str(cell)[:40]})
        if len(self) > DIFFERENT:
            self.clear()
        self[cell] = value
        return value


def text_of(cell) -> str:
    """The cell as it is read on the screen."""
    if isinstance(cell, Decimal):
        return f"{cell:f}" if cell.is_finite() else str(cell)
    return str(cell)


def line(most: int) -> Callable:
    """One line of text of at most ``most`` characters."""

    def read(cell) -> str:
        text = clean_line(text_of(cell))
        if len(text) > most:
            raise ValidationError(_("超過 %(most)s 個字。") % {"most": most})
        return text

    return read


def code(most: int) -> Callable:
    """A number or code: half-width, its leading zeros kept."""
    read_line = line(most)
    return lambda cell: half_width(read_line(cell)).strip()


def day(latest: datetime.date | None = None) -> Callable:
    """A day: written in the national or the common calendar, a date, or a spreadsheet's number of one."""
    field = RocDateField(required=False, **({"latest": latest} if latest else {}))

    def read(cell) -> datetime.date | None:
        if isinstance(cell, (int, Decimal)) and cell == int(cell) and int(cell) in SERIALS:
            return field.clean(SERIAL_ZERO + datetime.timedelta(int(cell)))
        if isinstance(cell, (int, Decimal)):
            return field.clean(parse_roc(text_of(cell)))
        return field.clean(cell)

    return read


def choice(choices) -> Callable:
    """One of ``choices``, by its word or its key; blank stays blank."""
    known = {compare_key(str(word)): key for key, word in choices}
    known |= {compare_key(str(key)): key for key, _word in choices} | {"": ""}

    def read(cell) -> str:
        found = known.get(compare_key(text_of(cell)))
        if found is None:
            words = "、".join(str(word) for _key, word in choices)
            raise ValidationError(
                _("「%(text)s」不在選項內。可填：%(words)s。") % {"text": text_of(cell)[:40], "words": words}
            )
        return found

    return read


def yes(cell) -> bool:
    text = compare_key(text_of(cell))
    if text in YES:
        return True
    if text in NO:
        return False
    raise ValidationError(_("「%(text)s」請填「是」或「否」。") % {"text": text_of(cell)[:40]})
