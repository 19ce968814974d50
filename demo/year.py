"""Three years of training as the demonstration tells them: most people comply, some don't, and one can see why.

105 and 106 are closed; 107 is told up to the demonstration day. Drawn by a seeded generator, so every machine
gets the same story.
"""

import datetime
import random
from dataclasses import dataclass

from organization import history
from organization.actor import Actor
from organization.models import Agency, Person, PostKind
from organization.models.change import Channel
from training.models import Course, Hours, Level, Mode, Organiser, Session, State

DEMO_DAY = datetime.date(2018, 11, 15)
STORY_STARTS = datetime.date(2016, 1, 1)


@dataclass(frozen=True)
class CoursePlan:
    """A course of the catalogue and the 民國 days on which it was held."""

    code: str
    title: str
    minutes: int
    organiser: str
    days: tuple[str, ...]
    level: str = Level.BASIC
    is_cedaw: bool = False
    mode: str = Mode.LECTURE
    topics: str = ""
    ends: str = ""
    has_case_discussion: bool = False


SELF, DCSD, OTHER = Organiser.SELF, Organiser.DCSD, Organiser.OTHER
ADVANCED = Level.ADVANCED

COURSES = (
    CoursePlan(
        "B101",
        "性別主流化概念",
        120,
        DCSD,
        ("105/3/15", "105/5/18", "105/9/7", "106/3/9", "106/5/16"),
        topics="性別主流化概念",
    ),
    CoursePlan(
        "B102",
        "性別主流化六大工具",
        120,
        SELF,
        ("105/4/20", "105/10/12", "106/4/19", "106/9/13"),
        topics="性別主流化六大工具",
        has_case_discussion=True,
    ),
    CoursePlan(
        "B103",
        "CEDAW 公約落實與推動",
        120,
        SELF,
        ("105/6/22", "106/6/21"),
        is_cedaw=True,
        topics="CEDAW公約落實與推動",
        has_case_discussion=True,
    ),
    CoursePlan(
        "B104", "資訊服務的性別議題", 90, SELF, ("105/8/24",), topics="性別議題", has_case_discussion=True
    ),
    CoursePlan(
        "S101",
        "主管的性別意識與議題政策規劃",
        120,
        DCSD,
        ("105/5/25", "106/5/24"),
        topics="性別議題政策規劃",
        mode=Mode.SEMINAR,
    ),
    CoursePlan(
        "A201",
        "性別影響評估實務",
        360,
        DCSD,
        ("105/7/13", "106/7/12", "107/7/11"),
        ADVANCED,
        topics="工具運用",
        mode=Mode.WORKSHOP,
    ),
    CoursePlan(
        "A202",
        "性別統計與分析工作坊",
        360,
        DCSD,
        ("105/9/21", "106/9/20", "107/9/19"),
        ADVANCED,
        topics="工具運用",
        mode=Mode.WORKSHOP,
    ),
    CoursePlan(
        "A203", "性別預算案例研討", 330, DCSD, ("106/10/18",), ADVANCED, topics="工具運用", mode=Mode.SEMINAR
    ),
    CoursePlan(
        "L301",
        "性別議題聯絡人聯繫會報",
        180,
        OTHER,
        ("105/4/13", "105/11/9", "106/4/12", "106/11/8", "107/4/11", "107/11/7"),
        topics="聯繫會報",
        mode=Mode.LIAISON_MEETING,
    ),
    CoursePlan(
        "L302",
        "性別主流化實際案例討論",
        360,
        DCSD,
        ("105/8/17", "106/8/16", "107/8/15"),
        is_cedaw=True,
        topics="實際案例討論",
        mode=Mode.WORKSHOP,
    ),
    CoursePlan(
        "C401",
        "CEDAW 直接與間接歧視（含案例）",
        180,
        SELF,
        ("107/3/14", "107/5/9", "107/9/5", "107/11/28"),
        is_cedaw=True,
        topics="直接與間接歧視",
        has_case_discussion=True,
    ),
    CoursePlan(
        "C402",
        "CEDAW 暫行特別措施（含案例）",
        180,
        DCSD,
        ("107/4/25", "107/10/17", "107/12/5"),
        is_cedaw=True,
        topics="暫行特別措施",
    ),
    CoursePlan(
        "C403",
        "主管業務與 CEDAW 情境案例討論",
        180,
        DCSD,
        ("107/6/13", "107/10/24"),
        is_cedaw=True,
        mode=Mode.WORKSHOP,
        topics="主管業務與CEDAW之關聯性",
    ),
    CoursePlan(
        "C404",
        "CEDAW 案例分組討論",
        120,
        SELF,
        ("107/11/7",),
        is_cedaw=True,
        mode=Mode.GROUP_DISCUSSION,
        topics="案例分組討論",
        has_case_discussion=True,
    ),
    CoursePlan(
        "D501",
        "數位課程：認識 CEDAW",
        60,
        OTHER,
        ("107/2/1",),
        is_cedaw=True,
        mode=Mode.DIGITAL,
        topics="CEDAW",
    ),
    CoursePlan(
        "N601", "跨年研習：性別平等新趨勢", 180, OTHER, ("106/12/30",), topics="性別議題", ends="107/1/2"
    ),
)

SEATS = {SELF: 40, DCSD: 8}
"""公訓處 gives the agency seats in what is still to come; of the past nobody remembers."""

LECTURERS = (("何孟真", "F"), ("游士廷", "M"), ("柯曼如", "F"), ("汪以樂", "X"))


def _day(text: str) -> datetime.date:
    year, month, day = (int(part) for part in text.split("/"))
    return datetime.date(year + 1911, month, day)


def train(agency: Agency, people: dict[str, Person], verifier, by: Actor) -> None:
    """Courses, sessions and everybody's hours; ``verifier`` is the personnel office's account."""
    sessions = _catalogue(agency, by)
    generator = random.Random(107)
    rows: list[Hours] = []
    for person in people.values():
        for session, minutes, state in _attended(person, sessions, generator):
            rows.append(_hours(person, session, minutes, state, verifier))
    history.create_many(rows, by=by, verb="新增", channel=Channel.COMMAND)


def _catalogue(agency: Agency, by: Actor) -> dict[tuple[str, str], Session]:
    """Every session by (course code, first day)."""
    write = {"by": by, "verb": "新增", "channel": Channel.COMMAND}
    courses = history.create_many(
        [
            Course(
                agency=agency,
                code=one.code,
                title=one.title,
                level=one.level,
                is_cedaw=one.is_cedaw,
                topics=one.topics,
                organiser=one.organiser,
            )
            for one in COURSES
        ],
        **write,
    )
    sessions = []
    for number, (course, one) in enumerate(zip(courses, COURSES, strict=True)):
        for day in one.days:
            lecturer, sex = LECTURERS[(number + len(sessions)) % len(LECTURERS)]
            sessions.append(
                Session(
                    course=course,
                    held_on=_day(day),
                    ended_on=_day(one.ends or day),
                    minutes=one.minutes,
                    mode=one.mode,
                    place=""
                    if one.mode == Mode.DIGITAL
                    else "局內會議室"
                    if one.organiser == SELF
                    else "公訓處",
                    lecturer="" if one.mode == Mode.DIGITAL else lecturer,
                    lecturer_sex="" if one.mode == Mode.DIGITAL else sex,
                    has_case_discussion=one.has_case_discussion,
                    cases="本局線上申辦服務之使用者性別落差" if one.has_case_discussion else "",
                    seats=SEATS.get(one.organiser) if _day(day) > DEMO_DAY or one.organiser == SELF else None,
                )
            )
    days = [(one.code, day) for one in COURSES for day in one.days]
    return dict(zip(days, history.create_many(sessions, **write), strict=True))


FOCAL_ROUND = {
    105: (("A201", "105/7/13"), ("L301", "105/4/13"), ("L301", "105/11/9"), ("L302", "105/8/17")),
    106: (("A201", "106/7/12"), ("L301", "106/4/12"), ("L301", "106/11/8"), ("L302", "106/8/16")),
    107: (("A201", "107/7/11"), ("L301", "107/4/11"), ("L301", "107/11/7"), ("L302", "107/8/15")),
}
"""Eighteen hours with six advanced ones."""

STAFF_CHOICE = {
    105: (
        ("B101", "105/3/15"),
        ("B101", "105/5/18"),
        ("B101", "105/9/7"),
        ("B102", "105/4/20"),
        ("B102", "105/10/12"),
        ("B103", "105/6/22"),
    ),
    106: (
        ("B101", "106/3/9"),
        ("B101", "106/5/16"),
        ("B102", "106/4/19"),
        ("B102", "106/9/13"),
        ("B103", "106/6/21"),
    ),
    107: (
        ("C401", "107/3/14"),
        ("C401", "107/5/9"),
        ("C401", "107/9/5"),
        ("C402", "107/4/25"),
        ("C402", "107/10/17"),
    ),
}
HEAD_CHOICE = {
    105: (("S101", "105/5/25"),),
    106: (("S101", "106/5/24"),),
    107: (("C403", "107/6/13"), ("C403", "107/10/24")),
}

ODD = {
    "戴明倫": {105: (("B104", "105/8/24"),)},  # 1.5 of 2 hours: thirty minutes short
    "許家伶": {106: ()},
    "邱柏銘": {106: ()},
    "曾郁珊": {
        105: (("B103", "105/6/22"),),
        106: (
            ("A203", "106/10/18"),
            ("L302", "106/8/16"),
            ("L301", "106/11/8"),
            ("B101", "106/5/16"),
            ("B103", "106/6/21"),
        ),
    },  # 18.5 hours in 106, only 5.5 of them advanced
    "江承翰": {106: (("L301", "106/4/12"), ("B102", "106/9/13")), 107: (("C401", "107/3/14"),)},
    "翁冠廷": {107: (("C401", "107/5/9"),)},
    "王小明": {107: (("D501", "107/2/1"),)},  # one hour of three
    "葉子均": {106: (("B101", "106/3/9"),), 107: (("N601", "106/12/30"),)},
}
WAITING = {"廖俊凱", "賴孟穎"}
"""Their hours of 107 still wait for the personnel office."""


def _attended(person: Person, sessions: dict, generator: random.Random):
    """(session, minutes, state) of everything the person took part in."""
    kinds = {post.kind for post in person.posts.all()}
    for year, staff in STAFF_CHOICE.items():
        kept = generator.random()
        choice = generator.choice(HEAD_CHOICE[year] if PostKind.SUPERVISOR in kinds else staff)
        chosen = [choice] if kept < (0.72 if year == 107 else 0.965) else []
        if kinds & {PostKind.FOCAL_POINT, PostKind.GENDER_STAFF}:
            chosen = list(FOCAL_ROUND[year])
        if person.name in ODD and year in ODD[person.name]:
            chosen = list(ODD[person.name][year])
        for key in chosen:
            session = sessions[key]
            if _there(person, session) and session.ended_on <= DEMO_DAY:
                yield session, session.minutes, _state(person, year, generator)


def _there(person: Person, session: Session) -> bool:
    """In service that day and not on leave."""
    day = session.ended_on
    return any(
        post.holds_on(day) for post in person.posts.all() if post.kind in ("GENERAL", "SUPERVISOR")
    ) and not any(leave.holds_on(day) for leave in person.leaves.all())


def _state(person: Person, year: int, generator: random.Random) -> str:
    if year < 107:
        return State.VERIFIED
    if person.name in WAITING or generator.random() < 0.12:
        return State.PENDING
    return State.RETURNED if generator.random() < 0.02 else State.VERIFIED


def _hours(person: Person, session: Session, minutes: int, state: str, verifier) -> Hours:
    verified = state == State.VERIFIED
    noon = datetime.time(12, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
    return Hours(
        person=person,
        session=session,
        held_on=session.ended_on,
        minutes=minutes,
        state=state,
        reason="證明文件看不清楚，請重新上傳。" if state == State.RETURNED else "",
        verified_by=verifier if verified else None,
        verified_at=datetime.datetime.combine(session.ended_on, noon) if verified else None,
    )


def tie(row, item, by: Actor) -> None:
    """Tie what was presented to the item of the story's meeting that dealt with it."""
    row.presented_in = item
    history.save(row, by=by, verb="提報小組")
