"""The agency's other committees (MS-F1 – MS-F3; 陸二(六)): each a third of each sex, boards also by statute."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from committee.compliance.balance import share_of, undecided
from committee.compliance.thirds import Heads, heads, statutory_least
from committee.models import BOARDS, Committee, Level, Membership
from core.contract import Evidence, Finding, Reading, Scope, Sentence, Verdict
from organization.models import Post
from plan.judging import choice, judge
from plan.models import Rule
from plan.rules import RuleBook

CODES = ("MS-F1", "MS-F2", "MS-F3")


@dataclass(frozen=True)
class Body:
    """One committee on the reference day.

    ``free`` are those whose seat no post decides; ``least`` is the literal third, ``lawful`` what the statute asks
    of men and women.
    """

    committee: Committee
    count: Heads
    free: Heads
    verdict: Verdict
    least: int
    lawful: tuple[int, int] | None = None

    @property
    def is_lawful(self) -> bool:
        """Is the statute content with the board? Without members or staff on record only the third can tell."""
        if self.lawful is None:
            return self.verdict == Verdict.MET
        return self.count.men >= self.lawful[0] and self.count.women >= self.lawful[1]


def code_of(committee: Committee) -> str:
    """The rule that speaks of this committee."""
    if committee.kind in BOARDS:
        return "MS-F3"
    return "MS-F1" if committee.level == Level.CITY else "MS-F2"


def reference_day(scope: Scope, rule: Rule) -> datetime.date:
    """The plan's day of the year."""
    month, day = rule.number("reference_day")
    return datetime.date(scope.year, month, day)


def bodies(scope: Scope, book: RuleBook) -> dict[str, list[Body]]:
    """The register by rule on the rule's day, or the scope's while that has not come; those below a third first.

    Three queries for each reference day, of which the plan has one.
    """
    rules = {code: book[code] for code in CODES if code in book}
    days = {min(scope.day, reference_day(scope, rule)) for rule in rules.values()}
    standing = {day: _on(scope.agency_id, day) for day in days}
    found = {}
    for code, rule in rules.items():
        committees, members, staff = standing[min(scope.day, reference_day(scope, rule))]
        rows = [_body(one, rule, book, members[one.id], staff) for one in committees if code_of(one) == code]
        found[code] = sorted(rows, key=lambda body: body.verdict == Verdict.MET)
    return found


def _on(agency_id: int, day: datetime.date) -> tuple[list[Committee], dict[int, list[Membership]], Heads]:
    """The committees of that day, their members, and the staff."""
    committees = list(Committee.objects.others().filter(agency_id=agency_id).on(day))
    members = defaultdict(list)
    terms = Membership.objects.filter(committee__in=committees).on(day)
    for one in terms.select_related("person", "external"):
        members[one.committee_id].append(one)
    return committees, members, _staff(agency_id, day)


def _staff(agency_id: int, day: datetime.date) -> Heads:
    posts = Post.objects.employed().on(day).filter(person__agency_id=agency_id)
    return heads(sex for _person, sex in posts.values_list("person_id", "person__sex").distinct())


def _body(committee: Committee, rule: Rule, book: RuleBook, members: list[Membership], staff: Heads) -> Body:
    count = heads(one.sex for one in members)
    free = heads(one.sex for one in members if not one.is_ex_officio)
    share = share_of(rule, book.reading("D-10"))
    lawful = None
    if committee.kind in BOARDS and staff.total and count.total:
        lawful = tuple(
            statutory_least(count.total, staff.total, of_sex, rule.numbers)
            for of_sex in (staff.men, staff.women)
        )
    if share is None:
        return Body(committee, count, free, Verdict.UNDETERMINED, 0, lawful)
    return Body(committee, count, free, share.judge(count), share.least(share.total(count)), lawful)


def body_findings(scope: Scope, book: RuleBook) -> list[Finding]:
    """Three queries; 「均」: all of a kind, or the rule isn't fulfilled."""
    register = bodies(scope, book)
    return [_finding(scope, book[code], book, rows) for code, rows in register.items()]


def _finding(scope: Scope, rule: Rule, book: RuleBook, register: list[Body]) -> Finding:
    if rule.code == "MS-F3" and "D-17" not in book:
        return undecided(rule, "D-17")
    done = [one for one in register if fulfils(one, rule, book)]
    unknown = [one for one in register if one.verdict == Verdict.UNDETERMINED and one not in done]
    have, need = len(done), len(register)
    verdict = judge(have, need, closed=is_past(scope, rule), force=rule.force)
    if verdict in (Verdict.UNMET, Verdict.PENDING) and len(done) + len(unknown) == need:
        verdict = Verdict.UNDETERMINED
    page = reverse("committee:others", kwargs={"year": scope.year})
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=verdict,
        have=have,
        need=need,
        sentence=_sentence(register, done),
        counted=Evidence("committee.Committee", tuple(one.committee.id for one in done), page),
        asked=Evidence("committee.Committee", tuple(one.committee.id for one in register), page),
        readings=_statute(scope, rule, book, register, have) if rule.code == "MS-F3" else (),
        until=reference_day(scope, rule),
    )


def fulfils(one: Body, rule: Rule, book: RuleBook) -> bool:
    """By the literal third, or by the statute where D-17 lets that do for the boards."""
    by_statute = rule.code == "MS-F3" and book.reading("D-17") == "statutory"
    return one.is_lawful if by_statute else one.verdict == Verdict.MET


def is_past(scope: Scope, rule: Rule) -> bool:
    """Until the reference day nothing is lost."""
    return scope.as_of >= reference_day(scope, rule)


def _sentence(register: list[Body], done: list[Body]) -> Sentence:
    values = {
        "have": len(done),
        "need": len(register),
        "names": [one.committee.name for one in register if one not in done],
        "lawful": [
            one.committee.name for one in register if one not in done and one.lawful and one.is_lawful
        ],
    }
    if not register:
        return Sentence(_n("沒有這類委員會。"))
    if not values["names"]:
        return Sentence(_n("%(need)s 個委員會均符合三分之一。"), values)
    if values["lawful"]:
        return Sentence(
            _n("%(need)s 個委員會中 %(have)s 個符合；未符合：%(names)s，其中依法定例外合法：%(lawful)s。"),
            values,
        )
    return Sentence(_n("%(need)s 個委員會中 %(have)s 個符合；未符合：%(names)s。"), values)


def _statute(
    scope: Scope, rule: Rule, book: RuleBook, register: list[Body], have: int
) -> tuple[Reading, ...]:
    """D-17 read the other way, where the boards' verdicts differ."""
    found = []
    for other in book["D-17"].alternatives:
        literal = other["reading"] != "statutory"
        count = sum(one.verdict == Verdict.MET if literal else one.is_lawful for one in register)
        if count != have:
            verdict = judge(count, len(register), closed=is_past(scope, rule), force=rule.force)
            found.append(Reading("D-17", choice(other), verdict, count, len(register)))
    return tuple(found)
