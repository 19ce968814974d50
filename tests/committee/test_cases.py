"""Every named case of tests/plan/cases/{TF,TK,MT,MS-F}*.toml: a task force and its year, and what the plan says of it.

A line of members reads ``身分 性別 [人數] [職稱] [起] [迄]``; days and numbers are told by their look. Of a meeting
``came`` lists ``身分 出席情形 [人數]``; without it everybody in office came.
"""

import datetime
import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from committee.compliance import findings
from committee.models import (
    AgendaItem,
    Committee,
    External,
    Filing,
    How,
    Kind,
    Level,
    Meeting,
    Membership,
    Seat,
)
from core.contract import Scope
from organization.models import Person, Post, Sex
from plan.models import Rule
from tests import factories as make
from tests.factories import day

FILES = sorted(
    file
    for file in Path(__file__).parents[1].joinpath("plan", "cases").glob("*.toml")
    if re.match("TF|TK|MT|MS-F", file.stem)
)
CASES = [
    pytest.param(file.stem, case, id=f"{file.stem} {case['name']}")
    for file in FILES
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
SEXES = {"男": Sex.MALE, "女": Sex.FEMALE, "其他": Sex.OTHER, "未填": Sex.UNSTATED}
SEATS = {str(label): value for value, label in Seat.choices}
WAYS = {str(label): value for value, label in How.choices}
KINDS = {str(label): value for value, label in Kind.choices}
LEVELS = {str(label): value for value, label in Level.choices}
SECTIONS = {"報告案": "REPORT", "討論案": "DISCUSSION", "臨時動議": "EXTEMPORE"}


def read(text: str) -> tuple[list[str], int, list[datetime.date]]:
    """The words, the number (one, where none is said) and the days of a line."""
    parts = text.split()
    days = [day(one) for one in parts if "/" in one]
    numbers = [int(one) for one in parts if one.isdigit()]
    words = [one for one in parts if "/" not in one and not one.isdigit()]
    return words, numbers[0] if numbers else 1, days


def seat_members(committee, text: str) -> list[Membership]:
    (seat, sex, *titles), number, days = read(text)
    since, until = [*days, None, None][:2]
    seated = []
    for place in range(number):
        if seat == "府外委員":
            who = make.make_external(committee.agency, f"{seat}{place + 1}", SEXES[sex])
        else:
            who = make.make_person(committee.agency, None, f"{seat}{place + 1}", sex=SEXES[sex])
        title = titles[0] if titles else ""
        seated.append(make.make_member(committee, who, SEATS[seat], since or make.BEGIN, until, title=title))
    return seated


def staff(agency, text: str) -> None:
    """``男 60``: people of the agency who sit nowhere, written at once because they can be hundreds."""
    (sex,), number, _ = read(text)
    unit = agency.units.filter(name="秘書室").first() or make.make_unit(agency, "秘書室")
    first = Person.objects.count()
    people = Person.objects.bulk_create(
        Person(agency=agency, name="同仁", sex=SEXES[sex], staff_number=f"S{first + place}")
        for place in range(number)
    )
    Post.objects.bulk_create(Post(person=one, unit=unit, kind="GENERAL", since=make.BEGIN) for one in people)


def unit_with_head(committee, text: str) -> None:
    """``甲組 主管 委員``: a unit, whether it has a head (主管), and whether the head sits (委員)."""
    (name, *marks), _, days = read(text)
    since, until = [*days, None, None][:2]
    unit = make.make_unit(committee.agency, name, since=since or make.BEGIN, until=until)
    if "主管" in marks:
        head = make.make_person(committee.agency, unit, f"{name}主管", kind="SUPERVISOR", sex=Sex.MALE)
        head.posts.update(is_head=True)
        if "委員" in marks:
            make.make_member(committee, head)


def liaison(committee, text: str) -> None:
    """``女 主管 委員 [起] [迄]``: a liaison, of supervisor's rank or not, who sits or does not."""
    (sex, *marks), number, days = read(text)
    since, until = [*days, None, None][:2]
    unit = committee.agency.units.first() or make.make_unit(committee.agency, "甲組")
    for _ in range(number):
        person = make.make_person(committee.agency, None, f"聯絡人{sex}", sex=SEXES[sex])
        make.make_post(person, unit, "SUPERVISOR" if "主管" in marks else "GENERAL")
        make.make_post(person, unit, "FOCAL_POINT", since=since or make.BEGIN, until=until)
        if "委員" in marks:
            make.make_member(committee, person)


def know_councils(text: str) -> None:
    """``臺北市女性權益促進委員會 98/1/1 [100/1/1]``: a term of the first external member."""
    (council,), _, days = read(text)
    since, until = [*days, None][:2]
    External.objects.order_by("id").first().council_terms.create(council=council, since=since, until=until)


def hold(committee, told: dict) -> None:
    """A meeting as it was held; ``chair`` is a seat, the convener where nothing is said."""
    held_on = day(told["day"])
    number = Meeting.objects.filter(committee=committee, year=held_on.year).count() + 1
    in_office = list(Membership.objects.filter(committee=committee).on(held_on).order_by("id"))
    chair = next((one for one in in_office if one.seat == SEATS[told.get("chair", "召集人")]), None)
    opened = {"state": "HELD", "opened_at": datetime.time(14), "opening": {}}
    informal = {"is_informal": True, "reason": "出席不足"} if told.get("informal") else {}
    state = {"state": told["state"]} if "state" in told else opened
    meeting = make.make_meeting(committee, held_on, number, chair=chair, **state, **informal)
    attend(meeting, in_office, told)
    for order, line in enumerate(told.get("items", ()), start=1):
        section, *tasks = line.split()
        withdrawn = {"withdrawn_because": "撤案"} if "撤案" in tasks else {}
        codes = [one for one in tasks if one != "撤案"]
        AgendaItem.objects.create(
            meeting=meeting, section=SECTIONS[section], order=order, title=line, tasks=codes, **withdrawn
        )


def attend(meeting, in_office: list[Membership], told: dict) -> None:
    """Who came and how; ``arrived`` and ``left`` are the times of the ``who`` that came in the way ``moved``."""
    waiting = defaultdict(list)
    for one in in_office:
        waiting[one.seat].append(one)
    everybody = [f"{label} 出席 {len(waiting[seat])}" for label, seat in SEATS.items()]
    times = {name: datetime.time.fromisoformat(told[name]) for name in ("arrived", "left") if name in told}
    for line in told.get("came", everybody):
        (seat, how), number, _ = read(line)
        extra = {"deputy_name": "代理人"} if how == "代理" else {}
        extra |= times if (seat, how) == (told.get("who"), told.get("moved")) else {}
        there = [waiting[SEATS[seat]].pop(0) for _ in range(number)]
        make.make_attendance(meeting, there, WAYS[how], **extra)


def file_list(committee, text: str) -> None:
    """``105/12/20 特定職務``: the list of today was filed that day for that cause; 少一人: without the last."""
    words, _, (filed_on,) = read(text)
    cause, *marks = words
    ids = sorted(Membership.objects.filter(committee=committee, until=None).values_list("id", flat=True))
    Filing.objects.create(
        committee=committee,
        filed_on=filed_on,
        recipient="臺北市政府性別平等辦公室",
        number=f"府資綜字第{filed_on:%Y%m%d}號",
        cause=cause,
        roster=ids[:-1] if "少一人" in marks else ids,
    )


def other_body(agency, told: dict) -> None:
    """Another committee: ``kind``, ``level``, its members by sex, and its own days."""
    committee = make.make_committee(
        agency,
        kind=KINDS[told["kind"]],
        name=told.get("name", told["kind"]),
        level=LEVELS[told.get("level", "一級機關")],
        since=told.get("since", make.BEGIN),
        until=told.get("until"),
    )
    for line in told["members"]:
        seat_members(committee, f"指定委員 {line}")


def decide(text: str) -> None:
    """``D-03 nobody``: the owner's decision taken otherwise; without a reading it was never taken."""
    code, *reading = text.split()
    if reading:
        Rule.objects.filter(code=code).update(reading=reading[0])
    else:
        Rule.objects.filter(code=code).delete()


def build(agency, case: dict) -> None:
    """The rows that a case speaks of."""
    if case.get("task_force", True):
        committee = make.make_committee(agency, seats=case.get("seats"))
        for text in case.get("posts", ()):
            title, sex = text.split()
            unit = make.make_unit(agency, f"{title}室")
            make.make_post(make.make_person(agency, None, title, sex=SEXES[sex]), unit, title=title)
        for text in case.get("units", ()):
            unit_with_head(committee, text)
        for text in case.get("liaisons", ()):
            liaison(committee, text)
        for text in case.get("members", ()):
            seat_members(committee, text)
        for text in case.get("councils", ()):
            know_councils(text)
        for told in case.get("meetings", ()):
            hold(committee, told)
        for text in case.get("filings", ()):
            file_list(committee, text)
    for text in case.get("staff", ()):
        staff(agency, text)
    for told in case.get("bodies", ()):
        other_body(agency, told)


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_the_case_is_judged_as_the_officer_says(plan, rule, case):
    build(plan, case)
    if "decision" in case:
        decide(case["decision"])
    year = case["year"] + 1911
    as_of = day(case["as_of"]) if "as_of" in case else datetime.date(year, 12, 31)
    found = {one.rule: one for one in findings(Scope(plan.id, year, as_of))}

    answer = found[rule]
    said = {
        "verdict": str(answer.verdict),
        "have": answer.have,
        "need": answer.need,
        "said": str(answer.sentence),
        "readings": [
            f"{one.decision} {one.choice} {one.verdict} {one.have}/{one.need}" for one in answer.readings
        ],
    }
    wanted = {name: case[name] for name in said if name in case}
    assert {name: said[name] for name in wanted} == wanted
    others = {code: str(found[code].verdict) for code in case.get("others", {})}
    assert others == case.get("others", {})


CODES = {file.stem for file in FILES}


def test_each_rule_has_its_cases():
    rules = {f"TF-{number:02}" for number in range(1, 12)} | {f"MT-{number:02}" for number in range(1, 7)}
    tasks = {"TK-01", "TK-02", "TK-03", "TK-04", "TK-05", "TK-06", "TK-07", "TK-08"}
    assert rules | tasks | {"MS-F1", "MS-F2", "MS-F3"} == CODES


def test_both_sides_of_each_border_are_there():
    for file in FILES:
        verdicts = {case["verdict"] for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]}
        assert len(verdicts) > 1 or file.stem in ("TK-05", "TK-08")
        assert "met" in verdicts or file.stem in ("TF-11", "TK-05", "TK-08")


def test_a_committee_of_another_agency_is_not_read(plan, cast):
    make.make_task_force(cast.other_agency)
    found = findings(Scope(plan.id, 2017, datetime.date(2017, 12, 31)))
    assert {str(one.verdict) for one in found} == {"undetermined"}
    assert Committee.objects.count() == 1
