"""民國 dates: read as officers write them, shown as they expect them, kept as plain dates (L-3, RQ-C4).

民國 year 1 is 1912; days before it are refused, and so is what can be read in two ways, with its readings.
"""

import datetime
import re
from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from import_export.widgets import Widget

from core import clock
from core.text import half_width

OFFSET = 1911
EARLIEST = datetime.date(1950, 1, 1)
YEARS_AHEAD = 5

# Written with \u because these are patterns of what people type, not texts of ours.
BEFORE_ROC = re.compile(r"^(\u4e2d\u83ef)?(\u6c11\u570b)?\u524d|^\u6c11\u524d|^-\s*[0-9]")  # 民國前, 民前, -1
ERA = re.compile(r"^(?:(?:\u4e2d\u83ef)?\u6c11\u570b|(?P<common>\u897f\u5143))\s*")  # 中華民國, 民國, 西元
WRITTEN = re.compile(r"^([0-9]{1,4})\s*\u5e74\s*([0-9]{1,2})\s*\u6708\s*([0-9]{1,2})\s*\u65e5?$")  # 年 月 日
PARTED = re.compile(r"^([0-9]{1,4})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})$")
SOLID = re.compile(r"^([0-9]{2,4})([0-9]{2})([0-9]{2})$")
YEAR_LAST = re.compile(r"^([0-9]{1,2})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{3,4})$")
WITH_TIME = re.compile(r"[0-9][Tt\s]\s*[0-9]{1,2}:[0-9]{2}")
SERIAL = re.compile(r"^[0-9]{1,5}(\.[0-9]+)?$")

UNREADABLE = _("看不懂日期「%(text)s」。請寫成 105/3/8、1050308 或 2016-03-08。")
NOT_KEPT = _("「%(text)s」在民國元年以前，不能填入。請寫成 105/3/8。")
TOO_MUCH = _("「%(text)s」含有時間，這裡只填日期，例如 105/3/8。")
A_NUMBER = _("「%(text)s」是數字（試算表的日期序號）而不是日期。請寫成 105/3/8，或將儲存格改為日期格式。")
NO_SUCH_DAY = _("沒有「%(text)s」這一天。請寫成 105/3/8。")
TWO_READINGS = _("「%(text)s」看不出哪一個是月：%(readings)s。請寫成 105/3/8。")
WRONG_ERA = _("「%(text)s」的年份與紀元不合。請寫成 民國105年3月8日 或 2016-03-08。")


def to_roc_year(year: int) -> int:
    """2016 → 105; ValueError for a year before 民國 1."""
    if year <= OFFSET:
        raise ValueError(f"{year} lies before the calendar begins")
    return year - OFFSET


def from_roc_year(year: int) -> int:
    """105 → 2016; ValueError for a year before 民國 1."""
    if year < 1:
        raise ValueError(f"{year} lies before the calendar begins")
    return year + OFFSET


def parse_roc(text: str) -> datetime.date:
    """The day that ``text`` names: 105/3/8, 1050308, 105.3.8, 97/3/8, 民國105年3月8日, 2016-03-08, 20160308.

    Full-width digits and blanks don't matter. Raises ValidationError with an example.
    """
    bare = half_width(text).strip()
    if BEFORE_ROC.match(bare):
        raise _refused(NOT_KEPT, "before_roc", text)
    if WITH_TIME.search(bare):
        raise _refused(TOO_MUCH, "time", text)
    era = ERA.match(bare)
    bare = bare[era.end() :] if era else bare
    if turned := YEAR_LAST.match(bare):
        raise _year_last(*turned.group(1, 3, 4), text)
    if SERIAL.match(bare):
        raise _refused(A_NUMBER, "serial", text)
    parts = _parts(bare)
    if parts is None:
        raise _refused(UNREADABLE, "invalid", text)
    if era and (len(parts[0]) == 4) != bool(era["common"]):
        raise _refused(WRONG_ERA, "era", text)
    return _day(*parts, text)


def _parts(bare: str) -> tuple[str, str, str] | None:
    if match := WRITTEN.match(bare) or SOLID.match(bare):
        return match.group(1, 2, 3)
    if match := PARTED.match(bare):
        return match.group(1, 3, 4)
    return None


def _day(year: str, month: str, day: str, text: str) -> datetime.date:
    number = int(year)
    if len(year) < 4 and number:
        number += OFFSET
    if number <= OFFSET:
        raise _refused(NOT_KEPT, "before_roc", text)
    try:
        return datetime.date(number, int(month), int(day))
    except ValueError:
        raise _refused(NO_SUCH_DAY, "impossible", text) from None


def _year_last(first: str, second: str, year: str, text: str) -> ValidationError:
    """3/8/2016 is 3 August or 8 March: the days it may mean are said as they should have been written."""
    full = year if len(year) == 4 else str(int(year) + OFFSET)
    readings = []
    for month, day in sorted({(first, second), (second, first)}):
        try:
            readings.append(_day(full, month, day, text))
        except ValidationError as refusal:
            reason = refusal
    if not readings:
        return reason
    said = gettext(" 或 ").join(f"{to_roc_year(one.year)}/{one.month}/{one.day}" for one in readings)
    return _refused(TWO_READINGS, "ambiguous", text, readings=said)


def _refused(message, code: str, text: str, **values) -> ValidationError:
    return ValidationError(message, code=code, params={"text": text.strip()[:40], **values})


def in_chinese() -> bool:
    return (translation.get_language() or "").startswith("zh")


def format_roc(day: datetime.date) -> str:
    """``105 年 3 月 8 日``: for official documents."""
    values = {"year": to_roc_year(day.year), "month": day.month, "day": day.day}
    return gettext("%(year)s 年 %(month)s 月 %(day)s 日") % values


def format_day(day: datetime.date) -> str:
    """The day in the reader's language: 民國 on Chinese pages, CE on English ones."""
    return format_roc(day) if in_chinese() else format_date(day, "j F Y")


def format_short(day: datetime.date) -> str:
    """``105/3/8`` on Chinese pages, ISO on English ones: what a form field takes back."""
    return f"{to_roc_year(day.year)}/{day.month}/{day.day}" if in_chinese() else f"{day:%Y-%m-%d}"


def format_year(year: int) -> str:
    """A CE year as the reader counts: 105 or 2016."""
    return str(to_roc_year(year) if in_chinese() else year)


def format_period(first: datetime.date, last: datetime.date) -> str:
    """``105年1月1日至12月31日``: both days belong to it, and the year is said once."""
    if not in_chinese():
        return f"{format_day(first)} – {format_day(last)}"
    if first.year == last.year:
        end = gettext("%(month)s月%(day)s日") % {"month": last.month, "day": last.day}
    else:
        end = format_roc(last).replace(" ", "")
    return gettext("%(first)s至%(last)s") % {"first": format_roc(first).replace(" ", ""), "last": end}


class RocDateInput(forms.TextInput):
    """A text field that shows a day the way it may be typed, and what was typed as it was typed."""

    def __init__(self, attrs=None):
        super().__init__(
            {"class": "roc-date", "inputmode": "numeric", "autocomplete": "off", **(attrs or {})}
        )

    def format_value(self, value):
        return format_short(value) if isinstance(value, datetime.date) else super().format_value(value)


class RocDateField(forms.Field):
    """A day typed in 民國 or CE form, from 1950 to ``latest``, else to five years after ``day`` (RQ-C4).

    ``day`` (a date, or what gives one) is the day of typing. A form of events that have been sets ``latest``.
    No figure depends on either.
    """

    widget = RocDateInput
    default_error_messages = {
        "required": _("請填日期，例如 105/3/8。"),
        "too_early": _("日期不得早於 %(limit)s。請寫成 105/3/8。"),
        "too_late": _("日期不得晚於 %(limit)s。請寫成 105/3/8。"),
    }

    def __init__(
        self,
        *,
        latest: datetime.date | None = None,
        day: datetime.date | Callable[[], datetime.date] = clock.today,
        **kwargs,
    ):
        kwargs.setdefault("help_text", _("例如 105/3/8 或 1050308，也可寫 2016-03-08"))
        super().__init__(**kwargs)
        self.latest = latest
        self.day = day

    def last_day(self) -> datetime.date:
        """The last day that is taken."""
        if self.latest:
            return self.latest
        day = self.day() if callable(self.day) else self.day
        leap = (day.month, day.day) == (2, 29)
        return day.replace(year=day.year + YEARS_AHEAD, day=28 if leap else day.day)

    def to_python(self, value) -> datetime.date | None:
        if isinstance(value, datetime.date) or value in self.empty_values:
            return value or None
        return parse_roc(str(value)) if half_width(str(value)).strip() else None

    def validate(self, value) -> None:
        super().validate(value)
        if value is None:
            return
        if value < EARLIEST:
            self._refuse("too_early", EARLIEST)
        if value > self.last_day():
            self._refuse("too_late", self.last_day())

    def _refuse(self, code: str, limit: datetime.date) -> None:
        raise ValidationError(self.error_messages[code], code=code, params={"limit": format_short(limit)})


class RocDateWidget(Widget):
    """import-export's column of days: typed or written days in; ISO out, as data files have it (L-3)."""

    def clean(self, value, row=None, **kwargs) -> datetime.date | None:
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = "" if value is None else str(value)
        return parse_roc(text) if half_width(text).strip() else None

    def render(self, value, obj=None, **kwargs):
        if not self.coerce_to_string or kwargs.get("force_native_type"):
            return value
        return value.isoformat() if value else ""


class RocYearConverter:
    """``/plan/105/`` gives the CE year 2016."""

    regex = "[1-9][0-9]{0,2}"

    def to_python(self, value: str) -> int:
        return from_roc_year(int(value))

    def to_url(self, value: int) -> str:
        return str(to_roc_year(int(value)))
