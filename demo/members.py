"""Who sits on the demonstration's task force, from when until when (伍一(一)).

Four from outside, all invented as are their institutions; all heads of units and liaisons. A liaison changes
with the post on 106/5/1; one from outside resigns on 106/8/1 and is replaced a month later.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from committee import actions
from committee.models import Committee, CouncilTerm, External, Leaving, Membership, Seat
from core.roc import parse_roc
from organization.actor import Actor
from organization.models import Person, Sex

Event = tuple[datetime.date, Callable[[Actor], None]]
"""A day, and what is done on it by whoever acts."""

FOUNDED = "102/3/1"
RENEWED = "104/1/1"
COUNCIL = "臺北市女性權益促進委員會"


@dataclass(frozen=True)
class Outsider:
    """A member from outside; ``council`` is (session, since, until) of a term on the women's rights council."""

    name: str
    sex: str
    affiliation: str
    title: str
    background: str
    email: str
    since: str = RENEWED
    until: str = ""
    council: tuple[str, str, str] | None = None


OUTSIDERS = (
    Outsider(
        "林若蘭",
        Sex.FEMALE,
        "海嶼大學（虛構）資訊社會學系",
        "教授",
        "科技與性別、演算法偏誤",
        "lin@haiyu.example",
        council=("第 8 屆（示範）", "102/1/1", "104/1/1"),
    ),
    Outsider("張景恆", Sex.MALE, "數位平權協會（虛構）", "秘書長", "數位落差、無障礙", "chang@equal.example"),
    Outsider(
        "許明珠",
        Sex.FEMALE,
        "城南法律事務所（虛構）",
        "律師",
        "CEDAW、就業歧視",
        "hsu@chengnan.example",
        council=("第 9 屆（示範）", "104/1/1", ""),
    ),
    Outsider(
        "溫立群",
        Sex.MALE,
        "藍圖開放資料基金會（虛構）",
        "研究員",
        "性別統計、開放資料",
        "wen@lantu.example",
        until="106/8/1",
    ),
    Outsider(
        "柯以安",
        Sex.FEMALE,
        "北辰科技大學（虛構）資訊管理系",
        "副教授",
        "資訊人力、女性與科技",
        "ko@beichen.example",
        since="106/9/1",
    ),
)

INSIDERS = (
    ("沈維安", Seat.CONVENER, FOUNDED, ""),
    ("羅思潔", Seat.VICE_CONVENER, FOUNDED, ""),
    ("周品瑜", Seat.INTERNAL, FOUNDED, ""),
    ("林建宏", Seat.INTERNAL, FOUNDED, ""),
    ("簡惠如", Seat.INTERNAL, FOUNDED, ""),
    ("高志霖", Seat.INTERNAL, FOUNDED, ""),
    ("莊宗翰", Seat.INTERNAL, FOUNDED, ""),
    ("何淑慧", Seat.INTERNAL, FOUNDED, ""),
    ("陳雅芬", Seat.INTERNAL, FOUNDED, ""),
    ("吳文玲", Seat.INTERNAL, FOUNDED, ""),
    ("鄭書緯", Seat.INTERNAL, FOUNDED, ""),
    ("蘇婉真", Seat.INTERNAL, FOUNDED, ""),
    ("江承翰", Seat.INTERNAL, FOUNDED, "106/5/1"),
    ("曾郁珊", Seat.INTERNAL, "106/5/1", ""),
)
"""Convener, vice convener, the units' heads, the liaisons: (name, seat, since, until)."""


def terms(committee: Committee, people: dict[str, Person]) -> Iterator[Event]:
    """Every appointment and every leaving on its day."""
    for name, seat, since, until in INSIDERS:
        appoint = partial(_appoint, committee, seat=seat, since=since, person=people[name])
        yield parse_roc(since), appoint
        if until:
            yield parse_roc(until), partial(_leave, committee, name, Leaving.POST)
    for one in OUTSIDERS:
        yield parse_roc(one.since), partial(_welcome, committee, one)
        if one.until:
            yield parse_roc(one.until), partial(_leave, committee, one.name, Leaving.RESIGNED)


def _appoint(committee: Committee, by: Actor, *, seat: str, since: str, **who) -> None:
    day = parse_roc(since)
    member = Membership(
        committee=committee,
        seat=seat,
        since=day,
        is_ex_officio="person" in who,
        letter=f"（示範）字第 {day.year - 1911}{day:%m%d} 號",
        **who,
    )
    actions.appoint(member, by=by)


def _welcome(committee: Committee, one: Outsider, by: Actor) -> None:
    external = External(
        agency=committee.agency,
        name=one.name,
        sex=one.sex,
        affiliation=one.affiliation,
        title=one.title,
        background=one.background,
        email=one.email,
    )
    council = []
    if one.council:
        session, since, until = one.council
        first, last = parse_roc(since), parse_roc(until) if until else None
        council = [CouncilTerm(council=COUNCIL, session=session, since=first, until=last)]
    actions.know_external(external, by=by, terms=council)
    _appoint(committee, by, seat=Seat.EXTERNAL, since=one.since, external=external)


def _leave(committee: Committee, name: str, because: str, by: Actor) -> None:
    member = member_on(committee, name, by.day)
    actions.end_term(member, by.day, because=because, by=by)


def member_on(committee: Committee, name: str, day: datetime.date) -> Membership:
    """The member of that name who is in office on ``day``."""
    rows = Membership.objects.filter(committee=committee).on(day)
    return next(one for one in rows.select_related("person", "external") if one.who.name == name)
