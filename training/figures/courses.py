"""Courses in the report: the list, by kind, who taught, and how much of it was CEDAW (domain 2.1, T5; T-13)."""

from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _n

from core.contract import Column, Sentence, Table
from organization.models import Sex
from training.compliance.people import PersonYear, Year
from training.figures.staff import CLAUSE, SEXES
from training.labels import label
from training.models import Level, Mode, Organiser, Session, State

UNSTATED = Sentence(_n("未填"))
PEOPLE = tuple(
    Column(key, Sentence(name), "int", Sentence(_n("參訓人數")))
    for key, name in (("men", _n("男")), ("women", _n("女")), ("others", _n("其他／未填")), ("all", _n("計")))
)


def held(year: Year) -> list[Session]:
    """Every session of the catalogue in the year, with who of the scope's people took part by sex; one query."""
    scope = year.scope
    verified = Q(hours__state=State.VERIFIED)
    if scope.unit_id is not None:
        verified &= Q(hours__person_id__in=[one.person_id for one in year.people])
    found = (
        Session.objects.catalogue()
        .held(scope.first, scope.day)
        .filter(course__agency_id=scope.agency_id)
        .select_related("course")
        .annotate(
            men=Count("hours", filter=verified & Q(hours__person__sex=Sex.MALE)),
            women=Count("hours", filter=verified & Q(hours__person__sex=Sex.FEMALE)),
            others=Count("hours", filter=verified & Q(hours__person__sex__in=[Sex.OTHER, Sex.UNSTATED])),
            everybody=Count("hours", filter=verified),
        )
        .order_by("ended_on", "id")
    )
    return list(found)


def _people(sessions: list[Session]) -> tuple[int, ...]:
    return tuple(
        sum(getattr(one, name) for one in sessions) for name in ("men", "women", "others", "everybody")
    )


def course_list(sessions: list[Session]) -> Table:
    """T5: what was held and who took part."""
    return Table(
        key="training-courses",
        title=Sentence(_n("課程清單")),
        columns=(
            *COURSE,
            Column("organiser", Sentence(_n("辦理單位")), "label"),
            Column("level", Sentence(_n("類別")), "label"),
            Column("mode", Sentence(_n("辦理方式")), "label"),
            Column("minutes", Sentence(_n("時數")), "minutes"),
            *PEOPLE,
        ),
        rows=tuple(
            (
                one.ended_on,
                one.course.title,
                label(Organiser, one.course.organiser),
                label(Level, one.course.level),
                label(Mode, one.mode),
                one.minutes,
                *_people([one]),
            )
            for one in sessions
        ),
        clause=CLAUSE,
    )


COURSE = (Column("day", Sentence(_n("日期")), "date"), Column("title", Sentence(_n("課程名稱"))))


def contents(sessions: list[Session]) -> Table:
    """T5, its other half, for a page is not wide enough for one: what it was about and who taught it."""
    return Table(
        key="training-contents",
        title=Sentence(_n("課程主題、講師與案例討論")),
        columns=(
            *COURSE,
            Column("topics", Sentence(_n("主題"))),
            Column("lecturer", Sentence(_n("講師"))),
            Column("lecturer_sex", Sentence(_n("講師性別")), "label"),
            Column("cases", Sentence(_n("案例討論"))),
        ),
        rows=tuple(
            (
                one.ended_on,
                one.course.title,
                one.course.topics or None,
                one.lecturer or None,
                label(Sex, one.lecturer_sex),
                _cases(one),
            )
            for one in sessions
        ),
        clause=CLAUSE,
    )


def _cases(one: Session) -> Sentence:
    if not one.has_case_discussion:
        return Sentence(_n("無"))
    return Sentence(_n("有：%(cases)s"), {"cases": one.cases}) if one.cases else Sentence(_n("有"))


def kinds(sessions: list[Session]) -> Table:
    """How many courses there were of each kind and who came; each way of sorting adds up to the total."""
    ways = (
        (_n("類別"), Level, lambda one: one.course.level),
        (_n("辦理方式"), Mode, lambda one: one.mode),
        (_n("辦理單位"), Organiser, lambda one: one.course.organiser),
    )
    return Table(
        key="training-kinds",
        title=Sentence(_n("課程統計（依類別、辦理方式與辦理單位）")),
        columns=(
            Column("way", Sentence(_n("分類"))),
            Column("kind", Sentence(_n("項目"))),
            Column("sessions", Sentence(_n("場次")), "int"),
            Column("minutes", Sentence(_n("時數")), "minutes"),
            *PEOPLE,
        ),
        rows=tuple(row for way, choices, of in ways for row in _kind_rows(way, choices, of, sessions)),
        clause=CLAUSE,
        foot=(_kind_row(Sentence(_n("合計")), None, sessions),),
    )


def _kind_rows(way: str, choices, of, sessions: list[Session]):
    """The kinds that occur, in their own order; what nobody filled in comes last."""
    for value in (*choices.values, ""):
        if there := [one for one in sessions if of(one) == value]:
            yield _kind_row(Sentence(way), label(choices, value) or UNSTATED, there)


def _kind_row(way: Sentence, kind: Sentence | None, there: list[Session]) -> tuple:
    return (way, kind, len(there), sum(one.minutes for one in there), *_people(there))


def lecturers(sessions: list[Session]) -> Table:
    """Who taught, by sex: different people by name, their sessions and hours."""
    rows = tuple(
        _lecturer_row(Sentence(name), [one for one in sessions if _sex_of(one) in sexes], sessions)
        for _, name, sexes in SEXES
    )
    return Table(
        key="training-lecturers",
        title=Sentence(_n("講師統計（依性別）")),
        columns=(
            Column("sex", Sentence(_n("性別"))),
            Column("lecturers", Sentence(_n("講師人數")), "int"),
            Column("sessions", Sentence(_n("場次")), "int"),
            Column("share", Sentence(_n("場次比率")), "percent"),
            Column("minutes", Sentence(_n("時數")), "minutes"),
        ),
        rows=rows,
        clause=CLAUSE,
        foot=(_lecturer_row(Sentence(_n("計")), sessions, sessions),),
        note=Sentence(_n("講師依姓名與性別計；無講師或未填性別之場次列於其他／未填。")),
    )


def _sex_of(one: Session) -> str:
    return one.lecturer_sex or Sex.UNSTATED


def _lecturer_row(name: Sentence, there: list[Session], everything: list[Session]) -> tuple:
    different = {(one.lecturer, _sex_of(one)) for one in there if one.lecturer}
    minutes = sum(one.minutes for one in there)
    return (name, len(different), len(there), (len(there), len(everything)), minutes)


def cedaw(sessions: list[Session], asked: list[PersonYear]) -> Table:
    """How much of the year was CEDAW: of the sessions, of who came, and of who is asked."""
    about = [one for one in sessions if one.course.is_cedaw]
    lines = (
        (_n("場次"), len(about), len(sessions)),
        (_n("參訓人次"), _people(about)[-1], _people(sessions)[-1]),
        (_n("應訓人員有 CEDAW 時數者"), sum(one.cedaw > 0 for one in asked), len(asked)),
    )
    return Table(
        key="training-cedaw",
        title=Sentence(_n("CEDAW 課程比率")),
        columns=(
            Column("what", Sentence(_n("項目"))),
            Column("ratio", Sentence(_n("CEDAW／全部")), "ratio"),
            Column("rate", Sentence(_n("比率")), "percent"),
        ),
        rows=tuple((Sentence(name), (part, whole), (part, whole)) for name, part, whole in lines),
        clause=CLAUSE,
    )
