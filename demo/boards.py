"""The demonstration's other committees: three task groups and the two boards, with new members each year (陸二(六)).

One group misses a third of each sex. The evaluation board misses it too, but has what the statute asks: women
are fewer than a third of the staff.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from committee import actions
from committee.models import Committee, Kind, Leaving, Level, Membership, Seat
from demo.cast import FOUNDED
from organization.actor import actor_for
from organization.models import Account, Agency, Person, Sex

YEARS = (2016, 2017, 2018)


@dataclass(frozen=True)
class Board:
    """A committee, how many men and women sit on it beside the head of personnel, and how many are elected."""

    name: str
    kind: str
    level: str
    legal_basis: str
    men: int
    women: int
    elected: int = 0


BOARDS = (
    Board(
        "智慧城市推動工作小組（示範）",
        Kind.TASK_FORCE,
        Level.CITY,
        "智慧城市推動要點（示範）",
        men=7,
        women=5,
    ),
    Board("開放資料諮詢小組", Kind.TASK_FORCE, Level.FIRST_LEVEL, "開放資料諮詢小組設置要點（示範）", 5, 4),
    Board("資訊設備審議小組", Kind.TASK_FORCE, Level.FIRST_LEVEL, "資訊設備審議小組設置要點（示範）", 7, 2),
    Board(
        "考績委員會",
        Kind.EVALUATION_BOARD,
        Level.FIRST_LEVEL,
        "考績委員會組織規程",
        men=9,
        women=3,
        elected=6,
    ),
    Board(
        "甄審委員會",
        Kind.SCREENING_BOARD,
        Level.FIRST_LEVEL,
        "公務人員陞遷法第八條",
        men=6,
        women=2,
        elected=4,
    ),
)


def seat_boards(agency: Agency, people: dict[str, Person]) -> None:
    """Every board with its members of each year, entered by the personnel office."""
    personnel = Account.objects.get(username="personnel")
    head = people["陳雅芬"]
    clerks = _clerks(people)
    for place, one in enumerate(BOARDS):
        committee = Committee(
            agency=agency,
            kind=one.kind,
            level=one.level,
            name=one.name,
            legal_basis=one.legal_basis,
            since=FOUNDED,
        )
        actions.found(committee, by=actor_for(personnel, FOUNDED))
        for year in YEARS:
            by = actor_for(personnel, datetime.date(year, 1, 1))
            chosen = _chosen(clerks, one, start=place * 10 + year - YEARS[0])
            for member in _members(committee, one, head, chosen, year):
                actions.appoint(member, by=by)


def _clerks(people: dict[str, Person]) -> dict[str, list[Person]]:
    """Ordinary staff in service throughout the story, by sex."""
    staying = [
        one
        for one in people.values()
        if [(post.kind, post.since, post.until) for post in one.posts.all()] == [("GENERAL", FOUNDED, None)]
    ]
    return {sex: [one for one in staying if one.sex == sex] for sex in (Sex.MALE, Sex.FEMALE)}


def _chosen(clerks: dict[str, list[Person]], one: Board, start: int) -> list[Person]:
    """Other people each year: the next ones in the list of the staff, round and round."""
    found = []
    for sex, number in ((Sex.MALE, one.men), (Sex.FEMALE, one.women)):
        rows = clerks[sex]
        found += [rows[(start + place) % len(rows)] for place in range(number)]
    return found


def _members(
    committee: Committee, one: Board, head: Person, chosen: list[Person], year: int
) -> Iterator[Membership]:
    """For one year; on a board the head of personnel sits by office, the rest are elected or designated."""
    term = {
        "committee": committee,
        "since": datetime.date(year, 1, 1),
        "until": datetime.date(year + 1, 1, 1),
        "left_because": Leaving.TERM,
    }
    if one.elected:
        yield Membership(person=head, seat=Seat.EX_OFFICIO, is_ex_officio=True, **term)
    for place, person in enumerate(chosen):
        seat = Seat.ELECTED if place < one.elected else Seat.DESIGNATED
        yield Membership(person=person, seat=seat if one.elected else Seat.INTERNAL, **term)
