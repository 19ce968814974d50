"""TR-16 (依編制大小分配): how many seats a unit of so many people would get, and what became of them.

The suggestion is reckoned by the size of the units on the session's day (largest remainder); the office decides,
for 訓練內容 and 業務屬性 can't be counted.
"""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from organization.models import Post, Unit
from training.models import Allotment, Enrolment, Hours, Place, Session


def suggest(sizes: Mapping[int, int], seats: int) -> dict[int, int]:
    """``seats`` shared by size; what is left goes by the largest remainder, then to the larger unit."""
    people = sum(sizes.values())
    if not people:
        return {}
    shares = {unit: seats * size // people for unit, size in sizes.items()}
    left = seats - sum(shares.values())
    nearest = sorted(sizes, key=lambda unit: (-(seats * sizes[unit] % people), -sizes[unit]))
    return {unit: share + (unit in nearest[:left]) for unit, share in shares.items()}


def homes(agency_id: int, day: datetime.date, person_ids=None) -> dict[int, int]:
    """Each person's unit on ``day``: of two posts the newer one. One query."""
    posts = Post.objects.employed().on(day).filter(person__agency_id=agency_id)
    if person_ids is not None:
        posts = posts.filter(person_id__in=person_ids)
    return dict(posts.order_by("since", "id").values_list("person_id", "unit_id"))


@dataclass(frozen=True)
class UnitSeats:
    """One unit's line: ``allotted`` is None while the office has decided nothing."""

    unit: Unit
    people: int
    suggested: int | None
    allotted: int | None
    taken: int
    waiting: int
    attended: int

    @property
    def free(self) -> int | None:
        return None if self.allotted is None else max(0, self.allotted - self.taken)


def seats_of(session: Session) -> list[UnitSeats]:
    """Every unit that has people on the session's day, or a seat: five queries."""
    home = homes(session.course.agency_id, session.held_on)
    sizes = Counter(home.values())
    allotted = dict(Allotment.objects.filter(session=session).values_list("unit_id", "seats"))
    rows = list(Enrolment.objects.filter(session=session).values_list("unit_id", "state", "person_id"))
    places = Counter((unit_id, state) for unit_id, state, _person_id in rows)
    home |= {person_id: unit_id for unit_id, state, person_id in rows if state != Place.CANCELLED}
    came = Hours.objects.attended().filter(session=session).values_list("person_id", flat=True)
    attended = Counter(home.get(person_id) for person_id in came)
    there = set(sizes) | set(allotted) | {unit_id for unit_id, _state in places}
    units = list(Unit.objects.filter(id__in=there))
    share = suggest({one.id: sizes[one.id] for one in units}, session.seats) if session.seats else {}
    return [
        UnitSeats(
            unit=one,
            people=sizes[one.id],
            suggested=share.get(one.id),
            allotted=allotted.get(one.id, 0) if allotted else None,
            taken=sum(places[one.id, state] for state in (Place.ENROLLED, Place.ATTENDED, Place.ABSENT)),
            waiting=places[one.id, Place.WAITING],
            attended=attended[one.id],
        )
        for one in units
    ]


class Room:
    """The seats of a session that are left while people are being seated: two queries, then none.

    A unit has its own where they are allotted; else all share them. A session without a number has no limit.
    """

    def __init__(self, session: Session):
        self.seats = session.seats
        self.allotted = dict(Allotment.objects.filter(session=session).values_list("unit_id", "seats"))
        seated = Enrolment.objects.filter(session=session).seated()
        self.taken = Counter(seated.values_list("unit_id", flat=True))

    @property
    def left(self) -> bool:
        """Whether a seat is left at all, whosever it was meant to be."""
        return self.seats is None or self.taken.total() < self.seats

    def has(self, unit_id: int) -> bool:
        if self.seats is not None and self.allotted:
            return self.taken[unit_id] < self.allotted.get(unit_id, 0)
        return self.left

    def take(self, unit_id: int) -> None:
        self.taken[unit_id] += 1
