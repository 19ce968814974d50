"""The task force lives through 106: three meetings and one that was invalid, a member replaced, the plan amended.

Each step is done through the actions, by the secretariat, on the day it happens; then the plan is asked.
"""

import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from committee import actions
from committee.compliance import findings
from committee.compliance.records import sitting_of
from committee.models import (
    AgendaItem,
    Amendment,
    Committee,
    CouncilTerm,
    External,
    FollowUp,
    How,
    Kind,
    Meeting,
    Membership,
    MinutesState,
    Outcome,
    Seat,
    Section,
)
from core.contract import Scope, Verdict
from organization.models import PostKind, Sex
from plan.models import Adoption, Clause
from plan.rules import in_force
from tests import factories as make
from tests.factories import actor_of, day

YEAR = 2017
TWO = datetime.time(14)
MET, UNMET, PENDING = Verdict.MET, Verdict.UNMET, Verdict.PENDING


@pytest.fixture
def story(plan, cast):
    """On 106/1/1: 局長 and 主任秘書, four from inside, three from outside; 周綜企 keeps the books."""
    by = actor_of(cast.secretary, "106/1/1")
    force = actions.found(
        Committee(agency=plan, kind=Kind.GENDER, name="性別平等專案小組", since=by.day), by=by
    )
    told = SimpleNamespace(agency=plan, cast=cast, force=force, members={})
    leaders = (
        ("局長甲", Seat.CONVENER, "局長", Sex.MALE),
        ("主秘乙", Seat.VICE_CONVENER, "主任秘書", Sex.FEMALE),
    )
    for name, seat, title, sex in leaders:
        person = make.make_person(plan, None, name, sex=sex)
        make.make_post(person, cast.planning, kind=PostKind.SUPERVISOR, title=title)
        appoint(told, "106/1/1", seat, person=person)
    for person in (cast.head, cast.officer, cast.accountant, cast.neighbour):
        appoint(told, "106/1/1", Seat.INTERNAL, person=person)
    for name, sex in (("府外甲", Sex.FEMALE), ("府外乙", Sex.MALE), ("府外丙", Sex.FEMALE)):
        welcome(told, "106/1/1", name, sex)
    return told


def appoint(told, on: str, seat: str, **who) -> None:
    member = Membership(committee=told.force, seat=seat, since=day(on), **who)
    told.members[str(member)] = actions.appoint(member, by=actor_of(told.cast.secretary, on))


def welcome(told, on: str, name: str, sex: str) -> None:
    term = CouncilTerm(council="臺北市女性權益促進委員會", since=day("103/1/1"))
    external = External(agency=told.agency, name=name, sex=sex)
    actions.know_external(external, by=actor_of(told.cast.secretary, on), terms=[term])
    appoint(told, on, Seat.EXTERNAL, external=external)


def announced(told, announced_on: str, on: str) -> Meeting:
    by = actor_of(told.cast.secretary, announced_on)
    plan = actions.Plan(YEAR, day(on), TWO, None, "第一會議室")
    return actions.release(actions.plan_meeting(told.force, plan, by=by), by=by)


def opened(told, meeting: Meeting, *away: str):
    """Everybody in office comes but those ``away``; gives the actor of that day."""
    by = actor_of(told.cast.secretary, meeting.held_on)
    in_office = Membership.objects.filter(committee=told.force).on(by.day)
    rows = [actions.Came(one.id, How.EXCUSED if str(one) in away else How.PRESENT) for one in in_office]
    actions.record_attendance(meeting, rows, by=by)
    actions.open_meeting(meeting, at=TWO, chair=told.members["局長甲"], by=by)
    return by


def decided(meeting: Meeting, by, **outcomes) -> None:
    """The standing items of each section are decided alike."""
    for item in meeting.items.filter(section__in=outcomes):
        actions.decide(item, actions.Decision(outcomes[item.section]), by=by)


def motion(meeting: Meeting, by, title: str, *tasks: str) -> AgendaItem:
    return actions.add_item(meeting, actions.Words(title, Section.EXTEMPORE, tasks=tasks), by=by)


def asked_on(told, text: str) -> dict:
    found = findings(Scope(told.agency.id, YEAR, day(text)))
    return {one.rule: (one.verdict, one.have, one.need) for one in found}


def present_of(meeting: Meeting) -> tuple:
    quorum = sitting_of(meeting).quorum
    return quorum.present, quorum.members, quorum.external, quorum.is_valid


def first_meeting(told) -> Meeting:
    """2/15: valid, one short of all; it gives 甲組 something to do."""
    meeting = announced(told, "106/2/1", "106/2/15")
    by = opened(told, meeting, "吳會計")
    order = actions.Order(told.cast.unit_a, "規劃 CEDAW 課程", day("106/5/31"))
    passed = actions.Decision(Outcome.PASSED, "照案通過")
    actions.decide(motion(meeting, by, "加開課程", "TK-02"), passed, by=by, orders=(order,))
    return meeting


def invalid_meeting(told) -> Meeting:
    """5/24: seven of nine, but one external only. It can pass nothing and release nothing."""
    meeting = announced(told, "106/5/10", "106/5/24")
    by = opened(told, meeting, "府外甲", "府外乙")
    [follow_up] = meeting.items.filter(section=Section.FOLLOW_UP)
    item = motion(meeting, by, "增修統計指標", "TK-03")
    for refused, outcome in ((item, Outcome.PASSED), (follow_up, Outcome.CLOSED)):
        with pytest.raises(PermissionDenied, match="府外委員 1，未達 2 人"):
            actions.decide(refused, actions.Decision(outcome), by=by)
    actions.decide(item, actions.Decision(Outcome.DEFERRED), by=by)
    return meeting


def proposed_amendment(told, meeting: Meeting) -> AgendaItem:
    """人事室 wants four meetings a year instead of three."""
    by = actor_of(told.cast.secretary, "106/6/8")
    clause = Clause.objects.of(told.agency.id).on(by.day).get(label="伍一(三)")
    amendment = Amendment(
        unit=told.cast.personnel,
        clause=clause,
        new_text=clause.text.replace("會議3次", "會議4次"),
        numbers={"MT-05": {"meetings": 4}},
        reason="列管事項增加。",
    )
    return actions.present(actions.propose(amendment, by=by), meeting, by=by)


def test_a_year_of_meetings_from_january_to_its_closing(story):
    assert asked_on(story, "106/1/31")["MT-05"] == (PENDING, 0, 3)
    first = first_meeting(story)
    assert present_of(first) == (8, 9, 3, True)
    assert asked_on(story, "106/2/15")["MT-05"] == (PENDING, 1, 3)

    talk = invalid_meeting(story)
    assert present_of(talk) == (7, 9, 1, False)
    after = asked_on(story, "106/5/24")
    assert (after["MT-05"], after["MT-04"]) == ((PENDING, 1, 3), (UNMET, 1, 2))
    actions.make_informal(talk, by=actor_of(story.cast.secretary, "106/5/25"), reason="府外委員不足")
    after = asked_on(story, "106/5/25")
    assert (after["MT-05"], after["MT-04"]) == ((PENDING, 1, 3), (MET, 1, 1))

    # 府外乙 leaves on 6/1: one too few from outside, and the next meeting counts eight, of whom four are half.
    assert asked_on(story, "106/5/31")["TF-10"] == (MET, 4, 3)
    by = actor_of(story.cast.secretary, "106/6/1")
    actions.end_term(story.members["府外乙"], by.day, because="RESIGNED", by=by)
    without = asked_on(story, "106/6/1")
    assert (without["TF-04"], without["TF-10"]) == ((UNMET, 2, 3), (MET, 3, 3))

    second = announced(story, "106/6/7", "106/6/21")
    item = proposed_amendment(story, second)
    by = opened(story, second, "吳會計", "鄰組員", "陳人事", "林主任")
    assert present_of(second) == (4, 8, 2, True)
    assert asked_on(story, "106/6/20")["MT-05"] == (PENDING, 1, 3)
    decided(second, by, CONFIRM=Outcome.PASSED, FOLLOW_UP=Outcome.CLOSED)
    assert Meeting.objects.get(pk=first.pk).minutes.state == MinutesState.CONFIRMED
    assert FollowUp.objects.open(day("106/6/20")).count() == 1
    assert FollowUp.objects.open(day("106/6/21")).count() == 0

    # The amendment holds from the day of the meeting that passed it.
    actions.decide(item, actions.Decision(Outcome.PASSED), by=by)
    numbers = [
        in_force(story.agency.id, day(on)).number("MT-05", "meetings") for on in ("106/6/20", "106/6/21")
    ]
    assert numbers == [3, 4]
    assert asked_on(story, "106/6/21")["MT-05"] == (PENDING, 2, 4)
    assert asked_on(story, "106/12/31")["AM-02"] == (MET, 2, 2)
    assert Adoption.objects.latest("adopted_on").adopted_on == day("106/6/21")

    welcome(story, "106/8/1", "府外丁", Sex.MALE)
    third = announced(story, "106/10/2", "106/10/18")
    by = opened(story, third, "吳會計", "鄰組員", "陳人事", "林主任")
    assert present_of(third) == (5, 9, 3, True)
    decided(third, by, CONFIRM=Outcome.PASSED)

    closed = asked_on(story, "106/12/31")
    assert (closed["MT-05"], closed["MT-04"], closed["MT-06"]) == ((UNMET, 3, 4), (MET, 3, 3), (MET, 3, 3))
    assert closed["TF-04"] == (MET, 3, 3)
    scopes = [Scope(story.agency.id, YEAR, day(on)) for on in ("106/12/31", "108/6/1")]
    assert findings(scopes[0]) == findings(scopes[1])


def test_the_follow_up_comes_back_on_every_agenda_until_it_is_released(story):
    first_meeting(story)
    talk = invalid_meeting(story)
    second = announced(story, "106/6/7", "106/6/21")
    titles = [
        list(one.items.filter(section="FOLLOW_UP").values_list("title", flat=True)) for one in (talk, second)
    ]
    assert titles == [["規劃 CEDAW 課程"], ["規劃 CEDAW 課程"]]
    by = opened(story, second)
    decided(second, by, FOLLOW_UP=Outcome.CLOSED)
    third = announced(story, "106/10/2", "106/10/18")
    assert third.items.filter(section="FOLLOW_UP").count() == 0
