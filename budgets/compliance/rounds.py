"""Budgets compiled by every unit in a round of the accounting office, and reviewed (伍五; GB-01 – GB-03)."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from budgets.compliance.facts import Facts, Owed
from budgets.models import Round
from committee.compliance.meetings import name
from core.contract import Evidence, Finding, Sentence, Verdict
from core.roc import to_roc_year
from plan.judging import judge
from plan.models import Rule
from plan.rules import RuleBook

ROUND, RETURN = "budgets.Round", "budgets.UnitReturn"

OPENED = _n("%(day)s開始編列 %(year)s 年度性別預算，計 %(kinds)s 類，期限 %(due)s。")
OPENED_LATE = _n("%(day)s才開始編列 %(year)s 年度性別預算，應於前一年度編列。")
NOT_OPENED = _n("尚未開始編列 %(year)s 年度性別預算。")

COMPILED = _n("%(year)s 年度性別預算 %(need)s 個組室均已填報，其中 %(nil)s 個無相關預算。")
NOT_COMPILED = _n(
    "%(year)s 年度性別預算 %(need)s 個組室中 %(have)s 個已填報，其中 %(nil)s 個無相關預算；尚未填報：%(names)s。"
)
SPENT = _n("%(year)s 年度執行情形 %(need)s 個組室均已填報。")
NOT_SPENT = _n("%(year)s 年度執行情形 %(need)s 個組室中 %(have)s 個已填報；尚未填報：%(names)s。")
SPENT_LATER = _n("%(year)s 年度執行情形於年度結束後填報。")

REVIEWED = _n("%(year)s 年度性別預算經專案小組%(meeting)s會議檢視。")
REVIEWED_LATE = _n("%(year)s 年度性別預算至 %(day)s才經專案小組%(meeting)s會議檢視，應於前一年度檢視。")
ON_AGENDA = _n("%(year)s 年度性別預算已提報專案小組%(meeting)s會議，尚未經有效會議檢視。")
NOT_REVIEWED = _n("%(year)s 年度性別預算尚未提報專案小組檢視。")


def round_findings(known: Facts, book: RuleBook) -> list[Finding]:
    asks = {"GB-01": _opened, "GB-02": _filled, "GB-03": _reviewed}
    return [ask(known, book[code]) for code, ask in asks.items() if code in book]


def page(year: int) -> str:
    """The round of a budget year."""
    return reverse("budgets:round", kwargs={"year": year})


def is_opened(known: Facts) -> bool:
    """The units were asked for the next year's budget within the year, with categories to fill it by."""
    one = known.coming
    return one is not None and one.opened_on <= known.scope.day and bool(one.categories)


def reviewed_on_time(known: Facts) -> bool:
    """A valid meeting of the year has dealt with the next year's budget."""
    one, day = known.coming, min(known.scope.day, known.until)
    return one is not None and one.is_reviewed and one.presented_in.meeting.held_on <= day


def _opened(known: Facts, rule: Rule) -> Finding:
    """GB-01: the accounting office alone opens rounds, so that an open one is its doing."""
    one, done = known.coming, is_opened(known)
    year = {"year": to_roc_year(known.scope.year + 1)}
    if one is None or not one.categories:
        said = Sentence(NOT_OPENED, year)
    elif done:
        kinds = {"kinds": len(one.categories), "due": one.due_on}
        said = Sentence(OPENED, year | {"day": one.opened_on} | kinds)
    else:
        said = Sentence(OPENED_LATE, year | {"day": one.opened_on})
    return _of_round(known, rule, one if done else None, rule.number("rounds"), said)


def _of_round(known: Facts, rule: Rule, done: Round | None, need: int, said: Sentence) -> Finding:
    ids = (done.id,) if done else ()
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(len(ids), need, closed=known.scope.closed, force=rule.force),
        have=len(ids),
        need=need,
        sentence=said,
        counted=Evidence(ROUND, ids, page(known.scope.year + 1)),
    )


def _filled(known: Facts, rule: Rule) -> Finding:
    """GB-02: every unit's lines of the next year or that it has none, and of the year's own what was spent."""
    owed = [*known.compiling, *known.execution]
    done = [one for one in owed if one.handed]
    have, need = len(done), len(owed)
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=_verdict(known, rule, have, need),
        have=have,
        need=need,
        sentence=Sentence(
            "%(compiled)s%(spent)s", {"compiled": _of_plan(known), "spent": _of_outturn(known)}
        ),
        counted=Evidence(RETURN, tuple(one.handed.id for one in done), page(known.scope.year + 1)),
        unit_id=known.scope.unit_id,
        until=known.scope.last if names(known.compiling) else last_day(known),
    )


def is_execution_asked(known: Facts) -> bool:
    """Has the year ended, or has the accounting office asked before?"""
    opened = known.current and known.current.execution_opened_on
    return known.scope.closed or bool(opened and opened <= known.until)


def is_execution_over(known: Facts) -> bool:
    """Has the last day come on which telling what was spent still complies: of the round, or the year's own?"""
    return known.scope.as_of >= last_day(known)


def last_day(known: Facts) -> datetime.date:
    """The last day on which telling what was spent still complies."""
    due = known.current and known.current.execution_due_on
    return max(known.scope.last, due or known.scope.last)


def _verdict(known: Facts, rule: Rule, have: int, need: int) -> Verdict:
    """The plan's part is lost when the year ends, the outturn's when its own days end."""
    is_lost = known.scope.closed and any(one.handed is None for one in known.compiling)
    return judge(have, need, closed=is_lost or is_execution_over(known), force=rule.force)


def names(owed: list[Owed]) -> list[str]:
    """The units that have not handed in."""
    return [one.unit.name for one in owed if one.handed is None]


def _of_plan(known: Facts) -> Sentence:
    owed = known.compiling
    values = {
        "year": to_roc_year(known.scope.year + 1),
        "need": len(owed),
        "have": sum(one.handed is not None for one in owed),
        "nil": sum(one.is_nil for one in owed),
    }
    if missing := names(owed):
        return Sentence(NOT_COMPILED, values | {"names": missing})
    return Sentence(COMPILED, values)


def _of_outturn(known: Facts) -> Sentence:
    """Nothing of a year that had no budget of its own."""
    owed, year = known.execution, {"year": to_roc_year(known.scope.year)}
    if not owed:
        return Sentence("")
    if not is_execution_asked(known):
        return Sentence(SPENT_LATER, year)
    values = year | {"need": len(owed), "have": sum(one.handed is not None for one in owed)}
    if missing := names(owed):
        return Sentence(NOT_SPENT, values | {"names": missing})
    return Sentence(SPENT, values)


def _reviewed(known: Facts, rule: Rule) -> Finding:
    """GB-03: dealt with in a valid meeting before the budget year begins."""
    one, done = known.coming, reviewed_on_time(known)
    return _of_round(known, rule, one if done else None, rule.number("items"), _of_review(known, done))


def _of_review(known: Facts, done: bool) -> Sentence:
    one, year = known.coming, {"year": to_roc_year(known.scope.year + 1)}
    item = one and one.presented_in
    if item is None or item.withdrawn_because:
        return Sentence(NOT_REVIEWED, year)
    values = year | {"meeting": name(item.meeting)}
    if done:
        return Sentence(REVIEWED, values)
    if one.is_reviewed and item.meeting.held_on <= known.until:
        return Sentence(REVIEWED_LATE, values | {"day": item.meeting.held_on})
    return Sentence(ON_AGENDA, values)
