"""Items that ask for more than having been held: content, venues, the publicity itself (陸二; MS-C3, MS-C4, MS-E3)."""

from collections.abc import Callable

from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Sentence, Verdict
from measures.compliance.facts import Facts, page
from measures.known import Entry
from measures.standing import evidence_of_year, has_publicity
from plan.judging import judge
from plan.models import Rule
from statistics_app.compliance.indicators import few

MEASURES = "measures.Measure"
CONTENT, VENUES, PUBLICITY = "MS-C3", "MS-C4", "MS-E3"

NONE = Sentence(_n("本年度沒有這個項目的措施。"))
NO_VENUE = _n("本年度辦理融入性別平等的活動 %(held)s 項，均未登錄場地的性別友善設施設備。")
SAID = {
    CONTENT: (
        _n("%(need)s 項併同宣導均載明宣導內容。"),
        _n("%(need)s 項併同宣導中 %(have)s 項載明宣導內容；未載明：%(names)s。"),
    ),
    VENUES: (
        _n("%(need)s 項活動選用設有性別友善設施設備的場地，均有佐證。"),
        _n("%(need)s 項活動選用設有性別友善設施設備的場地，%(have)s 項有佐證；尚無佐證：%(names)s。"),
    ),
    PUBLICITY: (
        _n("%(need)s 項自製文宣均附文宣內容。"),
        _n("%(need)s 項自製文宣中 %(have)s 項附文宣內容；未附：%(names)s。"),
    ),
}


def item_findings(known: Facts) -> list[Finding]:
    day = known.scope.day
    asks = {
        CONTENT: lambda one: bool(one.measure.content),
        VENUES: lambda one: bool(evidence_of_year(one.measure, day)),
        PUBLICITY: lambda one: has_publicity(evidence_of_year(one.measure, day)),
    }
    return [_each(known, known.book[code], ask) for code, ask in asks.items() if code in known.book]


def _each(known: Facts, rule: Rule, is_told: Callable[[Entry], bool]) -> Finding:
    """All that were held of the item; where there are none nothing is asked, but for venues of activities."""
    held = [one for one in known.mine if one.measure.item == rule.code and one.is_held]
    told = [one for one in held if is_told(one)]
    have, need = len(told), len(held)
    activities = _activities(known, rule) if rule.code == VENUES and not held else []
    verdict = judge(have, need, closed=known.scope.closed, force=rule.force)
    if activities:
        verdict = Verdict.UNDETERMINED if known.scope.closed else Verdict.PENDING
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=verdict,
        have=None if activities else have,
        need=None if activities else need,
        sentence=_said(rule, held, told, activities),
        counted=_evidence(known, told),
        asked=_evidence(known, held),
        unit_id=known.scope.unit_id,
    )


def _activities(known: Facts, rule: Rule) -> list[Entry]:
    """What was held in the item's category, none of which says anything of its venue."""
    category = rule.number("category")
    return [one for one in known.mine if one.is_held and one.category == category]


def _evidence(known: Facts, rows: list[Entry]) -> Evidence:
    return Evidence(MEASURES, tuple(one.measure.id for one in rows), page(known.scope, "measures"))


def _said(rule: Rule, held: list[Entry], told: list[Entry], activities: list[Entry]) -> Sentence:
    if activities:
        return Sentence(NO_VENUE, {"held": len(activities)})
    if not held:
        return NONE
    names = [one.measure.title for one in held if one not in told]
    values = {"have": len(told), "need": len(held)}
    whole, in_part = SAID[rule.code]
    return Sentence(in_part, values | {"names": few(names)}) if names else Sentence(whole, values)
