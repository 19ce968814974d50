"""The numbers that the chapter asks of the plan, and until when a report may be finished, passed, announced."""

import calendar
import datetime

from django.utils.translation import gettext_noop as _n

from core.contract import Sentence
from plan.rules import RuleBook

RULES = {
    "RP-01": ("plans",),
    "RP-02": ("reports",),
    "RP-03": (),
    "RP-04": (),
    "RP-05": ("months",),
    "RP-06": ("unit_day", "draft_day"),
}
PASSING, PUBLISHING = "D-11", "D-12"
"""The owner's decisions: until when a report is to be passed, and how soon announced after that."""
MONTH_END, DAYS = "month_end", "days"

NO_RECORDS = Sentence(_n("尚未建立成果報告版次的紀錄，無從判定。"))


def last_day_to_pass(year: int, book: RuleBook, reading: str | None = None) -> datetime.date | None:
    """The last day of the month after the year that D-11 names; None where any day will do."""
    month = book.number(PASSING, "month")
    if (reading or book.reading(PASSING)) != MONTH_END or month is None:
        return None
    return datetime.date(year + 1, month, calendar.monthrange(year + 1, month)[1])


def last_day_to_announce(
    passed_on: datetime.date | None, book: RuleBook, reading: str | None = None
) -> datetime.date | None:
    """So many days after it was passed as D-12 says; None before that, or where any day will do."""
    days = book.number(PUBLISHING, "days")
    if passed_on is None or (reading or book.reading(PUBLISHING)) != DAYS or days is None:
        return None
    return passed_on + datetime.timedelta(days=days)


def day_after(year: int, month_and_day: list[int]) -> datetime.date:
    """A day of the year after the report's: [1, 20] of 106 is 107/1/20."""
    return datetime.date(year + 1, *month_and_day)
