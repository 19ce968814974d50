"""What is found of 伍三: as of a day, for the agency or a unit, at the same cost for few and many."""

import datetime

import pytest

from core.contract import Scope, Verdict
from statistics_app.chapter import duties, findings, tables
from tests import factories as make
from tests.factories import day
from tests.statistics_app.records import build

YEAR_END = datetime.date(2018, 12, 31)


def found(agency, as_of=YEAR_END, unit=None, year=2018) -> dict:
    return {one.rule: one for one in findings(Scope(agency.id, year, as_of, unit and unit.id))}


def verdicts(agency, **asked) -> dict:
    return {code: one.verdict for code, one in found(agency, **asked).items()}


def whole_year(number: int) -> dict:
    """``number`` indicators and analyses, everything done with them that the plan asks for."""
    codes = [f"a-{place:02}" for place in range(number)]
    return {
        "units": ["甲組", "乙組"],
        "indicators": [f"{code} 年 甲組" for code in codes],
        "tables": [f"{code} 107 核定 107/12/31 19 18" for code in codes]
        + [f"{code} 106 核定 107/2/20 17 16" for code in codes],
        "reviews": [{"year": 107, "held": "107/5/31", "concluded": "107/6/30"}],
        "analyses": [
            {
                "title": f"{kind}{code}",
                "units": "會計室" if kind == "綜合" else "甲組",
                "comprehensive": kind == "綜合",
                "completed": "107/5/1",
                "sent": ["甲組 107/5/10", "乙組 107/5/11"],
                "advice": ["採用 107/6/1", "不採用 107/6/2"],
                **({} if kind == "綜合" else {"presented": "107/6/13"}),
            }
            for code in codes
            for kind in ("綜合", "專題")
        ],
        "forms": [{"year": 107, "sent": "107/12/20"}],
        "published": [f"{code} 107/12/31" for code in codes]
        + [f"{kind}{code} 107/12/31" for code in codes for kind in ("綜合", "專題")],
    }


def test_a_year_in_which_everything_was_done_keeps_all_eight_rules(plan):
    build(plan, whole_year(1))
    assert verdicts(plan) == {f"ST-0{number}": Verdict.MET for number in range(1, 9)}


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_records(plan, number, django_assert_num_queries):
    build(plan, whole_year(number))
    scope = Scope(plan.id, 2018, YEAR_END)
    for ask, queries in ((findings, 16), (tables, 16), (duties, 16)):
        with django_assert_num_queries(queries):
            ask(scope)


def test_without_any_record_nothing_is_guessed(plan):
    assert set(verdicts(plan).values()) == {Verdict.UNDETERMINED}
    assert tables(Scope(plan.id, 2018, YEAR_END)) == ()
    assert duties(Scope(plan.id, 2018, YEAR_END)) == ()


def test_outside_the_plans_period_nothing_is_judged(plan):
    build(plan, whole_year(1))
    assert found(plan, year=2021, as_of=datetime.date(2021, 12, 31)) == {}


def test_another_agencys_records_do_not_count(plan, cast):
    build(plan, {"indicators": ["b-01 年 甲組"]})
    with_year = whole_year(1)
    for one in ("indicators", "tables", "reviews", "forms"):
        with_year.pop(one)
    build(cast.other_agency, {**with_year, "published": []})
    assert verdicts(plan)["ST-07"] == Verdict.UNMET
    assert verdicts(plan)["ST-05"] == Verdict.UNMET


def test_an_act_counts_from_its_own_day_on(plan):
    build(plan, whole_year(1))
    asked = {on: verdicts(plan, as_of=day(on)) for on in ("107/5/10", "107/6/12", "107/6/13", "107/6/30")}
    assert [one["ST-05"] for one in asked.values()] == [Verdict.MET] * 4
    assert [one["ST-03"] for one in asked.values()] == [Verdict.PENDING] + [Verdict.MET] * 3
    assert [one["ST-08"] for one in asked.values()] == [Verdict.PENDING] * 2 + [Verdict.MET] * 2
    assert [one["ST-01"] for one in asked.values()] == [Verdict.PENDING] * 3 + [Verdict.MET]
    assert {one["ST-06"] for one in asked.values()} == {Verdict.PENDING}


def test_a_unit_is_asked_for_its_own_indicators_and_analyses(plan):
    build(plan, whole_year(1) | {"indicators": ["a-00 年 甲組", "b-01 年 乙組"]})
    own, other = (plan.units.get(name=name) for name in ("甲組", "乙組"))
    assert [found(plan, unit=one)["ST-02"].verdict for one in (own, other)] == [Verdict.MET, Verdict.UNMET]
    counts = [(one.have, one.need) for one in (found(plan, unit=each)["ST-03"] for each in (own, other))]
    assert counts == [(1, 1), (0, 0)]
    assert {one.unit_id for one in (found(plan, unit=own)[code] for code in ("ST-02", "ST-03", "ST-08"))} == {
        own.id
    }


def test_a_renamed_unit_keeps_what_it_wrote_under_its_old_name(plan):
    build(plan, {"analyses": [{"units": "舊組", "completed": "107/5/1"}], "decision": "D-08 unit"})
    new = make.make_unit(plan, "新組", since="107/7/1")
    plan.units.filter(name="舊組").update(until=day("107/7/1"), successor=new)
    assert found(plan)["ST-07"].counted.ids == (new.id,)


def test_the_numbers_lead_to_the_pages_that_list_them(plan):
    build(plan, whole_year(1))
    urls = {code: one.counted.url for code, one in found(plan).items()}
    assert urls == {
        "ST-01": "/statistics/107/review/",
        "ST-02": "/statistics/107/tables/",
        "ST-03": "/statistics/107/analyses/",
        "ST-04": "/publish/",
        "ST-05": "/statistics/107/analyses/",
        "ST-06": "/statistics/107/yearly/",
        "ST-07": "/statistics/107/analyses/",
        "ST-08": "/statistics/107/analyses/",
    }


def acts(agency, as_of, unit=None) -> list[tuple]:
    scope = Scope(agency.id, 2018, day(as_of), unit and unit.id)
    return [(one.rule, str(one.who), str(one.what), one.until) for one in duties(scope)]


def test_what_is_still_to_be_done_is_said_with_who_and_until_when(plan):
    build(
        plan,
        {
            "units": ["甲組", "乙組"],
            "indicators": ["a-01 半年 甲組"],
            "analyses": [
                {"title": "線上申辦", "units": "乙組", "completed": "107/5/1", "advice": ["研析中"]}
            ],
            "forms": [{"year": 107, "due": "108/1/31"}],
        },
    )
    end = day("107/12/31")
    assert acts(plan, "107/7/1") == [
        ("ST-01", "會計室", "完成 107 年性別統計指標檢討", end),
        ("ST-02", "甲組", "填報 107 年統計表：a-01 指標a-01", end),
        ("ST-03", "乙組", "決定「線上申辦」建議事項之參採情形", end),
        ("ST-05", "會計室", "完成綜合分析 1 篇，送請業務相關組室參考", end),
        ("ST-06", "會計室", "彙送 107 年性別統計與分析運用情形", day("108/1/31")),
        ("ST-08", "乙組", "將「線上申辦」提報專案小組", end),
        ("ST-04", "會計室", "公開統計表及分析：線上申辦", end),
    ]
    own = plan.units.get(name="甲組")
    assert [rule for rule, *_said in acts(plan, "107/7/1", own)] == ["ST-02"]


def test_of_a_year_that_is_over_only_what_can_still_follow_is_asked(plan):
    build(plan, {"units": ["甲組"], "indicators": ["a-01 年 甲組"]})
    assert [(rule, until) for rule, _who, _what, until in acts(plan, "108/2/1")] == [
        ("ST-01", None),
        ("ST-02", None),
    ]
    assert [rule for rule, *_said in acts(plan, "107/12/30")] == ["ST-01", "ST-05", "ST-06", "ST-07"]


def test_whose_turn_it_is_to_write_is_asked_first(plan):
    build(plan, {"units": ["甲組"], "analyses": [{"units": "會計室", "completed": "106/5/1"}]})
    asked = [who for rule, who, _what, _until in acts(plan, "107/3/1") if rule == "ST-07"]
    assert asked == ["甲組"]


def test_once_everything_is_done_nothing_is_asked(plan):
    build(plan, whole_year(1))
    assert acts(plan, "107/12/31") == []
