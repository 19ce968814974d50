"""What the report prints of 陸: the matrix of units and categories, T11, who took part by sex (domain 2.7)."""

import pytest

from core.contract import Scope, plain
from measures.figures import tables
from measures.models import Measure
from plan.models import Rule
from reports.templatetags.edition import chart
from tests.factories import day
from tests.measures.records import build
from tests.statistics_app.records import present

WIDEST = 11
"""As many columns as the widest table of the committee, which fits a page."""


def printed(agency, as_of="107/12/31", unit=None) -> dict:
    scope = Scope(agency.id, 2018, day(as_of), unit and unit.id)
    return {one.key: one for one in tables(scope)}


def lines(rows) -> list[list]:
    return [
        [cell if cell is None or isinstance(cell, (tuple, int)) else str(cell) for cell in row]
        for row in rows
    ]


@pytest.fixture
def year(plan):
    """Three categories done by one unit, one jointly by two, one only planned; committees in balance."""
    build(
        plan,
        {
            "units": ["甲組", "乙組"],
            "measures": [
                "甲組 A1 107/3/1 無人數",
                "甲組+乙組 C1 107/4/1 107/4/3",
                "甲組 D1 107/12/30 預定",
                "乙組 E1 107/5/1",
            ],
            "bodies": ["任務編組委員會 府層級 男6 女3"],
        },
    )
    return plan


def test_the_matrix_counts_done_and_planned_and_says_who_has_enough(year):
    table = printed(year)["measures-matrix"]
    heads = [str(one.title) for one in table.columns]
    assert heads == ["組室", "（一）", "（二）", "（三）", "（四）", "（五）", "（六）", "類數", "達 3 類"]
    assert lines(table.rows) == [
        ["甲組", (1, 1), None, (1, 1), (0, 1), None, "符合", 3, "達成"],
        ["乙組", None, None, (1, 1), None, (1, 1), "符合", 3, "達成"],
    ]
    assert lines(table.foot) == [
        ["全機關（不重複計）", (1, 1), None, (1, 1), (0, 1), (1, 1), "符合", 4, "2/2"]
    ]


def test_what_is_short_is_said_in_its_line(year):
    assert lines(printed(year, "107/4/30")["measures-matrix"].rows)[1][-2:] == [2, "尚缺 1 類"]


def test_without_categories_there_is_no_matrix(year):
    Rule.objects.filter(code="MS-01").delete()
    assert "measures-matrix" not in printed(year)


def test_each_measure_is_a_line_with_days_numbers_and_how_far_it_is(year):
    rows = lines(printed(year)["measures-held"].rows)
    numbers = [12, 15, None, 27]
    assert [row[:4] + row[6:] for row in rows] == [
        [1, "（一）1", "A1措施1", "甲組", None, None, None, None, "已辦理"],
        [2, "（三）1", "C1措施2", "甲組（與乙組共同辦理）", *numbers, "已辦理"],
        [3, "（四）1", "D1措施3", "甲組", None, None, None, None, "辦理中"],
        [4, "（五）1", "E1措施4", "乙組", *numbers, "已辦理"],
    ]
    assert rows[1][4:6] == [str(day("107/4/1")), str(day("107/4/3"))]
    assert rows[2][4:6] == [str(day("107/12/30"))] * 2


def test_other_and_unstated_stand_together_and_nobody_is_not_zero(year):
    Measure.objects.filter(title="C1措施2").update(other=0, unstated=3)
    assert lines(printed(year)["measures-held"].rows)[1][6:10] == [12, 15, 3, 30]


def test_the_proofs_are_those_of_the_year_and_the_meeting_is_named_when_it_has_been_held(year):
    item = present(year, "107/6/13")
    Measure.objects.filter(title="A1措施1").update(reported_in=item, goal="3 場", achieved="4 場")
    row = lines(printed(year)["measures-proofs"].rows)[0]
    assert row == [
        1,
        "A1措施1",
        "未填",
        "3 場",
        "4 場",
        "活動紀錄（107 年 3 月 1 日）",
        "107 年第 1 次",
        None,
    ]
    before = lines(printed(year, "107/6/12")["measures-proofs"].rows)[0]
    assert before[6] is None


def test_what_was_done_stands_in_a_table_of_its_own(year):
    Measure.objects.filter(title="A1措施1").update(relation="回應性別落差", partners="女性資訊協會")
    rows = lines(printed(year)["measures-content"].rows)
    assert rows[0] == [1, "A1措施1", "說明性別平等與本業務的關係。", "回應性別落差", None, "女性資訊協會"]


def test_the_tables_fit_a_page_and_are_tied_by_their_numbers(year):
    found = printed(year)
    assert [key for key, one in found.items() if len(one.columns) > WIDEST] == []
    tied = [found[f"measures-{name}"] for name in ("held", "content", "proofs")]
    assert len({tuple(row[0] for row in one.rows) for one in tied}) == 1


def test_who_took_part_is_counted_once_by_category_and_sex(year):
    Measure.objects.filter(title="E1措施4").update(male=1000, female=1500, unstated=2)
    table = printed(year)["measures-participants"]
    assert [row[1:] for row in lines(table.rows)] == [
        [1, "12", "15", 0, "27", (15, 27)],
        [1, "1,000", "1,500", 2, "2,502", (1500, 2502)],
    ]
    assert lines(table.foot) == [["合計", 2, "1,012", "1,515", 2, "2,529", (1515, 2529)]]
    assert str(table.note) == "僅計已辦理而有男、女人數者；另有 1 項未計人數。"


def test_the_bars_show_both_sexes_of_each_category(year):
    picture = str(chart(plain(printed(year)["measures-participants"])))
    assert [text.split("<")[0] for text in picture.split('font-size="13">')[1:]] == ["男", "女"]


def test_a_unit_sees_its_own(year):
    found = printed(year, unit=year.units.get(name="乙組"))
    assert [row[2] for row in found["measures-held"].rows] == ["C1措施2", "E1措施4"]
    assert (len(found["measures-matrix"].rows), found["measures-matrix"].foot) == (1, ())
