"""民國 dates. PLACEHOLDER by the spine, to be overwritten by the owner of core/roc.py.

Others rely on these names: format_day(day) (the day in the reader's language: 民國 in Chinese, CE in English)
and RocYearConverter.
"""

from django.utils import translation


def format_day(day) -> str:
    if (translation.get_language() or "").startswith("zh"):
        return f"{day.year - 1911} 年 {day.month} 月 {day.day} 日"
    return day.isoformat()


class RocYearConverter:
    regex = "[1-9][0-9]{0,2}"

    def to_python(self, value):
        return int(value) + 1911

    def to_url(self, value):
        return str(value - 1911)
