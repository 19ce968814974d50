"""What the chapter's findings have in common: lists that add up, readings, and a constant number of queries."""

import datetime
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.chapter import RULES, duties, findings, tables
from committee.models import AgendaItem, Attendance, FollowUp, Membership, Resolution, Seat
from core.contract import Scope, Verdict
from organization.models import Person, Sex
from plan.models import Rule
from plan.rules import in_force
from reports.board import gather
from tests import factories as make

YEAR = 2018
DAY = datetime.date(YEAR, 12, 31)


def grow(committee, members: int, meetings: int) -> None:
    """The task force as large as that, each third member a woman, and so many meetings that everybody came to."""
    already = committee.members.count()
    for place in range(already, members):
        sex = Sex.FEMALE if place % 3 == 0 else Sex.MALE
        if place % 5 in (1, 2):
            who = make.make_external(committee.agency, f"府外{place}", sex, council_since="98/1/1")
        else:
            unit = make.make_unit(committee.agency, f"組{place}")
            who = make.make_person(committee.agency, unit, f"委員{place}", kind="SUPERVISOR", sex=sex)
            who.posts.update(is_head=True)
            make.make_post(who, unit, "FOCAL_POINT")
        make.make_member(committee, who, Seat.CONVENER if place == 0 else None)
    for number in range(committee.meetings.count() + 1, meetings + 1):
        meet(committee, number)
    rest = [
        Attendance(meeting=meeting, membership=member, how="PRESENT")
        for meeting in committee.meetings.all()
        for member in Membership.objects.filter(committee=committee).exclude(attendances__meeting=meeting)
    ]
    Attendance.objects.bulk_create(rest)


def meet(committee, number: int) -> None:
    """A meeting with one item, decided and laid on a unit."""
    opened = {"state": "HELD", "opened_at": datetime.time(14), "opening": {}}
    meeting = make.make_meeting(committee, f"107/{number}/10", number, **opened)
    item = AgendaItem.objects.create(meeting=meeting, section="REPORT", title="報告", tasks=["TK-02"])
    resolution = Resolution.objects.create(item=item, outcome="PASSED", is_valid=True, quorum={})
    unit = committee.agency.units.first()
    FollowUp.objects.create(resolution=resolution, unit=unit, what="辦理").progress.create(
        on=DAY, text="辦理中"
    )


def register(agency, boards: int) -> None:
    """So many boards beside the task force."""
    for number in range(agency.committees.exclude(kind="GENDER").count(), boards):
        board = make.make_committee(agency, "SCREENING_BOARD", f"甄審委員會{number}")
        for sex in ("M", "F", "F"):
            make.make_member(board, make.make_person(agency, None, "委員", sex=sex), "DESIGNATED")


def cost(ask, scope: Scope) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert ask(scope)
    return len(queries)


@pytest.mark.parametrize("ask", [findings, tables, duties], ids=["findings", "tables", "duties"])
def test_they_cost_the_same_for_few_and_for_many(plan, ask):
    committee = make.make_committee(plan)
    scope = Scope(plan.id, YEAR, DAY)
    counts = []
    for members, meetings, boards in ((3, 1, 1), (30, 3, 3), (300, 12, 9)):
        grow(committee, members, meetings)
        register(plan, boards)
        counts.append(cost(ask, scope))
    assert len(set(counts)) == 1
    assert counts[0] < 40


def test_the_records_behind_a_number_are_as_many_as_the_number(plan, cast):
    committee = make.make_committee(plan)
    grow(committee, 20, 2)
    register(plan, 2)
    Person.objects.filter(name="委員7").update(sex=Sex.OTHER)
    Membership.objects.filter(person__name="委員9").update(until=DAY, left_because="POST")
    found = findings(Scope(plan.id, YEAR, DAY))
    counted = [one for one in found if one.counted and one.have is not None]
    assert {one.rule: len(one.counted.ids) for one in counted} == {one.rule: one.have for one in counted}
    asked = [one for one in found if one.asked is not None]
    assert {one.rule: len(one.asked.ids) for one in asked} == {one.rule: one.need for one in asked}
    assert len(counted) > 20


def test_a_year_outside_the_plan_finds_nothing_even_with_records(plan):
    make.make_task_force(plan)
    assert findings(Scope(plan.id, 2021, datetime.date(2021, 12, 31))) == ()


def test_the_same_year_asked_later_is_judged_the_same(plan):
    committee = make.make_committee(plan)
    grow(committee, 19, 3)
    then = findings(Scope(plan.id, YEAR, DAY))
    Membership.objects.update(until=datetime.date(2019, 3, 1), left_because="TERM")
    assert findings(Scope(plan.id, YEAR, datetime.date(2019, 6, 1))) == then


def test_a_draft_and_a_cancelled_meeting_are_no_meetings(plan):
    committee = make.make_committee(plan)
    grow(committee, 19, 1)
    make.make_meeting(committee, "107/5/10", 2, state="DRAFT")
    make.make_meeting(committee, "107/9/10", 3, state="CANCELLED", reason="颱風")
    found = {one.rule: one for one in findings(Scope(plan.id, YEAR, DAY))}
    assert (found["MT-04"].have, found["MT-04"].need, found["MT-05"].have) == (1, 1, 1)


def test_without_a_task_force_nothing_is_guessed(plan):
    register(plan, 1)
    found = {one.rule: one.verdict for one in findings(Scope(plan.id, YEAR, DAY))}
    assert found.pop("MS-F3") == Verdict.MET
    assert {found.pop("MS-F1"), found.pop("MS-F2")} == {Verdict.NOT_APPLICABLE}
    assert set(found.values()) == {Verdict.UNDETERMINED}


def test_with_records_each_duty_of_the_chapter_is_answered_once(plan):
    make.make_task_force(plan)
    register(plan, 1)
    book = in_force(plan.id, DAY)
    answered = Counter(one.rule for one in findings(Scope(plan.id, YEAR, DAY)))
    assert answered == Counter(code for code in RULES if book[code].force in ("must", "principle"))


def test_a_rule_that_lacks_a_number_is_not_judged_and_stops_nobody_else(plan, cast):
    """The table may be older than the program: the rule is 待確認, the page still comes."""
    make.make_task_force(plan)
    Rule.objects.filter(code__in=["MT-05", "TF-10", "TF-04"]).update(numbers={})
    board = gather(Scope(plan.id, 2018, make.day("107/12/31")))
    found = {one.finding.rule: one.finding.verdict for one in board.judged}
    assert {found[code] for code in ("MT-05", "TF-10", "TF-04")} == {Verdict.UNDETERMINED}
    assert found["TF-02"] != Verdict.UNDETERMINED
