"""The training tables of the report (domain 2.1, T4 – T6), and who still has to do what by when."""

from collections import defaultdict

from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _n

from core.contract import Column, Duty, Scope, Sentence, Table
from organization.models import PostKind, Sex
from training.compliance.demands import ASKS, LIAISONS
from training.compliance.findings import address_of
from training.compliance.owed import owed
from training.compliance.people import PersonYear, Year, hours, people
from training.evaluated import evaluation_table
from training.labels import label
from training.models import Level, Mode, Organiser, Session, State

CLAUSE = "伍二"

AUDIENCES = (
    (PostKind.GENERAL, _n("一般公務人員")),
    (PostKind.SUPERVISOR, _n("主管人員")),
    (PostKind.FOCAL_POINT, _n("性別議題聯絡人")),
    (PostKind.GENDER_STAFF, _n("辦理性別平等業務相關人員")),
)
SEXES = (
    ("m", _n("男"), {Sex.MALE}),
    ("f", _n("女"), {Sex.FEMALE}),
    ("x", _n("其他／未填"), {Sex.OTHER, Sex.UNSTATED}),
)


def tables(scope: Scope) -> tuple[Table, ...]:
    """By audience and sex, by unit, the courses and their evaluation, and what is unfinished and why."""
    year = people(scope)
    if year.chosen is None or not year.people:
        return ()
    asked = [one for one in year.people if one.asked]
    return (
        _by_audience(asked),
        _by_unit(asked),
        _hours_table(asked),
        _courses(scope),
        evaluation_table(scope),
        _unfinished(year),
    )


def _count(people: list[PersonYear]) -> list[int]:
    """Men, women, others, all."""
    return [sum(one.sex in sexes for one in people) for _, _, sexes in SEXES] + [len(people)]


def _by_audience(asked: list[PersonYear]) -> Table:
    """T4: asked, done and the rate, by sex. Somebody of two audiences stands in both rows, once in the total."""
    rows = []
    for kind, name in AUDIENCES:
        there = [one for one in asked if kind in one.kinds]
        done = [one for one in there if one.does(kind)]
        rows.append(_audience_row(Sentence(name), there, done))
    done = [one for one in asked if one.complete]
    columns = [Column("audience", Sentence(_n("對象別")))]
    for group, title in (("asked", _n("應訓人數")), ("done", _n("完成人數"))):
        columns += [
            Column(f"{group}_{key}", Sentence(name), "int", Sentence(title)) for key, name, _ in SEXES
        ]
        columns.append(Column(f"{group}_all", Sentence(_n("計")), "int", Sentence(title)))
    columns.append(Column("rate", Sentence(_n("完成率")), "percent"))
    return Table(
        key="training-audience",
        title=Sentence(_n("參訓統計（依對象別與性別）")),
        columns=tuple(columns),
        rows=tuple(rows),
        clause=CLAUSE,
        foot=(_audience_row(Sentence(_n("合計（不重複）")), asked, done),),
        note=Sentence(
            _n("兼具兩種身分者於各列分別列計並各依該身分之規定判定；合計不重複，須各種身分均完成。")
        ),
    )


def _audience_row(name: Sentence, asked: list[PersonYear], done: list[PersonYear]) -> tuple:
    return (name, *_count(asked), *_count(done), (len(done), len(asked)))


def _by_unit(asked: list[PersonYear]) -> Table:
    units = defaultdict(list)
    for one in asked:
        units[one.unit].append(one)
    rows = tuple(_unit_row(name, there) for name, there in units.items())
    return Table(
        key="training-unit",
        title=Sentence(_n("各組室完成情形")),
        columns=(
            Column("unit", Sentence(_n("組室"))),
            Column("ratio", Sentence(_n("完成／應訓")), "ratio"),
            Column("rate", Sentence(_n("完成率")), "percent"),
            Column("minutes", Sentence(_n("總時數")), "minutes"),
        ),
        rows=rows,
        clause=CLAUSE,
        foot=(_unit_row(Sentence(_n("合計")), asked),),
        chart="ratio",
    )


def _unit_row(name, there: list[PersonYear]) -> tuple:
    ratio = (sum(one.complete for one in there), len(there))
    return (name, ratio, ratio, sum(one.have for one in there))


def _hours_table(asked: list[PersonYear]) -> Table:
    """Total and mean hours by sex, and how many liaisons have the advanced part."""
    rows = []
    for _, name, sexes in (*SEXES, ("", _n("計"), set(Sex))):
        there = [one for one in asked if one.sex in sexes]
        total = sum(one.have for one in there)
        liaisons = [one for one in there if one.kinds & set(LIAISONS)]
        reached = (sum(not one.short_advanced for one in liaisons), len(liaisons))
        mean = (2 * total + len(there)) // (2 * len(there)) if there else None
        rows.append((Sentence(name), len(there), total, mean, sum(one.cedaw for one in there), reached))
    return Table(
        key="training-sex",
        title=Sentence(_n("時數統計（依性別）")),
        columns=(
            Column("sex", Sentence(_n("性別"))),
            Column("asked", Sentence(_n("應訓人數")), "int"),
            Column("total", Sentence(_n("總時數")), "minutes"),
            Column("mean", Sentence(_n("平均時數")), "minutes"),
            Column("cedaw", Sentence(_n("CEDAW 時數")), "minutes"),
            Column("advanced", Sentence(_n("進階達標／應達標")), "ratio"),
        ),
        rows=tuple(rows[:-1]),
        clause=CLAUSE,
        foot=(rows[-1],),
    )


def _courses(scope: Scope) -> Table:
    """T5: every session of the catalogue in the year, with who took part by sex; one query."""
    verified = Q(hours__state=State.VERIFIED)
    sessions = (
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
    rows = tuple(
        (
            one.ended_on,
            one.course.title,
            label(Organiser, one.course.organiser),
            label(Level, one.course.level),
            label(Mode, one.mode),
            one.minutes,
            one.men,
            one.women,
            one.others,
            one.everybody,
        )
        for one in sessions
    )
    return Table(
        key="training-courses",
        title=Sentence(_n("課程清單")),
        columns=(
            Column("day", Sentence(_n("日期")), "date"),
            Column("title", Sentence(_n("課程名稱"))),
            Column("organiser", Sentence(_n("辦理單位")), "label"),
            Column("level", Sentence(_n("類別")), "label"),
            Column("mode", Sentence(_n("辦理方式")), "label"),
            Column("minutes", Sentence(_n("時數")), "minutes"),
            Column("men", Sentence(_n("男")), "int", Sentence(_n("參訓人數"))),
            Column("women", Sentence(_n("女")), "int", Sentence(_n("參訓人數"))),
            Column("others", Sentence(_n("其他／未填")), "int", Sentence(_n("參訓人數"))),
            Column("all", Sentence(_n("計")), "int", Sentence(_n("參訓人數"))),
        ),
        rows=rows,
        clause=CLAUSE,
    )


def _unfinished(year: Year) -> Table:
    """T6: unfinished people by reason, counts only (the report names nobody)."""
    asked = [one for one in year.people if one.asked]
    lines = (
        (_n("尚缺時數"), [one for one in asked if one.short]),
        (_n("時數足夠，尚缺進階時數"), [one for one in asked if not one.short and one.short_advanced]),
        (
            _n("其中：待核時數核定後即可完成"),
            [one for one in asked if one.short and one.pending >= one.short],
        ),
        (
            _n("不列入應訓人數（離職、留職停薪、在職未滿最低日數）"),
            [one for one in year.people if not one.asked],
        ),
    )
    columns = [Column("reason", Sentence(_n("情形")))]
    columns += [Column(key, Sentence(name), "int") for key, name, _ in SEXES]
    columns.append(Column("all", Sentence(_n("計")), "int"))
    return Table(
        key="training-unfinished",
        title=Sentence(_n("未完成人員統計")),
        columns=tuple(columns),
        rows=tuple((Sentence(name), *_count(there)) for name, there in lines),
        clause=CLAUSE,
    )


def duties(scope: Scope) -> tuple[Duty, ...]:
    """How many people are short, by unit and rule, until the year's last day; and what the office still owes."""
    year = people(scope)
    if year.chosen is None:
        return ()
    short = [one for rule, ask in _rules(year) for one in _of_rule(scope, year, rule, ask)]
    return (*short, *owed(scope, year.book))


def _rules(year: Year):
    return [(rule, ask) for ask in ASKS if (rule := ask.rule(year.book))]


def _of_rule(scope: Scope, year: Year, rule, ask) -> list[Duty]:
    short = defaultdict(list)
    for one in year.people:
        if one.is_asked(ask.kinds) and not one.meets(ask):
            short[(one.unit_id, one.unit)].append(one)
    return [
        Duty(
            rule=rule.code,
            who=Sentence("%(unit)s", {"unit": unit}),
            what=_what(there, ask.advanced),
            until=None if scope.closed else scope.last,
            url=address_of(scope, rule=rule.code, list="missing", unit=unit_id),
        )
        for (unit_id, unit), there in short.items()
    ]


def _what(there: list[PersonYear], advanced: bool) -> Sentence:
    """One person by what is short, several by their number."""
    if len(there) == 1:
        one = there[0]
        minutes = one.short_advanced if advanced else one.short
        message = _n("%(name)s 尚缺進階 %(hours)s 小時") if advanced else _n("%(name)s 尚缺 %(hours)s 小時")
        return Sentence(message, {"name": one.name, "hours": hours(minutes)})
    message = _n("%(count)s 人尚缺進階時數") if advanced else _n("%(count)s 人尚缺時數")
    return Sentence(message, {"count": len(there)})
