"""A case from screening to control by four people, an expert among them on a phone, and a returned round (伍四)."""

import datetime
import re
from types import SimpleNamespace

import pytest

from impact_assessment.models import Case, Engagement
from impact_assessment.standing import Stage, stage
from tests import factories as make
from tests.browser.test_pages import faults
from tests.impact_assessment import ways

TODAY = datetime.date(2018, 6, 1)


@pytest.fixture
def house(transactional_db, settings, tmp_path, mailoutbox):
    """A unit with its clerk, 研考 with its reviewer, and an expert with an address, on 107/6/1."""
    settings.DEMO_DAY = TODAY
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    agency = make.make_agency()
    make.load_plan(agency)
    ways.load_forms(agency)
    unit = make.make_unit(agency, "應用服務組")
    planning = make.make_unit(agency, "綜合企劃組", ["PLANNING", "RDEC_FN"])
    clerk = make.make_person(agency, unit, "王小明", email="clerk@example.org")
    make.make_account(clerk, "UNIT_MANAGER", unit=unit, username="clerk")
    make.make_account(make.make_person(agency, planning, "翁研考"), "REVIEWER", username="reviewer")
    expert = ways.make_expert(agency)
    expert.external.email = "expert@example.org"
    expert.external.save()
    return SimpleNamespace(agency=agency, unit=unit, expert=expert, clerk=clerk, mail=mailoutbox)


def said(page) -> str:
    return page.locator(".messages").inner_text()


def enter(page) -> Case:
    """Entered, judged, its first step done."""
    page.goto("/assessments/107/")
    page.get_by_role("link", name="登錄案件").click()
    page.get_by_label("案名").fill("智慧路燈計畫")
    page.get_by_label("類別").select_option(label="公共工程中程計畫")
    page.get_by_role("button", name="儲存").click()
    page.get_by_label("應辦", exact=True).check()
    page.get_by_role("button", name="儲存判定").click()
    assert "已判定應辦" in said(page)
    page.locator(".page-action").get_by_role("link", name="引用性別統計").click()
    page.get_by_label("統計名稱").fill("夜間使用人次")
    page.get_by_label("資料來源").fill("業務統計")
    page.get_by_role("button", name="儲存").click()
    page.locator(".task-now").get_by_role("link", name="登錄專家諮詢").click()
    page.get_by_label("諮詢對象").fill("性別諮詢員")
    page.get_by_label("諮詢內容").fill("應分析夜間使用者")
    page.get_by_role("button", name="儲存").click()
    page.get_by_role("button", name="完成步驟 1").click()
    assert "已完成步驟 1" in said(page)
    return Case.objects.get()


def fill(page, case: Case) -> None:
    """Every question answered, the draft attached, the second step done."""
    page.goto(f"/assessments/cases/{case.pk}/form/")
    for box in page.locator("textarea").all():
        if not box.input_value():
            box.fill("說明")
    for box in page.locator("input[type=radio][value=YES]").all():
        box.check()
    page.get_by_role("button", name="儲存", exact=True).click()
    assert "必填項目均已填寫" in said(page)
    page.locator(".task-now").get_by_role("link", name="附上草案或計畫書").click()
    plan = {"name": "計畫書.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 plan"}
    page.locator("input[type=file]").set_input_files(plan)
    page.get_by_role("button", name="附上").click()
    page.get_by_role("button", name="完成步驟 2").click()
    assert "已完成步驟 2" in said(page)


def invite(page, house) -> str:
    """The expert chosen, the letter sent; gives the link in it."""
    page.locator(".page-action").get_by_role("link", name="邀請專家").click()
    page.get_by_label(re.compile("府外甲")).check()
    page.get_by_role("button", name="邀請", exact=True).click()
    page.goto("/outbox/")
    page.locator("[data-select-all]").check()
    page.get_by_role("button", name="寄出勾選的").click()
    [mail] = [one for one in house.mail if "expert@example.org" in one.to[0]]
    return re.search(r"/assessments/invited/\S+", mail.body).group()


def give_opinion(visitor, link: str) -> None:
    """On a phone, without an account, by the link alone."""
    phone = visitor.page
    phone.goto(link)
    assert "府外甲 您好" in phone.get_by_role("main").inner_text()
    assert faults(visitor) == []
    phone.get_by_label("性別目標說明之合宜性").fill("請補充性別目標")
    phone.get_by_label("綜合性檢視意見").fill("動線照明宜再評估")
    phone.get_by_label(re.compile("本人同意恪遵保密義務")).check()
    phone.get_by_role("button", name="送出意見").click()
    phone.wait_for_url("**/thanks/")
    assert phone.goto(link).status == 404
    assert "請洽" in phone.get_by_role("main").inner_text()
    visitor.complaints[:] = [one for one in visitor.complaints if "404" not in one]


def answer(page, case: Case) -> None:
    """Both opinions answered in two clicks each at most, the form bettered, the case sent."""
    page.goto(f"/assessments/cases/{case.pk}/")
    page.get_by_role("button", name="完成步驟 3").click()
    page.locator(".page-action").get_by_role("link", name="回復意見").click()
    first, second = page.locator(".opinion").all()
    first.get_by_label("參採", exact=True).check()
    first.get_by_label(re.compile("修正處")).fill("第 3 頁")
    second.get_by_label("未參採").check()
    second.get_by_label(re.compile("理由")).fill("已另案辦理")
    page.get_by_role("button", name="儲存").click()
    assert "意見均已回復" in said(page)
    page.locator(".task-now").get_by_role("link", name="修正評估表").click()
    page.get_by_label(re.compile("計畫目標概述")).fill("女性夜間使用率達五成")
    page.get_by_role("button", name="儲存", exact=True).click()
    finish_and_send(page)


def finish_and_send(page) -> None:
    page.get_by_role("button", name="完成步驟 4").click()
    page.get_by_role("button", name="送審").click()
    assert "已送審" in said(page)


def test_a_case_goes_from_screening_to_control_by_four_people(house, visit):
    clerk, reviewer, phone = visit(), visit(), visit(width=390)
    page = clerk.sign_in("clerk", make.PASSWORD)
    case = enter(page)
    fill(page, case)
    give_opinion(phone, invite(page, house))
    answer(page, case)

    desk = reviewer.sign_in("reviewer", make.PASSWORD)
    desk.goto("/assessments/107/")
    desk.get_by_role("link", name="智慧路燈計畫").click()
    desk.locator(".page-action").get_by_role("link", name="審核").click()
    assert "女性夜間使用率達五成" in desk.get_by_role("main").inner_text()
    assert faults(reviewer) == []
    desk.get_by_label("退回", exact=True).check()
    desk.get_by_label("退回至").select_option(value="4")
    desk.get_by_label("審核意見或退回理由").fill("請訂目標值")
    desk.get_by_role("button", name="送出審核結果").click()
    assert "已退回" in said(desk)

    page.goto(f"/assessments/cases/{case.pk}/")
    assert "請訂目標值" in page.get_by_role("main").inner_text()
    assert faults(clerk) == []
    finish_and_send(page)
    desk.goto(f"/assessments/cases/{case.pk}/review/")
    desk.get_by_label("審核通過，列入管制").check()
    desk.get_by_role("button", name="送出審核結果").click()
    assert "已審核通過" in said(desk)
    assert stage(Case.objects.whole().get()) == Stage.CONTROLLED
    assert Engagement.objects.get().state == "SUBMITTED"


def test_text_typed_before_a_session_ended_is_there_after_signing_in_again(house, visit):
    case = Case.objects.get(pk=case_to_fill(house).pk)
    visitor = visit()
    page = visitor.sign_in("clerk", make.PASSWORD)
    page.goto(f"/assessments/cases/{case.pk}/form/")
    page.get_by_label(re.compile("現況問題與需求概述")).fill("打到一半的現況")
    page.get_by_text("已暫存").wait_for()
    visitor.context.clear_cookies()
    page.reload()
    assert "/accounts/sign-in/" in page.url
    page = visitor.sign_in("clerk", make.PASSWORD)
    page.goto(f"/assessments/cases/{case.pk}/form/")
    assert page.get_by_label(re.compile("現況問題與需求概述")).input_value() == "打到一半的現況"
    assert "暫存、尚未送出的文字" in page.get_by_role("main").inner_text()
    page.get_by_role("button", name="儲存並繼續填寫").click()
    assert "尚有必填項目" in said(page)
    assert "暫存、尚未送出的文字" not in page.get_by_role("main").inner_text()


def case_to_fill(house) -> Case:
    cast = SimpleNamespace(agency=house.agency, unit_a=house.unit, clerk=house.clerk)
    return ways.gather(ways.screened(cast), cast)


def test_the_pages_of_a_case_fit_a_phone_without_a_fault(house, visit):
    case = case_to_fill(house)
    visitor = visit(width=390)
    page = visitor.sign_in("clerk", make.PASSWORD)
    found = {}
    for address in (
        "/assessments/107/",
        "/assessments/107/new/",
        "/assessments/107/nil/",
        "/assessments/forms/",
        f"/assessments/forms/{case.form_id}/",
        f"/assessments/cases/{case.pk}/",
        f"/assessments/cases/{case.pk}/form/",
        f"/assessments/cases/{case.pk}/back/",
        f"/assessments/cases/{case.pk}/opinions/",
    ):
        page.goto(address)
        found[address] = faults(visitor)
    assert {address: one for address, one in found.items() if one} == {}
