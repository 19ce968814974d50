"""What is found of 陸: as of a day, for the agency or a unit, at the same cost for few and many; who owes what."""

import datetime

import pytest

from core.contract import Scope, Verdict
from measures.chapter import duties, findings, tables
from measures.matrix import matrix
from plan.rules import in_force
from tests.factories import day
from tests.measures.records import build

YEAR_END = datetime.date(2018, 12, 31)
THREE = ["甲組 A1 107/3/1", "甲組 B1 107/4/1", "甲組 C4 107/5/1"]
BODIES = ["任務編組委員會 府層級 男6 女3", "任務編組委員會 一級機關 男3 女6"]


def found(agency, as_of=YEAR_END, unit=None, year=2018) -> dict:
    return {one.rule: one for one in findings(Scope(agency.id, year, as_of, unit and unit.id))}


def verdicts(agency, **asked) -> dict:
    return {code: one.verdict for code, one in found(agency, **asked).items()}


def test_a_year_in_which_everything_was_done_keeps_all_rules(plan):
    build(plan, {"units": ["甲組"], "measures": [*THREE, "甲組 C3 107/6/1", "甲組 E3 107/6/2 文宣"]})
    assert verdicts(plan) == dict.fromkeys(("MS-01", "MS-02", "MS-C3", "MS-C4", "MS-E3"), Verdict.MET)


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_units_and_measures(plan, number, django_assert_num_queries):
    names = [f"第{place}組" for place in range(number)]
    rows = [f"{name}+共同組 {item} 107/3/1" for name in names for item in ("A1", "C1", "E3")]
    build(plan, {"units": [*names, "共同組"], "measures": rows, "bodies": BODIES})
    scope = Scope(plan.id, 2018, YEAR_END)
    for ask in (findings, tables, duties):
        with django_assert_num_queries(QUERIES):
            ask(scope)


QUERIES = 10
"""Rules; units; measures, joint ones with their units, evidence with files; committees, members, staff."""


def test_without_any_record_nothing_is_guessed(plan):
    build(plan, {"units": ["甲組"]})
    assert set(verdicts(plan).values()) == {Verdict.UNDETERMINED}
    assert tables(Scope(plan.id, 2018, YEAR_END)) == ()
    assert duties(Scope(plan.id, 2018, YEAR_END)) == ()


def test_outside_the_plans_period_nothing_is_judged(plan):
    build(plan, {"units": ["甲組"], "measures": THREE})
    assert found(plan, year=2021, as_of=datetime.date(2021, 12, 31)) == {}


def test_measures_of_another_agency_or_year_do_not_count(plan, cast):
    build(plan, {"measures": ["甲組 A1 107/3/1"]})
    build(cast.other_agency, {"units": ["丙組"], "measures": [one.replace("甲組", "丙組") for one in THREE]})
    assert found(plan)["MS-02"].have == 1
    assert found(plan, year=2017)["MS-02"].have == 0


def test_a_measure_counts_from_the_day_on_which_it_is_held_and_proved(plan):
    build(plan, {"units": ["甲組"], "measures": ["甲組 A1 107/3/1 107/3/8 佐證107/3/20"]})
    have = {on: found(plan, as_of=day(on))["MS-02"].have for on in ("107/3/7", "107/3/19", "107/3/20")}
    assert have == {"107/3/7": 0, "107/3/19": 0, "107/3/20": 1}


def test_the_verdict_agrees_with_the_matrix_that_everybody_sees(plan):
    build(plan, {"units": ["甲組", "乙組"], "measures": [*THREE, "乙組 D1 107/6/1"], "bodies": BODIES})
    scope = Scope(plan.id, 2018, YEAR_END)
    enough = [one.unit.id for one in matrix(scope, in_force(plan.id, YEAR_END)).lines if one.missing == 0]
    assert found(plan)["MS-01"].counted.ids == tuple(enough) == (plan.units.get(name="甲組").id,)


def test_a_unit_is_asked_for_its_own(plan):
    build(plan, {"units": ["甲組", "乙組"], "measures": [*THREE, "乙組 E3 107/6/1"]})
    own, other = (plan.units.get(name=name) for name in ("甲組", "乙組"))
    assert [found(plan, unit=one)["MS-01"].verdict for one in (own, other)] == [Verdict.MET, Verdict.UNMET]
    assert [found(plan, unit=one)["MS-E3"].verdict for one in (own, other)] == [
        Verdict.NOT_APPLICABLE,
        Verdict.UNMET,
    ]
    assert {one.unit_id for one in found(plan, unit=own).values()} == {own.id}


def test_of_a_unit_that_is_gone_nothing_is_asked(plan):
    build(plan, {"units": ["甲組", "乙組 106/1/1 107/7/1"], "measures": ["乙組 A1 107/3/1"]})
    answer = found(plan, unit=plan.units.get(name="乙組"))
    assert [answer[code].verdict for code in ("MS-01", "MS-02")] == [Verdict.NOT_APPLICABLE] * 2
    assert str(answer["MS-02"].sentence) == "這一天沒有這個組室。"


def test_the_numbers_lead_to_the_pages_that_list_them(plan):
    build(plan, {"units": ["甲組"], "measures": THREE})
    urls = {code: one.counted.url for code, one in found(plan).items()}
    assert urls == {
        "MS-01": "/measures/107/matrix/",
        "MS-02": "/measures/107/matrix/",
        "MS-C3": "/measures/107/",
        "MS-C4": "/measures/107/",
        "MS-E3": "/measures/107/",
    }


def acts(agency, as_of, unit=None) -> list[tuple]:
    scope = Scope(agency.id, 2018, day(as_of), unit and unit.id)
    return [(one.rule, str(one.who), str(one.what), one.until) for one in duties(scope)]


LACKING = {
    "units": ["甲組", "乙組"],
    "measures": ["甲組 A1 107/3/1", "甲組+乙組 E3 107/4/1 無人數", "甲組 D1 107/5/1 預定"],
}


def test_what_is_still_to_be_done_is_said_with_who_and_until_when(plan):
    build(plan, LACKING)
    end = day("107/12/31")
    lacks = "須附文宣內容的檔案。尚未填男、女參與人數。"
    assert acts(plan, "107/11/15") == [
        ("MS-01", "甲組", "辦理 107 年具體措施，尚缺 2 類", end),
        ("MS-01", "乙組", "辦理 107 年具體措施，尚缺 3 類", end),
        ("MS-02", "乙組", "辦理 107 年具體措施，尚缺 1 項", end),
        ("MS-01", "甲組", "補齊「D1措施3」：預定日期已過，尚未填實際辦理日期。", end),
        ("MS-E3", "甲組", f"補齊「E3措施2」：{lacks}", end),
    ]


def test_a_joint_unit_is_not_asked_for_what_the_lead_completes(plan):
    build(plan, LACKING)
    other = plan.units.get(name="乙組")
    assert [rule for rule, *_said in acts(plan, "107/11/15", other)] == ["MS-01", "MS-02"]


def test_each_act_leads_to_where_it_is_done(plan):
    build(plan, LACKING)
    unit = plan.units.get(name="乙組")
    urls = [one.url for one in duties(Scope(plan.id, 2018, day("107/11/15"), unit.id))]
    assert urls == [f"/measures/107/?unit={unit.pk}"] * 2


def test_where_the_agency_is_asked_as_a_whole_the_secretariat_sees_to_it(plan, cast):
    build(plan, {"measures": ["應用服務組 A1 107/3/1"], "decision": "D-09 agency"})
    asked = [one for one in acts(plan, "107/11/15") if one[0] == "MS-01"]
    assert asked == [
        ("MS-01", "綜合企劃組", "督導各組室辦理 107 年具體措施，全機關尚缺 2 類", day("107/12/31"))
    ]
    assert "MS-01" not in {rule for rule, *_said in acts(plan, "107/11/15", cast.unit_a)}


def test_of_a_year_that_is_over_only_what_proves_it_is_asked(plan):
    build(plan, LACKING)
    assert [(rule, until) for rule, _who, _what, until in acts(plan, "108/1/5")] == [
        ("MS-01", None),
        ("MS-E3", None),
    ]


def test_once_everything_is_done_nothing_is_asked(plan):
    build(plan, {"units": ["甲組"], "measures": THREE})
    assert acts(plan, "107/11/15") == []
