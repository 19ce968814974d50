"""So many categories, and at least an item, of every unit or of the agency as D-09 is read (陸一; MS-01, MS-02).

The category of the committees is the agency's and counts for every unit; an item is a measure that was held and proved.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop as _n

from committee.compliance.balance import undecided
from core.contract import Evidence, Finding, Reading, Sentence, Verdict
from measures.compliance.facts import Facts, page, register_codes
from measures.matrix import Line
from plan.judging import choice, judge
from plan.models import Rule

UNITS, MEASURES = "organization.Unit", "measures.Measure"
READINGS = "D-09"
BY_AGENCY = "agency"

ALL = _n("%(need)s 個組室均已辦理 %(categories)s 類以上。")
SOME = _n("%(need)s 個組室中 %(have)s 個已辦理 %(categories)s 類以上。%(short)s。")
SHORT = _n("尚缺 %(missing)s 類：%(names)s")
NEW = _n("%(said)s本年度成立的組室是否按比例減免，由機關決定：%(names)s。")
OF_UNIT = _n("本組室已辦理 %(have)s 類%(titles)s，至少應有 %(categories)s 類。")
OF_AGENCY = _n("全機關已辦理 %(have)s 類%(titles)s，至少應有 %(categories)s 類。")
UNIT_UNDER_AGENCY = _n("本組室已辦理 %(have)s 類%(titles)s；至少 %(categories)s 類是全機關合計的要求。")
OPEN = _n("%(said)s委員會名冊的判定未定，足以影響結果。")
DECIDED = _n("%(said)s（%(decision)s：%(choice)s）")
BY_UNITS, BY_WHOLE = Sentence(_n("以各組室計")), Sentence(_n("以全機關計"))
NO_UNIT = Sentence(_n("這一天沒有這個組室。"))

EACH = _n("%(need)s 個組室均已辦理至少 %(items)s 項。")
NOT_EACH = _n("%(need)s 個組室中 %(have)s 個已辦理至少 %(items)s 項；尚無：%(names)s。")
ITEMS_OF_UNIT = _n("本組室已辦理 %(have)s 項，至少應有 %(need)s 項。")


def category_findings(known: Facts) -> list[Finding]:
    asks = {"MS-01": _categories, "MS-02": _items}
    return [ask(known, known.book[code]) for code, ask in asks.items() if code in known.book]


@dataclass(frozen=True)
class Count:
    """``have`` of ``need``, and what was counted out of what.

    ``hopeful`` would be had if the register's verdict, where that is open, were met.
    """

    have: int
    need: int
    hopeful: int
    counted: Evidence
    asked: Evidence | None = None

    def verdict(self, known: Facts, rule: Rule) -> Verdict:
        """待確認 where only the register's open verdict stands between it and compliance."""
        verdict = judge(self.have, self.need, closed=known.scope.closed, force=rule.force)
        if verdict != Verdict.MET and self.need and self.hopeful >= self.need:
            return Verdict.UNDETERMINED
        return verdict


def _categories(known: Facts, rule: Rule) -> Finding:
    """MS-01: the other reading of D-09 stands beside it where its numbers differ."""
    reading = known.book.reading(READINGS)
    if reading is None:
        return undecided(rule, READINGS)
    count = counted(known, rule, reading)
    verdict = count.verdict(known, rule)
    said = _said(known, rule, reading, count)
    if verdict == Verdict.UNDETERMINED:
        said = Sentence(OPEN, {"said": said})
    others = tuple(_others(known, rule, count))
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=verdict,
        have=count.have,
        need=count.need,
        sentence=_decided(said, reading) if any(one.verdict != verdict for one in others) else said,
        counted=count.counted,
        asked=count.asked,
        unit_id=known.scope.unit_id,
        readings=others,
    )


def _decided(said: Sentence, reading: str) -> Sentence:
    """Where the verdicts differ, which reading the owner has chosen."""
    chosen = BY_WHOLE if reading == BY_AGENCY else BY_UNITS
    return Sentence(DECIDED, {"said": said, "decision": READINGS, "choice": chosen})


def _others(known: Facts, rule: Rule, as_read: Count):
    for other in known.book[READINGS].alternatives:
        count = counted(known, rule, other["reading"])
        if (count.have, count.need) != (as_read.have, as_read.need):
            verdict = count.verdict(known, rule)
            yield Reading(READINGS, choice(other), verdict, count.have, count.need)


def counted(known: Facts, rule: Rule, reading: str) -> Count:
    """Units with enough categories, the categories of one unit, or those of the agency; hers is no unit's duty."""
    need = rule.number("categories")
    if reading == BY_AGENCY:
        return _of_agency(known, 0 if known.scope.unit_id else need)
    if known.scope.unit_id:
        return _of_unit(known, need)
    done = [one for one in known.lines if len(one.done) >= need]
    hopeful = [one for one in known.lines if len(_hoped(one)) >= need]
    return Count(len(done), len(known.lines), len(hopeful), units(known, done), units(known, known.lines))


def units(known: Facts, lines: list[Line]) -> Evidence:
    return Evidence(UNITS, tuple(one.unit.id for one in lines), page(known.scope, "matrix"))


def _hoped(line: Line) -> set[str]:
    """Its categories if the register turned out well."""
    open_ = {one.category.code for one in line.cells if one.verdict == Verdict.UNDETERMINED}
    return {*line.done, *open_}


def _of_unit(known: Facts, need: int) -> Count:
    done = [one.measure.id for one in known.mine if one.is_done]
    counted = Evidence(MEASURES, tuple(done), page(known.scope, "matrix"))
    line = next(iter(known.lines), None)
    if line is None:
        return Count(0, 0, 0, counted)
    return Count(len(line.done), need, len(_hoped(line)), counted)


def _of_agency(known: Facts, need: int) -> Count:
    """A unit that is gone has still done its part."""
    codes = done_by_agency(known)
    open_ = register_codes(known.book) if known.whole.register == Verdict.UNDETERMINED else set()
    done = [one.measure.id for one in known.year.entries if one.is_done]
    counted = Evidence(MEASURES, tuple(done), page(known.scope, "matrix"))
    return Count(len(codes), need, len(codes | open_), counted)


def done_by_agency(known: Facts) -> set[str]:
    """The categories of which anybody has done something, that of the register where it complies."""
    of_register = register_codes(known.book) if known.whole.register == Verdict.MET else set()
    return {one.category for one in known.year.entries if one.is_done and one.category} | of_register


def _said(known: Facts, rule: Rule, reading: str, count: Count) -> Sentence:
    need = rule.number("categories")
    if known.scope.unit_id is None and reading == BY_AGENCY:
        return _titled(known, OF_AGENCY, done_by_agency(known), need)
    if known.scope.unit_id is None:
        return _of_all(known, count, need)
    line = next(iter(known.lines), None)
    if line is None:
        return NO_UNIT
    return _titled(known, UNIT_UNDER_AGENCY if reading == BY_AGENCY else OF_UNIT, line.done, need)


def _titled(known: Facts, message: str, codes, need: int) -> Sentence:
    """With the numbers of the categories as the plan prints them."""
    numbers = [one.number for one in known.whole.categories if one.code in codes]
    return Sentence(message, {"have": len(codes), "categories": need, "titles": numbers})


def _of_all(known: Facts, count: Count, need: int) -> Sentence:
    """Who lacks how many, the fewest first."""
    by_missing = defaultdict(list)
    for one in known.lines:
        if one.missing:
            by_missing[one.missing].append(one.unit)
    values = {"have": count.have, "need": count.need, "categories": need}
    if not by_missing:
        return Sentence(ALL, values)
    short = [
        Sentence(SHORT, {"missing": missing, "names": [one.name for one in rows]})
        for missing, rows in sorted(by_missing.items())
    ]
    said = Sentence(SOME, values | {"short": _joined(short)})
    new = [one.name for one in known.new if any(one in rows for rows in by_missing.values())]
    return Sentence(NEW, {"said": said, "names": new}) if new else said


def _joined(parts: list[Sentence]) -> Sentence:
    first, *rest = parts
    return Sentence("%(first)s；%(rest)s", {"first": first, "rest": _joined(rest)}) if rest else first


def _items(known: Facts, rule: Rule) -> Finding:
    """MS-02: every unit at least so many, whichever way D-09 is read."""
    need = rule.number("items")
    done = {one.unit.id: items_of(known, one) for one in known.lines}
    have = [one for one in known.lines if done[one.unit.id] >= need]
    found = Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(len(have), len(known.lines), closed=known.scope.closed, force=rule.force),
        have=len(have),
        need=len(known.lines),
        sentence=_said_of_items(known, have, need),
        counted=units(known, have),
        asked=units(known, known.lines),
        unit_id=known.scope.unit_id,
    )
    if not known.scope.unit_id or not known.lines:
        return found
    (number,) = done.values()
    counted = Evidence(
        MEASURES, tuple(one.measure.id for one in known.mine if one.is_done), found.counted.url
    )
    sentence = Sentence(ITEMS_OF_UNIT, {"have": number, "need": need})
    return replace(found, have=number, need=need, sentence=sentence, counted=counted, asked=None)


def items_of(known: Facts, line: Line) -> int:
    """How many measures of the unit are done, the joint ones too."""
    return sum(one.is_done and line.unit.id in one.unit_ids for one in known.year.entries)


def _said_of_items(known: Facts, have: list[Line], items: int) -> Sentence:
    if known.scope.unit_id and not known.lines:
        return NO_UNIT
    names = [one.unit.name for one in known.lines if one not in have]
    values = {"have": len(have), "need": len(known.lines), "items": items}
    return Sentence(NOT_EACH, values | {"names": names}) if names else Sentence(EACH, values)
