"""What passing brings about: the plan's new words and numbers from their day, or nothing (玖, AM-01 – AM-03)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from committee import actions
from committee.models import Amendment, Outcome, Stage
from core.contract import Scope
from plan.models import Adoption, Clause, Rule
from tests import factories as make
from tests.committee.amending import (
    MEETINGS,
    STAFF,
    clause,
    decide,
    force,
    hold,
    meeting,
    present,
    propose,
    read,
)
from tests.factories import actor_of, day
from training import chapter as training

__all__ = ["force", "meeting"]


def staff_finding(agency, on: str, year=2018):
    found = training.findings(Scope(agency.id, year, day(on)))
    return next(one for one in found if one.rule == "TR-05")


def test_what_has_passed_is_in_force_from_the_meetings_day(force, meeting, cast, plan):
    person = make.make_person(plan, cast.unit_a, "甲員")
    session = make.make_session(make.make_course(plan), "107/3/8", 180)
    make.make_hours(person, session, verified_by=cast.officer.account)
    amendment = propose(cast)
    item = present(amendment, meeting, cast)
    hold(meeting, force[:10], cast)
    before = staff_finding(plan, "107/5/10")
    decide(item, cast)
    versions = list(Rule.objects.filter(code="TR-05").order_by("since").values_list("since", "until"))
    assert versions == [(day("107/1/1"), day("107/5/10")), (day("107/5/10"), day("109/1/1"))]
    assert [one.numbers["hours"] for one in Rule.objects.filter(code="TR-05").order_by("since")] == [3, 4]
    assert before.have == staff_finding(plan, "107/5/9").have == 1
    assert staff_finding(plan, "107/5/10").have == 0
    assert read(amendment) == (Stage.PASSED, "通過（107 年第 2 次會議），107 年 5 月 10 日施行")
    assert clause().text.startswith("本局一般公務人員每人每年均須完成4小時")


def test_a_closed_year_stays_as_it_was(force, meeting, cast, plan):
    session = make.make_session(make.make_course(plan), "106/3/8", 120)
    make.make_hours(cast.clerk, session, verified_by=cast.officer.account)
    closed = Scope(plan.id, 2017, day("106/12/31"))
    before = training.findings(closed)
    item = present(propose(cast), meeting, cast)
    hold(meeting, force[:10], cast)
    decide(item, cast)
    assert training.findings(closed) == before
    assert Rule.objects.filter(code="TR-01").count() == 1


@pytest.mark.parametrize(
    ("named", "in_force_from"),
    [("107/7/1", "107/7/1"), ("107/5/11", "107/5/11"), ("107/5/9", "107/5/10"), (None, "107/5/10")],
    ids=["later", "the day after", "before it was passed", "not named"],
)
def test_where_the_owner_has_decided_so_it_is_in_force_from_the_named_day(
    force, meeting, cast, named, in_force_from
):
    Rule.objects.filter(code="D-16").update(reading="named_day")
    amendment = propose(cast, effective_on=day(named) if named else None)
    item = present(amendment, meeting, cast)
    hold(meeting, force[:10], cast)
    decide(item, cast)
    amendment.refresh_from_db()
    assert amendment.applied_on == day(in_force_from)
    assert Rule.objects.filter(code="TR-05", since=day(in_force_from)).count() == 1
    assert clause().since == day(in_force_from)


def test_a_named_day_is_nothing_while_the_meetings_day_counts(force, meeting, cast):
    amendment = propose(cast, effective_on=day("107/7/1"))
    item = present(amendment, meeting, cast)
    hold(meeting, force[:10], cast)
    decide(item, cast)
    amendment.refresh_from_db()
    assert amendment.applied_on == day("107/5/10")


def test_nothing_passes_while_nobody_has_decided_from_when(force, meeting, cast):
    item = present(propose(cast), meeting, cast)
    hold(meeting, force[:10], cast)
    Rule.objects.filter(code="D-16").delete()
    with pytest.raises(ValidationError, match="尚未決定（D-16）"):
        decide(item, cast)
    assert not hasattr(type(item).objects.get(pk=item.pk), "resolution")


@pytest.mark.parametrize(
    ("outcome", "stage", "said"),
    [
        (Outcome.REJECTED, Stage.REJECTED, "不通過（107 年第 2 次會議）"),
        (Outcome.DEFERRED, Stage.DEFERRED, "保留（107 年第 2 次會議）"),
    ],
)
def test_what_was_not_passed_stays_on_record_and_changes_nothing(
    force, meeting, cast, as_, outcome, stage, said
):
    amendment = propose(cast)
    item = present(amendment, meeting, cast)
    hold(meeting, force[:10], cast)
    decide(item, cast, outcome)
    assert read(amendment) == (stage, said)
    assert (Rule.objects.filter(code="TR-05").count(), Clause.objects.filter(label=STAFF).count()) == (1, 1)
    assert said in as_(cast.head).get("/committee/amendments/").content.decode()
    with pytest.raises(PermissionDenied, match="不能再變更"):
        propose(cast, pk=amendment.pk, version=amendment.version)


def test_an_invalid_meeting_leaves_the_plan_alone(force, meeting, cast):
    amendment = propose(cast)
    item = present(amendment, meeting, cast)
    hold(meeting, force[3:13], cast)
    with pytest.raises(PermissionDenied, match="無效會議不得通過"):
        decide(item, cast)
    assert read(amendment) == (Stage.UNDECIDED, "未議決（107 年第 2 次會議出席人數不足）")
    assert (Rule.objects.filter(code="TR-05").count(), Adoption.objects.count()) == (1, 4)


def test_an_invalid_meeting_refuses_nothing_either(force, meeting, cast):
    amendment = propose(cast)
    item = present(amendment, meeting, cast)
    hold(meeting, force[3:13], cast)
    with pytest.raises(PermissionDenied, match="無效會議"):
        decide(item, cast, Outcome.REJECTED)
    assert read(amendment)[0] != Stage.REJECTED


def test_two_clauses_on_one_agenda_are_both_amended_with_one_line_at_the_plans_head(
    force, meeting, cast, as_, settings
):
    other = propose(
        cast,
        MEETINGS,
        by=cast.secretary,
        unit=cast.planning,
        new_text=clause(MEETINGS).text.replace("3次", "4次"),
        numbers={"MT-05": {"meetings": 4}},
    )
    items = [present(one, meeting, cast) for one in (propose(cast), other)]
    hold(meeting, force[:10], cast)
    for item in items:
        decide(item, cast)
    began = Rule.objects.filter(since=day("107/5/10")).order_by("code").values_list("code", "numbers")
    assert [(code, numbers.get("meetings"), numbers.get("hours")) for code, numbers in began] == [
        ("MT-05", 4, None),
        ("TR-05", None, 4),
    ]
    line = "107年5月10日臺北市政府資訊局性別平等專案小組107年第2次會議修改"
    assert [one.text for one in Adoption.objects.filter(adopted_on=day("107/5/10"))] == [line]
    settings.DEMO_DAY = day("107/5/11")
    page = as_(cast.clerk).get("/plan/107/").content.decode()
    assert page.count(f'<p class="plan-adopted">{line}</p>') == 1
    assert "每人每年均須完成4小時" in page


def test_the_second_of_the_same_clause_on_one_day_is_refused_whole(force, meeting, cast):
    first = present(propose(cast), meeting, cast)
    second = propose(cast, new_text=clause().text.replace("3小時", "5小時"), numbers={"TR-05": {"hours": 5}})
    later = present(second, meeting, cast)
    hold(meeting, force[:10], cast)
    decide(first, cast)
    with pytest.raises(
        ValidationError, match="「伍二\\(二\\)1」已自107 年 5 月 10 日起修正，同日不能再修正一次"
    ):
        decide(later, cast)
    assert not hasattr(type(later).objects.get(pk=later.pk), "resolution")
    assert [one.numbers["hours"] for one in Rule.objects.filter(code="TR-05").order_by("since")] == [3, 4]
    assert Clause.objects.filter(label=STAFF).count() == 2
    decide(later, cast, Outcome.DEFERRED)
    assert read(second)[0] == Stage.DEFERRED


def test_words_that_were_amended_meanwhile_are_not_lost_unseen(force, meeting, cast, as_, settings):
    stale = propose(cast, new_text=clause().text.replace("每人每年", "每人於每年"), numbers={})
    first = present(propose(cast), meeting, cast)
    hold(meeting, force[:10], cast)
    decide(first, cast)
    settings.DEMO_DAY = day("107/9/1")
    page = as_(cast.head).get(reverse("committee:amendment-detail", args=[stale.pk])).content.decode()
    assert "條款在提案後已修正，與對照表的現行條文不同" in page
    third = make.make_meeting(force[0].committee, "107/9/20", number=3)
    item = present(Amendment.objects.get(pk=stale.pk), third, cast, "107/9/1")
    hold(third, force[:10], cast, "107/9/20")
    with pytest.raises(ValidationError, match="與對照表的現行條文不同"):
        decide(item, cast, on="107/9/20")
    stale.refresh_from_db()
    stale.clause, stale.new_text = clause(), clause().text.replace("每人每年", "每人於每年")
    actions.propose(stale, by=actor_of(cast.secretary, "107/9/20"))
    decide(item, cast, on="107/9/20")
    assert "每人於每年均須完成4小時" in clause().text


def test_numbers_alone_leave_the_words_as_they_are(force, meeting, cast):
    item = present(propose(cast, new_text=clause().text), meeting, cast)
    hold(meeting, force[:10], cast)
    decide(item, cast)
    assert Clause.objects.filter(label=STAFF).count() == 1
    assert Rule.objects.get(code="TR-05", since=day("107/5/10")).number("hours") == 4
