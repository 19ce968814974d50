"""What must still happen, by whom and until when; and every rule's forecast in March, September and December (D-3).

tests/plan/forecasts/*.toml tell a year in the words of tests/plan/cases, and what is forecast on three days of it.
"""

import datetime
import tomllib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.contract import Duty, Finding, Scope, Sentence, Verdict
from core.roc import from_roc_year
from notices.models import Letter
from organization.actor import machine
from plan.models import Force, Rule
from reports.actions import texts
from reports.actions.reminders import remind
from reports.board import gather
from reports.forecast import Outlook, forecast, owing, prospect
from reports.judged import Judged
from reports.owed import owed
from tests import factories as make
from tests.budgets import told as budgets
from tests.committee import test_cases as committee
from tests.factories import actor_of, day
from tests.impact_assessment import records as assessments
from tests.measures import records as measures
from tests.statistics_app import records as statistics
from tests.training import test_cases as training

WORLDS = [
    pytest.param(world, id=f"{file.stem} {world['name']}")
    for file in sorted(Path(__file__).parents[1].joinpath("plan", "forecasts").glob("*.toml"))
    for world in tomllib.loads(file.read_text(encoding="utf-8"))["world"]
]
DAYS = ("3/20", "9/20", "12/20")


def staff(agency, told: dict) -> None:
    """``posts`` and ``hours`` of one person, as in the cases of TR."""
    person, officer = make.make_person(agency, name="某甲"), make.make_account(username="verifier")
    for text in told["posts"]:
        training.post(agency, person, text)
    for text in told.get("hours", ()):
        training.hours(agency, person, text, officer)


def report(agency, told: dict) -> None:
    """``handed_in``: the day on which the first text of 106 was submitted, after which reports are judged."""
    make.make_unit(agency, "綜合企劃組", ["PLANNING"])
    first = owed(agency.id, 2017)[0]
    text = texts.text_of(agency, 2017, first.section.label, first.unit)
    by = machine("case", agency, day(told["handed_in"]))
    texts.write(text, "辦理情形", has_nothing=False, by=by, submits=True)


def frame(agency, told: dict) -> None:
    """``functions``: what each unit is there for."""
    for name, functions in told.get("functions", {}).items():
        make.make_unit(agency, name, functions)


TELL = {
    "assessments": assessments.build,
    "budgets": budgets.build,
    "committee": committee.build,
    "frame": frame,
    "measures": measures.build,
    "report": report,
    "staff": staff,
    "statistics": statistics.build,
}


def foretold(agency, world: dict) -> dict[str, list[str]]:
    """What is forecast of each rule of the world on its three days."""
    said = {code: [] for code in world["says"]}
    for text in DAYS:
        on = day(f"{world.get('asked_in', 107)}/{text}")
        board = gather(Scope(agency.id, from_roc_year(world.get("year", 107)), on))
        for one in forecast(board):
            if one.finding.rule in said:
                said[one.finding.rule].append(f"{one.outlook.label}：{one.sentence}")
    return said


@pytest.mark.parametrize("world", WORLDS)
def test_the_forecast_is_what_the_officer_says(plan, world):
    for name, told in world["told"].items():
        TELL[name](plan, told)
    assert foretold(plan, world) == world["says"]


def test_every_judged_rule_has_its_forecasts(plan):
    judged = Rule.objects.of(plan.id).filter(force__in=(Force.MUST, Force.PRINCIPLE))
    told = {code for world in WORLDS for code in world.values[0]["says"]}
    assert told == set(judged.values_list("code", flat=True))


SCOPE = Scope(1, 2018, datetime.date(2018, 9, 20))


def one(verdict=Verdict.PENDING, have=1, need=3, until=None, duties=()) -> Judged:
    found = Finding("MT-05", "伍一(三)", verdict, have, need, Sentence("說明"), until=until)
    return Judged(found, "每年至少召開會議3次", "must", tuple(duties))


def due(who="甲組", until=None) -> Duty:
    return Duty("MT-05", Sentence("%(unit)s", {"unit": who}), Sentence("召開會議"), until)


def on(day_: str) -> Scope:
    return Scope(1, 2018, day(day_))


def test_need_minus_have_is_left_until_the_years_last_day():
    found = prospect(one(), SCOPE)
    assert (found.outlook, found.short, found.last, found.days) == (
        Outlook.OPEN, 2, datetime.date(2018, 12, 31), 102,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day_", "outlook", "since"),
    [
        ("107/6/29", Outlook.OPEN, None),
        ("107/6/30", Outlook.OPEN, None),
        ("107/7/1", Outlook.LOST, datetime.date(2018, 7, 1)),
    ],
)
def test_after_its_last_day_a_rule_is_lost_though_the_year_goes_on(day_, outlook, since):
    found = prospect(one(until=datetime.date(2018, 6, 30)), on(day_))
    assert (found.outlook, found.since) == (outlook, since)


def test_the_last_day_itself_is_said_to_be_the_last():
    found = prospect(one(until=datetime.date(2018, 6, 30)), on("107/6/30"))
    assert str(found.sentence) == "尚缺 2；今日為最後可行日，逾期即無法達成。"


def test_what_is_wrong_now_is_to_be_mended_at_once():
    found = prospect(one(Verdict.UNMET), SCOPE)
    assert (found.outlook, found.last) == (Outlook.NOW, datetime.date(2018, 12, 31))


def test_on_the_years_last_day_it_can_still_be_done_and_on_the_next_it_cant():
    assert prospect(one(Verdict.UNMET), on("107/12/31")).days == 0
    assert prospect(one(Verdict.UNMET), on("108/1/1")).since == datetime.date(2019, 1, 1)


def test_what_may_follow_after_the_year_is_late_and_not_lost():
    found = prospect(one(Verdict.UNMET, duties=[due()]), on("108/1/1"))
    assert (found.outlook, str(found.sentence)) == (Outlook.NOW, "尚缺 2；已逾期，仍可補正。")


def test_a_rule_without_a_last_day_is_never_too_late():
    found = prospect(one(), on("108/5/1"))
    assert (found.outlook, str(found.sentence)) == (Outlook.OPEN, "尚缺 2；未定期限。")


@pytest.mark.parametrize(
    ("verdict", "outlook"),
    [
        (Verdict.MET, Outlook.DONE),
        (Verdict.EXEMPT_ON_FILE, Outlook.DONE),
        (Verdict.NOT_APPLICABLE, Outlook.NOTHING),
        (Verdict.UNDETERMINED, Outlook.UNKNOWN),
    ],
)
def test_nothing_is_foretold_of_what_is_settled_or_unknown(verdict, outlook):
    found = prospect(one(verdict, until=datetime.date(2018, 1, 1)), SCOPE)
    assert (found.outlook, found.last, found.since) == (outlook, None, None)


def test_where_nobody_was_asked_yet_there_is_nothing_to_do():
    assert prospect(one(have=0, need=0), SCOPE).outlook == Outlook.NOTHING


def test_each_unit_is_named_once():
    found = prospect(one(duties=[due(), due(), due("乙組")]), SCOPE)
    assert [str(who) for who in found.who] == ["甲組", "乙組"]


@pytest.fixture
def house(plan, cast):
    make.make_session(make.make_course(plan), "107/3/8", 180)
    return plan


def test_each_unit_is_written_one_letter_and_the_office_knows_itself(house, cast):
    scope = Scope(house.id, 2018, day("107/9/20"))
    units = {str(one.who) for one in owing(gather(scope))}
    written = remind(scope, by=actor_of(cast.secretary, "107/9/20"))
    names = {"應用服務組", "設施網路組", "人事室", "會計室"}
    assert {one.body.partition("您好")[0] for one in written} == units - {"綜合企劃組"} == names
    assert {one.to_name for one in written} >= {"林主任"}
    assert {one.office for one in written} == {"SECRETARIAT"}


def test_who_was_written_to_these_days_is_left_in_peace(house, cast):
    by = actor_of(cast.secretary, "107/9/20")
    remind(Scope(house.id, 2018, day("107/9/20")), by=by)
    count = Letter.objects.count()
    assert remind(Scope(house.id, 2018, day("107/9/26")), by=by) == []
    assert Letter.objects.count() == count > 0
    assert len(remind(Scope(house.id, 2018, day("107/9/27")), by=by)) == count


def test_the_message_says_what_and_until_when(house, cast):
    [letter] = [
        one
        for one in remind(Scope(house.id, 2018, day("107/9/20")), by=actor_of(cast.secretary, "107/9/20"))
        if one.to_name == "林主任"
    ]
    assert "2 人尚缺時數" in letter.body or "尚缺 3 小時（107 年 12 月 31 日前）" in letter.body
    assert f"/board/107/forecast/?unit={cast.unit_a.pk}" in letter.body


def test_of_the_pages_names_are_shown_only_to_those_who_may_read_them(house, cast, as_):
    page = "/board/107/forecast/"
    assert "王小明 尚缺 3 小時" in as_(cast.secretary).get(page).content.decode()
    assert "王小明" in as_(cast.head).get(page).content.decode()
    assert "王小明 尚缺" not in as_(cast.clerk).get(page).content.decode()
    assert "鄰組員 尚缺" not in as_(cast.head).get(page).content.decode()


def test_only_the_secretariat_lays_the_letters_down(house, cast, as_):
    page = "/board/107/forecast/remind/"
    assert as_(cast.head).post(page).status_code == 403
    assert Letter.objects.count() == 0
    assert as_(cast.secretary).post(page).status_code == 302
    assert Letter.objects.count() == 4


def test_when_nothing_is_missing_one_line_says_so(cast, as_):
    assert "本機關還沒有實施計畫" in as_(cast.secretary).get("/board/107/forecast/").content.decode()


@pytest.mark.parametrize("page", ["forecast", "comparison", "summary", "what-if/?rules=106"])
def test_more_units_and_people_cost_no_more_queries(house, cast, as_, django_assert_max_num_queries, page):
    client = as_(cast.secretary)
    address = f"/board/107/{page}" if "?" in page else f"/board/107/{page}/"
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(3):
        unit = make.make_unit(house, f"新組{number}")
        make.make_person(house, unit, f"新人{number}")
    with django_assert_max_num_queries(len(few)):
        client.get(address)
