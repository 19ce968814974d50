"""A whole year lived through (106): people come, move and leave, hours are logged, sent back and verified.

Each step is done through the actions, as the person who does it, on the day it happens; then the plan is asked.
"""

import datetime

import pytest

from core.contract import Scope, Verdict
from organization.models import PostKind
from tests import factories as make
from tests.factories import actor_of, day
from training import actions
from training.compliance import findings, people
from training.models import State

YEAR = 2017


@pytest.fixture
def story(plan):
    """The agency on 106/1/1: two clerks, a head who is liaison too, the personnel office."""
    agency = plan
    unit_a, unit_b = make.make_unit(agency, "應用服務組"), make.make_unit(agency, "設施網路組")
    office = make.make_unit(agency, "人事室", ["PERSONNEL"])
    wang = make.make_person(agency, unit_a, "王小明")
    li = make.make_person(agency, unit_b, "李移動", until="106/7/1")
    head = make.make_person(agency, unit_a, "林主任", kind=PostKind.SUPERVISOR)
    officer = make.make_person(agency, office, "陳人事")
    make.make_post(head, unit_a, kind=PostKind.FOCAL_POINT, since="106/5/1")
    make.make_post(li, unit_a, since="106/7/1")
    make.make_account(officer, "PERSONNEL")
    for person in (wang, li, head):
        make.make_account(person)
    return agency, wang, li, head, officer


def asked_on(agency, text: str) -> dict:
    scope = Scope(agency.id, YEAR, day(text))
    return {one.rule: (one.verdict, one.have, one.need) for one in findings(scope)}


def log_and_verify(person, session, officer, on: str):
    record = actions.log_hours(
        person=person, session=session, minutes=session.minutes, by=actor_of(person, on)
    )
    outcome = actions.verify([record], by=actor_of(officer, on))
    assert outcome.skipped == []
    return record


def test_the_year_106_from_january_to_its_closing(story):
    agency, wang, li, head, officer = story
    course = make.make_course(agency, "性別主流化概念", organiser="DCSD")
    spring = make.make_session(course, "106/3/9", 120)
    autumn = make.make_session(make.make_course(agency, "六大工具", organiser="DCSD"), "106/10/19", 120)
    advanced = make.make_session(
        make.make_course(agency, "實務", level="ADVANCED", organiser="DCSD"), "106/7/12", 360
    )
    long = make.make_session(make.make_course(agency, "聯繫會報", organiser="OTHER"), "106/9/6", 720)

    assert asked_on(agency, "106/2/1")["TR-01"] == (Verdict.PENDING, 0, 3)

    log_and_verify(wang, spring, officer, "106/3/10")
    log_and_verify(head, spring, officer, "106/3/10")
    assert asked_on(agency, "106/3/31")["TR-01"] == (Verdict.PENDING, 1, 3)
    assert asked_on(agency, "106/3/31")["TR-02"] == (Verdict.MET, 1, 1)
    assert asked_on(agency, "106/3/31")["TR-03"] == (Verdict.NOT_APPLICABLE, 0, 0)

    # 林主任 is appointed liaison on 106/5/1: from then on 18 hours, six of them advanced.
    assert asked_on(agency, "106/5/2")["TR-03"] == (Verdict.PENDING, 0, 1)
    log_and_verify(head, advanced, officer, "106/7/13")
    assert asked_on(agency, "106/7/13")["TR-04"] == (Verdict.MET, 1, 1)
    assert asked_on(agency, "106/7/13")["TR-03"] == (Verdict.PENDING, 0, 1)
    log_and_verify(head, long, officer, "106/9/7")
    assert asked_on(agency, "106/9/30")["TR-03"] == (Verdict.MET, 1, 1)

    # 李移動 changed units on 106/7/1 and is counted once, in the new unit.
    units = {one.name: one.unit for one in people(Scope(agency.id, YEAR, day("106/12/31"))).people}
    assert units["李移動"] == "應用服務組"

    # Sent back with a reason, corrected, verified: it counts on the day it was held.
    record = actions.log_hours(person=li, session=autumn, minutes=120, by=actor_of(li, "106/10/20"))
    actions.send_back([record], by=actor_of(officer, "106/10/25"), reason="缺證明文件")
    record.refresh_from_db()
    assert (record.state, record.reason) == (State.RETURNED, "缺證明文件")
    actions.correct(record, by=actor_of(li, "106/11/2"), minutes=120)
    record.refresh_from_db()
    actions.verify([record], by=actor_of(officer, "107/1/8"))
    assert asked_on(agency, "106/10/31")["TR-01"] == (Verdict.PENDING, 2, 3)

    # The personnel officer has nothing: the closed year says so, and says the same when asked again in 108.
    closed = asked_on(agency, "106/12/31")
    assert closed["TR-01"] == (Verdict.UNMET, 2, 3)
    assert asked_on(agency, "108/6/1") == closed
    short = [
        one.name for one in people(Scope(agency.id, YEAR, datetime.date(2019, 6, 1))).people if one.short
    ]
    assert short == ["陳人事"]
