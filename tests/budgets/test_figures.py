"""What the report prints of 伍五 and 捌: approved lines, each once, to the dollar, beside the year before (T10)."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from budgets.figures import tables
from budgets.models import Link
from core.contract import Scope, plain
from tests import factories as make
from tests.budgets.told import build, fund, hand_in, write
from tests.factories import day


def printed(agency, as_of="107/12/31", unit=None) -> dict:
    scope = Scope(agency.id, 2018, day(as_of), unit and unit.id)
    return {one.key: one for one in tables(scope)}


def rows(table) -> list[list]:
    return [
        [cell if cell is None or isinstance(cell, (int, tuple)) else str(cell) for cell in row]
        for row in (*table.rows, *table.foot)
    ]


ROUNDS = [
    {"year": 106, "opened": "105/6/1", "due": "105/8/31"},
    {"year": 107, "opened": "106/6/1", "due": "106/8/31", "execution": "107/12/20 107/12/31"},
]
TWO_YEARS = {
    "units": ["甲組", "乙組"],
    "rounds": ROUNDS,
    "lines": [
        "106 甲組 講座 800 執行700",
        "107 甲組 講座 1000 計600 執行500 保留50",
        "107 甲組 手冊 300 執行310 工具類",
        "107 乙組 展覽 200",
    ],
    "returns": [
        "106 甲組 核定 105/8/1",
        "106 甲組 執行 核定 106/12/31",
        "107 甲組 核定 106/8/1",
        "107 甲組 執行 核定 107/12/28",
        "107 乙組 核定 106/8/2",
    ],
}


def test_each_category_stands_beside_the_year_before_and_a_part_of_the_outturn_is_no_rate(plan):
    build(plan, TWO_YEARS)
    assert rows(printed(plan)["budget-category"]) == [
        ["計畫類", 2, 1200, 800, 500, None, 800, 700, (700, 800)],
        ["工具類", 1, 300, 300, 310, (310, 300), None, None, None],
        ["合計", 3, 1500, 1100, 810, None, 800, 700, (700, 800)],
    ]


def test_a_category_that_the_year_has_no_more_is_still_beside_it(plan):
    rounds = [ROUNDS[0] | {"categories": [{"code": "PLAN", "title": "舊類"}]}]
    rounds += [ROUNDS[1] | {"categories": [{"code": "TOOL", "title": "工具類"}]}]
    build(plan, TWO_YEARS | {"rounds": rounds, "lines": ["106 甲組 講座 800", "107 甲組 手冊 300 工具類"]})
    assert [row[:4] for row in rows(printed(plan)["budget-category"])] == [
        ["工具類", 1, 300, 300],
        ["舊類", 0, 0, 0],
        ["合計", 1, 300, 300],
    ]


def test_without_a_budget_the_year_before_nothing_stands_beside(plan):
    build(plan, TWO_YEARS | {"returns": [one for one in TWO_YEARS["returns"] if not one.startswith("106")]})
    table = printed(plan)["budget-category"]
    assert rows(table)[-1] == ["合計", 3, 1500, 1100, 810, None]
    assert [one.key for one in table.columns] == ["category", "lines", "amount", "counted", "outturn", "rate"]
    assert str(table.note) == "金額單位：新臺幣元。106 年度沒有已核定之項目。"


def test_each_unit_has_its_sums_and_a_renamed_one_those_of_its_old_name(plan):
    build(plan, TWO_YEARS | {"units": ["新組 107/7/1", "甲組 100/1/1 107/7/1 →新組", "乙組"]})
    assert rows(printed(plan)["budget-unit"]) == [
        ["新組", 2, 1300, 900, 810, (810, 900), 800, 700, (700, 800)],
        ["乙組", 1, 200, 200, None, None, None, None, None],
        ["合計", 3, 1500, 1100, 810, None, 800, 700, (700, 800)],
    ]


def test_lines_are_printed_with_what_of_them_is_counted_and_what_was_spent(plan):
    build(plan, TWO_YEARS)
    found = printed(plan)
    assert [row[:1] + row[3:] for row in rows(found["budget-lines"])] == [
        ["講座", 1000, 600, (600, 1000)],
        ["手冊", 300, 300, (300, 300)],
        ["展覽", 200, 200, (200, 200)],
        ["合計", 1500, 1100, (1100, 1500)],
    ]
    assert [row[:5] for row in rows(found["budget-execution"])] == [
        ["講座", 600, 500, (500, 600), 50],
        ["手冊", 300, 310, (310, 300), None],
        ["展覽", 200, None, None, None],
        ["合計", 1100, 810, None, 50],
    ]
    assert str(found["budget-execution"].note) == (
        "金額單位：新臺幣元。尚有 1 項的執行情形未核定，合計不列執行率。"
    )
    assert [row[5] for row in rows(found["budget-purposes"])] == ["僅部分與性別有關", None, None]


@pytest.mark.parametrize(
    ("as_of", "counted", "outturn"),
    [("106/7/31", None, None), ("107/12/27", 1100, None), ("107/12/28", 1100, 810)],
)
def test_what_is_not_approved_by_the_day_is_not_printed(plan, as_of, counted, outturn):
    build(plan, TWO_YEARS)
    found = printed(plan, as_of).get("budget-category")
    assert (found and found.foot[0][3:5]) == (None if counted is None else (counted, outturn))


def test_an_outturn_that_is_only_handed_in_is_not_told_yet(plan):
    returns = [one.replace("執行 核定 107/12/28", "執行 送出 107/12/28") for one in TWO_YEARS["returns"]]
    build(plan, TWO_YEARS | {"returns": returns})
    found = printed(plan)
    assert found["budget-category"].foot[0][4:6] == (None, None)
    assert "budget-execution" not in found


def test_nothing_of_a_year_without_an_approved_line(plan):
    build(plan, TWO_YEARS | {"returns": ["107 甲組 送出 106/8/1", "107 乙組 退回"]})
    assert printed(plan) == {}


def test_a_unit_is_shown_its_own_lines(plan):
    build(plan, TWO_YEARS)
    found = printed(plan, unit=plan.units.get(name="乙組"))
    assert [row[0] for row in found["budget-lines"].rows] == ["展覽"]
    assert found["budget-unit"].foot[0][1:4] == (1, 200, 200)


def test_what_pays_for_the_measures_is_counted_by_the_unit_that_leads(plan):
    build(plan, TWO_YEARS)
    for text in (
        "甲組+乙組 講座會 有預算 對應展覽",
        "甲組 標語 無需經費",
        "乙組 訪談 於相關經費項下支應",
        "乙組 影展 有預算",
        "乙組 問卷 未填",
    ):
        fund(plan, text)
    table = printed(plan)["funding"]
    assert table.clause == "捌"
    assert rows(table) == [
        ["甲組", 1, 1, 0, 0, 0, 2],
        ["乙組", 0, 0, 1, 1, 1, 3],
        ["合計", 1, 1, 1, 1, 1, 5],
    ]


def test_the_tables_can_be_frozen(plan):
    build(plan, TWO_YEARS)
    for table in printed(plan).values():
        plain(table)
        widths = {len(row) for row in (*table.rows, *table.foot)}
        assert widths == {len(table.columns)}


@some.composite
def line_told(draw) -> tuple:
    """(unit, amount, counted, outturn, is it of the second category, how many measures it pays for)."""
    amount = draw(some.integers(0, 9_999_999_999_999))
    counted = draw(some.integers(0, amount))
    outturn = draw(some.integers(0, counted))
    return (
        draw(some.sampled_from(["甲組", "乙組"])),
        amount,
        counted,
        outturn,
        draw(some.booleans()),
        draw(some.integers(0, 3)),
    )


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=some.lists(line_told(), min_size=1, max_size=6),
    approved=some.sets(some.sampled_from(["甲組", "乙組"])),
    spent=some.sets(some.sampled_from(["甲組", "乙組"])),
)
def test_every_total_is_the_sum_of_the_approved_lines_each_once(agency, told, approved, spent):
    with transaction.atomic():
        build(agency, {"units": ["甲組", "乙組"], "rounds": ROUNDS})
        measures = [fund(agency, f"甲組 措施{number} 有預算") for number in range(3)]
        for number, (unit, amount, counted, outturn, is_tool, links) in enumerate(told):
            tool = " 工具類" if is_tool else ""
            line = write(agency, f"107 {unit} 項目{number} {amount} 計{counted} 執行{outturn}{tool}")
            for one in measures[:links]:
                Link.objects.create(line=line, measure=one)
        for unit in ("甲組", "乙組"):
            hand_in(agency, f"107 {unit} {'核定' if unit in approved else '送出'} 106/8/1")
            hand_in(agency, f"107 {unit} 執行 {'核定' if unit in spent else '送出'} 107/12/28")
        found = printed(agency)
        transaction.set_rollback(True)
    counts = [one for one in told if one[0] in approved]
    if not counts:
        assert set(found) == {"funding"}
        return
    known = [one[3] for one in counts if one[0] in spent]
    sums = tuple(sum(one[place] for one in counts) for place in (1, 2))
    for key in ("budget-category", "budget-unit"):
        assert found[key].foot[0][1:5] == (len(counts), *sums, sum(known) if known else None)
        assert sum(row[3] for row in found[key].rows) == sums[1]
    assert found["budget-lines"].foot[0][3:5] == sums
    assert sum(row[4] for row in found["budget-lines"].rows) == sums[1]


def test_a_measure_is_paid_for_by_any_line_and_changes_no_sum(plan):
    build(plan, TWO_YEARS)
    before = [plain(one) for one in printed(plan).values()]
    measure = make.make_measure(plan.units.get(name="乙組"), "講座會", year=2018)
    for line in measure.agency.budget_rounds.get(year=2018).lines.all():
        Link.objects.create(line=line, measure=measure)
    after = printed(plan)
    assert after.pop("funding").rows == (("乙組", 1, 0, 0, 0, 0, 1),)
    assert [plain(one) for one in after.values()] == before
