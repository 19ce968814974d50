"""Who is asked in a year, and as what (D-06, D-15): pure functions on intervals.

As of a day only what had begun by then is known, and an end that lies after it is not: the year is
projected to 12/31 as things stand. At the year's end everything is recorded.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _n

from core.contract import Scope, Sentence
from organization.models import EMPLOYED_AS, PostKind

MONTH = 30
"""Days of a month that is not counted by the calendar (民法 123)."""
REMEMBERED = 10_000
"""Years of service last looked at: most people's are alike, and each is asked under every reading."""


@dataclass(frozen=True)
class Span:
    """Days [since, until)."""

    since: datetime.date
    until: datetime.date

    @property
    def days(self) -> int:
        return (self.until - self.since).days

    @property
    def last(self) -> datetime.date:
        return self.until - datetime.timedelta(days=1)


class HeldPost(NamedTuple):
    """A post as known on the day of the scope, from the year's first day on; ``until`` None: no end is known."""

    kind: PostKind
    rank: str
    since: datetime.date
    until: datetime.date | None


@dataclass(frozen=True)
class HeldRole:
    """A role of the year, when it was held, and why it counts (D-15)."""

    kind: PostKind
    spans: tuple[Span, ...]
    counts: bool
    source: Sentence


class Standing(StrEnum):
    """Why somebody is in the year's denominator or not."""

    WHOLE = "whole"
    PART = "part"
    LEFT = "left"
    LATE = "late"
    LEAVE = "leave"

    @property
    def label(self) -> str:
        return gettext(_LABELS[self])

    @property
    def sentence(self) -> Sentence:
        return Sentence(_LABELS[self])

    @property
    def asked(self) -> bool:
        return self in (Standing.WHOLE, Standing.PART)


_LABELS = {
    Standing.WHOLE: _n("全年在職"),
    Standing.PART: _n("部分期間在職"),
    Standing.LEFT: _n("離職"),
    Standing.LATE: _n("在職未滿最低日數"),
    Standing.LEAVE: _n("留職停薪"),
}


def known(until: datetime.date | None, day: datetime.date) -> datetime.date | None:
    """``until`` as known on ``day``: an end that is still to come is no end yet."""
    return until if until and until <= day else None


def within(scope: Scope, intervals: Iterable[tuple]) -> tuple[Span, ...]:
    """The intervals cut to the year, in order, those that touch or overlap made one."""
    end = scope.last + datetime.timedelta(days=1)
    merged: list[Span] = []
    for since, until in sorted(intervals, key=lambda one: one[0]):
        span = Span(max(since, scope.first), min(known(until, scope.day) or end, end))
        if span.days <= 0:
            continue
        if merged and span.since <= merged[-1].until:
            before = merged.pop()
            span = Span(before.since, max(before.until, span.until))
        merged.append(span)
    return tuple(merged)


def shared_days(some: Iterable[Span], others: tuple[Span, ...]) -> int:
    """Days that lie in both; each side is free of overlaps."""
    return sum(
        max(0, (min(one.until, other.until) - max(one.since, other.since)).days)
        for one in some
        for other in others
    )


@lru_cache(REMEMBERED)
def standing(scope: Scope, posts, leaves, min_days: int) -> tuple[Standing, int, Sentence]:
    """In or out, the days served (projected to 12/31), and the sentence that says why (D-06)."""
    employed = within(scope, [(post.since, post.until) for post in posts if post.kind in EMPLOYED_AS])
    away = within(scope, leaves)
    on_leave = shared_days(employed, away)
    served = sum(span.days for span in employed) - on_leave
    whole = (scope.last - scope.first).days + 1
    values = {"days": served, "need": min_days}
    if not employed or employed[-1].until <= scope.day:
        values["day"] = employed[-1].until if employed else scope.first
        return Standing.LEFT, served, Sentence(_n("自 %(day)s 起不在職，不計入應訓人數（D-06）"), values)
    values["since"] = employed[0].since
    if on_leave and (served == 0 or served < min_days):
        values |= {"since": away[0].since, "last": away[-1].last}
        return Standing.LEAVE, served, Sentence(_LEAVE if served else _WHOLE_LEAVE, values)
    if served < min_days:
        return Standing.LATE, served, Sentence(_LATE, values)
    if served < whole:
        return Standing.PART, served, Sentence(_PART_LEAVE if on_leave else _PART, values)
    return Standing.WHOLE, served, Sentence(_n("全年在職 %(days)s 日，列入應訓人數"), values)


_WHOLE_LEAVE = _n("%(since)s 至 %(last)s 留職停薪，本年未在職服務，不計入應訓人數（D-06）")
_LEAVE = _n("%(since)s 至 %(last)s 留職停薪，在職服務 %(days)s 日，未滿 %(need)s 日，不計入應訓人數（D-06）")
_LATE = _n("%(since)s 到職，至年底在職 %(days)s 日，未滿 %(need)s 日，不計入應訓人數（D-06）")
_PART = _n("%(since)s 起在職，至年底在職 %(days)s 日，已滿 %(need)s 日，列入應訓人數（D-06）")
_PART_LEAVE = _n("留職停薪期間不計，在職服務 %(days)s 日，已滿 %(need)s 日，列入應訓人數（D-06）")


@lru_cache(REMEMBERED)
def roles(scope: Scope, posts, senior_ranks: tuple[str, ...], months: int | None) -> tuple[HeldRole, ...]:
    """Each role touched in the year; it counts if held at the year's end or for ``months`` (D-15)."""
    held = {}
    for post in posts:
        held.setdefault(_kind(post, senior_ranks), []).append((post.since, post.until))
    found = []
    for kind in PostKind:
        if spans := within(scope, held.get(kind, ())):
            found.append(_role(scope, kind, spans, months))
    return tuple(found)


def _kind(post: HeldPost, senior_ranks: tuple[str, ...]) -> PostKind:
    """簡任以上人員 are asked as supervisors where the rule says so (TR-06)."""
    if post.kind == PostKind.GENERAL and post.rank in senior_ranks:
        return PostKind.SUPERVISOR
    return PostKind(post.kind)


def _role(scope: Scope, kind: PostKind, spans: tuple[Span, ...], months: int | None) -> HeldRole:
    values = {"since": spans[0].since, "last": spans[-1].last, "months": months}
    if spans[-1].until > scope.last:
        return HeldRole(kind, spans, True, Sentence(_n("%(since)s 起，年底在任"), values))
    if months is not None and lasts(spans, months):
        return HeldRole(kind, spans, True, Sentence(_n("%(since)s 至 %(last)s，滿 %(months)s 個月"), values))
    short = _n("%(since)s 至 %(last)s，年底不在任，未滿 %(months)s 個月，不計")
    only_end = _n("%(since)s 至 %(last)s，年底不在任，不計")
    return HeldRole(kind, spans, False, Sentence(only_end if months is None else short, values))


def lasts(spans: tuple[Span, ...], months: int) -> bool:
    """Months in one run go by the calendar, broken ones by thirty days each (民法 123)."""
    if any(_after(span.since, months) <= span.until for span in spans):
        return True
    return len(spans) > 1 and sum(span.days for span in spans) >= months * MONTH


def _after(day: datetime.date, months: int) -> datetime.date:
    """The same day of the month so many months later; the month's last where it has none, counted on."""
    years, month = divmod(day.month - 1 + months, 12)
    first = datetime.date(day.year + years, month + 1, 1)
    following = (first + datetime.timedelta(days=31)).replace(day=1)
    return min(first + datetime.timedelta(days=day.day - 1), following)
