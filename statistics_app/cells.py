"""What one cell of a statistics table can be: a number, or one of the signs that are no number (S-3; domain 6.4).

未填 (nothing), 0, 不適用, 未發布 and 遮蔽 are five different things from the first key stroke to the printed page:
``read`` takes them as typed, ``write`` gives them back, and reading what was written changes nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _n

from core.contract import Sentence
from core.text import half_width


class Sign(StrEnum):
    """What stands where no number can; the value is what is stored."""

    NOT_APPLICABLE = "na"
    UNPUBLISHED = "unpublished"
    MASKED = "masked"


SHOWN = {Sign.NOT_APPLICABLE: "--", Sign.UNPUBLISHED: "…", Sign.MASKED: "*"}
LABELS = {
    Sign.NOT_APPLICABLE: _n("不適用"),
    Sign.UNPUBLISHED: _n("未發布"),
    Sign.MASKED: _n("遮蔽"),
}
LEGEND = Sentence(_n("符號：-- 不適用；… 未發布；* 遮蔽；空白 未填；0 為無數值。"))

TYPED = {
    "--": Sign.NOT_APPLICABLE,
    "——": Sign.NOT_APPLICABLE,
    "…": Sign.UNPUBLISHED,
    "……": Sign.UNPUBLISHED,
    "...": Sign.UNPUBLISHED,
    _n("尚未產生"): Sign.UNPUBLISHED,
    "*": Sign.MASKED,
    **{word: sign for sign, word in LABELS.items()},
}
AMBIGUOUS = {"-", "–", "—", "－", "n/a", "na", "null", "nan"}
NUMBER = re.compile(r"^-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?$")
LONGEST = 15

Value = Decimal | Sign | None
"""A cell: a number, a sign, or None for 未填."""


class Side(StrEnum):
    """The columns of a category: the sexes, and what they come to."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    TOTAL = "total"


SIDE_LABELS = {
    Side.MALE: _n("男"),
    Side.FEMALE: _n("女"),
    Side.OTHER: _n("其他／未填"),
    Side.TOTAL: _n("計"),
}
SEXES = (Side.MALE, Side.FEMALE, Side.OTHER)


@dataclass(frozen=True)
class Spot:
    """Where a cell stands in a year's table; ``part`` counts the year's periods from 1."""

    category: int
    part: int
    side: Side

    @property
    def key(self) -> str:
        return f"{self.category}/{self.part}/{self.side}"

    @classmethod
    def of(cls, key: str) -> "Spot":
        category, part, side = key.split("/")
        return cls(int(category), int(part), Side(side))


def read(text: str, *, decimals: int, least: int | None = 0) -> Value:
    """A cell as typed or pasted; ValidationError in the officer's words.

    A lone dash is refused: some write it for zero, others for what is not known.
    """
    bare = half_width(str(text)).strip()
    if not bare:
        return None
    if bare.casefold() in AMBIGUOUS:
        raise ValidationError(
            _("「%(text)s」不明確。請填 0、--（不適用）、…（未發布）、*（遮蔽），或留白。"),
            "ambiguous",
            {"text": bare},
        )
    if sign := TYPED.get(bare):
        return sign
    if not NUMBER.match(bare):
        raise ValidationError(
            _("「%(text)s」不是數字。請填數字，或 --、…、*，或留白。"), "invalid", {"text": bare[:20]}
        )
    return _number(bare, decimals, least)


def _number(bare: str, decimals: int, least: int | None) -> Decimal:
    number = Decimal(bare.replace(",", ""))
    if len(bare.replace(",", "").split(".")[0]) > LONGEST:
        raise ValidationError(_("「%(text)s」太長，最多 15 位數。"), "long", {"text": bare[:20]})
    if number != round(number, decimals):
        raise ValidationError(
            _("「%(text)s」的小數超過 %(decimals)s 位。"),
            "decimals",
            {"text": bare[:20], "decimals": decimals},
        )
    if least is not None and number < least:
        raise ValidationError(
            _("「%(text)s」不能小於 %(least)s。"), "least", {"text": bare[:20], "least": least}
        )
    return round(number, decimals)


def write(value: Value, decimals: int, *, grouped: bool = False) -> str:
    """A cell as it is shown; with ``grouped`` the thousands are parted."""
    if value is None:
        return ""
    if isinstance(value, Sign):
        return SHOWN[value]
    return f"{value:{',' if grouped else ''}.{decimals}f}"


def stored(value: Value) -> str:
    """A cell as it is kept in a table's ``cells``; None isn't kept."""
    return str(value)


def kept(text: str) -> Value:
    """What ``stored`` gave."""
    return Sign(text) if text in list(Sign) else Decimal(text)


def cells_of(table) -> dict[Spot, Value]:
    """The entered cells of a year's table."""
    return {Spot.of(key): kept(text) for key, text in table.cells.items()}


def total_of(values: Iterable[Value]) -> Value:
    """What the parts come to: 未填 while one is blank, 未發布 where one is withheld; 不適用 adds nothing."""
    values = list(values)
    if None in values or not values:
        return None
    if Sign.UNPUBLISHED in values or Sign.MASKED in values:
        return Sign.UNPUBLISHED
    numbers = [one for one in values if isinstance(one, Decimal)]
    return sum(numbers, Decimal(0)) if numbers else Sign.NOT_APPLICABLE
