"""What is found of 伍四: as of a day, for the agency or a unit, at the same cost for few and many."""

import datetime

import pytest

from core.contract import Scope, Verdict
from impact_assessment.chapter import duties, findings, tables
from impact_assessment.models import Case, Engagement, Expert, Goal, Review, Step
from plan.models import Rule
from tests import factories as make
from tests.factories import day
from tests.impact_assessment.records import build, make_expert, submit

YEAR_END = datetime.date(2018, 12, 31)
ALL_STEPS = ["107/3/1", "107/3/20", "107/4/10", "107/5/1", "107/5/20"]


def found(agency, as_of=YEAR_END, unit=None, year=2018) -> dict:
    return {one.rule: one for one in findings(Scope(agency.id, year, as_of, unit and unit.id))}


def verdicts(agency, **asked) -> dict:
    return {code: one.verdict for code, one in found(agency, **asked).items()}


def whole_year(number: int) -> dict:
    """``number`` cases of two units, everything done with them that the plan asks for."""
    return {
        "units": ["甲組", "乙組", "丙組"],
        "cases": [
            {
                "title": f"{unit}{place}",
                "unit": unit,
                "steps": ALL_STEPS,
                "opinions": ["參採 107/4/20", "未參採 107/4/20"],
                **({"presented": "107/4/10"} if unit == "乙組" else {}),
            }
            for place in range(number)
            for unit in ("甲組", "乙組")
        ],
        "nil": ["丙組 107/12/1"],
    }


def test_a_year_in_which_everything_was_done_keeps_all_eight_rules(plan):
    build(plan, whole_year(1))
    assert verdicts(plan) == {f"GIA-0{number}": Verdict.MET for number in range(1, 9)}


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_records(plan, number, django_assert_num_queries):
    build(plan, whole_year(number))
    for expert in Expert.objects.all():
        Expert.objects.filter(pk=expert.pk).update(employee=make.make_person(plan))
    force = make.make_committee(plan, name="另一小組")
    for expert in Expert.objects.select_related("external"):
        make.make_member(force, expert.external)
        Goal.objects.create(case=Case.objects.first(), text="目標", due_on=YEAR_END)
    scope = Scope(plan.id, 2018, YEAR_END)
    for ask, queries in ((findings, 23), (tables, 23), (duties, 24)):
        with django_assert_num_queries(queries):
            ask(scope)


def test_without_any_record_nothing_is_guessed(plan):
    assert set(verdicts(plan).values()) == {Verdict.UNDETERMINED}
    assert tables(Scope(plan.id, 2018, YEAR_END)) == ()
    assert duties(Scope(plan.id, 2018, YEAR_END)) == ()


def test_once_a_year_was_kept_the_next_is_judged_too(plan):
    build(plan, {"units": ["甲組"], "nil": ["甲組 106/12/1"]})
    assert verdicts(plan)["GIA-01"] == Verdict.UNMET


def test_outside_the_plans_period_nothing_is_judged(plan):
    build(plan, whole_year(1))
    assert found(plan, year=2021, as_of=datetime.date(2021, 12, 31)) == {}


def test_another_agencys_cases_do_not_count(plan, cast):
    make.load_plan(cast.other_agency)
    build(cast.other_agency, whole_year(1))
    build(plan, {"nil": ["應用服務組 107/12/1"]})
    assert (found(plan)["GIA-01"].have, found(plan)["GIA-02"].need) == (1, 0)


def test_an_act_counts_from_its_own_day_on(plan):
    build(plan, {"cases": [{"steps": ALL_STEPS}]})
    done = {
        on: [code for code, one in found(plan, as_of=day(on)).items() if one.have and code != "GIA-01"]
        for on in ("107/2/28", "107/3/1", "107/4/9", "107/4/10", "107/5/19", "107/5/20")
    }
    steps = [[code for code in codes if code < "GIA-07"] for codes in done.values()]
    assert [len(codes) for codes in steps] == [0, 1, 2, 3, 4, 5]


def test_a_unit_is_asked_for_its_own_cases(plan):
    build(plan, whole_year(2))
    own, quiet = (plan.units.get(name=name) for name in ("甲組", "丙組"))
    counts = {code: (one.have, one.need, one.unit_id) for code, one in found(plan, unit=own).items()}
    assert counts["GIA-01"] == (1, 1, own.id)
    assert {counts[f"GIA-0{number}"] for number in range(2, 9)} == {(2, 2, own.id)}
    assert {one.need for code, one in found(plan, unit=quiet).items() if code != "GIA-01"} == {0}


def test_a_renamed_unit_keeps_its_cases_and_statements(plan):
    build(plan, {"cases": [{"unit": "舊組"}], "nil": ["另組 107/3/1"]})
    new, other = make.make_unit(plan, "新組", since="107/7/1"), make.make_unit(plan, "別組", since="107/7/1")
    plan.units.filter(name="舊組").update(until=day("107/7/1"), successor=new)
    plan.units.filter(name="另組").update(until=day("107/7/1"), successor=other)
    assert set(found(plan)["GIA-01"].counted.ids) == {new.id, other.id}
    assert found(plan, unit=new)["GIA-02"].need == 1


def test_what_the_unit_took_back_itself_counts_on_no_day(plan):
    build(plan, {"cases": [{"steps": ["107/3/1", "107/3/20"]}]})
    step = Step.objects.get(number=2)
    Step.objects.filter(pk=step.pk).update(is_superseded=True)
    Step.objects.create(case=step.case, number=2, rule=step.rule, title=step.title, round=2)
    assert found(plan, as_of=day("107/4/1"))["GIA-03"].have == 0
    assert found(plan, as_of=day("107/4/1"))["GIA-02"].have == 1


def test_a_later_return_does_not_bring_back_what_the_unit_had_taken_back(plan):
    build(plan, {"cases": [{"steps": ["107/3/1", "107/3/20"]}]})
    step = Step.objects.get(number=2)
    Step.objects.filter(pk=step.pk).update(is_superseded=True)
    row = {"case": step.case, "number": 2, "rule": step.rule, "title": step.title}
    Step.objects.create(**row, round=2, is_superseded=True)
    Step.objects.create(**row, round=3)
    returned = {"decision": "RETURNED", "to_step": 2, "reason": "請補正", "decided_on": day("107/6/1")}
    Review.objects.create(case=step.case, round=2, sent_on=day("107/5/1"), **returned)
    assert found(plan, as_of=day("107/4/1"))["GIA-03"].have == 0


def test_the_agencys_own_staff_are_no_experts_from_outside(plan):
    unit = make.make_unit(plan, "甲組")
    build(plan, {"cases": [{"steps": ["107/3/1", "107/3/20"], "experts": []}]})
    case = Case.objects.get()
    staff = make.make_person(plan, unit, until="107/4/10")
    expert = make_expert(plan, "臺北市性別人才資料庫 105/1/1", employee=staff)
    submit(case, expert, "107/4/9")
    assert found(plan)["GIA-07"].verdict == Verdict.UNMET
    Engagement.objects.update(submitted_on=day("107/4/10"))
    assert found(plan)["GIA-07"].verdict == Verdict.MET


def test_an_outside_seat_on_a_task_force_and_a_council_term_are_bases(plan):
    build(plan, {"cases": [{"steps": ALL_STEPS, "experts": ["107/4/10 無"]}]})
    expert = Expert.objects.get()
    assert found(plan)["GIA-07"].have == 0
    member = make.make_member(make.make_committee(plan), expert.external, until="107/4/11")
    assert found(plan)["GIA-07"].have == 1
    member.delete()
    expert.external.council_terms.create(council="女權會", session="第9屆", since=day("107/4/10"))
    assert str(found(plan)["GIA-07"].sentence).endswith("：臺北市女性權益促進委員會 1。")


def test_it_is_said_where_one_expert_does_all_cases(plan):
    build(plan, {"cases": [{"title": name, "steps": ALL_STEPS} for name in ("案甲", "案乙")]})
    note = "2 案均由同一位專家提供意見，宜增邀其他專家。"
    assert note not in str(found(plan)["GIA-07"].sentence)
    Engagement.objects.update(expert=Expert.objects.first())
    assert str(found(plan)["GIA-07"].sentence).endswith(note)


def test_a_higher_number_in_the_plan_asks_for_more(plan):
    build(plan, {"cases": [{"steps": ALL_STEPS, "statistics": 2}]})
    rules = {"GIA-02": {"statistics": 2, "consultations": 1, "step": 1}, "GIA-04": {"experts": 2, "items": 1}}
    for code, numbers in rules.items():
        Rule.objects.filter(code=code).update(numbers=numbers)
    assert [found(plan)[code].have for code in rules] == [1, 0]


def test_the_numbers_lead_to_the_pages_that_list_them(plan):
    build(plan, whole_year(1))
    urls = {code: {one.counted.url, one.asked.url} for code, one in found(plan).items()}
    assert urls.pop("GIA-01") == {"/assessments/107/nil/"}
    assert set.union(*urls.values()) == {"/assessments/107/"}


def acts(agency, as_of, unit=None) -> list[tuple]:
    scope = Scope(agency.id, 2018, day(as_of), unit and unit.id)
    return [(one.rule, str(one.who), str(one.what), one.until) for one in duties(scope)]


def test_what_is_still_to_be_done_is_said_with_who_and_until_when(plan):
    build(
        plan,
        {
            "units": ["甲組", "乙組"],
            "cases": [
                {"title": "待判定", "screened": ""},
                {"title": "剛開始"},
                {"title": "填表", "steps": ALL_STEPS[:1]},
                {"title": "參與", "steps": ALL_STEPS[:2], "experts": []},
                {"title": "參採", "steps": ALL_STEPS[:3], "opinions": ["尚未回復", "參採 107/5/1"]},
                {"title": "修正", "steps": ALL_STEPS[:3], "opinions": ["參採 107/5/1"]},
                {"title": "送審", "steps": ALL_STEPS[:4]},
            ],
        },
    )
    end = day("107/12/31")
    assert acts(plan, "107/7/1") == [
        ("GIA-01", "乙組", "登錄 107 年應辦性別影響評估案件，或聲明本年度無應辦案件", end),
        ("GIA-01", "甲組", "判定「待判定」是否應辦性別影響評估", end),
        ("GIA-02", "甲組", "為「剛開始」引用性別統計並諮詢專家學者", end),
        ("GIA-03", "甲組", "填寫「填表」之性別影響評估表", end),
        ("GIA-04", "甲組", "將「參與」送請專家學者或專案小組程序參與", end),
        ("GIA-05", "甲組", "回復「參採」1 項意見之參採情形", end),
        ("GIA-05", "甲組", "修正「修正」之草案或計畫及評估表", end),
        ("GIA-06", "甲組", "將「送審」送主責單位審核", end),
    ]
    assert [rule for rule, *_said in acts(plan, "107/7/1", plan.units.get(name="乙組"))] == ["GIA-01"]
    assert {until for *_said, until in acts(plan, "108/2/1")} == {None}


def test_whoever_is_waited_for_is_named_with_the_day_that_was_set(plan):
    make.make_unit(plan, "法務室", order=0)
    build(
        plan,
        {
            "units": ["甲組"],
            "cases": [
                {"title": "等專家", "steps": ALL_STEPS[:2], "experts": []},
                {"title": "等審核", "steps": ALL_STEPS[:4]},
            ],
        },
    )
    waiting, reviewed = Case.objects.order_by("id")
    Engagement.objects.create(
        case=waiting,
        expert=make_expert(plan, "無"),
        invited_on=day("107/4/1"),
        due_on=day("107/4/20"),
    )
    Review.objects.create(case=reviewed, unit=plan.units.get(name="法務室"), sent_on=day("107/5/2"))
    reviewed.steps.filter(number=5).update(due_on=day("107/6/1"))
    assert acts(plan, "107/5/3")[1:] == [
        ("GIA-04", "甲組", "請受邀專家就「等專家」提供意見（尚待 1 位）", day("107/4/20")),
        ("GIA-06", "法務室", "審核「等審核」之性別影響評估", day("107/6/1")),
    ]


def test_goals_are_followed_until_they_are_closed(plan):
    build(
        plan, {"cases": [{"year": 106, "opened": "106/1/10", "screened": "106/2/1 應辦", "steps": ALL_STEPS}]}
    )
    case = Case.objects.get()
    goal = Goal.objects.create(case=case, text="女性使用率提高", due_on=day("107/10/1"))
    Goal.objects.create(case=case, text="明年的目標", due_on=day("108/10/1"))
    asked = [one for one in acts(plan, "107/7/1") if one[0] == "GIA-06"]
    assert asked == [("GIA-06", "甲組", "填報「案甲」性別目標達成情形：女性使用率提高", day("107/10/1"))]
    Goal.objects.filter(pk=goal.pk).update(closed_on=day("107/9/1"), result="已達成")
    assert [one for one in acts(plan, "107/10/1") if one[0] == "GIA-06"] == []


def test_once_everything_is_done_nothing_is_asked(plan):
    build(plan, whole_year(1))
    assert acts(plan, "107/12/31") == []
