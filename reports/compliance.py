"""The outcome report itself (柒): a plan there is (RP-01); the editions come with the report's own records."""

from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Scope, Sentence, Verdict
from plan.models import Plan
from plan.rules import in_force
from plan.unjudged import unjudged

RULES = {
    "RP-01": ("plans",),
    "RP-02": ("reports",),
    "RP-03": (),
    "RP-04": (),
    "RP-05": (),
    "RP-06": ("unit_day", "draft_day"),
}

NO_RECORDS = Sentence(_n("尚未建立成果報告版次與專區網頁的紀錄，無從判定。"))


def findings(scope: Scope) -> tuple[Finding, ...]:
    """Two queries: the rules and the plans in force."""
    book = in_force(scope.agency_id, scope.day)
    rest = [code for code in RULES if code != "RP-01"]
    return _planned(scope, book) + unjudged(scope, rest, NO_RECORDS, book)


def _planned(scope: Scope, book) -> tuple[Finding, ...]:
    """RP-01: is there a plan for the year?"""
    if "RP-01" not in book:
        return ()
    plans = Plan.objects.filter(agency_id=scope.agency_id).on(scope.day)
    there = Evidence("plan.Plan", tuple(plans.values_list("id", flat=True)))
    have, need = len(there.ids), book.number("RP-01", "plans")
    verdict, said = Verdict.UNMET, _n("本年度沒有實施計畫。")
    if have >= need:
        verdict, said = Verdict.MET, _n("本年度有實施計畫。")
    return (Finding("RP-01", book["RP-01"].clause, verdict, have, need, Sentence(said), there),)
