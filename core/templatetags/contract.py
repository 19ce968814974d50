"""Showing contract values in a template, whether live dataclasses or read back from a snapshot."""

import datetime

from django import template

from core.contract import Verdict, back, sentence
from core.roc import format_day, format_short

register = template.Library()

MISSING = "–"


@register.filter
def say(stored) -> str:
    """A Sentence (or its snapshot) in the reader's language."""
    return "" if stored is None else str(sentence(stored))


@register.filter
def verdict(stored) -> Verdict:
    return Verdict(stored)


def number(value) -> str:
    return MISSING if value is None else f"{value:,}"


def hours(minutes) -> str:
    """Minutes as hours with one decimal, rounded half up; the zero is kept within a column (domain 6.3)."""
    if minutes is None:
        return MISSING
    tenths = (10 * minutes + 30) // 60
    return f"{tenths // 10:,}.{tenths % 10}"


def percent(have, need) -> str:
    """One decimal, rounded half up from whole numbers; nothing to divide by is not zero."""
    if have is None or not need:
        return MISSING
    tenths = (2000 * have + need) // (2 * need)
    return f"{tenths // 10}.{tenths % 10}%"


register.filter("number", number)
register.filter("hours", hours)


@register.simple_tag
def percentage(have, need) -> str:
    return percent(have, need)


@register.filter
def day(stored) -> str:
    """A day (or its snapshot) in a sentence's form: 105 年 3 月 8 日."""
    return format_day(back(stored)) if stored else MISSING


@register.filter
def cell(value, kind: str) -> str:
    """One table cell by its column's kind."""
    value = back(value)
    if kind == "int":
        return number(value)
    if kind == "minutes":
        return hours(value)
    if kind == "ratio":
        return MISSING if value is None else f"{number(value[0])}/{number(value[1])}"
    if kind == "percent":
        return MISSING if value is None else percent(*value)
    if value is None:
        return MISSING
    if isinstance(value, datetime.date):
        return format_short(value)
    return str(value)
