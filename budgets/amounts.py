"""Amounts as people type them, in whole New Taiwan dollars; never a float (B-3)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from budgets.models.line import MOST
from core.text import half_width

WHOLE = re.compile(r"^([0-9]+|[0-9]{1,3}(,[0-9]{3})+)$")
SHARE = re.compile(r"^([0-9]{1,3})(?:\.([0-9]{1,2}))?%$")
UNIT = re.compile(r"\s*\u5143$")  # written with \u because it is what people type, not a text of ours
ALL = 10_000
"""The whole in hundredths of a percent."""


@dataclass(frozen=True)
class Share:
    """A part of an amount in hundredths of a percent: 12.5% is 1250."""

    of_ten_thousand: int

    def of(self, amount: int) -> int:
        """So many dollars of ``amount``, half a dollar up."""
        return (amount * self.of_ten_thousand + ALL // 2) // ALL


def parse_amount(text: str) -> int:
    """Dollars as typed: 1234567, 1,234,567, with or without 元."""
    bare = UNIT.sub("", half_width(text).strip())
    if not WHOLE.match(bare):
        raise ValidationError(
            _("「%(text)s」不是金額。請填整數（元），例如 1,200,000。"), "amount", {"text": text.strip()[:20]}
        )
    amount = int(bare.replace(",", ""))
    if amount > MOST:
        raise ValidationError(_("金額最多 13 位數。"), "size")
    return amount


def parse_share(text: str) -> int | Share:
    """Dollars, or a percentage of the line: 40%, 12.5%."""
    bare = half_width(text).strip()
    found = SHARE.match(bare)
    if not found:
        return parse_amount(text)
    share = Share(int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")))
    if share.of_ten_thousand > ALL:
        raise ValidationError(_("占比不得超過 100%%。"), "share", {"text": bare})
    return share


def amount_cell(cell) -> int | None:
    """A spreadsheet's cell as dollars; 1200000.0 is a whole number too."""
    if cell == "" or cell is None:
        return None
    if isinstance(cell, Decimal) and cell == cell.to_integral_value():
        cell = int(cell)
    return parse_amount(str(cell))


class AmountField(forms.Field):
    """Dollars, shown with thousands separators."""

    parse = staticmethod(parse_amount)
    default_error_messages = {"required": _("請填金額（元）。")}

    def widget_attrs(self, widget) -> dict:
        return {"inputmode": "numeric", "autocomplete": "off"}

    def prepare_value(self, value):
        return f"{value:,}" if isinstance(value, int) else value

    def to_python(self, value):
        if isinstance(value, int):
            return value
        if value in self.empty_values or not half_width(str(value)).strip():
            return None
        return self.parse(str(value))


class ShareField(AmountField):
    """Dollars or a percentage; nothing means the whole line."""

    parse = staticmethod(parse_share)
