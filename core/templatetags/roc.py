"""Dates and years as the reader counts them."""

import datetime

from django import template

from core.roc import format_day, format_period, format_short, format_year

register = template.Library()


@register.filter(expects_localtime=True)
def roc_date(day) -> str:
    """``105 年 3 月 8 日``; nothing for no day."""
    return format_day(day) if day else ""


@register.filter(expects_localtime=True)
def roc_short(day) -> str:
    return format_short(day) if day else ""


@register.filter
def roc_year(year) -> str:
    """A CE year (or a day's) as the reader counts it."""
    return format_year(year.year if isinstance(year, datetime.date) else year) if year else ""


@register.filter
def roc_period(first, last) -> str:
    """``{{ first|roc_period:last }}``: both days belong to the period."""
    return format_period(first, last) if first and last else ""
