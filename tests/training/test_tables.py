"""The training tables of the report: what the forms ask, sums that add up, few queries (domain 2.1, T4 – T6; T-13)."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from core.contract import Scope
from core.templatetags.contract import hours
from organization.models import PostKind, Sex
from tests import factories as make
from tests.factories import day
from training.chapter import tables
from training.figures.staff import _hours_row
from training.models import Submission

YEAR = 2018
ON = day("107/12/31")


@pytest.fixture
def house(plan, cast):
    """Three courses; 王小明 (liaison too) and 鄰組員 have finished, 林主任 has a part, others have none."""
    by = cast.officer.account
    make.make_post(cast.clerk, cast.unit_a, kind=PostKind.FOCAL_POINT)
    basic = make.make_course(plan, "概論", organiser="SELF", topics="性別平等政策綱領")
    cedaw = make.make_course(plan, "CEDAW 案例", level="ADVANCED", organiser="DCSD", is_cedaw=True)
    digital = make.make_course(plan, "數位課程")
    taught = {"lecturer": "張講師", "lecturer_sex": Sex.FEMALE}
    first = make.make_session(basic, "107/3/8", 180, **taught, has_case_discussion=True, cases="電話客服")
    second = make.make_session(
        cedaw, "107/5/9", 900, mode="WORKSHOP", lecturer="李講師", lecturer_sex=Sex.MALE
    )
    third = make.make_session(digital, "107/6/1", 60, mode="DIGITAL")
    make.make_session(basic, "107/7/1", 120, **taught)
    for person, session in (
        (cast.clerk, first),
        (cast.clerk, second),
        (cast.neighbour, first),
        (cast.head, third),
    ):
        make.make_hours(person, session, verified_by=by)
    make.make_hours(cast.accountant, first)
    make.make_person(plan, cast.unit_b, "離職員", until="107/5/1")
    return cast


def table(house, key, unit=None, year=YEAR, on=ON):
    return next(one for one in tables(Scope(house.agency.id, year, on, unit)) if one.key == key)


def rows(one) -> list[list]:
    """Each row with its words in place of sentences."""
    return [[str(cell) if hasattr(cell, "message") else cell for cell in row] for row in one.rows + one.foot]


def column(one, key, foot=False) -> list:
    place = [each.key for each in one.columns].index(key)
    return [row[place] for row in (one.foot if foot else one.rows)]


def test_each_table_has_as_many_cells_as_columns(house):
    for one in tables(Scope(house.agency.id, YEAR, ON)):
        assert {len(row) for row in one.rows + one.foot} <= {len(one.columns)}, one.key


def test_each_audience_has_asked_done_and_rate_by_sex(house):
    assert rows(table(house, "training-audience")) == [
        ["一般公務人員", 2, 3, 0, 5, 1, 1, 0, 2, (1, 2), (1, 3), (0, 0), (2, 5)],
        ["主管人員", 1, 0, 0, 1, 0, 0, 0, 0, (0, 1), (0, 0), (0, 0), (0, 1)],
        ["性別議題聯絡人", 0, 1, 0, 1, 0, 1, 0, 1, (0, 0), (1, 1), (0, 0), (1, 1)],
        ["辦理性別平等業務相關人員", 0, 0, 0, 0, 0, 0, 0, 0, (0, 0), (0, 0), (0, 0), (0, 0)],
        ["合計（不重複）", 3, 3, 0, 6, 1, 1, 0, 2, (1, 3), (1, 3), (0, 0), (2, 6)],
    ]


def test_each_audience_has_total_mean_and_advanced(house):
    assert rows(table(house, "training-audience-hours")) == [
        ["一般公務人員", 5, 1260, 252, 900, None],
        ["主管人員", 1, 60, 60, 0, None],
        ["性別議題聯絡人", 1, 1080, 1080, 900, (1, 1)],
        ["辦理性別平等業務相關人員", 0, 0, None, 0, (0, 0)],
        ["合計（不重複）", 6, 1320, 222, 900, (1, 1)],
    ]


def test_a_mean_is_rounded_once():
    """3673 minutes of 25 people are 2.449 hours: 2.4, though 147 minutes would be shown as 2.5."""
    there = [
        SimpleNamespace(have=have, kinds=set(), short_advanced=False, cedaw=0) for have in [147] * 24 + [145]
    ]
    assert hours(_hours_row("計", there, False)[3]) == "2.4"


def test_men_women_and_others_add_up_to_all(house):
    make.make_person(house.agency, house.unit_b, "未填員", sex=Sex.UNSTATED)
    for key in ("training-audience", "training-unfinished"):
        one = table(house, key)
        groups = [each.key[:-2] for each in one.columns if each.key.endswith("_m") and each.kind == "int"]
        for group in groups or [""]:
            names = [f"{group}_{sex}" if group else sex for sex in ("m", "f", "x", "all")]
            parts = zip(*(column(one, name) + column(one, name, foot=True) for name in names), strict=True)
            assert all(men + women + others == everybody for men, women, others, everybody in parts)


def test_units_add_up_to_the_agency(house):
    one = table(house, "training-unit")
    assert sum(have for have, _ in column(one, "ratio")) == 2
    assert sum(need for _, need in column(one, "ratio")) == 6
    assert column(one, "ratio", foot=True) == [(2, 6)]
    assert sum(column(one, "minutes")) == column(one, "minutes", foot=True)[0] == 1320


def test_the_list_of_courses_says_what_was_held_and_who_came(house):
    assert rows(table(house, "training-courses"))[:3] == [
        [day("107/3/8"), "概論", "本機關自辦", "基礎", "講師授課", 180, 1, 1, 0, 2],
        [day("107/5/9"), "CEDAW 案例", "公訓處", "進階", "工作坊", 900, 0, 1, 0, 1],
        [day("107/6/1"), "數位課程", None, "基礎", "數位學習", 60, 1, 0, 0, 1],
    ]


def test_its_other_half_says_what_it_was_about_and_who_taught(house):
    assert rows(table(house, "training-contents")) == [
        [day("107/3/8"), "概論", "性別平等政策綱領", "張講師", "女", "有：電話客服"],
        [day("107/5/9"), "CEDAW 案例", None, "李講師", "男", "無"],
        [day("107/6/1"), "數位課程", None, None, None, "無"],
        [day("107/7/1"), "概論", "性別平等政策綱領", "張講師", "女", "無"],
    ]


def test_hours_that_wait_are_no_participation(house):
    assert sum(column(table(house, "training-courses"), "all")) == 4


def test_each_way_of_sorting_courses_adds_up_to_the_same(house):
    one = table(house, "training-kinds")
    [total] = one.foot
    for way in ("類別", "辦理方式", "辦理單位"):
        there = [row for row in one.rows if str(row[0]) == way]
        assert tuple(sum(cells) for cells in zip(*(row[2:] for row in there), strict=True)) == total[2:]
    assert [str(row[1]) for row in one.rows] == [
        "基礎",
        "進階",
        "講師授課",
        "工作坊",
        "數位學習",
        "本機關自辦",
        "公訓處",
        "未填",
    ]


def test_lecturers_are_counted_once_by_sex(house):
    assert rows(table(house, "training-lecturers")) == [
        ["男", 1, 1, (1, 4), 900],
        ["女", 1, 2, (2, 4), 300],
        ["其他／未填", 0, 1, (1, 4), 60],
        ["計", 2, 4, (4, 4), 1260],
    ]


def test_the_share_of_cedaw_is_by_sessions_comers_and_people(house):
    assert rows(table(house, "training-cedaw")) == [
        ["場次", (1, 4), (1, 4)],
        ["參訓人次", (1, 4), (1, 4)],
        ["應訓人員有 CEDAW 時數者", (1, 6), (1, 6)],
    ]


def test_everybody_of_the_year_stands_under_one_reason(house):
    assert rows(table(house, "training-unfinished")) == [
        ["已完成", 1, 1, 0, 2],
        ["尚缺時數", 2, 2, 0, 4],
        ["其中：待核時數核定後即補足", 0, 1, 0, 1],
        ["時數足夠，尚缺進階時數", 0, 0, 0, 0],
        ["不列入：離職", 0, 1, 0, 1],
        ["不列入：在職未滿最低日數", 0, 0, 0, 0],
        ["不列入：留職停薪", 0, 0, 0, 0],
        ["計（不含「其中」）", 3, 4, 0, 7],
    ]


def test_a_units_tables_have_its_people_alone(house):
    assert column(table(house, "training-audience", house.unit_a.pk), "asked_all", foot=True) == [2]
    assert column(table(house, "training-courses", house.unit_a.pk), "all") == [1, 1, 1, 0]


def test_hours_of_december_entered_in_january_stand_in_decembers_year(house):
    late = make.make_session(make.make_course(house.agency, "年底課程"), "107/12/20", 60)
    before = column(table(house, "training-sex"), "total", foot=True)[0]
    make.make_hours(house.head, late, verified_by=house.officer.account)
    asked_in_january = table(house, "training-sex", on=day("108/1/8"))
    assert column(asked_in_january, "total", foot=True) == [before + 60]
    assert column(table(house, "training-sex", year=2019, on=day("108/1/8")), "total", foot=True) == [0]


def test_queries_do_not_grow_with_people_or_courses(house, django_assert_num_queries):
    scope = Scope(house.agency.id, YEAR, ON)
    with django_assert_num_queries(QUERIES):
        tables(scope)
    for number in range(10):
        person = make.make_person(house.agency, house.unit_b, f"同仁{number}")
        session = make.make_session(make.make_course(house.agency, f"課程{number}"), "107/8/1", 60)
        make.make_hours(person, session, verified_by=house.officer.account)
    with django_assert_num_queries(QUERIES):
        tables(scope)


QUERIES = 7


def test_what_was_reported_leaves_as_a_file(house, as_, settings):
    settings.DEMO_DAY = ON
    sent = {"year": YEAR, "recipient": "DCSD", "sent_on": day("107/12/1"), "number": "北市資人1"}
    Submission.objects.create(agency=house.agency, **sent)
    answer = as_(house.officer).get(reverse("training:submissions-export", args=[YEAR, "csv"]))
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "發文日,受文機關,發文字號,附件",
        "2018-12-01,公訓處（彙整訓練課程辦理情形）,北市資人1,",
    ]
