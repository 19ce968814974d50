"""What stands the year round: a plan there is (RP-01), and a web zone kept up to date (RP-05)."""

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Scope, Sentence, Verdict
from core.dated import months_before
from plan.judging import judge
from plan.models import Plan
from plan.unjudged import unjudged
from publishing.models import Publication

NOTHING_PUBLIC = Sentence(_n("本系統尚未公開任何資料，無從判定有無專區網頁。"))


def planned(scope: Scope, book) -> tuple[Finding, ...]:
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


def zone(scope: Scope, book) -> tuple[Finding, ...]:
    """RP-05: does the public zone show something, and was it updated within the rule's months?"""
    if "RP-05" not in book:
        return ()
    copies = Publication.objects.filter(agency_id=scope.agency_id).published_by(scope.as_of)
    rows = list(copies.values_list("id", "published_on", "ended_on"))
    if not rows:
        return unjudged(scope, ["RP-05"], NOTHING_PUBLIC, book)
    begun = [(id_, since, until) for id_, since, until in rows if since <= scope.day]
    shown = tuple(id_ for id_, _since, until in begun if until is None or until > scope.day)
    last = max((since for _id, since, _until in begun), default=None)
    months = book.number("RP-05", "months")
    kept = bool(shown) and last >= months_before(scope.day, months)
    values = {"count": len(shown), "day": last, "months": months}
    return (
        Finding(
            "RP-05",
            book["RP-05"].clause,
            judge(int(kept), 1, closed=scope.closed),
            int(kept),
            1,
            Sentence(_said(shown, kept), values if shown else {}),
            Evidence("publishing.Publication", shown, reverse("public_zone:desk")),
        ),
    )


def _said(shown: tuple, kept: bool) -> str:
    if not shown:
        return _n("專區網頁沒有公開中的資料。")
    if kept:
        return _n("專區網頁公開 %(count)s 項資料，最近更新 %(day)s。")
    return _n("專區網頁公開 %(count)s 項資料，最近更新 %(day)s，已超過 %(months)s 個月。")
