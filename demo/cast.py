"""The demonstration agency's units and people: invented, about 150, and the odd cases of a believable story.

Unit names beyond 綜合企劃組, 人事室 and 會計室 (which the plan names) are invented as well.
"""

import datetime
import random
from dataclasses import dataclass, field

from demo.names import Names
from organization import history
from organization.actor import Actor
from organization.models import Agency, Leave, Person, Post, PostKind, Rank, Sex, Unit
from organization.models.change import Channel

FOUNDED = datetime.date(2011, 1, 1)
RENAMED = datetime.date(2017, 7, 1)
"""設備網路組 became 設施網路組 on 106/7/1."""

WOMEN = 0.24
"""Few enough that the statute lets the evaluation board miss the plan's literal third."""

G, S, F, E = PostKind.GENERAL, PostKind.SUPERVISOR, PostKind.FOCAL_POINT, PostKind.GENDER_STAFF


@dataclass(frozen=True)
class UnitPlan:
    """A unit and how many ordinary staff it has on the first day."""

    name: str
    staff: int
    functions: tuple[str, ...] = ()


UNITS = (
    UnitPlan("局長室", 1),
    UnitPlan("綜合企劃組", 19, ("PLANNING", "LEGAL_FN", "RDEC_FN")),
    UnitPlan("應用服務組", 29),
    UnitPlan("系統發展組", 27),
    UnitPlan("設備網路組", 24),
    UnitPlan("資通安全組", 15),
    UnitPlan("秘書室", 8),
    UnitPlan("人事室", 4, ("PERSONNEL",)),
    UnitPlan("會計室", 4, ("ACCOUNTING",)),
)


@dataclass
class Figure:
    """Somebody of the story: posts as (kind, unit, since, until, title, rank) and leaves.

    ``leads``: head of the unit in every supervisor's post.
    """

    name: str
    sex: str
    posts: list[tuple] = field(default_factory=list)
    leaves: list[tuple] = field(default_factory=list)
    leads: bool = False


def _d(text: str) -> datetime.date:
    year, month, day = (int(part) for part in text.split("/"))
    return datetime.date(year + 1911, month, day)


def figures() -> list[Figure]:
    """The named people: those who sign in, and the odd cases of domain 1.5."""
    m, f = Sex.MALE, Sex.FEMALE
    senior, middle = Rank.SENIOR, Rank.INTERMEDIATE
    head = lambda unit, title="組長": (S, unit, FOUNDED, None, title, senior)  # noqa: E731
    clerk = lambda unit, since=FOUNDED, until=None: (G, unit, since, until, "科員", middle)  # noqa: E731
    return [
        Figure("沈維安", m, [head("局長室", "局長")], leads=True),
        Figure("羅思潔", f, [(S, "局長室", FOUNDED, None, "主任秘書", Rank.SENIOR)]),
        Figure(
            "周品瑜", f, [head("綜合企劃組"), (E, "綜合企劃組", FOUNDED, None, "", Rank.NONE)], leads=True
        ),
        Figure("林建宏", m, [head("應用服務組")], leads=True),
        Figure("簡惠如", f, [head("系統發展組")], leads=True),
        Figure("高志霖", m, [head("設備網路組")], leads=True),
        Figure("莊宗翰", m, [head("資通安全組")], leads=True),
        Figure("何淑慧", f, [head("秘書室", "主任")], leads=True),
        Figure("陳雅芬", f, [head("人事室", "主任")], leads=True),
        Figure("吳文玲", f, [head("會計室", "主任")], leads=True),
        Figure("王小明", m, [clerk("應用服務組")]),
        Figure("紀安庭", f, [clerk("系統發展組")]),
        Figure("葉子均", Sex.OTHER, [clerk("系統發展組")]),
        # Focal points: a first-line supervisor, a clerk, and one appointed in May of 106.
        Figure(
            "鄭書緯",
            m,
            [
                (S, "應用服務組", FOUNDED, None, "科長", middle),
                (F, "應用服務組", FOUNDED, None, "", Rank.NONE),
            ],
        ),
        Figure(
            "蘇婉真",
            f,
            [
                (S, "系統發展組", FOUNDED, None, "科長", middle),
                (F, "系統發展組", FOUNDED, None, "", Rank.NONE),
            ],
        ),
        Figure("曾郁珊", f, [clerk("資通安全組"), (F, "資通安全組", _d("106/5/1"), None, "", Rank.NONE)]),
        Figure("江承翰", m, [clerk("設備網路組"), (F, "設備網路組", FOUNDED, _d("106/5/1"), "", Rank.NONE)]),
        Figure("梁采蓉", f, [clerk("人事室"), (E, "人事室", FOUNDED, None, "", Rank.NONE)]),
        # Mid-year changes.
        Figure("許家伶", f, [clerk("應用服務組", _d("106/10/10"))]),  # 83 days of 106: not asked
        Figure("邱柏銘", m, [clerk("系統發展組", _d("106/10/3"))]),  # 90 days of 106: asked
        Figure("賴孟穎", f, [clerk("設備網路組", FOUNDED, _d("106/12/1"))]),  # left before the year's end
        Figure("廖俊凱", m, [clerk("秘書室", FOUNDED, _d("106/7/1")), clerk("綜合企劃組", _d("106/7/1"))]),
        Figure("顏詩綺", f, [clerk("綜合企劃組")], [("PARENTAL", _d("106/1/1"), _d("107/3/1"))]),
        Figure("魏育恩", f, [clerk("應用服務組")], [("CARE", _d("105/2/1"), _d("105/11/20"))]),
        Figure("翁冠廷", m, [(G, "綜合企劃組", FOUNDED, None, "專門委員", senior)]),  # 簡任 without a post
        Figure("戴明倫", m, [clerk("資通安全組")]),  # thirty minutes short in 105
        Figure(
            "胡若容",
            f,
            [
                (G, "系統發展組", FOUNDED, _d("107/4/16"), "分析師", middle),
                (S, "系統發展組", _d("107/4/16"), None, "科長", middle),
            ],
        ),
    ]


def settle(agency: Agency, by: Actor) -> dict[str, Person]:
    """Units, people, posts and leaves of the agency; gives the people by name."""
    generator = random.Random(105)
    everybody = figures()
    names = Names(generator, {one.name for one in everybody})
    for plan in UNITS:
        for _ in range(plan.staff - 1 if plan.staff > 1 else 0):
            sex = Sex.FEMALE if generator.random() < WOMEN else Sex.MALE
            rank = Rank.INTERMEDIATE if generator.random() < 0.8 else Rank.JUNIOR
            title = generator.choice(("科員", "管理師", "分析師", "助理員"))
            since = _d("105/6/1") if generator.random() < 0.03 else FOUNDED
            everybody.append(Figure(names.draw(), sex, [(G, plan.name, since, None, title, rank)]))
    units = _units(agency, by)
    people = _create(
        [
            Person(
                agency=agency,
                staff_number=f"{number:05}",
                name=one.name,
                sex=one.sex,
                email=f"{number:05}@doit.example",
            )
            for number, one in enumerate(everybody, start=1)
        ],
        by,
    )
    by_name = {one.name: one for one in people}
    _create([post for one in everybody for post in _posts(one, by_name[one.name], units)], by)
    _create(
        [
            Leave(person=by_name[one.name], reason=reason, since=since, until=until)
            for one in everybody
            for reason, since, until in one.leaves
        ],
        by,
    )
    return by_name


def _create(rows: list, by: Actor) -> list:
    return history.create_many(rows, by=by, verb="新增", channel=Channel.COMMAND)


def _units(agency: Agency, by: Actor) -> dict[str, Unit]:
    units = [
        Unit(
            agency=agency,
            name=one.name,
            functions=list(one.functions),
            since=FOUNDED,
            until=RENAMED if one.name == "設備網路組" else None,
            order=order,
        )
        for order, one in enumerate(UNITS)
    ]
    made = {one.name: one for one in _create(units, by)}
    new = Unit(agency=agency, name="設施網路組", since=RENAMED, order=made["設備網路組"].order)
    made[new.name] = _create([new], by)[0]
    old = made["設備網路組"]
    old.successor = new
    history.save(old, by=by, verb="更名", channel=Channel.COMMAND)
    return made


def _posts(one: Figure, person: Person, units: dict[str, Unit]):
    """A post of the renamed unit goes on in its successor from the day of the renaming."""
    for kind, unit, since, until, title, rank in one.posts:
        spans = [(unit, since, until)]
        if unit == "設備網路組" and (until is None or until > RENAMED):
            spans = [(unit, since, RENAMED), ("設施網路組", RENAMED, until)]
        for name, first, last in spans:
            yield Post(
                person=person,
                unit=units[name],
                kind=kind,
                since=first,
                until=last,
                title=title,
                rank=rank,
                is_head=one.leads and kind == S,
            )
