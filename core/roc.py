"""民國 dates: read as officers write them, shown as they expect them, kept as plain dates (features L-3).

民國 year 1 is 1912. Years before it are refused; a day that can be read in two ways is refused with both readings.
"""

import datetime
import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

OFFSET = 1911
EARLIEST = datetime.date(1950, 1, 1)

EXAMPLE = "105/3/8"

ROC_PREFIX = re.compile(r"^(中華民國|民國)")  # as people write it, not a text of ours
WRITTEN = re.compile(r"^(\d{1,4})年(\d{1,2})月(\d{1,2})日$")
PARTED = re.compile(r"^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,2})$")
YEAR_LAST = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
SOLID = re.compile(r"^(\d{4}|\d{2,3})(\d{2})(\d{2})$")


def to_roc_year(year: int) -> int:
    """2016 → 105."""
    return year - OFFSET


def from_roc_year(year: int) -> int:
    """105 → 2016; ValueError for a year before 民國 1."""
    if year < 1:
        raise ValueError("years before 民國 1 are not kept")
    return year + OFFSET


def parse_roc(text: str) -> datetime.date:
    """The day that ``text`` names: 105/3/8, 1050308, 105.3.8, 民國105年3月8日, 97/3/8 or 2016-03-08.

    Full-width digits and blanks don't matter. Raises ValidationError with an example.
    """
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if re.match(r"^(民國)?(民前|前)|^民國前|^-", bare):
        raise ValidationError(_("不收民國以前的日期。請寫成 105/3/8。"), code="before_roc")
    prefixed = bool(ROC_PREFIX.match(bare))
    bare = ROC_PREFIX.sub("", bare)
    if not bare.isascii() and not WRITTEN.match(bare):
        raise _unreadable()
    if turned := YEAR_LAST.match(bare):
        raise _two_readings(*(int(part) for part in turned.groups()))
    if match := WRITTEN.match(bare) or SOLID.match(bare):
        year, month, day = match.groups()
    elif match := PARTED.match(bare):
        year, _sign, month, day = match.groups()
    else:
        raise _unreadable()
    return _date(year, int(month), int(day), roc_only=prefixed)


def _date(year: str, month: int, day: int, *, roc_only: bool) -> datetime.date:
    number = int(year)
    if number < 1:
        raise ValidationError(_("不收民國以前的日期。請寫成 105/3/8。"), code="before_roc")
    if len(year) == 4 and roc_only:
        raise ValidationError(_("民國之後請寫民國年，例如 民國105年3月8日。"), code="era")
    if len(year) < 4:
        number = from_roc_year(number)
    try:
        return datetime.date(number, month, day)
    except ValueError:
        raise ValidationError(
            _("沒有「%(text)s」這一天。請寫成 105/3/8。"),
            code="impossible",
            params={"text": f"{int(year)}/{month}/{day}"},
        ) from None


def _unreadable() -> ValidationError:
    return ValidationError(_("看不懂這個日期。請寫成 105/3/8 或 2016-03-08。"), code="invalid")


def _two_readings(first: int, second: int, year: int) -> ValidationError:
    return ValidationError(
        _("這個日期有兩種讀法：%(one)s 或 %(other)s。請寫成 105/3/8。"),
        code="ambiguous",
        params={
            "one": f"{year - OFFSET}/{first}/{second}",
            "other": f"{year - OFFSET}/{second}/{first}",
        },
    )


def in_chinese() -> bool:
    return (translation.get_language() or "").startswith("zh")


def format_roc(day: datetime.date) -> str:
    """``105 年 3 月 8 日``, whatever the reader's language: for official documents."""
    return gettext("%(year)s 年 %(month)s 月 %(day)s 日") % {
        "year": to_roc_year(day.year),
        "month": day.month,
        "day": day.day,
    }


def format_day(day: datetime.date) -> str:
    """The day in the reader's language: 民國 on Chinese pages, CE on English ones."""
    return format_roc(day) if in_chinese() else format_date(day, "j F Y")


def format_short(day: datetime.date) -> str:
    """``105/3/8`` on Chinese pages, ISO on English ones: what a form field takes back."""
    return f"{to_roc_year(day.year)}/{day.month}/{day.day}" if in_chinese() else day.isoformat()


def format_year(year: int) -> str:
    """A CE year as the reader counts: 105 or 2016."""
    return str(to_roc_year(year) if in_chinese() else year)


class RocDateInput(forms.TextInput):
    """A text field that shows a day the way it may be typed."""

    def format_value(self, value):
        return format_short(value) if isinstance(value, datetime.date) else value


class RocDateField(forms.Field):
    """A day typed in 民國 or CE form; ``latest`` (a date) refuses days after it, as of events that have been.

    What was typed stays in the field when it is refused.
    """

    widget = RocDateInput
    default_error_messages = {"required": _("請填日期，例如 105/3/8。")}

    def __init__(self, *, latest: datetime.date | None = None, **kwargs):
        kwargs.setdefault("help_text", _("例如 105/3/8，也可寫 2016-03-08"))
        super().__init__(**kwargs)
        self.latest = latest

    def widget_attrs(self, widget) -> dict:
        return {"autocomplete": "off", "placeholder": EXAMPLE}

    def to_python(self, value) -> datetime.date | None:
        if value in self.empty_values or not str(value).strip():
            return None
        return value if isinstance(value, datetime.date) else parse_roc(str(value))

    def validate(self, value) -> None:
        super().validate(value)
        if value is None:
            return
        if value < EARLIEST:
            raise ValidationError(_("日期太早。請寫成 105/3/8。"), code="too_early")
        if self.latest and value > self.latest:
            raise ValidationError(
                _("日期不得晚於 %(latest)s。"), code="future", params={"latest": format_short(self.latest)}
            )

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class RocYearConverter:
    """``/plan/105/`` gives the CE year 2016."""

    regex = "[1-9][0-9]{0,2}"

    def to_python(self, value: str) -> int:
        return from_roc_year(int(value))

    def to_url(self, value: int) -> str:
        if int(value) <= OFFSET:
            raise ValueError("no such year")
        return str(to_roc_year(int(value)))
