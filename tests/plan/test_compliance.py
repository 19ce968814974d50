"""The plan's own frame is judged from its units: one secretariat, an owner for every tool, a period."""

import pytest

from core.contract import Scope, Sentence, Verdict
from organization.models import Unit
from plan import chapter
from plan.compliance import judge_exactly, judge_tools
from plan.models import Plan, Rule
from plan.unjudged import unjudged
from tests.factories import day, make_agency, make_unit


def judged(agency, year=106) -> dict:
    scope = Scope(agency.id, year + 1911, day(f"{year}/6/1"))
    return {one.rule: one for one in chapter.findings(scope)}


def verdicts(agency, year=106) -> dict:
    return {code: (one.verdict, one.have, one.need) for code, one in judged(agency, year).items()}


@pytest.fixture
def units(plan):
    make_unit(plan, "綜合企劃組", ["PLANNING", "LEGAL_FN", "RDEC_FN"])
    make_unit(plan, "人事室", ["PERSONNEL"])
    make_unit(plan, "會計室", ["ACCOUNTING"])
    return plan


def test_an_agency_with_its_units_has_its_frame(units):
    assert verdicts(units) == {
        "PLN-03": (Verdict.MET, 4, 4),
        "ORG-01": (Verdict.MET, 1, 1),
        "ORG-02": (Verdict.MET, 5, 5),
        "ORG-03": (Verdict.MET, 1, 1),
    }


def test_two_secretariats_are_one_too_many(units):
    make_unit(units, "企劃二組", ["PLANNING"])
    assert verdicts(units)["ORG-01"] == (Verdict.UNMET, 2, 1)


def test_a_unit_counts_only_while_it_exists(units):
    Unit.objects.filter(name="人事室").update(until=day("106/3/1"))
    found = judged(units)["ORG-02"]
    assert (found.verdict, found.have, found.need) == (Verdict.UNMET, 4, 5)
    assert str(found.sentence) == "尚無主責單位：性別意識培力。"


def test_another_agencys_unit_is_no_owner(units):
    Unit.objects.filter(agency=units).update(functions=[])
    make_unit(make_agency("other", "臺北市政府他局", "他局"), "他局企劃組", ["PLANNING", "PERSONNEL"])
    assert verdicts(units)["ORG-01"] == (Verdict.UNMET, 0, 1)


def test_a_plan_cut_short_does_not_cover_its_period(units):
    Plan.objects.update(until=day("108/1/1"))
    assert verdicts(units)["PLN-03"] == (Verdict.UNMET, 3, 4)


def test_outside_the_period_nothing_is_judged(units):
    assert verdicts(units, 110) == {}


@pytest.mark.parametrize("count", [0, 3, 30])
def test_the_queries_do_not_grow_with_the_units(plan, count, django_assert_num_queries):
    for number in range(count):
        make_unit(plan, f"第{number}組")
    with django_assert_num_queries(3):
        judged(plan)


def test_exactly_means_neither_fewer_nor_more():
    assert [judge_exactly(have, 1) for have in (0, 1, 2)] == [Verdict.UNMET, Verdict.MET, Verdict.UNMET]


def test_a_tool_needs_every_function_that_the_plan_names():
    tools = [{"tool": "性別影響評估", "functions": ["LEGAL_FN", "RDEC_FN"]}]
    assert judge_tools(tools, {"LEGAL_FN"}) == ["性別影響評估"]
    assert judge_tools(tools, {"LEGAL_FN", "RDEC_FN"}) == []


def test_the_plans_chapter_judges_each_of_its_duties(plan):
    own = Rule.objects.filter(code__regex="^(PLN|ORG)-", force__in=["must", "principle"])
    assert set(chapter.RULES) == set(own.values_list("code", flat=True))


def test_without_records_a_duty_is_undetermined_and_the_rest_is_not_judged(plan):
    why = Sentence("尚無紀錄。")
    scope = Scope(plan.id, 2017, day("106/6/1"))
    found = unjudged(scope, ("TK-08", "TK-09", "TK-10", "MT-06", "TR-05", "D-01"), why)
    assert [(one.rule, one.clause, one.verdict, one.have, one.need) for one in found] == [
        ("TK-08", "伍一(二)3", Verdict.UNDETERMINED, None, None),
        ("MT-06", "伍一(三)", Verdict.UNDETERMINED, None, None),
    ]
