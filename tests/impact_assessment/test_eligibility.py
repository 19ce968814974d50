"""An expert is refused before anybody is written to, with the reason (GIA-07, D-19; G-5, G-7)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from impact_assessment import eligibility
from impact_assessment.actions import engagements
from impact_assessment.eligibility import Span
from impact_assessment.models import Engagement, Expert
from notices.models import Letter
from plan.rules import RuleBook, in_force
from tests import factories as make
from tests.factories import actor_of, day
from tests.impact_assessment import asking, ways
from tests.impact_assessment.asking import refusal


@pytest.fixture
def case(house):
    return asking.waiting(house, authors="王撰擬、李助理", contractor="大成顧問公司、張計畫")


@pytest.mark.parametrize(
    ("until", "is_refused"), [("107/6/1", True), ("107/6/2", False), ("107/6/3", False), (None, False)]
)
def test_a_basis_holds_to_its_last_day_and_no_longer(house, case, until, is_refused):
    expert = ways.make_expert(house.agency, until=day(until) if until else None)
    assert (refusal(expert, case) is not None) == is_refused


def test_a_basis_that_ended_yesterday_is_refused_with_the_sentence_that_says_so(house, case):
    expert = ways.make_expert(house.agency, until=day("107/6/1"))
    said = "府外甲的資格「性別主流化人才資料庫」至107 年 5 月 31 日止，已失效，不得參與（伍四(三)）。"
    assert refusal(expert, case) == said
    with pytest.raises(PermissionDenied, match="已失效"):
        asking.invited(case, house, expert)
    assert (Engagement.objects.count(), Letter.objects.count()) == (0, 0)


@pytest.mark.parametrize(("since", "is_refused"), [("107/6/2", True), ("107/6/1", False)])
def test_a_basis_that_begins_tomorrow_does_not_hold_today(house, case, since, is_refused):
    expert = ways.make_expert(house.agency)
    expert.bases.update(since=day(since))
    assert ("自107 年 6 月 2 日起才有效" in (refusal(expert, case) or "")) == is_refused


def test_without_any_basis_or_with_one_that_the_rule_does_not_know_nobody_is_an_expert(house, case):
    expert = ways.make_expert(house.agency)
    expert.bases.update(kind="FRIEND")
    assert refusal(expert, case) == "府外甲沒有伍四(三)所列的任何一種資格。"


def test_a_basis_that_was_taken_out_counts_no_more(house, case):
    expert = ways.make_expert(house.agency)
    expert.bases.update(is_withdrawn=True)
    assert "沒有伍四(三)所列" in refusal(expert, case)


def test_without_a_rule_in_force_nobody_can_be_told_to_be_an_expert(house, case):
    expert = eligibility.known(house.agency.id).get(pk=ways.make_expert(house.agency).pk)
    said = eligibility.why_not_eligible(expert, day("107/6/1"), RuleBook([]))
    assert said == "這一天沒有專家資格的現行規定，無從確認資格。"


def test_the_committees_own_records_prove_an_external_member_and_a_council_term(house, case):
    members = make.make_task_force(house.agency)
    councillor = make.make_external(house.agency, "女權會委員", council_since="106/1/1")
    seated = Expert.objects.create(agency=house.agency, external=members[0].external)
    council = Expert.objects.create(agency=house.agency, external=councillor)
    assert (refusal(seated, case), refusal(council, case)) == (None, None)
    members[0].until = day("107/6/1")
    members[0].left_because = "TERM"
    members[0].save()
    assert "府外委員」至107 年 5 月 31 日止" in refusal(seated, case)


def test_a_seat_on_another_committee_is_no_task_force(house, case):
    board = make.make_committee(house.agency, "EVALUATION_BOARD", "考績委員會")
    external = make.make_external(house.agency, "考績府外")
    make.make_member(board, external)
    expert = Expert.objects.create(agency=house.agency, external=external)
    assert "沒有伍四(三)所列" in refusal(expert, case)


CONFLICTS = {
    "author": ("王撰擬", "", "是本案的撰擬人"),
    "second author": ("李助理", "", "是本案的撰擬人"),
    "contractor's person": ("張計畫", "", "屬本案受託單位"),
    "contractor's firm": ("陳顧問", "大成顧問公司", "屬本案受託單位"),
    "part of the firm": ("陳顧問", "大成顧問公司研究部", "屬本案受託單位"),
    "own agency": ("陳同仁", "臺北市政府資訊局", "服務單位是本機關"),
    "own agency in the other spelling": ("陳同仁", "台北市政府資訊局應用服務組", "服務單位是本機關"),
    "namesake": ("王小明", "某大學", "與本機關現職人員同名"),
}


@pytest.mark.parametrize(("name", "affiliation", "said"), CONFLICTS.values(), ids=CONFLICTS)
def test_whoever_is_on_the_cases_side_is_refused(house, case, name, affiliation, said):
    expert = ways.make_expert(house.agency, name)
    expert.external.affiliation = affiliation
    expert.external.save()
    assert said in refusal(expert, case)


@pytest.mark.parametrize("affiliation", ["大成大學", "臺北市政府社會局", "某大學與大成顧問公司"])
def test_a_name_that_only_looks_alike_is_no_conflict(house, case, affiliation):
    expert = ways.make_expert(house.agency, "陳學者")
    expert.external.affiliation = affiliation
    expert.external.save()
    assert refusal(expert, case) is None


@pytest.mark.parametrize(
    ("authors", "name", "is_named"),
    [
        ("王小明教授", "王小明", True),
        ("王 小明", "王小明", False),
        ("王小明華", "王明", False),
        ("李明、王五", "王五", True),
        ("李明 王五", "王五", True),
        ("Ada Lee, Bo Wu", "Bo Wu", True),
        ("", "王五", False),
    ],
)
def test_a_line_of_names_names_somebody(authors, name, is_named):
    assert eligibility.mentions(authors, name) == is_named


def test_a_namesake_who_is_somebody_else_may_be_asked(house, case):
    expert = ways.make_expert(house.agency, "王小明")
    expert.is_namesake = True
    expert.save()
    assert refusal(expert, case) is None


def test_staff_is_no_outside_expert_and_who_once_worked_in_the_unit_stands_aside(house, case):
    expert = ways.make_expert(house.agency, "鄰組員")
    expert.employee = house.neighbour
    expert.save()
    assert "是本機關現職人員" in refusal(expert, case)
    house.neighbour.posts.update(until=day("107/1/1"))
    assert refusal(expert, case) is None
    make.make_post(house.neighbour, house.unit_a, since="100/1/1", until="101/1/1")
    assert refusal(expert, case) == "鄰組員曾任職於本案主辦組室，應予迴避。"


def test_as_many_open_cases_as_the_decision_allows_and_no_more(house, case):
    expert = ways.make_expert(house.agency)
    most = in_force(house.agency.id, day("107/6/1")).number("D-19", "cases")
    others = [asking.waiting(house, title=f"計畫{number}") for number in range(most)]
    for other in others[:-1]:
        asking.invited(other, house, expert)
    assert refusal(expert, case) is None
    last = asking.invited(others[-1], house, expert)
    assert refusal(expert, case) == f"府外甲尚有 {most} 案未提意見，已達 {most} 案的上限。"
    engagements.call_off(last, by=actor_of(house.clerk), reason="改請他人")
    assert refusal(expert, case) is None


def test_a_case_that_was_given_up_is_no_load(house, case):
    expert = ways.make_expert(house.agency)
    for number in range(3):
        other = asking.waiting(house, title=f"計畫{number}")
        asking.invited(other, house, expert)
        other.withdrawn_because = "不辦"
        other.save()
    assert refusal(expert, case) is None


def test_who_was_asked_in_this_round_is_not_asked_again_even_after_declining(house, case):
    engagement = asking.invited(case, house)
    engagements.decline(engagement, by=actor_of(house.clerk))
    assert refusal(engagement.expert, case) == "這一輪已邀請過府外甲。"


def test_nobody_is_asked_by_a_day_that_is_over(house, case):
    with pytest.raises(ValidationError) as refused:
        asking.invited(case, house, due="107/5/31")
    assert refused.value.message_dict == {"due_on": ["期限不得早於今天。"]}


DAYS = st.dates(datetime.date(2016, 1, 1), datetime.date(2019, 12, 31))


@given(since=DAYS, length=st.integers(1, 900), ahead=st.integers(-900, 900))
def test_a_span_holds_from_its_first_day_to_its_last_and_on_no_other(since, length, ahead):
    span = Span("NATIONAL_DB", "資料庫", since, since + datetime.timedelta(days=length))
    asked = since + datetime.timedelta(days=ahead)
    assert span.holds_on(asked) == (span.since <= asked <= span.last)
    assert span.holds_on(span.last)
    assert not span.holds_on(span.until)
