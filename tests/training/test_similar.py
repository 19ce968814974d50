"""Nobody is sent to the same course twice in a year, nor to a similar one without a reason (伍二(四); T-8, TR-17)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.contract import Scope
from plan.models import Rule
from tests import factories as make
from tests.factories import actor_of
from training import actions
from training.compliance import findings
from training.compliance.similar import overlap, repeats
from training.models import Course, Enrolment, Place

TODAY, HELD = "107/5/1", "107/5/9"
BASIC = "性別主流化概念"


@pytest.fixture
def coming(plan):
    course = make.make_course(plan, BASIC, code="B101", organiser="DCSD")
    return make.make_session(course, HELD)


def enrol(cast, session, reason=""):
    done = actions.enrol(session, [cast.clerk], by=actor_of(cast.clerk, TODAY), reason=reason)
    return done.done[0] if done.done else done.skipped[0][1]


def had(cast, on, title=BASIC, code="B101", organiser="DCSD", **kw):
    course = Course.objects.filter(code=code).first() if code else None
    course = course or make.make_course(cast.agency, title, code=code, organiser=organiser)
    session = make.make_session(course, on, **kw)
    return make.make_hours(cast.clerk, session, verified_by=cast.officer.account)


@pytest.mark.parametrize(
    ("one", "other", "percent"),
    [
        ("性別主流化概念", "性別主流化概念", 100),
        ("性別主流化概念", "性別主流化　概念（一）", 92),
        ("CEDAW 案例", "ＣＥＤＡＷ案例", 100),
        ("CEDAW 直接與間接歧視（含案例）", "CEDAW 暫行特別措施（含案例）", 44),
        ("性別預算", "資通安全", 0),
        ("", "", 0),
    ],
)
def test_titles_are_compared_by_neighbouring_characters(one, other, percent):
    assert overlap(one, other) == percent


def test_the_same_course_in_the_same_year_is_refused_whatever_the_reason(cast, coming):
    had(cast, "107/3/8")
    said = "同一年已參加過同一課程「性別主流化概念」（107 年 3 月 8 日），不得重複參訓。"
    assert enrol(cast, coming) == said
    assert enrol(cast, coming, "主管指派") == said
    assert not Enrolment.objects.exists()


def test_the_same_course_of_an_earlier_year_of_the_plan_wants_a_reason(cast, coming):
    had(cast, "106/3/8")
    assert enrol(cast, coming) == (
        "計畫期間內已參加過同一課程「性別主流化概念」（106 年 3 月 8 日）。仍要參加者，請說明理由。"
    )
    place = enrol(cast, coming, "主管指派")
    assert (place.state, place.similar_reason) == (Place.ENROLLED, "主管指派")
    assert "106 年 3 月 8 日" in place.similar


def test_what_lies_before_the_plan_is_no_repetition(cast, coming):
    had(cast, "104/12/30")
    assert enrol(cast, coming).similar == ""


def test_a_similar_title_of_the_same_organiser_is_a_warning_with_the_percentage(cast, coming):
    had(cast, "107/3/8", "性別主流化概念（一）", code="")
    assert enrol(cast, coming) == (
        "已參加過同一辦理單位的雷同課程「性別主流化概念（一）」（107 年 3 月 8 日），課程名稱相似度 92%。"
        "仍要參加者，請說明理由。"
    )


@pytest.mark.parametrize(("percent", "is_warned"), [(92, True), (93, False)], ids=["reached", "not reached"])
def test_how_like_is_similar_the_plan_says(cast, coming, percent, is_warned):
    had(cast, "107/3/8", "性別主流化概念（一）", code="")
    rule = Rule.objects.get(code="TR-17")
    rule.numbers["similar"] = percent
    rule.save()
    assert bool(repeats(coming, [cast.clerk.id])) == is_warned


def test_another_organisers_similar_course_is_none(cast, coming):
    had(cast, "107/3/8", "性別主流化概念（一）", code="", organiser="OTHER")
    assert enrol(cast, coming).similar == ""


def test_a_place_in_a_coming_session_counts_like_hours(cast, coming):
    later = make.make_session(coming.course, "107/9/5")
    enrol(cast, coming)
    assert enrol(cast, later).startswith("同一年已參加過同一課程")


def test_a_liaison_meeting_comes_again(cast, plan):
    course = make.make_course(plan, "聯繫會報", code="L301", organiser="OTHER")
    for day in (HELD, "107/11/7"):
        assert enrol(cast, make.make_session(course, day, mode="LIAISON_MEETING")).state == Place.ENROLLED


def test_hours_that_were_withdrawn_or_returned_are_not_had(cast, coming):
    for state in ("WITHDRAWN", "RETURNED"):
        session = make.make_session(coming.course, "107/3/8")
        make.make_hours(cast.clerk, session, state=state, reason="誤登")
    assert enrol(cast, coming).state == Place.ENROLLED


def test_the_question_costs_the_same_for_one_and_for_many(cast, coming):
    had(cast, "107/3/8")
    spent = []
    for people in ([cast.clerk.id], [cast.clerk.id, cast.head.id, cast.neighbour.id]):
        with CaptureQueriesContext(connection) as queries:
            repeats(coming, people)
        spent.append(len(queries))
    assert spent == [4, 4]


def judged(agency, year=2018):
    found = {one.rule: one for one in findings(Scope(agency.id, year, date(2019, 3, 1)))}
    one = found["TR-17"]
    return one.have, one.need, str(one.verdict)


def test_the_rule_is_judged_by_the_years_attendances(cast, coming):
    assert judged(cast.agency) == (0, 0, "not_applicable")
    had(cast, "107/3/8")
    assert judged(cast.agency) == (1, 1, "met")
    had(cast, "107/3/9")
    assert judged(cast.agency) == (1, 2, "below_principle")


def test_a_similar_course_that_was_taken_for_a_reason_is_no_fault(cast, coming):
    had(cast, "107/3/8", "性別主流化概念（一）", code="")
    enrol(cast, coming, "內容更新")
    by = actor_of(cast.officer, HELD)
    actions.record_attendance(coming, [actions.Came(cast.clerk, 120)], by=by)
    assert judged(cast.agency) == (2, 2, "met")


def test_a_plan_older_than_the_program_names_no_number_and_nothing_is_said(cast, coming):
    Rule.objects.filter(code="TR-17").update(numbers={})
    had(cast, "107/3/8")
    assert enrol(cast, coming).similar == ""
    scope = Scope(cast.agency.id, 2018, date(2019, 3, 1))
    assert [one for one in findings(scope) if one.rule == "TR-17"] == []
