"""What is found of 伍五 and 捌: as of a day, for the agency or a unit, at the same cost for few and many."""

import datetime

import pytest

from budgets.chapter import duties, findings, tables
from core.contract import Scope, Verdict
from plan.models import Rule
from tests import factories as make
from tests.budgets.told import build
from tests.factories import day

YEAR_END = datetime.date(2018, 12, 31)


def found(agency, as_of=YEAR_END, unit=None, year=2018) -> dict:
    return {one.rule: one for one in findings(Scope(agency.id, year, as_of, unit and unit.id))}


def verdicts(agency, **asked) -> dict:
    return {code: one.verdict for code, one in found(agency, **asked).items()}


def whole_year(number: int) -> dict:
    """``number`` units with lines and measures; 107 executed, 108 compiled and reviewed."""
    units = [f"組{place}" for place in range(number)]
    return {
        "units": ["會計室", *units],
        "rounds": [
            {"year": 106, "opened": "105/6/1", "due": "105/8/31"},
            {
                "year": 107,
                "opened": "106/6/1",
                "due": "106/8/31",
                "execution": "107/12/20 107/12/31",
                "reviewed": "106/9/1",
            },
            {"year": 108, "opened": "107/6/1", "due": "107/8/31", "reviewed": "107/9/1"},
        ],
        "lines": [
            f"{year} {unit} 講座費{year}{unit} 1000 計600 執行500"
            for unit in units
            for year in (106, 107, 108)
        ],
        "returns": [f"{year} {unit} 核定 {year - 1}/7/1" for unit in units for year in (106, 107, 108)]
        + [f"107 {unit} 執行 核定 107/12/28" for unit in units]
        + [f"{year} 會計室 無 {year - 1}/7/1" for year in (106, 107, 108)],
        "measures": [f"{unit}+會計室 講座{unit} 有預算 對應講座費107{unit}" for unit in units],
    }


def test_a_year_in_which_everything_was_done_keeps_all_four_rules(plan):
    build(plan, whole_year(1))
    assert verdicts(plan) == dict.fromkeys(("GB-01", "GB-02", "GB-03", "FN-01"), Verdict.MET)


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_records(plan, number, django_assert_num_queries):
    build(plan, whole_year(number))
    scope = Scope(plan.id, 2018, YEAR_END)
    for ask, queries in ((findings, 9), (tables, 8), (duties, 9)):
        with django_assert_num_queries(queries):
            ask(scope)


def test_without_any_record_nothing_is_guessed(plan):
    assert set(verdicts(plan).values()) == {Verdict.UNDETERMINED}
    assert tables(Scope(plan.id, 2018, YEAR_END)) == ()
    assert duties(Scope(plan.id, 2018, YEAR_END)) == ()


def test_with_measures_but_no_budget_only_their_money_is_judged(plan):
    build(plan, {"measures": ["甲組 講座 無需經費"]})
    assert verdicts(plan) == {
        "GB-01": Verdict.UNDETERMINED,
        "GB-02": Verdict.UNDETERMINED,
        "GB-03": Verdict.UNDETERMINED,
        "FN-01": Verdict.MET,
    }
    assert [one.key for one in tables(Scope(plan.id, 2018, YEAR_END))] == ["funding"]


def test_outside_the_plans_period_nothing_is_judged(plan):
    build(plan, whole_year(1))
    assert found(plan, year=2021, as_of=datetime.date(2021, 12, 31)) == {}


def test_a_rule_without_its_number_is_not_judged(plan):
    build(plan, whole_year(1))
    Rule.objects.filter(code="GB-03").update(numbers={})
    assert set(found(plan)) == {"GB-01", "GB-02", "FN-01"}


def test_another_agencys_budget_does_not_count(plan, cast):
    build(plan, {"rounds": [{"year": 107, "opened": "106/6/1", "due": "106/8/31"}]})
    build(cast.other_agency, whole_year(1))
    answers = found(plan)
    assert {answers[code].have for code in ("GB-01", "GB-02", "GB-03", "FN-01")} == {0}
    assert tables(Scope(plan.id, 2018, YEAR_END)) == ()


def test_the_rounds_are_the_agencys_the_returns_and_measures_a_units(plan):
    build(plan, whole_year(2))
    own = plan.units.get(name="組1")
    answers = found(plan, unit=own)
    assert {code: one.unit_id for code, one in answers.items()} == {
        "GB-01": None,
        "GB-02": own.id,
        "GB-03": None,
        "FN-01": own.id,
    }
    assert [(one.have, one.need) for one in (answers["GB-02"], answers["FN-01"])] == [(2, 2), (1, 1)]


def test_a_joint_measure_is_asked_of_each_of_its_units_and_of_the_agency_once(plan):
    build(plan, whole_year(2))
    both = plan.units.get(name="會計室")
    assert (found(plan)["FN-01"].need, found(plan, unit=both)["FN-01"].need) == (2, 2)


def test_the_numbers_lead_to_the_pages_that_list_them(plan):
    build(plan, whole_year(1))
    urls = {code: one.counted.url for code, one in found(plan).items()}
    assert urls == {
        "GB-01": "/budgets/108/",
        "GB-02": "/budgets/108/",
        "GB-03": "/budgets/108/",
        "FN-01": "/measures/107/",
    }


def acts(agency, as_of, unit=None, year=2018) -> list[tuple]:
    scope = Scope(agency.id, year, day(as_of), unit and unit.id)
    return [(one.rule, str(one.who), str(one.what), one.until) for one in duties(scope)]


def office(plan) -> None:
    make.make_unit(plan, "會計室", ["ACCOUNTING"])


END = day("107/12/31")


def test_before_the_round_is_open_only_the_accounting_office_is_asked(plan):
    office(plan)
    build(plan, {"units": ["甲組"], "rounds": [{"year": 107, "opened": "106/6/1", "due": "106/8/31"}]})
    assert acts(plan, "107/3/1") == [("GB-01", "會計室", "開始 108 年度性別預算編列", END)]


def test_what_is_still_to_be_done_is_said_with_who_and_until_when(plan):
    office(plan)
    build(
        plan,
        {
            "units": ["甲組", "乙組"],
            "rounds": [{"year": 108, "opened": "107/6/1", "due": "107/8/31"}],
            "lines": ["108 乙組 講座費 100"],
            "returns": ["108 甲組 填報", "108 乙組 退回 107/7/1", "108 會計室 無 107/7/1"],
            "measures": ["甲組 講座 有預算", "甲組+乙組 手冊 未填", "甲組 標語 未填"],
        },
    )
    due = day("107/8/31")
    asked = acts(plan, "107/7/15")
    assert asked == [
        ("GB-03", "會計室", "將 108 年度性別預算提報專案小組檢視", END),
        ("GB-02", "甲組", "填報 108 年度性別預算，無相關預算者須明示", due),
        ("GB-02", "乙組", "依退回意見補正 108 年度性別預算", due),
        ("FN-01", "甲組", "將措施列入年度預算並建立對應：講座", END),
        ("FN-01", "甲組", "填報措施的經費來源：手冊、標語", END),
    ]
    own = plan.units.get(name="乙組")
    assert acts(plan, "107/7/15", own) == [asked[2]]
    pages = {one.rule: one.url for one in duties(Scope(plan.id, 2018, day("107/7/15"), own.id))}
    assert pages == {"GB-02": f"/budgets/108/units/{own.id}/"}


def test_when_the_year_has_ended_the_outturn_is_asked_for_first_by_the_office_then_of_the_units(plan):
    office(plan)
    told = {
        "units": ["甲組"],
        "rounds": [
            {"year": 107, "opened": "106/6/1", "due": "106/8/31", "execution": "108/1/3 108/1/31"},
            {"year": 108, "opened": "107/6/1", "due": "107/8/31", "reviewed": "107/9/1"},
        ],
        "lines": ["107 甲組 講座費 100"],
        "returns": [
            "107 甲組 核定 106/8/1",
            "107 甲組 執行 填報",
            "108 甲組 無 107/7/1",
            "108 會計室 無 107/7/1",
        ],
    }
    build(plan, told)
    assert acts(plan, "107/12/30") == []
    assert acts(plan, "108/1/2") == [("GB-02", "會計室", "請各組室填報 107 年度性別預算執行情形", None)]
    assert acts(plan, "108/1/3") == [("GB-02", "甲組", "填報 107 年度性別預算執行情形", day("108/1/31"))]


def test_of_a_year_that_is_over_neither_round_nor_review_can_follow(plan):
    office(plan)
    build(plan, {"units": ["甲組"], "rounds": [{"year": 107, "opened": "106/6/1", "due": "106/8/31"}]})
    assert acts(plan, "108/2/1") == []


def test_a_renamed_unit_answers_for_what_it_owed_under_its_old_name(plan):
    office(plan)
    build(
        plan,
        {
            "units": ["新組 107/10/1", "舊組 100/1/1 107/10/1 →新組"],
            "rounds": [{"year": 108, "opened": "107/6/1", "due": "107/8/31"}],
            "returns": ["108 舊組 填報", "108 會計室 無 107/7/1"],
            "measures": ["舊組 講座 未填"],
        },
    )
    owed = [(rule, who) for rule, who, _what, _until in acts(plan, "107/11/1", plan.units.get(name="新組"))]
    assert owed == [("GB-02", "新組"), ("FN-01", "新組")]


def test_once_everything_is_done_nothing_is_asked(plan):
    build(plan, whole_year(2))
    assert acts(plan, "107/12/31") == []
