"""What the report prints of 伍三: approved numbers, small cells masked, reviews, analyses and their use (T7, T8)."""

import datetime

import pytest

from core.contract import Scope, plain
from plan.models import Rule
from reports.templatetags.edition import chart
from statistics_app.figures import tables
from statistics_app.figures.indicators import change
from statistics_app.models import Indicator, ReviewLine, Totals
from tests import factories as make
from tests.factories import day
from tests.statistics_app.records import build


def printed(agency, as_of="107/12/31", unit=None) -> dict:
    scope = Scope(agency.id, 2018, day(as_of), unit and unit.id)
    return {one.key: one for one in tables(scope)}


def lines(table) -> list[list]:
    return [
        [cell if cell is None or isinstance(cell, tuple) else str(cell) for cell in row] for row in table.rows
    ]


@pytest.fixture
def staff(plan, cast):
    """Two years of four cells each, approved."""
    made = make.make_indicator(plan, cast.unit_a, "簡任", "薦任")
    make.make_table(made, 2017, [10, 8, 40, 31], "APPROVED")
    make.make_table(made, 2018, [10, 12, 40, 31], "APPROVED")
    return made


def test_the_numbers_of_the_year_stand_beside_the_womens_share_of_the_year_before(plan, staff):
    assert lines(printed(plan)["statistics-numbers"]) == [
        ["DOIT-01", "員工人數", "人", "50", "43", "93", (43, 93), (39, 89), "+2.4"]
    ]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ((1, 2), (1, 2), "0.0"),
        ((1, 2), (501, 1000), "+0.1"),
        ((1, 2), (4, 10), "-10.0"),
        ((1000, 2000), (1001, 2000), "+0.1"),
        ((1000, 2000), (10009, 20000), "0.0"),
        (None, (1, 2), None),
        ((1, 2), None, None),
    ],
)
def test_a_change_is_said_in_points_with_its_sign(before, now, said):
    assert change(before, now) == said


def test_what_is_not_approved_by_the_day_is_not_printed(plan, cast):
    made = make.make_indicator(plan, cast.unit_a)
    make.make_table(made, 2017, [9, 8], "APPROVED", approved_on=day("107/2/20"))
    make.make_table(made, 2018, [19, 18], "SUBMITTED")
    assert "indicator-DOIT-01" not in printed(plan, "107/2/19")
    found = printed(plan, "107/2/20")
    assert lines(found["indicator-DOIT-01"]) == [["106 年", "9", "8", "17"]]
    assert lines(found["statistics-numbers"])[0][3:] == [None, None, None, None, (8, 17), None]


def test_small_numbers_of_people_are_masked_everywhere(plan, cast):
    made = make.make_indicator(plan, cast.unit_a, title="育嬰留職停薪")
    make.make_table(made, 2018, [2, 9], "APPROVED")
    found = printed(plan)
    assert lines(found["indicator-DOIT-01"])[0][1:] == ["*", "*", "11"]
    assert lines(found["statistics-numbers"])[0][3:] == ["*", "*", "11", None, None, None]
    assert found["indicator-DOIT-01"].chart == ""


def test_without_a_threshold_no_numbers_of_people_are_printed(plan, cast, staff):
    seats = make.make_indicator(plan, cast.unit_a, code="DOIT-02", counts_people=False)
    make.make_table(seats, 2018, [1, 2], "APPROVED")
    Rule.objects.filter(code="D-18").delete()
    found = printed(plan)
    assert [key for key in found if key.startswith("indicator-")] == ["indicator-DOIT-02"]
    assert (
        str(found["statistics-numbers"].note) == "沒有小細格遮蔽的現行規定（D-18），以人數計的指標不列數值。"
    )


def test_a_rate_has_no_share_of_its_own(plan, cast):
    rate = make.make_indicator(
        plan, cast.unit_a, counts_people=False, decimals=1, totals=Totals.NONE, unit_of_measure="％"
    )
    make.make_table(rate, 2018, ["47.6", "52.4"], "APPROVED")
    assert lines(printed(plan)["statistics-numbers"])[0][2:] == ["％", "47.6", "52.4", None, None, None, None]


def drawn(table) -> str:
    return str(chart(plain(table)))


def test_the_bars_are_those_of_the_last_year_by_sex(plan, staff):
    table = printed(plan)["indicator-DOIT-01"]
    assert table.chart == "bars"
    picture = drawn(table)
    assert "<title>員工人數（人）</title>" in picture
    assert [text.split("<")[0] for text in picture.split('font-size="13">')[1:]] == ["107 年 男", "107 年 女"]
    shown = [text.split("<")[0] for text in picture.split('font-size="15">')[1:]]
    assert shown == ["簡任", "10", "12", "薦任", "40", "31"]


def test_what_is_masked_or_not_there_leaves_a_gap(plan, cast):
    made = make.make_indicator(plan, cast.unit_a, "簡任", "薦任", counts_people=False)
    make.make_table(made, 2018, ["…", 7, 1234, 0], "APPROVED")
    shown = [
        text.split("<")[0] for text in drawn(printed(plan)["indicator-DOIT-01"]).split('font-size="15">')[1:]
    ]
    assert shown == ["簡任", "–", "7", "薦任", "1,234", "0"]


def test_the_review_lists_what_it_did_not_leave_as_it_was(plan):
    build(
        plan,
        {
            "indicators": ["a-01 年 甲組", "a-02 年 甲組"],
            "reviews": [{"year": 107, "held": "107/5/31", "concluded": "107/6/30"}],
        },
    )
    ReviewLine.objects.filter(indicator=Indicator.objects.get(code="a-02")).update(
        result="CHANGED", reason="定義改變"
    )
    table = printed(plan)["statistics-review"]
    assert lines(table) == [["修正", "a-02", "指標a-02", "定義改變"]]
    assert str(table.note) == "107 年 5 月 31 日檢討，其餘 1 項維持。"
    assert "statistics-review" not in printed(plan, "107/6/29")


def test_each_recommendation_is_a_line_with_its_use_or_the_reason(plan):
    build(
        plan,
        {
            "analyses": [
                {
                    "title": "線上申辦",
                    "units": "甲組 乙組",
                    "completed": "107/5/1",
                    "presented": "107/6/13",
                    "advice": ["採用 107/7/1", "不採用 107/7/1", "部分採用 107/7/1", "研析中"],
                }
            ]
        },
    )
    rows = lines(printed(plan)["statistics-analyses"])
    head = [
        "1",
        "線上申辦",
        "甲組、乙組",
        "自行撰擬",
        str(datetime.date(2018, 5, 1)),
        "107 年第 1 次",
        "建議",
    ]
    assert rows == [
        [*head, "採用", "服務改版"],
        [*head, "不採用", "理由：經費不足"],
        [*head, "部分採用", "服務改版；理由：經費不足"],
        [*head, "研析中", None],
    ]
    before = lines(printed(plan, "107/6/12")["statistics-analyses"])
    assert {(row[5], row[7]) for row in before} == {(None, "研析中")}


def test_a_unit_sees_its_own(plan, cast, staff):
    assert "indicator-DOIT-01" in printed(plan, unit=cast.unit_a)
    assert printed(plan, unit=cast.unit_b) == {}
