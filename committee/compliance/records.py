"""What the tables say of the task force on a day and in a year: members with their posts, meetings with their lines.

Each question costs a constant number of queries, whatever the number of members and meetings.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from committee.compliance.quorum import Ask, Line, Quorum, take
from committee.compliance.rules import RULES
from committee.models import Attendance, Committee, Meeting, Membership
from core.contract import Scope
from organization.models import Post, PostKind
from plan.models import Rule
from plan.rules import RuleBook, is_whole

DECISIONS = ("D-01", "D-02", "D-03", "D-04")


class Books:
    """The agency's rules over days: one query for any number of them."""

    def __init__(self, agency_id: int, first: datetime.date, last: datetime.date):
        rows = Rule.objects.of(agency_id).filter(since__lte=last)
        self._rules = [
            one for one in rows if (one.until is None or one.until > first) and is_whole(one, RULES)
        ]

    def on(self, day: datetime.date) -> RuleBook:
        return RuleBook(one for one in self._rules if one.holds_on(day))


def ask_of(book: RuleBook, committee: Committee) -> Ask | None:
    """What the plan asks of a meeting, or None while a rule or an owner's decision is missing."""
    if any(code not in book for code in ("MT-01", "MT-02", "MT-03", "MT-04", *DECISIONS)):
        return None
    if book.reading("D-02") == "established" and committee.seats is None:
        return None
    ask = Ask(
        externals=book.number("MT-02", "members"),
        numerator=book.number("MT-03", "numerator"),
        denominator=book.number("MT-03", "denominator"),
        chairs=tuple(book.number("MT-01", "chairs")),
        deputies="",
        counts_online=False,
        counts_leaders=True,
    )
    for code in DECISIONS:
        ask = ask.other(code, book.reading(code), committee.seats)
    return ask


@dataclass(frozen=True)
class Sitting:
    """A meeting with its members' lines and what was asked of it that day."""

    meeting: Meeting
    lines: tuple[Line, ...]
    ask: Ask | None
    book: RuleBook

    @cached_property
    def quorum(self) -> Quorum | None:
        """At its opening."""
        return self.at(self.meeting.opened_at)

    def at(self, moment: datetime.time | None, ask: Ask | None = None) -> Quorum | None:
        """At ``moment``; under another reading of the rules where ``ask`` is given."""
        ask = ask or self.ask
        chair = self.meeting.chair.seat if self.meeting.chair else None
        needs_chair = "MT-01" in (self.book.number("MT-04", "requires") or ())
        return take(self.lines, ask, chair if needs_chair else None, moment) if ask else None

    @property
    def is_valid(self) -> bool:
        return bool(self.quorum and self.quorum.is_valid)


def sittings(meetings: Iterable[Meeting], rules_on: datetime.date | None = None) -> list[Sitting]:
    """The meetings with their lines: three queries for any number. Meetings without a day have no members.

    Each is asked what the rules of its own day ask, or those of ``rules_on``.
    """
    meetings = [one for one in meetings if one.held_on]
    if not meetings:
        return []
    days = [one.held_on for one in meetings]
    agency_id = meetings[0].committee.agency_id
    books = Books(agency_id, rules_on or min(days), rules_on or max(days))
    members = list(
        Membership.objects.filter(committee__in={one.committee_id for one in meetings}, since__lte=max(days))
    )
    recorded = defaultdict(dict)
    for one in Attendance.objects.filter(meeting__in=meetings):
        recorded[one.meeting_id][one.membership_id] = one
    return [
        Sitting(
            meeting=one,
            lines=_lines(one, members, recorded[one.id]),
            ask=ask_of(book, one.committee),
            book=book,
        )
        for one in meetings
        for book in [books.on(rules_on or one.held_on)]
    ]


def _lines(meeting: Meeting, members: list[Membership], recorded: dict) -> tuple[Line, ...]:
    """Everybody in office that day; a line of somebody who was not isn't a member's."""
    return tuple(
        Line(
            one.id,
            one.seat,
            row.how if row else "",
            row.arrived if row else None,
            row.left if row else None,
        )
        for one in members
        if one.committee_id == meeting.committee_id and one.holds_on(meeting.held_on)
        for row in [recorded.get(one.id)]
    )


def sitting_of(meeting: Meeting) -> Sitting | None:
    """One meeting's, or None while it has no day."""
    return next(iter(sittings([meeting])), None)


def held_in(scope: Scope) -> list[Sitting]:
    """The task force's meetings held in the year up to the scope's day, oldest first."""
    rows = (
        Meeting.objects.gender()
        .held()
        .filter(committee__agency_id=scope.agency_id, held_on__gte=scope.first, held_on__lte=_until(scope))
        .select_related("committee", "chair__person", "chair__external")
        .order_by("held_on", "starts", "id")
    )
    return sittings(rows, scope.rules_on)


def _until(scope: Scope) -> datetime.date:
    """Nothing of a year that has not begun."""
    return min(scope.day, scope.as_of)


@dataclass(frozen=True)
class Roster:
    """The task force as it stands on a day: members, and the posts of the agency that decide who should sit."""

    committee: Committee | None
    day: datetime.date
    members: tuple[Membership, ...]
    heads: tuple[Post, ...]
    liaisons: tuple[Post, ...]
    posts: dict

    def of_seat(self, *seats: str) -> list[Membership]:
        return [one for one in self.members if one.seat in seats]

    @property
    def people(self) -> set[int]:
        return {one.person_id for one in self.members if one.person_id}

    def title(self, member: Membership) -> str:
        """Title as printed: what the appointment says, else the post held that day."""
        return member.post_title or self.held_title(member)

    def held_title(self, member: Membership) -> str:
        """The title of the post held that day, whatever the appointment said once."""
        post = self.posts.get(member.person_id)
        return post.title if post else ""

    def home(self, member: Membership) -> str:
        """Where the member works: the outside institution, or the unit."""
        post = self.posts.get(member.person_id)
        return member.affiliation or (post.unit.name if post else "")

    def is_liaison(self, member: Membership) -> bool:
        return any(one.person_id == member.person_id for one in self.liaisons)


def roster_on(agency_id: int, day: datetime.date, committee: Committee | None = None) -> Roster:
    """The task force (or ``committee``) on ``day``, in three queries."""
    committee = committee or Committee.objects.gender().filter(agency_id=agency_id).on(day).first()
    members = (
        Membership.objects.filter(committee=committee)
        .on(day)
        .select_related("person", "external")
        .prefetch_related("external__council_terms")
        if committee
        else ()
    )
    posts = list(
        Post.objects.on(day)
        .filter(person__agency_id=agency_id)
        .filter(_telling(members))
        .select_related("person", "unit")
    )
    employed = [
        one for one in posts if one.kind != PostKind.FOCAL_POINT and one.kind != PostKind.GENDER_STAFF
    ]
    return Roster(
        committee=committee,
        day=day,
        members=tuple(sorted(members, key=_place)),
        heads=tuple(one for one in posts if one.is_head),
        liaisons=tuple(one for one in posts if one.kind == PostKind.FOCAL_POINT),
        posts={one.person_id: one for one in employed},
    )


def _telling(members):
    people = [one.person_id for one in members if one.person_id]
    liaisons = Post.objects.filter(kind=PostKind.FOCAL_POINT).values("person_id")
    return Q(is_head=True) | Q(person_id__in=people) | Q(person_id__in=liaisons)


SEATS = tuple(Membership._meta.get_field("seat").choices)


def _place(member: Membership) -> tuple:
    """The order of an official list: by seat, then by appointment."""
    return ([value for value, _ in SEATS].index(member.seat), member.since, member.id)
