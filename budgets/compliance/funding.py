"""Where the money of each measure comes from (捌; FN-01).

Sessions and analyses have no costs on record, so that only measures are judged.
"""

from collections import Counter
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from budgets.compliance.facts import Facts
from core.contract import Evidence, Finding, Scope, Sentence, Verdict
from measures.models import Funding, Measure
from plan.judging import judge
from plan.models import Rule
from plan.rules import RuleBook
from statistics_app.compliance.indicators import few

MEASURES = "measures.Measure"

NONE = Sentence(_n("本年度尚無具體措施。"))
FUNDED = _n(
    "本年度 %(need)s 項措施的經費均有來源：列入年度預算 %(LINE)s 項、無需經費 %(NONE_NEEDED)s 項、"
    "於相關經費項下支應 %(WITHIN)s 項。"
)
UNFUNDED = _n("本年度 %(need)s 項措施中 %(have)s 項經費有來源；尚未列入預算或註明來源：%(names)s。")


class Source(StrEnum):
    """What pays for a measure."""

    LINE = "LINE"
    NONE_NEEDED = "NONE_NEEDED"
    WITHIN = "WITHIN"
    NO_LINE = "NO_LINE"
    UNSTATED = "UNSTATED"


SETTLED = (Source.LINE, Source.NONE_NEEDED, Source.WITHIN)


def source(known: Facts, one: Measure) -> Source:
    """An approved line says it, whatever the measure says of itself; else the measure."""
    if one.id in known.budgeted:
        return Source.LINE
    return Source.NO_LINE if one.budget_note == Funding.BUDGETED else Source(one.budget_note)


def unsettled(known: Facts) -> list[tuple[Measure, Source]]:
    """The measures of which it isn't known what pays for them."""
    found = [(one, source(known, one)) for one in known.measures]
    return [(one, of) for one, of in found if of not in SETTLED]


def page(scope: Scope) -> str:
    return reverse("measures:measures", kwargs={"year": scope.year})


def funding_findings(known: Facts, book: RuleBook) -> list[Finding]:
    return [_funded(known, book["FN-01"])] if "FN-01" in book else []


def _funded(known: Facts, rule: Rule) -> Finding:
    """FN-01: a line of the year's budget, or a word that none is needed."""
    scope, every = known.scope, known.measures
    open_ = {one.id for one, _of in unsettled(known)}
    done = tuple(one.id for one in every if one.id not in open_)
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=_verdict(scope, rule, len(done), len(every)),
        have=len(done),
        need=len(every),
        sentence=_said(known, len(done)),
        counted=Evidence(MEASURES, done, page(scope)),
        asked=Evidence(MEASURES, tuple(one.id for one in every), page(scope)),
        unit_id=scope.unit_id,
    )


def _verdict(scope: Scope, rule: Rule, have: int, need: int) -> Verdict:
    """While the year lasts measures may still come."""
    if need == 0 and not scope.closed:
        return Verdict.PENDING
    return judge(have, need, closed=scope.closed, force=rule.force)


def _said(known: Facts, have: int) -> Sentence:
    if not known.measures:
        return NONE
    values = {"have": have, "need": len(known.measures)}
    if rest := [one.title for one, _of in unsettled(known)]:
        return Sentence(UNFUNDED, values | {"names": few(rest)})
    count = Counter(source(known, one) for one in known.measures)
    return Sentence(FUNDED, values | {str(one): count[one] for one in SETTLED})
