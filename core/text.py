"""Text as people type it, normalised once, so that it compares, prints and exports the same (RQ-C2, RQ-C3).

A single line with control characters is refused; in a long text they are taken out. Rare characters,
private-use ones and emoji stay.
"""

import re
import unicodedata
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LINE_LENGTH = 200
TEXT_LENGTH = 20_000
MARKS_IN_A_ROW = 8

FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: 0x20}
SAME_NAME = {0x81FA: 0x53F0}  # 臺 is looked up as 台
BLANKS = " \t\n\r\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
UNSEEN = re.compile("[\u200b\u2060\ufeff]")
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # C0 and C1 but TAB and LF
    "|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # what turns the direction of writing
    "|[\ud800-\udfff\ufdd0-\ufdef]|["  # lone surrogates, and what is no character
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029")


def half_width(text: str) -> str:
    """``text`` with full-width digits, letters, signs and blanks as ASCII; nothing else is folded."""
    return text.translate(FULL_WIDTH)


def clean_line(text: str) -> str:
    """One line as it is stored; ValidationError where it holds a line end or a control character."""
    line = UNSEEN.sub("", text).strip(BLANKS).replace("\t", " ")
    if CONTROLS.search(line) or LINE_ENDS.search(line) or "\n" in line:
        raise ValidationError(
            _("這一欄只能有一行文字，不能含換行或控制字元。請重新輸入，勿從他處貼上。"), code="controls"
        )
    return _composed(line)


def clean_text(text: str) -> str:
    """A long text as it is stored: LF at line ends, no control characters, no blanks around it."""
    lines = LINE_ENDS.sub("\n", UNSEEN.sub("", text))
    return _composed(CONTROLS.sub("", lines)).strip(BLANKS)


def _composed(text: str) -> str:
    """NFC; piled-up marks are refused before it, for composing them takes long."""
    _refuse_piles(text)
    composed = unicodedata.normalize("NFC", text)
    _refuse_piles(composed)
    return composed


def _refuse_piles(text: str) -> None:
    if text.isascii():
        return
    runs = groupby(text, key=lambda one: bool(unicodedata.combining(one)))
    if any(marks and sum(1 for _one in run) > MARKS_IN_A_ROW for marks, run in runs):
        raise ValidationError(
            _("一個字上的附加符號不得超過 %(most)s 個。"), code="marks", params={"most": MARKS_IN_A_ROW}
        )


def compare_key(text: str) -> str:
    """What two texts share when they are the same name: width, case, blanks and 臺/台 don't matter."""
    folded = unicodedata.normalize("NFKC", UNSEEN.sub("", text)).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).translate(SAME_NAME).split())


class PlainLineField(forms.CharField):
    """A form field of one line (names, titles)."""

    clean_up = staticmethod(clean_line)

    def __init__(self, *, max_length: int = LINE_LENGTH, **kwargs):
        super().__init__(max_length=max_length, strip=False, **kwargs)

    def to_python(self, value) -> str:
        return self.clean_up(super().to_python(value)) or self.empty_value


class PlainTextField(PlainLineField):
    """A form field of many lines (remarks, minutes)."""

    widget = forms.Textarea
    clean_up = staticmethod(clean_text)

    def __init__(self, *, max_length: int = TEXT_LENGTH, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def widget_attrs(self, widget) -> dict:
        """No ``maxlength``: a browser would cut a pasted text silently; the check says the number instead."""
        return {}


HOURS = re.compile(r"^[0-9]{1,5}(?:\.([0-9]{1,2}))?$")


def parse_hours(text: str, *, step: int, least: int, most: int) -> int:
    """Hours as typed (2, 2.5, ２.５) in minutes; ``step``, ``least`` and ``most`` are minutes too."""
    bare = half_width(text).strip()
    if not HOURS.match(bare):
        raise ValidationError(
            _("「%(text)s」不是時數。請填數字，例如 2 或 2.5。"), "hours", {"text": bare[:20]}
        )
    whole, _point, part = bare.partition(".")
    hundredths = int(whole) * 100 + int(part.ljust(2, "0"))
    minutes, rest = divmod(hundredths * 60, 100)
    if rest or minutes % step:
        raise ValidationError(
            _("時數以 %(step)s 小時為單位，「%(text)s」不合。"),
            "step",
            {"step": hours_text(step), "text": bare},
        )
    if not least <= minutes <= most:
        raise ValidationError(
            _("時數須在 %(least)s 至 %(most)s 之間，不能填「%(text)s」。"),
            "range",
            {"least": hours_text(least), "most": hours_text(most), "text": bare},
        )
    return minutes


def hours_text(minutes: int) -> str:
    """150 → ``2.5``: what a field shows and takes back."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


class HoursField(forms.Field):
    """Hours in, minutes out. The form says ``step``, ``least`` and ``most`` in minutes."""

    default_error_messages = {"required": _("請填時數，例如 2 或 2.5。")}

    def __init__(self, *, step: int, least: int, most: int, **kwargs):
        super().__init__(**kwargs)
        self.step, self.least, self.most = step, least, most

    def widget_attrs(self, widget) -> dict:
        return {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value):
        return hours_text(value) if isinstance(value, int) else value

    def to_python(self, value) -> int | None:
        if isinstance(value, int):
            return value
        if value in self.empty_values or not half_width(str(value)).strip():
            return None
        return parse_hours(str(value), step=self.step, least=self.least, most=self.most)
