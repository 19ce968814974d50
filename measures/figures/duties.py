"""What would comply, by which unit and until when: categories that are short, and what measures still lack (陸)."""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Scope, Sentence
from core.roc import to_roc_year
from measures.compliance.categories import BY_AGENCY, READINGS, done_by_agency, items_of
from measures.compliance.facts import Facts, facts, page
from measures.compliance.rules import RULES
from organization.models import Unit, UnitFunction

CATEGORIES = _n("辦理 %(year)s 年具體措施，尚缺 %(short)s 類")
OF_AGENCY = _n("督導各組室辦理 %(year)s 年具體措施，全機關尚缺 %(short)s 類")
ITEMS = _n("辦理 %(year)s 年具體措施，尚缺 %(short)s 項")
COMPLETE = _n("補齊「%(title)s」：%(missing)s")


def duties(scope: Scope) -> tuple[Duty, ...]:
    """A constant number of queries. Of a year that is over nothing new can be held; what proves it may follow."""
    known = facts(scope)
    if known is None:
        return ()
    asks = (_complete,) if scope.closed else (_categories, _items, _complete)
    return tuple(one for ask in asks for one in ask(known))


def _until(known: Facts) -> datetime.date | None:
    """What is still owed of a year that is over has no day until which it might wait."""
    return None if known.scope.closed else known.scope.last


def _duty(known: Facts, rule: str, who: Sentence, what: str, url: str, **values) -> Duty:
    said = Sentence(what, {"year": to_roc_year(known.scope.year), **values})
    return Duty(rule, who, said, _until(known), url)


def _unit(unit: Unit) -> Sentence:
    return Sentence("%(unit)s", {"unit": unit.name})


def _own_page(known: Facts, unit: Unit) -> str:
    """The unit's measures of the year."""
    return f"{page(known.scope, 'measures')}?{urlencode({'unit': unit.pk})}"


def _categories(known: Facts) -> Iterator[Duty]:
    """MS-01: each unit what it lacks, or the secretariat what the agency lacks, as D-09 is read."""
    reading = known.book.reading(READINGS)
    if "MS-01" not in known.book or reading is None:
        return
    if reading != BY_AGENCY:
        for one in known.lines:
            if one.missing:
                url = _own_page(known, one.unit)
                yield _duty(known, "MS-01", _unit(one.unit), CATEGORIES, url, short=one.missing)
        return
    office = next(
        (one.unit for one in known.whole.lines if UnitFunction.PLANNING in one.unit.functions), None
    )
    short = known.whole.need - len(done_by_agency(known))
    if short > 0 and known.scope.unit_id in (None, office.id if office else None):
        who = _unit(office) if office else Sentence(_n("綜合企劃組"))
        yield _duty(known, "MS-01", who, OF_AGENCY, page(known.scope, "matrix"), short=short)


def _items(known: Facts) -> Iterator[Duty]:
    """MS-02: each unit that has nothing yet."""
    if "MS-02" not in known.book:
        return
    for one in known.lines:
        short = known.book.number("MS-02", "items") - items_of(known, one)
        if short > 0:
            url = _own_page(known, one.unit)
            yield _duty(known, "MS-02", _unit(one.unit), ITEMS, url, short=short)


def _complete(known: Facts) -> Iterator[Duty]:
    """What doesn't count yet because something is missing of it; the lead sees to that."""
    units = {one.id: one for one in known.year.units}
    for one in known.mine:
        rule = one.measure.item if one.measure.item in RULES else "MS-01"
        if one.is_incomplete and rule in known.book and known.scope.unit_id in (None, one.lead_id):
            url = reverse("measures:measure", args=[one.measure.pk])
            values = {"title": one.measure.title, "missing": _run_on(one.standing.missing)}
            yield _duty(known, rule, _unit(units[one.lead_id]), COMPLETE, url, **values)


def _run_on(said: tuple[Sentence, ...]) -> Sentence:
    """Sentences one after the other."""
    first, *rest = said
    return Sentence("%(first)s%(rest)s", {"first": first, "rest": _run_on(rest)}) if rest else first
