"""The year beside the one before (R-12), under another year's rules (features 3 no. 3), and on one page (D-5)."""

import datetime
import subprocess
from dataclasses import replace

import pytest

from committee.models import Membership
from core.contract import Scope, Verdict
from core.printing import as_html, print_pdf
from core.printing.document import STYLE
from organization.models import Change
from plan.models import Rule
from reports import papers
from reports.board import gather, judge_rules
from reports.comparison import Turn, a_year_before, compare
from reports.what_if import what_if
from tests import factories as make
from tests.budgets import told as budgets
from tests.committee import test_cases as committee
from tests.factories import day
from tests.impact_assessment import records as assessments
from tests.measures import records as measures
from tests.statistics_app import records as statistics


@pytest.fixture
def house(plan, cast):
    """王小明 has two hours of 106 and none of 107; nobody else has any."""
    session = make.make_session(make.make_course(plan), "106/3/8", 120)
    make.make_hours(cast.clerk, session, verified_by=cast.officer.account)
    return plan


def lines(agency, on: str) -> dict:
    found = compare(gather(Scope(agency.id, day(on).year, day(on))))
    return {one.judged.finding.rule: one for one in found.lines}


def numbers(finding) -> tuple:
    return str(finding.verdict), finding.have, finding.need


def test_a_rule_stands_beside_itself_a_year_ago_and_at_that_years_end(house, cast):
    members = make.make_task_force(house, since="105/1/1")
    for number, held in enumerate(("105/2/10", "105/5/10", "105/9/10"), start=1):
        make.make_attendance(meeting := _held(members[0].committee, held, number), members)
        assert meeting.year == 2016
    make.make_attendance(_held(members[0].committee, "106/2/10", 1), members)
    line = lines(house, "106/6/30")["MT-05"]
    assert (numbers(line.now), numbers(line.then), numbers(line.whole)) == (
        ("pending", 1, 3), ("pending", 2, 3), ("met", 3, 3),
    )  # fmt: skip
    assert line.turn == Turn.WORSE


def _held(committee_, on: str, number: int):
    convener = Membership.objects.get(committee=committee_, seat="CONVENER")
    return make.make_meeting(
        committee_, on, number, state="HELD", chair=convener, opened_at=datetime.time(14), opening={}
    )


def test_rules_that_only_one_of_the_years_has_say_so(house):
    found = lines(house, "107/6/30")
    assert (found["TR-05"].turn, found["TR-05"].then) == (Turn.NEW, None)
    assert (found["TR-01"].turn, found["TR-01"].now) == (Turn.GONE, None)
    assert numbers(found["TR-01"].whole) == ("unmet", 1, 5)


def test_more_than_enough_is_no_better_than_enough(house):
    found = lines(house, "106/6/30")
    assert found["PLN-03"].turn == Turn.SAME
    assert sum(count for _turn, count in compare(_board(house, "106/6/30")).tally()) == len(found)


def _board(agency, on: str):
    return gather(Scope(agency.id, day(on).year, day(on)))


def test_the_29th_of_february_has_only_the_28th_before_it():
    assert a_year_before(datetime.date(2016, 2, 29)) == datetime.date(2015, 2, 28)


def test_the_hours_of_106_would_not_do_under_the_rules_of_107(house):
    tried = {one.judged.finding.rule: one for one in what_if(Scope(house.id, 2017, day("106/12/31")), 2018)}
    assert numbers(tried["TR-01"].own) == ("unmet", 1, 5)
    assert tried["TR-01"].other is None
    assert (tried["TR-05"].own, numbers(tried["TR-05"].other)) == (None, ("unmet", 0, 5))
    assert not tried["PLN-03"].differs


def test_the_meetings_of_a_year_are_tried_by_the_other_years_numbers(plan):
    told = {
        "members": ["召集人 男", "副召集人 女", "府外委員 女 4", "局內委員 男 8", "局內委員 女 5"],
        "meetings": [
            {
                "day": "106/5/10",
                "came": ["召集人 出席", "副召集人 出席", "府外委員 出席 2", "局內委員 出席 8"],
            }
        ],
    }
    committee.build(plan, told)
    rule = Rule.objects.get(code="MT-02")
    Rule.objects.filter(pk=rule.pk).update(until=day("107/1/1"))
    rule.pk, rule.since, rule.numbers = None, day("107/1/1"), rule.numbers | {"members": 3}
    rule.save()
    tried = {one.judged.finding.rule: one for one in what_if(Scope(plan.id, 2017, day("106/12/31")), 2018)}
    assert numbers(tried["MT-04"].own) == ("met", 1, 1)
    assert numbers(tried["MT-04"].other) == ("unmet", 0, 1)


def full_house(plan) -> None:
    """Every chapter keeps something of 107."""
    statistics.build(plan, {"indicators": ["甲-01 年 甲組"]})
    assessments.build(plan, {"nil": ["甲組 107/3/1"]})
    budgets.build(plan, {"rounds": [{"year": 108, "opened": "107/6/1", "due": "107/8/31"}]})
    measures.build(plan, {"measures": ["甲組 A1 107/3/1"]})
    members = ["召集人 男", "副召集人 女", "府外委員 女 4", "局內委員 男 8", "局內委員 女 5"]
    committee.build(plan, {"members": members, "meetings": [{"day": "107/2/10"}]})
    make.make_person(plan, plan.units.first(), "某甲")


def test_on_a_day_without_rules_no_chapter_falls_back_on_the_years_own(plan):
    full_house(plan)
    scope = Scope(plan.id, 2018, day("107/12/31"))
    own = {one.finding.verdict for one in judge_rules(scope)}
    assert {Verdict.MET, Verdict.UNMET} <= own
    without = judge_rules(replace(scope, rules_on=day("120/1/1")))
    assert {one.finding.rule for one in without if one.finding.verdict != Verdict.UNDETERMINED} == set()


def test_trying_keeps_nothing(house, cast, as_):
    before = Change.objects.count()
    page = as_(cast.secretary).get("/board/106/what-if/?rules=107").content.decode()
    assert "這是假設性試算" in page
    assert "TR-05" in page
    assert Change.objects.count() == before
    own = {one.finding.rule for one in judge_rules(Scope(house.id, 2017, day("106/12/31")))}
    assert "TR-05" not in own


@pytest.mark.parametrize("rules", ["106", "99", "x", "２"])
def test_only_another_year_of_the_plan_can_be_tried(house, cast, as_, rules):
    assert as_(cast.secretary).get(f"/board/106/what-if/?rules={rules}").status_code == 404


def test_the_comparison_is_shown_as_of_an_earlier_day(house, cast, as_):
    page = as_(cast.secretary).get("/board/107/comparison/?as_of=107/6/30").content.decode()
    assert "去年同日 106/6/30" in page
    assert "TR-01" in page


def test_the_summary_lists_the_first_and_counts_the_rest(plan):
    full_house(plan)
    board = _board(plan, "107/9/20")
    found = papers.summary(board, compare(board))
    assert len(found.first) == papers.FIRST
    urgent = [one for one in found.rows if str(one.outlook) in ("now", "open", "lost")]
    assert found.rest == len(urgent) - papers.FIRST
    assert sum(count for _outlook, count in found.outlooks()) == len(board.judged)


def test_the_summary_is_one_page_whatever_it_has_to_say(plan, settings, tmp_path):
    settings.PDF_ROOT = tmp_path
    full_house(plan)
    for number in range(12):
        make.make_unit(plan, f"名稱相當冗長的第{number}業務推動及管理組")
    board = _board(plan, "107/9/20")
    document = papers.of_summary(board, papers.summary(board, compare(board)), plan)
    path = print_pdf(as_html(document), styles=[STYLE, papers.ONE_PAGE], lock="summary")
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1" in told
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "優先處理" in text
    assert "各章節判定" in text
    assert "某甲" not in text


def test_an_agency_without_a_plan_is_told_so_on_every_page(cast, as_):
    client = as_(cast.secretary)
    for page in ("forecast", "comparison", "summary"):
        assert "本機關還沒有實施計畫" in client.get(f"/board/107/{page}/").content.decode()
