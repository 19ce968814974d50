"""What the report prints of 伍四: the cases, who was heard, what became of the opinions (T9)."""

import pytest

from core.contract import Scope
from impact_assessment.figures import tables
from impact_assessment.models import Case, Engagement, Goal
from tests.factories import day
from tests.impact_assessment.records import build

ALL_STEPS = ["107/3/1", "107/3/20", "107/4/10", "107/5/1", "107/5/20"]


def printed(agency, as_of="107/12/31", unit=None) -> dict:
    scope = Scope(agency.id, 2018, day(as_of), unit and unit.id)
    return {one.key: one for one in tables(scope)}


def lines(table) -> list[list]:
    return [[cell if cell is None or isinstance(cell, int) else str(cell) for cell in row] for row in table]


@pytest.fixture
def cases(plan):
    """One approved, one on its way, one heard by the task force, one not needed, one not said yet."""
    build(
        plan,
        {
            "cases": [
                {"title": "審核過", "steps": ALL_STEPS, "opinions": ["參採 107/4/20", "未參採 107/4/21"]},
                {"title": "辦理中", "unit": "乙組", "kind": "公共工程中程計畫", "steps": ALL_STEPS[:1]},
                {
                    "title": "小組審",
                    "steps": ALL_STEPS[:3],
                    "presented": "107/4/10",
                    "opinions": ["部分參採 107/4/25", "尚未回復"],
                },
                {"title": "免辦案", "screened": "107/2/1 免辦"},
                {"title": "待判定", "screened": ""},
            ]
        },
    )
    approved = Case.objects.get(title="審核過")
    due = {"case": approved, "due_on": day("107/12/31")}
    Goal.objects.create(**due, text="女性使用率達 50%", target="使用率")
    Goal.objects.create(**due, text="夜間照明改善", result="已完成", closed_on=day("107/9/1"))
    Goal.objects.create(**due, text="撤下的目標", is_withdrawn=True)
    Goal.objects.create(case=Case.objects.get(title="小組審"), text="還沒審核的目標")
    return plan


def test_every_case_stands_in_the_list_with_how_far_it_has_come(cases):
    rows = lines(printed(cases)["assessment-cases"].rows)
    assert [row[1:5] for row in rows] == [
        ["審核過", "自治條例修正案", "甲組", "已審核，列管"],
        ["辦理中", "公共工程中程計畫", "乙組", "步驟 2 伍四(二)"],
        ["小組審", "自治條例修正案", "甲組", "步驟 4 伍四(四)"],
        ["免辦案", "自治條例修正案", "甲組", "免辦：僅調整單價"],
        ["（判定後列名）", "自治條例修正案", "甲組", "待判定"],
    ]
    assert rows[0][5:] == ["使用者統計", "甲組", "2018-05-20"]
    assert rows[4][5:] == [None] * 3


def test_the_goals_of_approved_cases_are_followed_until_they_are_closed(cases):
    rows = lines(printed(cases)["assessment-goals"].rows)
    assert rows == [
        ["審核過", "女性使用率達 50%", "使用率", "2018-12-31", "追蹤中"],
        ["審核過", "夜間照明改善", None, "2018-12-31", "107 年 9 月 1 日結案：已完成"],
    ]
    before = lines(printed(cases, "107/8/31")["assessment-goals"].rows)
    assert {row[4] for row in before} == {"追蹤中"}
    assert "assessment-goals" not in printed(cases, "107/5/19")


def test_before_its_day_nothing_is_printed_of_an_act(cases):
    rows = lines(printed(cases, "107/5/19")["assessment-cases"].rows)
    assert rows[0][4:] == ["步驟 5 伍四(五)", "使用者統計", None, None]
    undecided = lines(printed(cases, "107/1/31")["assessment-cases"].rows)
    assert {tuple(row[i] for i in (1, 4)) for row in undecided} == {("（判定後列名）", "待判定")}
    assert len(undecided) == len(rows)
    assert printed(cases, "107/1/9") == {}


def test_each_opinion_is_a_line_with_what_became_of_it(cases):
    rows = lines(printed(cases)["assessment-participation"].rows)
    expert = ["審核過", "專家書面意見", "性別主流化人才資料庫", "2018-04-10", "宜補充統計"]
    force = ["小組審", "專案小組審議", "107 年第 1 次", "2018-04-10", "宜補充統計"]
    assert rows == [
        [*expert, "參採", "第 3 章"],
        [*expert, "未參採", "理由：經費不足"],
        [*force, "部分參採", "第 3 章；理由：經費不足"],
        [*force, "尚未回復", None],
    ]
    early = lines(printed(cases, "107/4/20")["assessment-participation"].rows)
    assert [row[5] for row in early] == ["參採", "尚未回復", "尚未回復", "尚未回復"]


def test_nobody_is_named(cases):
    names = set(Engagement.objects.values_list("expert__external__name", flat=True))
    said = [str(cell) for table in printed(cases).values() for row in table.rows for cell in row]
    assert [one for one in said if any(name in one for name in names)] == []


def test_whoever_had_no_basis_that_day_is_said_to_have_none(plan):
    build(plan, {"cases": [{"steps": ALL_STEPS, "experts": ["107/4/10 無"]}]})
    rows = lines(printed(plan)["assessment-participation"].rows)
    assert rows == [["案甲", "專家書面意見", "當日無資格", "2018-04-10", None, None, None]]


def test_what_the_task_force_said_of_a_restricted_item_is_not_printed(cases):
    item = Case.objects.get(title="小組審").presented_in
    item.is_restricted = True
    item.save()
    rows = lines(printed(cases)["assessment-participation"].rows)
    assert [row[4] for row in rows] == ["宜補充統計", "宜補充統計", "（不公開）", "（不公開）"]


def test_cases_and_opinions_are_counted_by_kind_and_add_up(cases):
    table = printed(cases)["assessment-adoption"]
    assert lines(table.rows) == [
        ["自治條例修正案", 2, 1, 1, 1, 1, 1, 1, 1, 4],
        ["公共工程中程計畫", 1, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
    sums = [sum(cells) for cells in zip(*(row[1:] for row in table.rows), strict=True)]
    assert lines(table.foot) == [["合計", *sums]]


def test_a_return_empties_what_was_said_before(plan):
    build(
        plan, {"cases": [{"steps": ALL_STEPS[:4], "opinions": ["參採 107/4/20"], "returned": "107/5/10 3"}]}
    )
    before, after = (printed(plan, on) for on in ("107/5/9", "107/5/10"))
    assert len(before["assessment-participation"].rows) == 1
    assert "assessment-participation" not in after
    assert lines(after["assessment-cases"].rows)[0][4] == "步驟 3 伍四(三)"


def test_a_unit_sees_its_own(cases):
    own, other = (printed(cases, unit=cases.units.get(name=name)) for name in ("甲組", "乙組"))
    assert [row[1] for row in own["assessment-cases"].rows] == ["審核過", "小組審", "免辦案", "待判定"]
    assert [row[1] for row in other["assessment-cases"].rows] == ["辦理中"]
    assert "assessment-participation" not in other
