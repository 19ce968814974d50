"""What a list of members would be worth before it is decided: the alert, and the what-if (TF-09 – TF-11; C-3)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _n

from committee.compliance.balance import MEMBERS, Group, share_of, third
from committee.compliance.bodies import code_of
from committee.compliance.quorum import LEADERS
from committee.compliance.records import Books
from committee.compliance.thirds import Heads, Repair, Share, heads, repair
from committee.models import Committee, Kind, Membership
from core.contract import Finding, Sentence, Verdict
from organization.models import Sex
from plan.rules import RuleBook


@dataclass(frozen=True)
class Drafted:
    """Somebody on a draft list; ``is_fixed``: a post decides who sits, so that nobody can be exchanged."""

    sex: str
    seat: str = ""
    is_ex_officio: bool = False

    @property
    def is_fixed(self) -> bool:
        return self.is_ex_officio or self.seat in LEADERS


@dataclass(frozen=True)
class Way:
    """A change that would comply, and what the list would be then: ``have`` of ``total``."""

    sentence: Sentence
    have: int
    total: int


@dataclass(frozen=True)
class Outcome:
    """A draft list judged. ``is_bound``: so many seats go with a post that no exchange can comply."""

    count: Heads
    finding: Finding
    ways: tuple[Way, ...] = ()
    is_bound: bool = False


def outcome_of(book: RuleBook, code: str, drafted: list[Drafted]) -> Outcome | None:
    """The list under TF-09 (liaisons) or TF-10 (all members); None while no such rule is in force."""
    rule = book.get(code)
    if rule is None:
        return None
    reading = book.reading("D-01") if code == "TF-10" else None
    counted = _counted(drafted, reading)
    group = Group(MEMBERS, dict(enumerate(one.sex for one in counted)), "")
    finding = third(rule, book, group)
    share = share_of(rule, book.reading("D-10"))
    free = heads(one.sex for one in counted if not one.is_fixed)
    change = repair(share, group.count, free) if share else None
    if change is None:
        return Outcome(group.count, finding)
    ways = tuple(_ways(share, group.count, change))
    return Outcome(group.count, finding, ways, is_bound=not change.can_swap)


def _counted(rows: list, reading: str | None) -> list:
    """Whom D-01 counts."""
    return [one for one in rows if reading != "excluded" or one.seat not in LEADERS]


def _ways(share: Share, count: Heads, change: Repair):
    total = share.total(count)
    swap, add = (WITH_OTHERS if count.others else WAYS)[change.sex]
    if change.can_swap:
        yield Way(Sentence(swap, {"number": change.swaps}), count.minority + change.swaps, total)
    yield Way(Sentence(add, {"number": change.added}), count.minority + change.added, total + change.added)


WAYS = {
    Sex.FEMALE: (_n("換 %(number)s 位男性委員為女性即符合"), _n("增聘 %(number)s 位女性即符合")),
    Sex.MALE: (_n("換 %(number)s 位女性委員為男性即符合"), _n("增聘 %(number)s 位男性即符合")),
}
WITH_OTHERS = {
    Sex.FEMALE: (_n("換 %(number)s 位委員為女性即符合"), WAYS[Sex.FEMALE][1]),
    Sex.MALE: (_n("換 %(number)s 位委員為男性即符合"), WAYS[Sex.MALE][1]),
}
"""Where somebody is of neither sex, the one to make room may be they."""


def alert(committee: Committee, *terms: Membership) -> Sentence | None:
    """What saving ``terms`` as they are now would break, on the first day it does; None when nothing breaks."""
    stored = list(Membership.objects.filter(committee=committee).select_related("person", "external"))
    changed = {one.pk for one in terms}
    after = [one for one in stored if one.pk not in changed] + list(terms)
    first = min(one.since for one in (*terms, *(one for one in stored if one.pk in changed)))
    days = sorted({first, *_changes(after, first), *_changes(stored, first)})
    books = Books(committee.agency_id, first, days[-1])
    for day in days:
        then, now = _on(stored, day), _on(after, day)
        if _seats(then) != _seats(now) and (said := _worse(committee, books.on(day), day, then, now)):
            return said
    return None


def _changes(rows: list[Membership], first: datetime.date) -> Iterable[datetime.date]:
    return (day for one in rows for day in (one.since, one.until) if day and day > first)


def _on(rows: list[Membership], day: datetime.date) -> list[Membership]:
    return [one for one in rows if one.holds_on(day)]


def _seats(rows: list[Membership]) -> list[tuple]:
    return sorted((one.pk or 0, one.seat) for one in rows)


def _worse(committee: Committee, book: RuleBook, day, then: list[Membership], now: list[Membership]):
    """The sentence, where the list of ``now`` lacks members of a sex and the one before didn't lack more."""
    of_task_force = committee.kind == Kind.GENDER
    rule = book.get("TF-10" if of_task_force else code_of(committee))
    share = share_of(rule, book.reading("D-10")) if rule else None
    if share is None:
        return None
    reading = book.reading("D-01") if of_task_force else None
    before, count = (heads(one.sex for one in _counted(rows, reading)) for rows in (then, now))
    if share.judge(count) != Verdict.UNMET:
        return None
    if share.judge(before) == Verdict.UNMET and _lacking(share, count) < _lacking(share, before):
        return None
    return _said(share, count, day)


def _lacking(share: Share, count: Heads) -> int:
    return share.least(share.total(count)) - count.minority


def _said(share: Share, count: Heads, day: datetime.date) -> Sentence:
    total = share.total(count)
    message = BREAKS[Sex.MALE if count.men <= count.women else Sex.FEMALE]
    values = {"day": day, "have": count.minority, "total": total, "least": share.least(total)}
    return Sentence(message, values)


BREAKS = {
    Sex.FEMALE: _n("這項異動使女性自 %(day)s起為 %(have)s/%(total)s，至少須 %(least)s 人。"),
    Sex.MALE: _n("這項異動使男性自 %(day)s起為 %(have)s/%(total)s，至少須 %(least)s 人。"),
}
