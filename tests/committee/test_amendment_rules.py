"""The plan in force only by passing, and amended only so (AM-01, AM-02; 玖), on both sides of each border."""

import pytest

from committee import actions
from committee.compliance import findings
from committee.models import Amendment, Outcome, Section
from core.contract import Scope, Verdict
from plan import actions as plan_actions
from plan.models import Clause, Rule
from tests import factories as make
from tests.factories import actor_of, day

PASSED_ON = "105/12/23"
"""The seed's last line: 105年12月23日…105年第3次會議通過."""


@pytest.fixture
def force(plan, cast):
    """19 members, four of them external; gives the members."""
    return make.make_task_force(plan)


def judged(agency, rule, year, on) -> tuple:
    found = next(one for one in findings(Scope(agency.id, year, day(on))) if one.rule == rule)
    return found.verdict, found.have, found.need


def said(agency, rule, year, on) -> str:
    return str(next(one for one in findings(Scope(agency.id, year, day(on))) if one.rule == rule).sentence)


def hold(force, cast, on, present, number=3, outcome=Outcome.PASSED):
    by = actor_of(cast.secretary, on)
    meeting = make.hold_meeting(make.make_meeting(force[0].committee, on, number), present, by)
    if outcome:
        item = actions.add_item(
            meeting, actions.Words("實施計畫", Section.EXTEMPORE, tasks=("TK-01",)), by=by
        )
        actions.decide(item, actions.Decision(outcome), by=by)
    return meeting


def amend(force, cast, on="107/5/10", number=1, numbers=None) -> Amendment:
    """伍二(二)1 asks four hours from the meeting on."""
    clause = Clause.objects.get(plan__agency=cast.agency, label="伍二(二)1")
    proposal = Amendment(
        unit=cast.unit_a,
        clause=clause,
        new_text=clause.text.replace("3小時", "4小時"),
        numbers=numbers or {"TR-05": {"hours": 4}},
        reason="加強培力",
    )
    early = actor_of(cast.secretary, "107/4/1")
    item = actions.present(
        actions.propose(proposal, by=early), make.make_meeting(force[0].committee, on, number), by=early
    )
    by = actor_of(cast.secretary, on)
    make.hold_meeting(item.meeting, force[:10], by)
    actions.decide(item, actions.Decision(Outcome.PASSED), by=by)
    return proposal


# AM-01


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [(0, 10, (Verdict.MET, 1, 1)), (0, 9, (Verdict.UNMET, 0, 1)), (3, 13, (Verdict.UNMET, 0, 1))],
    ids=["10 of 19", "9 of 19", "10 of 19 with one external"],
)
def test_the_meeting_that_passed_the_plan_was_valid(force, cast, plan, first, last, found):
    outcome = Outcome.PASSED if found[0] == Verdict.MET else None
    hold(force, cast, PASSED_ON, force[first:last], outcome=outcome)
    assert judged(plan, "AM-01", 2016, "105/12/31") == found


def test_a_decision_whose_meeting_is_not_on_record_is_undetermined(force, cast, plan):
    assert judged(plan, "AM-01", 2016, "105/12/31") == (Verdict.UNDETERMINED, None, None)
    hold(force, cast, "105/12/22", force[:10])
    assert judged(plan, "AM-01", 2016, "105/12/31") == (Verdict.UNDETERMINED, None, None)
    assert "105年12月23日" in said(plan, "AM-01", 2016, "105/12/31")


@pytest.mark.parametrize("outcome", [None, Outcome.DEFERRED, Outcome.REJECTED])
def test_a_valid_meeting_that_passed_nothing_proves_nothing(force, cast, plan, outcome):
    hold(force, cast, PASSED_ON, force[:10], outcome=outcome)
    assert judged(plan, "AM-01", 2016, "105/12/31") == (Verdict.UNDETERMINED, None, None)


@pytest.mark.parametrize(
    ("on", "line"),
    [("105/12/22", "105年9月21日"), ("105/12/23", "105年12月23日")],
    ids=["before", "on the day"],
)
def test_the_line_that_counts_is_the_last_one_by_then(force, plan, on, line):
    assert line in said(plan, "AM-01", 2016, on)


def test_a_later_amendment_is_nothing_to_a_closed_year(force, cast, plan):
    hold(force, cast, PASSED_ON, force[:10])
    before = said(plan, "AM-01", 2017, "106/12/31")
    amend(force, cast)
    assert said(plan, "AM-01", 2017, "107/6/1") == before
    assert "107年5月10日" in said(plan, "AM-01", 2018, "107/5/10")
    assert "105年12月23日" in said(plan, "AM-01", 2018, "107/5/9")
    assert judged(plan, "AM-01", 2018, "107/5/10") == (Verdict.MET, 1, 1)


# AM-02


def test_a_year_without_amendments_asks_for_none(force, plan):
    years = [judged(plan, "AM-02", year, "108/12/31") for year in (2016, 2017, 2018, 2019)]
    assert years == [(Verdict.NOT_APPLICABLE, 0, 0)] * 4


@pytest.mark.parametrize(
    ("year", "on", "found"),
    [
        (2018, "107/5/9", (Verdict.NOT_APPLICABLE, 0, 0)),
        (2018, "107/5/10", (Verdict.MET, 2, 2)),
        (2018, "108/3/1", (Verdict.MET, 2, 2)),
        (2017, "107/5/10", (Verdict.NOT_APPLICABLE, 0, 0)),
        (2019, "108/3/1", (Verdict.NOT_APPLICABLE, 0, 0)),
    ],
    ids=["the day before", "the day", "asked later", "the year before", "the year after"],
)
def test_what_was_proposed_and_passed_is_proven_in_its_year(force, cast, plan, year, on, found):
    amend(force, cast)
    assert judged(plan, "AM-02", year, on) == found


def test_a_version_that_nobody_proposed_is_unmet(force, cast, plan):
    amend(force, cast)
    rule = Rule.objects.get(code="MT-05")
    command = actor_of(cast.secretary, "107/6/1")
    plan_actions.amend(rule, since=day("107/6/1"), by=command, reason="直接改", numbers={"meetings": 4})
    assert judged(plan, "AM-02", 2018, "107/5/31") == (Verdict.MET, 2, 2)
    assert judged(plan, "AM-02", 2018, "107/6/1") == (Verdict.UNMET, 2, 3)
    assert (
        said(plan, "AM-02", 2018, "107/6/1") == "本年度起施行的修正 3 處，2 處有組室提案並經會議通過的紀錄。"
    )


def test_a_rule_amended_on_another_day_than_it_was_passed_is_not_proven_by_it(force, cast, plan):
    amend(force, cast)
    rule = Rule.objects.get(code="TR-05", since=day("107/5/10"))
    by = actor_of(cast.secretary, "107/7/1")
    plan_actions.amend(rule, since=day("107/7/1"), by=by, reason="直接改", numbers={"hours": 5})
    assert judged(plan, "AM-02", 2018, "107/7/1") == (Verdict.UNMET, 2, 3)


def test_another_agencys_amendment_proves_nothing_here(force, cast, plan):
    make.load_plan(cast.other_agency)
    make.make_committee(cast.other_agency)
    amend(force, cast)
    assert judged(cast.other_agency, "AM-02", 2018, "107/6/1") == (Verdict.NOT_APPLICABLE, 0, 0)
