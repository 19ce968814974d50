"""Every named case of tests/plan/cases/TR-0*.toml: one person's year, and what the plan says of it."""

import tomllib
from datetime import date
from itertools import zip_longest
from pathlib import Path

import pytest

from core.contract import Scope
from plan.models import Rule
from tests import factories as make
from tests.factories import day
from training.compliance import findings, people
from training.models import State

FILES = sorted(Path(__file__).parents[1].joinpath("plan", "cases").glob("TR-0*.toml"))
CASES = [
    pytest.param(file.stem, case, id=f"{file.stem} {case['name']}")
    for file in FILES
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
MARKS = {"ADVANCED", "DIGITAL", "ELSEWHERE", "PENDING", "RETURNED"}


def post(agency, person, text: str) -> None:
    """``GENERAL 100/1/1 106/7/1 乙組 SENIOR``: kind, first day, day after the last or -, unit, rank."""
    kind, since, *rest = text.split()
    until, unit, rank = [one or other for one, other in zip_longest(rest, ("-", "甲組", "NONE"))]
    there = agency.units.filter(name=unit).first() or make.make_unit(agency, unit)
    make.make_post(person, there, kind=kind, since=since, until=None if until == "-" else until, rank=rank)


def hours(agency, person, text: str, officer) -> None:
    """``106/12/30~107/1/2 3.0 ADVANCED``: days, hours, marks."""
    days, amount, *marks = text.split()
    assert set(marks) <= MARKS
    first, _, last = days.partition("~")
    course = make.make_course(agency, level="ADVANCED" if "ADVANCED" in marks else "BASIC")
    minutes = round(float(amount) * 60)
    mode = "DIGITAL" if "DIGITAL" in marks else "LECTURE"
    session = make.make_session(course, last or first, minutes, held_on=first, mode=mode)
    elsewhere = {"earned_at": "前機關"} if "ELSEWHERE" in marks else {}
    if "PENDING" in marks:
        make.make_hours(person, session, **elsewhere)
    elif "RETURNED" in marks:
        make.make_hours(person, session, state=State.RETURNED, reason="缺證明", **elsewhere)
    else:
        make.make_hours(person, session, verified_by=officer, **elsewhere)


def decide(text: str) -> None:
    """``D-05 sum hours=7``: the owner's decision taken otherwise."""
    code, reading, *numbers = text.split()
    given = {name: int(value) for name, value in (one.split("=") for one in numbers)}
    rule = Rule.objects.get(code=code)
    rule.reading, rule.numbers = reading, given
    rule.save()


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_the_case_is_judged_as_the_officer_says(plan, rule, case):
    person = make.make_person(plan, name="某甲")
    officer = make.make_account(username="verifier")
    for text in case["posts"]:
        post(plan, person, text)
    for text in case.get("leave", ()):
        make.make_leave(person, *text.split())
    for text in case["hours"]:
        hours(plan, person, text, officer)
    if "decision" in case:
        decide(case["decision"])
    year = case["year"] + 1911
    scope = Scope(plan.id, year, day(case["as_of"]) if "as_of" in case else date(year, 12, 31))

    one = people(scope).people[0]
    said = {
        "standing": str(one.standing),
        "served": one.served,
        "short": one.short,
        "short_advanced": one.short_advanced,
        "need": one.need,
        "unit": one.unit,
    }
    expected = {name: case[name] for name in said if name in case}
    assert {name: said[name] for name in expected} == expected

    verdicts = {found.rule: str(found.verdict) for found in findings(scope)}
    wanted = {rule: case["verdict"]} | case.get("others", {})
    assert {code: verdicts[code] for code in wanted} == wanted


def test_both_sides_of_each_border_are_there():
    assert {file.stem for file in FILES} == {
        "TR-01", "TR-02", "TR-03", "TR-04", "TR-05", "TR-06", "TR-07", "TR-07b",
    }  # fmt: skip
    for file in FILES:
        verdicts = {case["verdict"] for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]}
        assert "met" in verdicts
        assert len(verdicts) > 1 or file.stem == "TR-07"
