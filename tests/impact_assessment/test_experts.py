"""The pool of experts and how it is kept; whom a case may ask, said before writing to anybody (伍四(三); G-5, G-7)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from impact_assessment.actions import engagements, experts
from impact_assessment.models import Basis, Engagement, Expert
from notices.models import Letter
from organization.models import Change
from tests import factories as make
from tests.factories import actor_of, day
from tests.impact_assessment import asking, ways

LIST = "/assessments/experts/"


def page_of(name, pk) -> str:
    return reverse(f"assessment:{name}", args=[pk])


def main_of(response) -> str:
    return response.content.decode().partition("<main")[2]


def test_the_pool_says_who_on_what_basis_until_when_and_how_busy(house, as_):
    expert = ways.make_expert(house.agency, until=day("107/12/31"))
    asking.invited(asking.waiting(house), house, expert)
    page = main_of(as_(house.clerk).get(LIST))
    for said in ("府外甲", "性別主流化人才資料庫", "107/12/30", "1/3", "今年到期"):
        assert said in page


@pytest.mark.parametrize(
    ("until", "state"),
    [
        ("107/6/1", "資格不符"),
        ("107/6/2", "今年到期"),
        ("108/1/1", "今年到期"),
        ("108/1/2", "資格有效"),
        (None, "資格有效"),
    ],
)
def test_a_basis_that_ends_within_the_year_is_said_to_expire(house, as_, until, state):
    ways.make_expert(house.agency, until=day(until) if until else None)
    rows = main_of(as_(house.clerk).get(LIST)).partition("<tbody")[2]
    assert state in rows


def test_the_pool_is_filtered_by_word_basis_and_state_and_exported_as_filtered(house, as_):
    ways.make_expert(house.agency, "甲專家")
    lapsed = ways.make_expert(house.agency, "乙專家", until=day("107/5/1"))
    stopped = ways.make_expert(house.agency, "丙專家")
    experts.stop(stopped, by=actor_of(house.secretary), reason="請辭")
    client = as_(house.clerk)
    found = {
        asked: [name for name in ("甲專家", "乙專家", "丙專家") if name in main_of(client.get(LIST + asked))]
        for asked in ("", "?q=甲", "?basis=NATIONAL_DB", "?state=LAPSED", "?state=STOPPED")
    }
    assert found == {
        "": ["甲專家", "乙專家"],
        "?q=甲": ["甲專家"],
        "?basis=NATIONAL_DB": ["甲專家"],
        "?state=LAPSED": ["乙專家"],
        "?state=STOPPED": ["丙專家"],
    }
    csv = client.get(LIST + "export.csv?state=LAPSED").content.decode("utf-8-sig")
    assert lapsed.external.name in csv and "已失效" in csv and "甲專家" not in csv
    assert client.get(LIST + "export.exe").status_code == 404


def test_the_pool_and_the_choice_cost_the_same_queries_for_one_and_for_three(house, as_):
    case = asking.waiting(house)
    client, counts = as_(house.clerk), []
    client.get(LIST)  # the first page of a session writes when it was seen
    for number in (1, 3):
        while Expert.objects.count() < number:
            expert = ways.make_expert(house.agency, f"專家{Expert.objects.count()}")
            expert.employee = make.make_person(house.agency, house.unit_b, expert.external.name)
            expert.save()
            make.make_member(
                make.make_committee(house.agency, name=f"小組{Expert.objects.count()}"), expert.external
            )
        for address in (LIST, page_of("case-experts", case.pk)):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_another_agencys_experts_do_not_exist_here(house, as_):
    foreign = ways.make_expert(house.other_agency, "他局專家")
    client = as_(house.secretary)
    assert "他局專家" not in main_of(client.get(LIST))
    assert client.get(page_of("expert-detail", foreign.pk)).status_code == 404
    assert client.post(page_of("expert-stop", foreign.pk), {"reason": "x"}).status_code == 404


def test_the_secretariat_enters_somebody_new_once_and_then_a_basis(house, as_):
    client = as_(house.secretary)
    typed = {
        "name": "林學者",
        "sex": "F",
        "affiliation": "某大學",
        "external_title": "教授",
        "background": "勞動",
    }
    for _again in range(2):
        client.post(reverse("assessment:expert-create"), typed)
    expert = Expert.objects.get()
    assert (str(expert), expert.external.background) == ("林學者", "勞動")
    said = {"kind": "TAIPEI_DB", "detail": "編號 12", "since": "106/1/1", "last": "108/12/31"}
    without = client.post(page_of("basis-create", expert.pk), said).content.decode()
    assert "請附證明文件，或填查證方式。" in without
    for _again in range(2):
        client.post(page_of("basis-create", expert.pk), said | {"proof_note": "107/5/1 網站查詢"})
    basis = expert.bases.get()
    assert (basis.kind_title, basis.until) == ("臺北市性別人才資料庫", day("109/1/1"))


def test_a_reviewer_takes_in_whom_the_committee_knows_but_enters_nobody_new(house, as_):
    external = make.make_external(house.agency, "府外乙")
    client = as_(house.reviewer)
    page = main_of(client.get(reverse("assessment:expert-create")))
    assert "府外乙" in page and "由綜合企劃組新增" in page
    client.post(reverse("assessment:expert-create"), {"external": external.pk})
    assert Expert.objects.get().external == external
    client.post(reverse("assessment:expert-create"), {"name": "新人", "sex": "F"})
    assert Expert.objects.count() == 1


@pytest.mark.parametrize("who", ["clerk", "head", "officer", "accountant"])
def test_whoever_does_not_keep_the_pool_reads_it_and_changes_nothing(house, as_, who):
    expert = ways.make_expert(house.agency)
    basis = expert.bases.get()
    client = as_(getattr(house, who))
    assert client.get(page_of("expert-detail", expert.pk)).status_code == 200
    changes = Change.objects.count()
    doors = [
        reverse("assessment:expert-create"),
        page_of("basis-create", expert.pk),
        page_of("basis-update", basis.pk),
        page_of("basis-withdraw", basis.pk),
        page_of("expert-employee", expert.pk),
        page_of("expert-stop", expert.pk),
        page_of("expert-resume", expert.pk),
    ]
    answers = {
        client.post(door, {"reason": "x", "external": expert.external_id}).status_code for door in doors
    }
    assert answers == {403}
    assert Change.objects.count() == changes


def test_how_to_reach_an_expert_and_the_proof_are_for_those_who_keep_the_pool(house, as_):
    expert = ways.make_expert(house.agency)
    expert.external.email = "expert@example.org"
    expert.external.save()
    client = as_(house.secretary)
    proof = SimpleUploadedFile("聘書.pdf", b"%PDF-1.4 proof")
    said = {"kind": "GENDER_COMMITTEE", "since": "107/1/1", "file": proof}
    client.post(page_of("basis-create", expert.pk), said)
    basis = expert.bases.get(kind="GENDER_COMMITTEE")
    served = client.get(page_of("basis-proof", basis.pk))
    assert b"".join(served.streaming_content) == b"%PDF-1.4 proof"
    assert "expert@example.org" in main_of(client.get(page_of("expert-detail", expert.pk)))
    client = as_(house.clerk)
    assert "expert@example.org" not in main_of(client.get(page_of("expert-detail", expert.pk)))
    assert client.get(page_of("basis-proof", basis.pk)).status_code == 403


def test_a_basis_is_corrected_and_who_comes_second_is_told(house, as_):
    basis = ways.make_expert(house.agency).bases.get()
    said = {"kind": "NATIONAL_DB", "since": "99/1/1", "proof_note": "網站查詢", "version": basis.version}
    client = as_(house.secretary)
    client.post(page_of("basis-update", basis.pk), said | {"last": "107/6/30"})
    page = client.post(page_of("basis-update", basis.pk), said | {"last": "107/7/31"}).content.decode()
    assert "剛才已被別人修改" in page
    assert Basis.objects.get().until == day("107/7/1")


def test_a_basis_is_taken_out_with_a_reason_only(house, as_):
    basis = ways.make_expert(house.agency).bases.get()
    client = as_(house.secretary)
    client.post(page_of("basis-withdraw", basis.pk), {"reason": " "})
    assert not Basis.objects.get().is_withdrawn
    client.post(page_of("basis-withdraw", basis.pk), {"reason": "登錄錯人"})
    assert Basis.objects.get().is_withdrawn
    assert client.get(page_of("basis-update", basis.pk)).status_code == 404


def test_the_office_says_whether_somebody_is_the_employee_of_that_name(house, as_):
    expert = ways.make_expert(house.agency, "鄰組員")
    client = as_(house.secretary)
    form = page_of("expert-employee", expert.pk)
    both = {"employee": house.neighbour.pk, "is_namesake": "on"}
    assert "不能又標為同名的另一人" in client.post(form, both).content.decode()
    assert "查無此人或無權使用。" in client.post(form, {"employee": house.stranger.pk}).content.decode()
    client.post(form, {"employee": house.neighbour.pk})
    assert Expert.objects.get().employee == house.neighbour


def test_a_stopped_expert_is_offered_to_no_case_until_taken_up_again(house, as_):
    expert = ways.make_expert(house.agency)
    case = asking.waiting(house)
    client = as_(house.secretary)
    client.post(page_of("expert-stop", expert.pk), {"reason": ""})
    assert Expert.objects.standing().count() == 1
    client.post(page_of("expert-stop", expert.pk), {"reason": "請辭"})
    assert asking.refusal(expert, case) == "府外甲已自專家名單停用。"
    with pytest.raises(PermissionDenied):
        asking.invited(case, house, expert)
    client.post(page_of("expert-resume", expert.pk))
    assert asking.refusal(expert, case) is None


def test_every_expert_stands_there_with_the_reason_against_and_those_who_can_be_asked_first(house, as_):
    ways.make_expert(house.agency, "甲失效", until=day("107/6/1"))
    ways.make_expert(house.agency, "乙可邀")
    page = main_of(as_(house.clerk).get(page_of("case-experts", asking.waiting(house).pk)))
    assert page.index("乙可邀") < page.index("甲失效的資格")
    assert page.count('type="radio"') == 1 and "可邀請" in page


def test_two_clicks_ask_once_and_lay_one_letter_in_the_units_outbox(house, as_):
    expert = ways.make_expert(house.agency)
    expert.external.email = "expert@example.org"
    expert.external.save()
    case = asking.waiting(house)
    client = as_(house.clerk)
    for _again in range(2):
        client.post(page_of("case-experts", case.pk), {"expert": expert.pk, "due_on": "107/6/15"})
    engagement = Engagement.objects.get()
    assert engagement.basis["title"] == "性別主流化人才資料庫"
    letter = Letter.objects.get()
    assert (letter.unit, letter.state, letter.to_email) == (house.unit_a, "WAITING", "expert@example.org")
    assert letter.link_until == day("107/6/30")
    assert "智慧路燈計畫" in letter.body and "107 年 6 月 15 日" in letter.body


def test_a_forged_choice_is_refused_with_the_reason(house, as_):
    case = asking.waiting(house)
    lapsed = ways.make_expert(house.agency, "甲失效", until=day("107/6/1"))
    foreign = ways.make_expert(house.other_agency, "他局專家")
    client = as_(house.clerk)
    said = {
        pk: main_of(client.post(page_of("case-experts", case.pk), {"expert": pk, "due_on": "107/6/15"}))
        for pk in (lapsed.pk, foreign.pk, 999_999)
    }
    assert "已失效，不得參與" in said[lapsed.pk].partition("<table")[0]
    assert "查無此專家或無權使用。" in said[foreign.pk] and "查無此專家或無權使用。" in said[999_999]
    assert Engagement.objects.count() == 0


@pytest.mark.parametrize(("who", "answer"), [("neighbour", 404), ("secretary", 403), ("reviewer", 403)])
def test_only_the_cases_unit_asks(house, as_, who, answer):
    case, expert = asking.waiting(house), ways.make_expert(house.agency)
    client = as_(getattr(house, who))
    asked = {"expert": expert.pk, "due_on": "107/6/15"}
    assert client.post(page_of("case-experts", case.pk), asked).status_code == answer
    assert Engagement.objects.count() == 0


def test_nobody_is_asked_before_the_step_has_come(house, as_):
    case = ways.gather(ways.screened(house), house)
    answer = as_(house.clerk).get(page_of("case-experts", case.pk))
    assert answer.status_code == 403
    assert "須先完成步驟2" in answer.content.decode()


def test_that_one_expert_does_every_case_of_the_year_is_said_and_not_refused(house, as_):
    expert = ways.make_expert(house.agency)
    asking.invited(asking.waiting(house, title="另一計畫"), house, expert)
    case = asking.waiting(house)
    page = main_of(as_(house.clerk).get(page_of("case-experts", case.pk)))
    assert "今年其他各案都由這位專家參與" in page
    asking.invited(asking.waiting(house, title="第三計畫"), house, ways.make_expert(house.agency, "府外乙"))
    page = main_of(as_(house.clerk).get(page_of("case-experts", case.pk)))
    assert "今年其他各案都由這位專家參與" not in page
    assert asking.invited(case, house, expert).state == "INVITED"


def test_calling_off_needs_a_reason_and_tells_only_whom_a_letter_has_reached(house, as_):
    engagement = asking.invited(asking.waiting(house), house)
    client = as_(house.clerk)
    client.post(page_of("engagement-call-off", engagement.pk), {"reason": ""})
    engagement.refresh_from_db()
    assert engagement.state == "INVITED"
    for _again in range(2):
        client.post(page_of("engagement-call-off", engagement.pk), {"reason": "改請他人"})
    engagement.refresh_from_db()
    assert (engagement.state, engagement.reason) == ("CANCELLED", "改請他人")
    assert list(Letter.objects.values_list("state", flat=True)) == ["DISCARDED"]


def test_whom_the_letter_has_reached_is_told_that_it_was_called_off(house):
    engagement = asking.invited(asking.waiting(house), house)
    Letter.objects.update(state="SENT", sent_at="2018-06-01T10:00:00+08:00")
    engagements.call_off(engagement, by=actor_of(house.clerk), reason="改請他人")
    told = Letter.objects.get(state="WAITING")
    assert told.subject == "取消邀請：智慧路燈計畫"
    assert "事由：改請他人" in told.body and not told.link_view


def test_a_reminder_takes_the_place_of_what_still_waits(house, as_):
    engagement = asking.invited(asking.waiting(house), house)
    as_(house.clerk).post(page_of("engagement-remind", engagement.pk))
    assert sorted(Letter.objects.values_list("state", "subject")) == [
        ("DISCARDED", "邀請提供性別影響評估意見：智慧路燈計畫"),
        ("WAITING", "提醒提供性別影響評估意見：智慧路燈計畫"),
    ]


@pytest.mark.parametrize(("today", "until"), [("107/6/10", "107/6/30"), ("107/8/1", "107/8/16")])
def test_a_reminder_brings_a_link_that_lives_however_late_it_is(house, today, until):
    engagement = asking.invited(asking.waiting(house), house)
    engagements.remind(engagement, by=actor_of(house.clerk, today))
    assert Letter.objects.get(state="WAITING").link_until == day(until)


@pytest.mark.parametrize(("who", "answer"), [("neighbour", 404), ("secretary", 403)])
def test_nobody_else_reminds_or_calls_off(house, as_, who, answer):
    engagement = asking.invited(asking.waiting(house), house)
    client = as_(getattr(house, who))
    for door in ("engagement-remind", "engagement-call-off"):
        assert client.post(page_of(door, engagement.pk), {"reason": "x"}).status_code == answer
    assert Letter.objects.count() == 1
