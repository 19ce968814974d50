"""People in the report: by audience, sex and unit, their hours, and who is not done why (domain 2.1, T4, T6)."""

from collections import defaultdict

from django.utils.translation import gettext_noop as _n

from core.contract import Column, Sentence, Table
from organization.models import PostKind, Sex
from training.compliance.demands import LIAISONS
from training.compliance.people import PersonYear, Year
from training.compliance.population import Standing

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


def _count(people: list[PersonYear]) -> list[int]:
    """Men, women, others, all."""
    return [sum(one.sex in sexes for one in people) for _, _, sexes in SEXES] + [len(people)]


def by_audience(asked: list[PersonYear]) -> Table:
    """T4: asked, done and the rate, by sex. Somebody of two audiences stands in both rows, once in the total."""
    columns = [Column("audience", Sentence(_n("對象別")))]
    groups = (
        ("asked", _n("應訓人數"), "int"),
        ("done", _n("完成人數"), "int"),
        ("rate", _n("完成率"), "percent"),
    )
    for group, title, kind in groups:
        columns += [Column(f"{group}_{key}", Sentence(name), kind, Sentence(title)) for key, name, _ in SEXES]
        columns.append(Column(f"{group}_all", Sentence(_n("計")), kind, Sentence(title)))
    return Table(
        key="training-audience",
        title=Sentence(_n("參訓統計（依對象別與性別）")),
        columns=tuple(columns),
        rows=tuple(_audience_row(Sentence(name), there, done) for _, name, there, done in _audiences(asked)),
        clause=CLAUSE,
        foot=(_audience_row(TOTAL, asked, [one for one in asked if one.complete]),),
        note=NOTE,
    )


TOTAL = Sentence(_n("合計（不重複）"))
NOTE = Sentence(_n("兼具兩種身分者於各列分別列計並各依該身分之規定判定；合計不重複，須各種身分均完成。"))


def _audiences(asked: list[PersonYear]):
    """(kind, its name, who is asked as it, who of them has done it)."""
    for kind, name in AUDIENCES:
        there = [one for one in asked if kind in one.kinds]
        yield kind, name, there, [one for one in there if one.does(kind)]


def _audience_row(name: Sentence, asked: list[PersonYear], done: list[PersonYear]) -> tuple:
    all_of, of_these = _count(asked), _count(done)
    return (name, *all_of, *of_these, *zip(of_these, all_of, strict=True))


def audience_hours(asked: list[PersonYear]) -> Table:
    """T4: total and mean hours of each audience, and how many of the liaisons have the advanced part."""
    rows = tuple(
        _hours_row(Sentence(name), there, kind in LIAISONS) for kind, name, there, _done in _audiences(asked)
    )
    return Table(
        key="training-audience-hours",
        title=Sentence(_n("參訓時數（依對象別）")),
        columns=(Column("audience", Sentence(_n("對象別"))), *HOURS_COLUMNS),
        rows=rows,
        clause=CLAUSE,
        foot=(_hours_row(TOTAL, asked, True),),
        note=NOTE,
    )


HOURS_COLUMNS = (
    Column("asked", Sentence(_n("應訓人數")), "int"),
    Column("total", Sentence(_n("總時數")), "minutes"),
    Column("mean", Sentence(_n("平均時數")), "minutes"),
    Column("cedaw", Sentence(_n("CEDAW 時數")), "minutes"),
    Column("advanced", Sentence(_n("進階達標／應達標")), "ratio"),
)


def _hours_row(name: Sentence, there: list[PersonYear], has_advanced: bool) -> tuple:
    """The mean is rounded once, half up to the tenth of an hour that is shown; nobody has no mean."""
    total = sum(one.have for one in there)
    mean = 6 * ((2 * total + 6 * len(there)) // (12 * len(there))) if there else None
    liaisons = [one for one in there if one.kinds & set(LIAISONS)]
    reached = (sum(not one.short_advanced for one in liaisons), len(liaisons)) if has_advanced else None
    return (name, len(there), total, mean, sum(one.cedaw for one in there), reached)


def by_unit(asked: list[PersonYear]) -> Table:
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


def by_sex(asked: list[PersonYear]) -> Table:
    """The same hours by sex."""
    rows = tuple(
        _hours_row(Sentence(name), [one for one in asked if one.sex in sexes], True)
        for _, name, sexes in SEXES
    )
    return Table(
        key="training-sex",
        title=Sentence(_n("時數統計（依性別）")),
        columns=(Column("sex", Sentence(_n("性別"))), *HOURS_COLUMNS),
        rows=rows,
        clause=CLAUSE,
        foot=(_hours_row(Sentence(_n("計")), asked, True),),
    )


def unfinished(year: Year) -> Table:
    """T6: who has finished, who has not and who is not asked, by reason; counts only (the report names nobody)."""
    columns = [Column("reason", Sentence(_n("情形")))]
    columns += [Column(key, Sentence(name), "int") for key, name, _ in SEXES]
    columns.append(Column("all", Sentence(_n("計")), "int"))
    return Table(
        key="training-unfinished",
        title=Sentence(_n("未完成人員統計")),
        columns=tuple(columns),
        rows=tuple((reason, *_count(there)) for reason, there in _reasons(year)),
        clause=CLAUSE,
        foot=((Sentence(_n("計（不含「其中」）")), *_count(list(year.people))),),
    )


def _reasons(year: Year) -> list[tuple[Sentence, list[PersonYear]]]:
    """Each person stands under one reason; 「其中」 is a part of the line before."""
    asked = [one for one in year.people if one.asked]
    short = [one for one in asked if one.short]
    lines = [
        (_n("已完成"), [one for one in asked if one.complete]),
        (_n("尚缺時數"), short),
        (_n("其中：待核時數核定後即補足"), [one for one in short if one.pending >= one.short]),
        (_n("時數足夠，尚缺進階時數"), [one for one in asked if not one.short and one.short_advanced]),
    ]
    if unruled := [one for one in asked if one.need is None and not one.short_advanced]:
        lines.append((_n("無適用之時數規定"), unruled))
    said = [(Sentence(message), there) for message, there in lines]
    for standing in Standing:
        if not standing.asked:
            there = [one for one in year.people if one.standing == standing]
            said.append((Sentence(_n("不列入：%(why)s"), {"why": standing.sentence}), there))
    return said
