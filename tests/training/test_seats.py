"""Seats by the size of the units, and who gets them (伍二(四); T-14)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as some

from organization import history
from tests import factories as make
from tests.factories import actor_of
from training import actions
from training.compliance.seats import seats_of, suggest
from training.models import Allotment, Enrolment, Place

TODAY, HELD = "107/5/1", "107/5/9"


@pytest.fixture
def course_day(plan, cast):
    """A session of ten seats for 應用服務組 (8 people), 設施網路組 (3) and three offices of one."""
    for number in range(6):
        make.make_person(plan, cast.unit_a, f"甲{number}")
    for number in range(2):
        make.make_person(plan, cast.unit_b, f"乙{number}")
    course = make.make_course(plan, "CEDAW 案例", code="C1", organiser="SELF")
    return make.make_session(course, HELD, 180, seats=10)


def by(cast, on=TODAY):
    return actor_of(cast.officer, on)


def share(cast, a, b, **others):
    return {cast.unit_a.id: a, cast.unit_b.id: b} | {getattr(cast, name).id: n for name, n in others.items()}


def places(session) -> dict:
    return {one.person.name: one.state for one in Enrolment.objects.filter(session=session)}


@given(some.dictionaries(some.integers(1, 50), some.integers(0, 3000), min_size=1), some.integers(1, 5000))
def test_what_is_suggested_adds_up_and_is_never_a_whole_seat_off(sizes, seats):
    shares = suggest(sizes, seats)
    people = sum(sizes.values())
    assert sum(shares.values()) == (seats if people else 0)
    assert all(abs(share * people - seats * sizes[unit]) < people for unit, share in shares.items())


@pytest.mark.parametrize(
    ("sizes", "seats", "shares"),
    [
        ({1: 8, 2: 3, 3: 1, 4: 1, 5: 1}, 10, {1: 6, 2: 2, 3: 1, 4: 1, 5: 0}),
        ({1: 5, 2: 5}, 5, {1: 3, 2: 2}),
        ({1: 0, 2: 4}, 3, {1: 0, 2: 3}),
        ({}, 10, {}),
    ],
    ids=["largest remainders", "a tie goes to the first", "an empty unit gets none", "nobody there"],
)
def test_seats_go_by_the_largest_remainder(sizes, seats, shares):
    assert suggest(sizes, seats) == shares


def test_the_sizes_are_those_of_the_sessions_day(cast, course_day):
    make.make_person(cast.agency, cast.unit_b, "五月十日到職", since="107/5/10")
    make.make_person(cast.agency, cast.unit_b, "五月九日離職", until=HELD)
    moved = make.make_person(cast.agency, cast.unit_b, "兼兩職")
    make.make_post(moved, cast.unit_a, kind="SUPERVISOR", since="107/2/1")
    sizes = {one.unit.name: (one.people, one.suggested) for one in seats_of(course_day)}
    assert sizes == {
        "綜合企劃組": (1, 1),
        "人事室": (1, 1),
        "會計室": (1, 0),
        "應用服務組": (9, 6),
        "設施網路組": (3, 2),
    }
    assert Allotment.objects.count() == 0


def test_what_the_office_decides_must_add_up(cast, course_day):
    with pytest.raises(ValidationError, match="合計 9，與場次名額 10 不符"):
        actions.allot(course_day, share(cast, 6, 3), by=by(cast))
    actions.allot(course_day, share(cast, 6, 4), by=by(cast), note="設施網路組業務與案例相關")
    lines = {one.unit.name: (one.allotted, one.free) for one in seats_of(course_day)}
    assert lines["應用服務組"] == (6, 6)
    assert lines["設施網路組"] == (4, 4)
    assert lines["人事室"] == (0, 0)
    assert [one.said for one in history.of(course_day)] == ["分配名額"]


def test_a_session_without_a_number_of_seats_can_t_be_shared(cast, course_day):
    course_day.seats = None
    with pytest.raises(ValidationError, match="請先填寫場次名額"):
        actions.allot(course_day, share(cast, 6, 4), by=by(cast))


def test_only_the_personnel_office_shares_seats(cast, course_day):
    for person in (cast.clerk, cast.head, cast.secretary, cast.stranger):
        with pytest.raises(PermissionDenied):
            actions.allot(course_day, share(cast, 6, 4), by=actor_of(person, TODAY))


def test_when_a_units_seats_are_taken_the_next_one_waits_and_moves_up(cast, course_day):
    actions.allot(course_day, share(cast, 1, 9), by=by(cast))
    for person in (cast.clerk, cast.head):
        actions.enrol(course_day, [person], by=actor_of(person, TODAY))
    assert places(course_day) == {"王小明": Place.ENROLLED, "林主任": Place.WAITING}
    mine = Enrolment.objects.get(person=cast.clerk)
    actions.cancel(mine, by=actor_of(cast.clerk, TODAY), reason="公出")
    assert places(course_day) == {"王小明": Place.CANCELLED, "林主任": Place.ENROLLED}
    again = actions.enrol(course_day, [cast.clerk], by=actor_of(cast.clerk, TODAY))
    assert [one.state for one in again.done] == [Place.WAITING]


def test_more_seats_for_the_unit_move_up_who_waits(cast, course_day):
    actions.allot(course_day, share(cast, 0, 10), by=by(cast))
    actions.enrol(course_day, [cast.clerk], by=actor_of(cast.clerk, TODAY))
    assert places(course_day) == {"王小明": Place.WAITING}
    course_day.refresh_from_db()
    actions.allot(course_day, share(cast, 1, 9), by=by(cast))
    assert places(course_day) == {"王小明": Place.ENROLLED}


def test_the_office_gives_away_a_seat_that_another_unit_has_left(cast, course_day):
    actions.allot(course_day, share(cast, 0, 10), by=by(cast))
    waiting = actions.enrol(course_day, [cast.clerk], by=actor_of(cast.clerk, TODAY)).done[0]
    with pytest.raises(PermissionDenied, match="候補由人事室遞補"):
        actions.promote(waiting, by=actor_of(cast.head, TODAY))
    actions.promote(waiting, by=by(cast))
    assert places(course_day) == {"王小明": Place.ENROLLED}


def test_without_shares_all_seats_are_for_everybody(cast, course_day):
    course_day.seats = 1
    actions.change_session(course_day, by=by(cast))
    actions.enrol(course_day, [cast.clerk, cast.neighbour], by=by(cast))
    assert places(course_day) == {"王小明": Place.ENROLLED, "鄰組員": Place.WAITING}
    course_day.refresh_from_db()
    course_day.seats = None
    actions.change_session(course_day, by=by(cast))
    assert places(course_day) == {"王小明": Place.ENROLLED, "鄰組員": Place.ENROLLED}
