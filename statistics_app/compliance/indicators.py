"""Indicators reviewed every year and compiled in full (伍三(二)1, 2; ST-01, ST-02)."""

from collections import Counter
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from committee.figures.cells import word
from core.contract import Evidence, Finding, Scope, Sentence, Verdict
from plan.judging import judge
from plan.models import Rule
from plan.rules import RuleBook
from statistics_app.compliance.facts import Facts
from statistics_app.models import Indicator, Result

FEW = 5
"""How many names a sentence lists before it says 等."""

NO_REVIEW = Sentence(_n("本年度尚未完成指標檢討。"))
REVIEWED = _n("%(day)s檢討，%(need)s 項指標均有結果：%(results)s。")
REVIEWED_IN_PART = _n("%(day)s檢討，%(need)s 項指標中 %(have)s 項有結果；尚無結果：%(names)s。")
NO_INDICATORS = Sentence(_n("本年度沒有編製中的指標。"))
NOT_OVER = _n("%(count)s 項指標沒有已結束而須填報的資料期間。")
WHOLE = _n("%(need)s 項指標的數值均已填報，%(approved)s 項已核定。")
IN_PART = _n("%(need)s 項指標中 %(have)s 項填報完整，%(approved)s 項已核定；尚有未填：%(names)s。")


def indicator_findings(known: Facts, book: RuleBook) -> list[Finding]:
    asks = {"ST-01": _reviewed, "ST-02": _filled}
    return [ask(known, book[code]) for code, ask in asks.items() if code in book]


def page(scope: Scope, name: str) -> str:
    """The chapter's page of the year."""
    return reverse(f"statistics:{name}", kwargs={"year": scope.year})


def few(names: Iterable) -> Sentence:
    """The first of them, and how many there are in all."""
    names = list(names)
    if len(names) <= FEW:
        return Sentence("%(names)s", {"names": names})
    return Sentence(_n("%(names)s等 %(count)s 項"), {"names": names[:FEW], "count": len(names)})


def unreviewed(known: Facts) -> list[Indicator] | None:
    """Indicators in force at the review of which it says nothing; None while it isn't concluded."""
    review = known.review
    if review is None or review.concluded_on is None or review.concluded_on > known.until:
        return None
    said = {one.indicator_id for one in review.lines.all()}
    return [one for one in known.indicators if one.holds_on(review.held_on) and one.id not in said]


def _reviewed(known: Facts, rule: Rule) -> Finding:
    """ST-01: a concluded review with a result for every indicator in force then."""
    open_ = unreviewed(known)
    counted = (known.review.id,) if open_ == [] else ()
    need = rule.number("reviews")
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(len(counted), need, closed=known.scope.closed, force=rule.force),
        have=len(counted),
        need=need,
        sentence=NO_REVIEW if open_ is None else _of_review(known, open_),
        counted=Evidence("statistics_app.IndicatorReview", counted, page(known.scope, "review")),
        unit_id=known.scope.unit_id,
    )


def _of_review(known: Facts, open_: list[Indicator]) -> Sentence:
    mine = {one.id for one in known.indicators}
    lines = [one for one in known.review.lines.all() if one.indicator_id in mine]
    values = {"day": known.review.held_on, "have": len(lines), "need": len(lines) + len(open_)}
    if open_:
        return Sentence(REVIEWED_IN_PART, values | {"names": few(one.code for one in open_)})
    results = Counter(one.result for one in lines)
    said = [
        Sentence("%(result)s %(count)s", {"result": word(one), "count": results[one]})
        for one in Result
        if results[one]
    ]
    return Sentence(REVIEWED, values | {"results": said or "–"})


def _filled(known: Facts, rule: Rule) -> Finding:
    """ST-02: every cell by sex is entered, be it a number or the sign of one that isn't there."""
    whole = [one.indicator for one in known.compiled if not one.missing]
    lacking = [one.indicator for one in known.compiled if one.missing]
    have, need = len(whole), len(known.compiled)
    values = {
        "have": have,
        "need": need,
        "approved": sum(one.is_approved for one in known.compiled),
        "names": few(str(one) for one in lacking),
    }
    sentence = _of_numbers(known, IN_PART if lacking else WHOLE, values) if need else _none_yet(known)
    url = page(known.scope, "tables")
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=_verdict(known, rule, have, need),
        have=have,
        need=need,
        sentence=sentence,
        counted=Evidence("statistics_app.Indicator", tuple(one.id for one in whole), url),
        asked=Evidence("statistics_app.Indicator", tuple(one.indicator.id for one in known.compiled), url),
        unit_id=known.scope.unit_id,
    )


def _verdict(known: Facts, rule: Rule, have: int, need: int) -> Verdict:
    """While the first period lasts there is nothing to ask for yet."""
    if need == 0 and known.indicators and not known.scope.closed:
        return Verdict.PENDING
    return judge(have, need, closed=known.scope.closed, force=rule.force)


def _of_numbers(known: Facts, message: str, values: dict) -> Sentence:
    """What is entered, and while the year lasts how many indicators are not asked for yet."""
    said, later = Sentence(message, values), len(known.indicators) - len(known.compiled)
    if known.scope.closed or not later:
        return said
    rest = Sentence(NOT_OVER, {"count": later})
    return Sentence("%(said)s%(rest)s", {"said": said, "rest": rest})


def _none_yet(known: Facts) -> Sentence:
    return Sentence(NOT_OVER, {"count": len(known.indicators)}) if known.indicators else NO_INDICATORS
