"""The year's meetings judged (MT-01 – MT-06): each by the rules of its own day, the year by its valid ones."""

import datetime
from calendar import monthrange
from collections import defaultdict
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from committee.compliance.records import DECISIONS, Sitting
from committee.models import OF_KIND, AgendaItem, Meeting
from core.contract import Evidence, Finding, Reading, Scope, Sentence, Verdict
from core.roc import to_roc_year
from plan.judging import choice, judge
from plan.models import Rule
from plan.rules import RuleBook

MEETINGS = "committee.Meeting"
ONE_DAY = datetime.timedelta(days=1)

LED = _n("%(need)s 次會議中 %(have)s 次由召集人或副召集人主持，且議案均載明類別與任務。")
PEOPLE = _n("%(need)s 次會議中 %(have)s 次有足夠的府外委員出席。")
HALF = _n("%(need)s 次會議中 %(have)s 次出席人數足夠。")
VALID = _n("%(need)s 次會議中 %(have)s 次為有效會議。")
NONE = Sentence(_n("本年度尚未召開會議。"))
NO_RULES = Sentence(_n("條文的讀法尚未決定（D-01 至 D-04），或編定席次尚未登錄，無從判定。"))


def meeting_findings(scope: Scope, book: RuleBook, held: list[Sitting]) -> list[Finding]:
    """One query more than the sittings themselves: the tasks of their items."""
    formal = [one for one in held if not one.meeting.is_informal]
    valid = [one for one in formal if one.is_valid]
    asked = {
        "MT-01": (LED, _orderly(formal)),
        "MT-02": (PEOPLE, [one for one in formal if one.quorum and one.quorum.has_externals]),
        "MT-03": (HALF, [one for one in formal if one.quorum and one.quorum.has_members]),
        "MT-04": (VALID, valid),
    }
    found = [
        _each(scope, book, book[code], formal, *answer) for code, answer in asked.items() if code in book
    ]
    unknown = any(one.quorum is None for one in formal)
    for code, ask in (("MT-05", _enough), ("MT-06", _windows)):
        if code in book:
            answer = ask(scope, book[code], valid)
            short = answer.verdict != Verdict.MET
            found.append(replace(answer, verdict=Verdict.UNDETERMINED) if unknown and short else answer)
    return found


def year_page(scope: Scope) -> str:
    return reverse("committee:meetings", kwargs={"year": scope.year})


def _evidence(scope: Scope, rows: list[Sitting]) -> Evidence:
    return Evidence(MEETINGS, tuple(one.meeting.id for one in rows), year_page(scope))


def _orderly(formal: list[Sitting]) -> list[Sitting]:
    """MT-01: an entitled chair, and items of a kind that the plan names, each with a task."""
    items = defaultdict(list)
    for item in AgendaItem.objects.standing().filter(meeting__in=[one.meeting.id for one in formal]):
        items[item.meeting_id].append(item)
    return [
        one for one in formal if _is_led(one) and all(_is_named(one, item) for item in items[one.meeting.id])
    ]


def _is_led(one: Sitting) -> bool:
    chair = one.meeting.chair
    return bool(one.ask and chair and chair.seat in one.ask.chairs)


def _is_named(one: Sitting, item: AgendaItem) -> bool:
    """Confirming minutes and following up are the meeting's own business and serve no task of (二)."""
    of_itself = item.confirms_id or item.follow_up_id
    return OF_KIND[item.section] in one.book.number("MT-01", "item_kinds") and bool(of_itself or item.tasks)


def _each(scope: Scope, book: RuleBook, rule: Rule, formal: list, message: str, done: list) -> Finding:
    """Every meeting must (每次開會須…): one that did not can't be made up for."""
    if any(one.ask is None for one in formal):
        return Finding(rule.code, rule.clause, Verdict.UNDETERMINED, None, None, NO_RULES)
    have, need = len(done), len(formal)
    if need == 0:
        verdict = Verdict.NOT_APPLICABLE if scope.closed else Verdict.PENDING
        return Finding(rule.code, rule.clause, verdict, have, need, NONE)
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(have, need, closed=True, force=rule.force),
        have=have,
        need=need,
        sentence=_sentence(message, formal, done),
        counted=_evidence(scope, done),
        asked=_evidence(scope, formal),
        readings=_readings(rule, book, formal, have),
        until=next((one.meeting.held_on - ONE_DAY for one in formal if one not in done), None),
    )


def _sentence(message: str, formal: list[Sitting], done: list[Sitting]) -> Sentence:
    said = Sentence(message, {"have": len(done), "need": len(formal)})
    if len(done) == len(formal):
        return said
    missing = [name(one.meeting) for one in formal if one not in done]
    return Sentence(
        "%(said)s%(rest)s", {"said": said, "rest": Sentence(_n("不足者：%(names)s。"), {"names": missing})}
    )


def name(meeting: Meeting) -> Sentence:
    """「105 年第 2 次」 kept untranslated."""
    values = {"year": to_roc_year(meeting.year), "ce": meeting.year, "number": meeting.number}
    return Sentence(_n("%(year)s 年第 %(number)s 次"), values)


OF = {
    "MT-02": lambda quorum: quorum.has_externals,
    "MT-03": lambda quorum: quorum.has_members,
    "MT-04": lambda quorum: quorum.is_valid,
}


def _readings(rule: Rule, book: RuleBook, formal: list[Sitting], have: int) -> tuple[Reading, ...]:
    """What each owner's decision taken the other way would give, where it differs."""
    found = []
    for code in DECISIONS if rule.code in OF else ():
        for other in book[code].alternatives if code in book else ():
            asks = [one.ask.other(code, other["reading"], one.meeting.committee.seats) for one in formal]
            taken = [one.at(one.meeting.opened_at, ask) for one, ask in zip(formal, asks, strict=True)]
            count = sum(OF[rule.code](one) for one in taken)
            if count != have:
                verdict = judge(count, len(formal), closed=True, force=rule.force)
                found.append(Reading(code, choice(other), verdict, count, len(formal)))
    return tuple(found)


def _enough(scope: Scope, rule: Rule, valid: list[Sitting]) -> Finding:
    """MT-05: at least so many valid meetings in the calendar year."""
    have, need = len(valid), rule.number("meetings")
    message = (
        _n("有效會議 %(have)s 次，已達 %(need)s 次。")
        if have >= need
        else _n("有效會議 %(have)s 次，至少應有 %(need)s 次，尚缺 %(short)s 次。")
    )
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(have, need, closed=scope.closed, force=rule.force),
        have=have,
        need=need,
        sentence=Sentence(message, {"have": have, "need": need, "short": need - have}),
        counted=_evidence(scope, valid),
    )


def _windows(scope: Scope, rule: Rule, valid: list[Sitting]) -> Finding:
    """MT-06: a valid meeting in each window; one that has passed without can't be had any more."""
    spans = windows(rule, scope.year)
    kept = [span for span in spans if is_kept(rule, span, valid)]
    lost = [span for span in spans if span not in kept and (span[1] < scope.as_of or scope.closed)]
    have, need = len(kept), len(spans)
    if lost:
        message = _n("%(need)s 個期間中 %(have)s 個有有效會議；已過而未召開：%(lost)s。")
    else:
        message = _n("%(need)s 個期間中 %(have)s 個有有效會議。")
    values = {"have": have, "need": need, "lost": [span_name(one) for one in lost]}
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(have, need, closed=scope.closed or bool(lost), force=rule.force),
        have=have,
        need=need,
        sentence=Sentence(message, values),
        counted=_evidence(scope, [next(one for one in valid if _within(one, span)) for span in kept]),
        until=next((span[1] for span in spans if span not in kept), None),
    )


Span = tuple[datetime.date, datetime.date]


def windows(rule: Rule, year: int) -> list[Span]:
    """The plan's windows of ``year`` as first and last day."""
    return [
        (datetime.date(year, first, 1), datetime.date(year, last, monthrange(year, last)[1]))
        for first, last in rule.number("windows")
    ]


def is_kept(rule: Rule, span: Span, valid: list[Sitting]) -> bool:
    return sum(_within(one, span) for one in valid) >= rule.number("meetings")


def _within(one: Sitting, span: Span) -> bool:
    return span[0] <= one.meeting.held_on <= span[1]


def span_name(span: Span) -> Sentence:
    first, last = span
    return Sentence(_n("%(first)s 至 %(last)s 月"), {"first": first.month, "last": last.month})
