"""What the tables say of a year: posts, leaves and summed hours, in three queries for any number of people."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Max, Sum

from core.contract import Scope
from organization.models import EMPLOYED_AS, Leave, Post
from training.compliance.population import HeldPost, known
from training.models import Hours, Level, Mode, Organiser, State


class Total(NamedTuple):
    """Minutes of one kind that somebody has in the year; ``longest`` is the longest single course."""

    minutes: int
    longest: int
    verified: bool
    advanced: bool
    cedaw: bool
    digital: bool
    lecture: bool
    dcsd: bool
    elsewhere: bool


@dataclass(frozen=True)
class Facts:
    """One person's year as the tables have it."""

    person_id: int
    name: str
    staff_number: str
    sex: str
    unit_id: int
    unit: str
    unit_order: int
    posts: tuple[HeldPost, ...]
    leaves: tuple[tuple, ...]
    totals: tuple[Total, ...]


def facts(scope: Scope, person_id: int | None = None) -> list[Facts]:
    """Everybody who held an employed post in the year, by unit and staff number."""
    posts = _posts(scope, person_id)
    leaves, totals = _leaves(scope, posts), _totals(scope, posts)
    found = [_one(scope, rows, leaves, totals) for rows in posts.values() if _employed(rows)]
    if scope.unit_id is not None:
        found = [one for one in found if one.unit_id == scope.unit_id]
    return sorted(found, key=lambda one: (one.unit_order, one.unit_id, one.staff_number))


def _employed(rows):
    return [row for row in rows if row.kind in EMPLOYED_AS]


ROW = ("person_id", "kind", "rank", "since", "until", "unit_id", "unit__name", "unit__order")
PERSON = ("person__name", "person__staff_number", "person__sex")


def _posts(scope: Scope, person_id: int | None) -> dict[int, list]:
    """Posts by person, as plain rows; for a unit those of everybody who was in it for a while."""
    rows = Post.objects.during(scope.year, until=scope.day).filter(person__agency_id=scope.agency_id)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    if scope.unit_id is not None:
        there = Post.objects.during(scope.year, until=scope.day).filter(unit_id=scope.unit_id)
        rows = rows.filter(person_id__in=there.values("person_id"))
    by_person = defaultdict(list)
    for row in rows.order_by("since", "id").values_list(*ROW, *PERSON, named=True):
        by_person[row.person_id].append(row)
    return by_person


def _people(scope: Scope, posts) -> dict:
    """The filter for rows of these people; a whole agency is one comparison, not a list of numbers."""
    if scope.unit_id is None and len(posts) != 1:
        return {"person__agency_id": scope.agency_id}
    return {"person_id__in": list(posts)}


def _leaves(scope: Scope, posts) -> dict[int, list[tuple]]:
    rows = Leave.objects.during(scope.year, until=scope.day).filter(**_people(scope, posts))
    by_person = defaultdict(list)
    for person_id, since, until in rows.values_list("person_id", "since", "until"):
        by_person[person_id].append((since, until))
    return by_person


def _totals(scope: Scope, posts) -> dict[int, list[Total]]:
    """The year's minutes summed in the database by person and by what the rules tell apart."""
    rows = (
        Hours.objects.counted(scope.first, scope.day)
        .filter(**_people(scope, posts))
        .order_by()
        .values_list(
            "person_id",
            "state",
            "earned_at",
            "session__mode",
            "session__course__level",
            "session__course__is_cedaw",
            "session__course__organiser",
        )
        .annotate(sum=Sum("minutes"), longest=Max("minutes"))
    )
    by_person = defaultdict(list)
    for person_id, state, earned_at, mode, level, cedaw, organiser, minutes, longest in rows:
        total = Total(
            minutes=minutes,
            longest=longest,
            verified=state == State.VERIFIED,
            advanced=level == Level.ADVANCED,
            cedaw=cedaw,
            digital=mode == Mode.DIGITAL,
            lecture=mode == Mode.LECTURE,
            dcsd=organiser == Organiser.DCSD,
            elsewhere=bool(earned_at),
        )
        by_person[person_id].append(total)
    return by_person


def _one(scope: Scope, rows, leaves, totals) -> Facts:
    person, person_id, unit = rows[0], rows[0].person_id, _unit(scope, rows)
    return Facts(
        person_id=person_id,
        name=person.person__name,
        staff_number=person.person__staff_number,
        sex=person.person__sex,
        unit_id=unit.unit_id,
        unit=unit.unit__name,
        unit_order=unit.unit__order,
        posts=tuple(
            HeldPost(row.kind, row.rank, max(row.since, scope.first), known(row.until, scope.day))
            for row in rows
        ),
        leaves=tuple(leaves.get(person_id, ())),
        totals=tuple(sorted(totals.get(person_id, ()))),
    )


def _unit(scope: Scope, rows):
    """Where the person is employed on the day of the scope, or was last: each is counted in one unit."""
    employed = _employed(rows)
    there = [row for row in employed if row.since <= scope.day < (row.until or datetime.date.max)]
    return max(there or employed, key=lambda row: row.since)
