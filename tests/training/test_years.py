"""Rules know their year; the numbers' lists are the numbers; the cost doesn't grow with the people."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.contract import Scope, Verdict
from reports.board import gather
from tests import factories as make
from training.chapter import duties, findings, tables
from training.models import Course, Hours, Session, State


def of(agency, year: int) -> Scope:
    return Scope(agency.id, year, datetime.date(year, 12, 31))


@pytest.mark.parametrize(
    ("roc", "rule", "verdict"),
    [(106, "TR-01", Verdict.MET), (107, "TR-05", Verdict.UNMET), (110, "TR-05", Verdict.UNDETERMINED)],
)
def test_two_and_a_half_hours_by_the_rule_of_each_year(plan, roc, rule, verdict):
    unit = make.make_unit(plan)
    person = make.make_person(plan, unit)
    session = make.make_session(make.make_course(plan), f"{roc}/3/8", 150)
    make.make_hours(person, session, verified_by=make.make_account())
    found = {one.rule: one for one in findings(of(plan, roc + 1911))}
    assert found[rule].verdict == verdict


def populate(agency, count: int) -> None:
    """``count`` people in three units, each with an hour record, every second one complete."""
    units = [make.make_unit(agency, f"{name}組{count}") for name in "甲乙丙"]
    officer = make.make_account()
    session = make.make_session(make.make_course(agency, f"課{count}", organiser="SELF"), "106/3/8", 120)
    for number in range(count):
        person = make.make_person(agency, units[number % 3], f"人{count}之{number}")
        make.make_hours(person, session, minutes=120 if number % 2 else 60, verified_by=officer)


@pytest.mark.parametrize(
    "ask", [findings, tables, duties, gather], ids=["findings", "tables", "duties", "board"]
)
def test_the_number_of_queries_is_the_same_for_3_30_and_300_people(plan, ask):
    costs = []
    for count in (3, 27, 270):
        populate(plan, count)
        with CaptureQueriesContext(connection) as queries:
            ask(of(plan, 2017))
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2]


def test_the_lists_behind_a_number_are_that_number(plan):
    populate(plan, 30)
    found = {one.rule: one for one in findings(of(plan, 2017))}["TR-01"]
    assert (len(found.counted.ids), len(found.asked.ids)) == (found.have, found.need) == (15, 30)
    assert set(found.counted.ids) < set(found.asked.ids)
    assert len(set(found.asked.ids)) == 30


def test_the_other_reading_is_computed_where_it_differs(plan):
    unit = make.make_unit(plan)
    make.make_person(plan, unit, since="106/10/10")
    found = {one.rule: one for one in findings(of(plan, 2017))}["TR-01"]
    assert found.verdict == Verdict.NOT_APPLICABLE
    assert [(one.decision, one.verdict, one.have, one.need) for one in found.readings] == [
        ("D-06", Verdict.UNMET, 0, 1)
    ]


def test_an_hour_verified_late_counts_on_the_day_it_was_held(plan):
    unit = make.make_unit(plan)
    person = make.make_person(plan, unit)
    session = make.make_session(make.make_course(plan), "106/12/20", 120)
    make.make_hours(person, session, verified_by=make.make_account())
    rules = {one.rule: one.verdict for one in findings(Scope(plan.id, 2017, datetime.date(2018, 6, 1)))}
    assert rules["TR-01"] == Verdict.MET


def test_another_agencys_people_and_hours_are_never_counted(plan):
    other = make.make_agency("other", "他局", "他局")
    person = make.make_person(other, make.make_unit(other))
    session = make.make_session(make.make_course(other), "106/3/8", 120)
    make.make_hours(person, session, verified_by=make.make_account())
    found = {one.rule: one for one in findings(of(plan, 2017))}
    assert (found["TR-01"].have, found["TR-01"].need) == (0, 0)
    assert (Course.objects.count(), Session.objects.count()) == (1, 1)
    assert Hours.objects.filter(state=State.VERIFIED).count() == 1


def test_an_advanced_course_without_a_basic_one_is_a_reminder(as_, cast, plan, settings):
    settings.DEMO_DAY = make.day("107/1/2")
    advanced = make.make_session(make.make_course(plan, level="ADVANCED"), "106/7/12", 360)
    basic = make.make_session(make.make_course(plan), "105/3/8", 120)
    for person in (cast.clerk, cast.head):
        make.make_hours(person, advanced, verified_by=cast.officer.account)
    make.make_hours(cast.head, basic, verified_by=cast.officer.account)
    page = as_(cast.officer).get("/training/106/people/", {"list": "advanced"})
    assert [one.name for one in page.context["people"]] == ["王小明"]


def test_a_long_list_comes_in_pages_and_the_file_whole(as_, cast, plan):
    for number in range(120):
        make.make_person(plan, cast.unit_a, f"員{number}")
    url = reverse("training:people", args=[2017])
    first, second = (as_(cast.officer).get(url, {"list": "all", "page": page}) for page in (1, 2))
    shown = [one.person_id for page in (first, second) for one in page.context["page_obj"]]
    assert len(first.context["page_obj"]) == 100
    assert shown == [one.person_id for one in first.context["people"]]
    rows = as_(cast.officer).get(reverse("training:people-export", args=[2017, "csv"]), {"list": "all"})
    assert len(rows.content.decode().splitlines()) == len(shown) + 1
