"""The living plan: the text of the year, and beside each clause what was found of it."""

import datetime

import pytest

from core.contract import Scope, Verdict
from plan.models import Force
from plan.rules import in_force
from reports.board import gather
from tests import factories as make


@pytest.fixture
def agency_of_two(plan):
    """王小明 has the two hours of 106, 李大同 hasn't."""
    unit = make.make_unit(plan, "應用服務組")
    make.make_unit(plan, "綜合企劃組", ["PLANNING"])
    session = make.make_session(make.make_course(plan), "106/3/8", 120)
    make.make_hours(make.make_person(plan, unit, "王小明"), session, verified_by=make.make_account())
    make.make_person(plan, unit, "李大同")
    return plan


def board(agency, day: str, year: int | None = None):
    on = make.day(day)
    return gather(Scope(agency.id, year or on.year, on))


def beside(found, label: str) -> dict:
    passage = next(one for one in found.passages if one.label == label)
    return {one.finding.rule: one for one in passage.judged}


def test_a_verdict_stands_beside_its_clause(agency_of_two):
    judged = beside(board(agency_of_two, "106/12/31"), "伍二(一)1")["TR-01"]
    assert (judged.finding.verdict, judged.finding.have, judged.finding.need) == (Verdict.UNMET, 1, 2)
    assert [str(one.what) for one in judged.duties] == ["李大同 尚缺 2 小時"]


def test_before_the_year_is_over_nobody_has_failed(agency_of_two):
    judged = beside(board(agency_of_two, "106/6/30"), "伍二(一)1")["TR-01"]
    assert judged.finding.verdict == Verdict.PENDING


def test_every_duty_of_the_plan_has_its_verdict_beside_a_clause(agency_of_two):
    found = board(agency_of_two, "106/12/31")
    book = in_force(agency_of_two.id, found.scope.day)
    duties = {code for code, rule in book.items() if rule.force in (Force.MUST, Force.PRINCIPLE)}
    shown = [one.finding.rule for passage in found.passages for one in passage.judged]
    assert sorted(shown) == sorted(duties)
    assert len(found.judged) == sum(count for _, count in found.tally())


def test_what_is_to_be_done_comes_first_and_nothing_is_lost(agency_of_two):
    found = board(agency_of_two, "106/12/31")
    assert found.open()[0].finding.verdict == Verdict.UNMET
    assert len(found.open()) + len(found.settled()) == len(found.judged)


def test_after_the_plan_its_last_text_is_shown_and_nothing_is_judged(agency_of_two):
    found = board(agency_of_two, "110/6/30")
    assert not found.in_force
    assert found.passages[0].label == "壹"
    assert {one.finding.verdict for one in found.judged} == {Verdict.UNDETERMINED}
    assert all("無適用規定" in str(one.finding.sentence) for one in found.judged)


def test_before_the_plan_its_first_text_is_shown(agency_of_two):
    found = board(agency_of_two, "103/6/30")
    assert (found.in_force, found.passages[0].label) == (False, "壹")


def test_an_agency_without_a_plan_has_an_empty_board(agency):
    found = board(agency, "106/12/31")
    assert (found.plan, found.passages, found.judged) == (None, (), ())


def test_a_line_of_adoption_appears_on_its_day(agency_of_two):
    assert len(board(agency_of_two, "105/12/22").adoptions) == 3
    assert len(board(agency_of_two, "105/12/23").adoptions) == 4


def test_a_heading_that_ends_in_a_colon_runs_on_into_its_text(agency_of_two):
    passages = {one.label: one for one in board(agency_of_two, "106/12/31").passages}
    assert passages["參一"].lines == ["幕僚單位：綜合企劃組"]
    assert (passages["貳"].title, passages["貳"].lines) == ("目標", [])


def test_the_same_year_gives_the_same_answer_when_asked_later(agency_of_two):
    then = board(agency_of_two, "106/12/31")
    later = gather(Scope(agency_of_two.id, 2017, datetime.date(2018, 11, 15)))
    assert [one.finding for one in later.judged] == [one.finding for one in then.judged]


def test_a_units_board_counts_the_unit_alone(agency_of_two):
    other = make.make_unit(agency_of_two, "設施網路組")
    make.make_person(agency_of_two, other, "鄰組員")
    found = gather(Scope(agency_of_two.id, 2017, make.day("106/12/31"), other.id))
    judged = beside(found, "伍二(一)1")["TR-01"]
    assert (judged.finding.have, judged.finding.need) == (0, 1)
