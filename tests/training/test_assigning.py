"""The named cases of TR-15 … TR-17: reports sent, seats shared, courses not repeated."""

import tomllib
from pathlib import Path

import pytest

from core.contract import Scope
from plan.rules import in_force
from tests import factories as make
from tests.factories import day
from training.compliance import findings
from training.compliance.owed import owed
from training.models import Allotment, Course, Session, Submission

CODES = ("TR-15", "TR-16", "TR-17")
CASES = [
    pytest.param(code, case, id=f"{code} {case['name']}")
    for code in CODES
    for case in tomllib.loads(
        Path(__file__).parents[1].joinpath("plan", "cases", f"{code}.toml").read_text(encoding="utf-8")
    )["case"]
]


def send(agency, number: int, text: str) -> None:
    recipient, year, on = text.split()
    Submission.objects.create(
        agency=agency, year=int(year) + 1911, recipient=recipient, sent_on=day(on), number=str(number)
    )


def hold(agency, units, text: str) -> None:
    organiser, on, mode, seats, *shares = text.split()
    course = make.make_course(agency, "課程", organiser=organiser)
    session = make.make_session(course, on, mode=mode, seats=None if seats == "-" else int(seats))
    for unit, share in zip(units, shares, strict=False):
        Allotment.objects.create(session=session, unit=unit, seats=int(share))


def attend(people, officer, text: str) -> None:
    name, on, mode, organiser, code, title = text.split()
    agency = people[name].agency
    course = Course.objects.filter(code=code).first()
    course = course or make.make_course(agency, title, code=code, organiser=organiser)
    session = Session.objects.filter(course=course, ended_on=day(on)).first()
    session = session or make.make_session(course, on, mode=mode)
    make.make_hours(people[name], session, verified_by=officer)


@pytest.mark.parametrize(("code", "case"), CASES)
def test_the_case_is_judged_as_the_officer_says(plan, code, case):
    units = [make.make_unit(plan, name) for name in ("甲組", "乙組")]
    people = {name: make.make_person(plan, units[0], name) for name in ("甲", "乙")}
    officer = make.make_account(username="verifier")
    for number, text in enumerate(case.get("sent", ())):
        send(plan, number, text)
    for text in case.get("sessions", ()):
        hold(plan, units, text)
    for text in case.get("hours", ()):
        attend(people, officer, text)
    scope = Scope(plan.id, 2018, day(case.get("as_of", "108/3/1")))
    found = next(one for one in findings(scope) if one.rule == code)
    assert (found.have, found.need, str(found.verdict)) == (case["have"], case["need"], case["verdict"])


def test_both_sides_of_each_border_are_there():
    for code in CODES:
        verdicts = {case.values[1]["verdict"] for case in CASES if case.values[0] == code}
        assert "met" in verdicts
        assert verdicts & {"unmet", "below_principle"}


def test_the_office_is_told_what_is_still_to_be_sent_and_shared(plan):
    units = [make.make_unit(plan, name) for name in ("甲組", "乙組")]
    hold(plan, units, "SELF 107/5/9 LECTURE 10")
    hold(plan, units, "SELF 107/11/28 LECTURE 10 6 4")
    hold(plan, units, "SELF 107/12/5 LECTURE 10 6")
    send(plan, 1, "DCSD 107 107/10/1")
    scope = Scope(plan.id, 2018, day("107/11/15"))
    told = [(one.rule, str(one.what), one.until) for one in owed(scope, in_force(plan.id, scope.day))]
    assert told == [
        ("TR-15", "尚未函報人事處督導參訓情形", day("107/12/31")),
        ("TR-16", "「課程」（107 年 12 月 5 日）尚未分配組室名額", day("107/12/5")),
    ]
