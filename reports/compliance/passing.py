"""Is the report finished, passed by a valid meeting, announced as it was passed (RP-02 – RP-04)?

Its year is over when it is written, so that the days until which it may be late lie in the year after (D-11, D-12).
"""

import datetime

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Reading, Sentence
from core.roc import to_roc_year
from plan.judging import choice, judge
from plan.models import Rule
from plan.rules import RuleBook
from reports.compliance.facts import Facts, is_shown
from reports.compliance.rules import PASSING, PUBLISHING, last_day_to_announce, last_day_to_pass
from reports.models import Edition

FINISHED = _n("成果報告於 %(day)s定稿（第 %(number)s 版）。")
UNFINISHED = Sentence(_n("成果報告尚未定稿。"))
PASSED = _n("第 %(number)s 版經專案小組 %(year)s 年第 %(meeting)s 次會議（%(day)s）通過。")
PASSED_LATE = _n(
    "第 %(number)s 版至 %(day)s才經專案小組 %(year)s 年第 %(meeting)s 次會議通過，期限 %(last)s。"
)
INVALID = _n("第 %(number)s 版已提報專案小組 %(year)s 年第 %(meeting)s 次會議，尚未經有效會議通過。")
UNPASSED = Sentence(_n("成果報告尚未提報專案小組。"))
ANNOUNCED = _n("第 %(number)s 版於 %(day)s公告，檔案與通過版次相同。")
ANNOUNCED_LATE = _n("第 %(number)s 版至 %(day)s才公告，期限 %(last)s。")
ANOTHER_FILE = _n("第 %(number)s 版公告的檔案與通過版次不同。")
TAKEN_DOWN = _n("第 %(number)s 版已自專區網頁撤下。")
UNANNOUNCED = _n("已通過，尚未公告，期限 %(last)s。")
UNDATED = Sentence(_n("已通過，尚未公告。"))
NOT_YET = Sentence(_n("尚未通過，不得公告。"))


def finished(known: Facts, rule: Rule, book: RuleBook) -> Finding:
    """RP-02: is there an edition? It can't be passed in time once the day for that is over."""
    first = next(iter(known.editions), None)
    have, need = int(first is not None), rule.number("reports")
    sentence = UNFINISHED
    if first:
        sentence = Sentence(FINISHED, {"number": first.number, "day": first.frozen_on})
    last = last_day_to_pass(known.scope.year, book)
    verdict = judge(have, need, closed=_is_over(known, last))
    return _finding(known, rule, verdict, (have, need), sentence, known.editions, until=last)


def passed(known: Facts, rule: Rule, book: RuleBook) -> Finding:
    """RP-03: by a valid meeting, until the day that D-11 names."""
    last = last_day_to_pass(known.scope.year, book)
    verdict, have = _passed(known, last)
    readings = [
        Reading(PASSING, choice(other), *_passed(known, end), 1)
        for other in (book[PASSING].alternatives if PASSING in book else ())
        for end in [last_day_to_pass(known.scope.year, book, other["reading"])]
        if _passed(known, end) != (verdict, have)
    ]
    found = [known.passed] if have else []
    said = _said_of_passing(known, last)
    return _finding(known, rule, verdict, (have, 1), said, found, tuple(readings), until=last)


def _passed(known: Facts, last: datetime.date | None) -> tuple:
    """(verdict, have): what is passed late is not passed in time."""
    have = int(known.passed is not None and not (last and known.passed_on > last))
    return judge(have, 1, closed=_is_over(known, last)), have


def _said_of_passing(known: Facts, last: datetime.date | None) -> Sentence:
    if known.passed:
        late = last and known.passed_on > last
        return _of_meeting(PASSED_LATE if late else PASSED, known.passed, {"last": last} if late else {})
    before = [one for one in known.editions if one.item and one.submission.submitted_on <= known.scope.as_of]
    return _of_meeting(INVALID, before[-1]) if before else UNPASSED


def _of_meeting(message: str, edition: Edition, more: dict = {}) -> Sentence:  # noqa: B006, never changed
    meeting = edition.item.meeting
    values = {"number": edition.number, "year": to_roc_year(meeting.year), "meeting": meeting.number}
    return Sentence(message, values | ({"day": meeting.held_on} if meeting.held_on else {}) | more)


def announced(known: Facts, rule: Rule, book: RuleBook) -> Finding:
    """RP-04: public with the very file that was passed, so many days after as D-12 says."""
    last = _last_day_to_announce(known, book)
    verdict, have = _announced(known, last)
    readings = [
        Reading(PUBLISHING, choice(other), *_announced(known, end), 1)
        for other in (book[PUBLISHING].alternatives if PUBLISHING in book else ())
        for end in [_last_day_to_announce(known, book, other["reading"])]
        if _announced(known, end) != (verdict, have)
    ]
    sentence = _said_of_announcing(known, last)
    return _finding(known, rule, verdict, (have, 1), sentence, known.announced, tuple(readings), until=last)


def _last_day_to_announce(known: Facts, book: RuleBook, reading: str | None = None) -> datetime.date | None:
    """Before it is passed: the last day if it were passed on the last day."""
    passed_on = known.passed_on or last_day_to_pass(known.scope.year, book)
    return last_day_to_announce(passed_on, book, reading)


def _announced(known: Facts, last: datetime.date | None) -> tuple:
    rows = known.announced
    have = int(bool(rows) and not _is_late(rows, last) and _is_same(rows[-1]) and _is_public(known))
    return judge(have, 1, closed=_is_over(known, last) or bool(rows)), have


def _said_of_announcing(known: Facts, last: datetime.date | None) -> Sentence:
    rows = known.announced
    if not rows:
        if known.passed is None:
            return NOT_YET
        return Sentence(UNANNOUNCED, {"last": last}) if last else UNDATED
    values = {"number": rows[-1].number, "day": rows[-1].announcement.announced_on}
    if not _is_same(rows[-1]):
        return Sentence(ANOTHER_FILE, {"number": rows[-1].number})
    if not _is_public(known):
        return Sentence(TAKEN_DOWN, {"number": rows[-1].number})
    if _is_late(rows, last):
        first = rows[0].announcement.announced_on
        return Sentence(ANNOUNCED_LATE, {"number": rows[0].number, "day": first, "last": last})
    return Sentence(ANNOUNCED, values)


def _is_late(rows: list[Edition], last: datetime.date | None) -> bool:
    """The first counts; an erratum comes when it comes."""
    return bool(last and rows[0].announcement.announced_on > last)


def _is_same(edition: Edition) -> bool:
    """Byte for byte: what was announced is the edition's own PDF, and so is what the public can fetch."""
    made = {one.file.sha256 for one in edition.files.all() if one.kind == "PDF"}
    publication = edition.announcement.publication
    shown = {one.file.sha256 for one in publication.files.all()} if publication else made
    return edition.announcement.sha256 in made and edition.announcement.sha256 in shown


def _is_public(known: Facts) -> bool:
    return is_shown(known.announced[-1].announcement.publication, known.scope.as_of)


def _is_over(known: Facts, last: datetime.date | None) -> bool:
    """Is the last day past? Without one nothing is ever too late."""
    return last is not None and known.scope.as_of > last


def _finding(
    known: Facts, rule: Rule, verdict, numbers: tuple, sentence: Sentence, editions, readings=(), until=None
) -> Finding:
    have, need = numbers
    page = reverse("reports:editions", kwargs={"year": known.scope.year})
    counted = Evidence("reports.Edition", tuple(one.pk for one in editions), page)
    return Finding(
        rule.code, rule.clause, verdict, have, need, sentence, counted, readings=readings, until=until
    )
