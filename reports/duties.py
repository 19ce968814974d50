"""What would comply, by whom and until when: the units' texts, the secretariat's editions (柒; D-3)."""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Scope, Sentence
from core.roc import to_roc_year
from plan.rules import RuleBook, in_force
from reports.compliance.facts import Facts, facts
from reports.compliance.rules import RULES, day_after, last_day_to_announce, last_day_to_pass

WRITE = _n("撰寫 %(year)s 年成果報告「%(section)s」")
FREEZE = _n("完成 %(year)s 年成果報告並定稿")
PASS = _n("將 %(year)s 年成果報告提報專案小組通過")
ANNOUNCE = _n("公告 %(year)s 年成果報告")
OFFICE = Sentence(_n("綜合企劃組"))


def duties(scope: Scope) -> tuple[Duty, ...]:
    """None until a report was begun here; a constant number of queries."""
    known = facts(scope)
    if not known.is_kept:
        return ()
    book = in_force(scope.agency_id, scope.rule_day, RULES)
    return tuple(one for one in (*_texts(known, book), *_editions(known, book)) if one.rule in book)


def _texts(known: Facts, book: RuleBook) -> Iterator[Duty]:
    """Each text that its unit still owes; once the report is compiled nobody waits for it."""
    if "RP-06" not in book or known.compiled_on:
        return
    until = day_after(known.scope.year, book.number("RP-06", "unit_day"))
    for one in known.missing:
        values = {"year": to_roc_year(known.scope.year), "section": one.section.heading}
        page = reverse("reports:text", args=[known.scope.year, one.section.label, one.unit.id])
        who = Sentence("%(unit)s", {"unit": one.unit.name})
        yield Duty("RP-06", who, Sentence(WRITE, values), until, page)


def _editions(known: Facts, book: RuleBook) -> Iterator[Duty]:
    """The next steps, all of them the secretariat's; no unit is asked for them."""
    if known.scope.unit_id not in (None, known.office.id if known.office else None):
        return
    last = last_day_to_pass(known.scope.year, book)
    if not known.editions and "RP-06" in book:
        yield _step(known, "RP-02", FREEZE, day_after(known.scope.year, book.number("RP-06", "draft_day")))
    if known.passed is None:
        yield _step(known, "RP-03", PASS, last)
    if not known.announced:
        yield _step(known, "RP-04", ANNOUNCE, last_day_to_announce(known.passed_on or last, book))


def _step(known: Facts, rule: str, message: str, until: datetime.date | None) -> Duty:
    who = Sentence("%(unit)s", {"unit": known.office.name}) if known.office else OFFICE
    page = reverse("reports:editions", kwargs={"year": known.scope.year})
    return Duty(rule, who, Sentence(message, {"year": to_roc_year(known.scope.year)}), until, page)
