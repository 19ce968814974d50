"""One meeting from its planning to its confirmed minutes, through the actions (伍一(三))."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from committee import actions
from committee.models import AgendaItem, Amendment, FollowUp, Meeting, MinutesState, Outcome, Section
from notices.models import Letter
from plan.models import Adoption, Clause, Rule
from tests import factories as make
from tests.factories import actor_of, day


@pytest.fixture
def force(plan, cast):
    """19 members, four of them external; the secretariat on 107/5/10."""
    members = make.make_task_force(plan)
    return members[0].committee, members


def planned(committee, cast, on="107/5/10", today="107/4/1"):
    by = actor_of(cast.secretary, today)
    plan = actions.Plan(day(on).year, day(on), make.datetime.time(14), None, "第一會議室")
    meeting = actions.plan_meeting(committee, plan, by=by)
    return actions.release(meeting, by=by)


def test_a_year_of_three_meetings_runs_through_its_records(force, cast):
    committee, members = force
    first = planned(committee, cast)
    assert (str(first), first.state) == ("107 年第 1 次會議", "RELEASED")
    assert Letter.objects.count() == 19
    by = actor_of(cast.secretary, "107/5/10")
    make.hold_meeting(first, members[:10], by)
    assert first.opening["valid"] is True
    motion = actions.add_item(
        first, actions.Words("加開課程", Section.EXTEMPORE, tasks=("TK-02",)), by=by, unit=cast.unit_a
    )
    order = actions.Order(cast.unit_a, "規劃課程", day("107/9/30"))
    actions.decide(motion, actions.Decision(Outcome.PASSED, "照案通過"), by=by, orders=(order,))
    assert AgendaItem.objects.get(pk=motion.pk).is_passed
    follow_up = FollowUp.objects.get()

    second = planned(committee, cast, "107/9/20", "107/9/1")
    assert [(one.section, one.title) for one in second.items.all()] == [
        ("CONFIRM", "確認107年第1次會議紀錄"),
        ("FOLLOW_UP", "規劃課程"),
    ]
    by = actor_of(cast.secretary, "107/9/20")
    make.hold_meeting(second, members[:10], by)
    for one in second.items.all():
        outcome = Outcome.PASSED if one.section == "CONFIRM" else Outcome.CLOSED
        actions.decide(one, actions.Decision(outcome), by=by)
    first.minutes.refresh_from_db()
    assert first.minutes.state == MinutesState.CONFIRMED
    assert first.minutes.editions.count() == 1
    assert not FollowUp.objects.open().filter(pk=follow_up.pk).exists()


def test_an_invalid_meeting_passes_nothing(force, cast):
    committee, members = force
    meeting = planned(committee, cast)
    by = actor_of(cast.secretary, "107/5/10")
    make.hold_meeting(meeting, members[3:13], by)
    motion = actions.add_item(meeting, actions.Words("加開課程", Section.EXTEMPORE), by=by)
    with pytest.raises(PermissionDenied, match="府外委員 1，未達 2 人"):
        actions.decide(motion, actions.Decision(Outcome.PASSED), by=by)
    actions.decide(motion, actions.Decision(Outcome.DEFERRED), by=by)
    actions.make_informal(meeting, by=by, reason="府外委員不足")
    assert Meeting.objects.get(pk=meeting.pk).is_informal


def test_what_has_passed_can_not_lose_its_meeting(force, cast):
    committee, members = force
    meeting = planned(committee, cast)
    by = actor_of(cast.secretary, "107/5/10")
    make.hold_meeting(meeting, members[:10], by)
    motion = actions.add_item(meeting, actions.Words("加開課程", Section.EXTEMPORE), by=by)
    actions.decide(motion, actions.Decision(Outcome.PASSED), by=by)
    meeting.refresh_from_db()
    with pytest.raises(ValidationError, match="這樣更改會使該次會議無效"):
        actions.record_attendance(meeting, [actions.Came(members[9].id, "ABSENT")], by=by, reason="漏記")


def test_a_passed_amendment_writes_the_plan(force, cast):
    committee, members = force
    clause = Clause.objects.get(label="伍一(三)")
    amendment = actions.propose(
        Amendment(
            unit=cast.planning,
            clause=clause,
            new_text=clause.text.replace("3次", "4次"),
            numbers={"MT-05": {"meetings": 4}},
            reason="增加會議次數",
        ),
        by=actor_of(cast.secretary, "107/4/1"),
    )
    meeting = planned(committee, cast)
    item = actions.present(amendment, meeting, by=actor_of(cast.secretary, "107/4/2"))
    by = actor_of(cast.secretary, "107/5/10")
    make.hold_meeting(meeting, members[:10], by)
    actions.decide(item, actions.Decision(Outcome.PASSED), by=by)
    rule = Rule.objects.get(code="MT-05", since=day("107/5/10"))
    assert rule.number("meetings") == 4
    assert Adoption.objects.latest("adopted_on").text == (
        "107年5月10日臺北市政府資訊局性別平等專案小組107年第1次會議修改"
    )
