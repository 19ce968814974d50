"""The public pages of statistics and analyses: there, up to date, with all that is ready (伍三(一)4, (二)4; ST-04)."""

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Sentence
from core.dated import months_before
from plan.judging import judge
from plan.models import Rule
from plan.rules import RuleBook
from plan.unjudged import unjudged
from publishing.models import Kind
from statistics_app.compliance.facts import Facts
from statistics_app.compliance.indicators import few
from statistics_app.keys import keys

NOTHING_PUBLIC = Sentence(_n("本系統尚未公開任何資料，無從判定有無專區網頁。"))
EMPTY = Sentence(_n("專區網頁沒有公開中的性別統計或性別分析。"))
KEPT = _n("專區網頁公開性別統計及分析 %(count)s 項，最近更新 %(day)s；本年度應公開 %(need)s 項均已公開。")
STALE = _n("專區網頁公開性別統計及分析 %(count)s 項，最近更新 %(day)s，已超過 %(months)s 個月。")
LACKING = _n(
    "專區網頁公開性別統計及分析 %(count)s 項，最近更新 %(day)s；本年度應公開 %(need)s 項，尚未公開：%(names)s。"
)


def zone_findings(known: Facts, book: RuleBook) -> tuple[Finding, ...]:
    if "ST-04" not in book:
        return ()
    if not known.is_zone_used:
        return unjudged(known.scope, ["ST-04"], NOTHING_PUBLIC, book)
    return (_kept(known, book["ST-04"]),)


def _kept(known: Facts, rule: Rule) -> Finding:
    last = max((one.published_on for one in known.copies), default=None)
    months = rule.number("months")
    is_fresh = last is not None and last >= months_before(known.scope.day, months)
    ready, waiting = to_publish(known)
    values = {
        "count": len(known.copies),
        "day": last,
        "months": months,
        "need": len(ready),
        "names": few(waiting),
    }
    message = LACKING if waiting else KEPT
    have = int(is_fresh and not waiting)
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(have, 1, closed=known.scope.closed, force=rule.force),
        have=have,
        need=1,
        sentence=Sentence(message if is_fresh else STALE, values) if known.copies else EMPTY,
        counted=Evidence(
            "publishing.Publication", tuple(one.id for one in known.copies), reverse("public_zone:desk")
        ),
        unit_id=known.scope.unit_id,
    )


def to_publish(known: Facts) -> tuple[list[str], list[str]]:
    """Names of what the day has ready for the public, and of what isn't shown: an older copy lacks the new numbers."""
    shown = {(one.kind, one.key): one.published_on for one in known.copies}
    address = keys(known.every)
    ready = [
        (str(one), (Kind.STATISTICS, address[one.id]), tables[-1].approved_on)
        for one in known.indicators
        if (tables := known.approved(one, known.scope.day))
    ]
    ready += [
        (one.analysis.title, (Kind.ANALYSIS, str(one.analysis.id)), one.analysis.completed_on)
        for one in known.of_year()
    ]
    waiting = [name for name, piece, since in ready if shown.get(piece) is None or shown[piece] < since]
    return [name for name, *_rest in ready], waiting
