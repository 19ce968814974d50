"""The way of an hour, in a real browser: logged with its proof, verified, counted, printed."""

import datetime
import io
import re

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from tests import factories as make
from training.models import Course, Session

TODAY = datetime.date(2018, 11, 15)
FIRST = "TR-05"


@pytest.fixture
def agency_year(transactional_db, settings):
    """Three of 應用服務組 in 107: one has three hours, 王小明 has one; the plan is loaded."""
    settings.DEMO_DAY = TODAY
    agency = make.make_agency()
    call_command("load_plan", str(make.SEED_PLAN), agency=agency.code, verbosity=0)
    unit = make.make_unit(agency, "應用服務組")
    office = make.make_unit(agency, "人事室", ["PERSONNEL"])
    planning = make.make_unit(agency, "綜合企劃組", ["PLANNING"])
    clerk = make.make_person(agency, unit, "王小明")
    officer = make.make_person(agency, office, "陳人事")
    secretary = make.make_person(agency, planning, "周綜企")
    make.make_account(clerk, username="clerk")
    make.make_account(officer, "PERSONNEL", username="officer")
    make.make_account(secretary, "SECRETARIAT", username="secretary")
    course = Course.objects.create(
        agency=agency, code="C1", title="CEDAW 案例", is_cedaw=True, organiser="DCSD"
    )
    long = Session.objects.create(course=course, held_on="2018-05-09", ended_on="2018-05-09", minutes=180)
    Session.objects.create(course=course, held_on="2018-11-07", ended_on="2018-11-07", minutes=120)
    early = Session.objects.create(course=course, held_on="2018-02-01", ended_on="2018-02-01", minutes=60)
    make.make_hours(clerk, early, verified_by=officer.account)
    for person in (officer, secretary):
        make.make_hours(person, long, verified_by=officer.account)
    return agency


@pytest.fixture
def proof(tmp_path):
    file = tmp_path / "研習證明.pdf"
    file.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    return file


def fraction(page) -> str:
    """What the living plan's margin says of general staff in 107."""
    page.goto("/plan/107/")
    finding = page.locator("details.finding", has_text=FIRST).first
    return re.sub(r"\s+", "", finding.locator(".fraction").first.text_content())


def printed(page) -> str:
    """The text of the draft's PDF as the page's own visitor gets it, without blanks."""
    answer = page.context.request.get("/reports/107/annual.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return re.sub(r"\s+", "", "".join(one.extract_text() for one in pages))


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_two_hours_are_logged_verified_and_counted(agency_year, visit, proof, javascript):
    secretary = visit(javascript=javascript).sign_in("secretary", make.PASSWORD)
    assert fraction(secretary).startswith("2/3")
    assert "2/3" in printed(secretary)

    clerk = visit(javascript=javascript, width=390).sign_in("clerk", make.PASSWORD)
    assert clerk.locator(".figure", has_text="尚缺").locator("dd").inner_text().startswith("2.0")
    clerk.get_by_label("場次").select_option(label="107/11/7　CEDAW 案例（2 小時）")
    clerk.get_by_label("證明文件").set_input_files(proof)
    clerk.get_by_role("button", name="送出").click()
    assert "已登錄 2 小時" in clerk.locator(".messages").inner_text()
    assert clerk.locator(".figure", has_text="待核").locator("dd").inner_text().startswith("2.0")
    assert fraction(secretary).startswith("2/3")

    officer = visit(javascript=javascript).sign_in("officer", make.PASSWORD)
    officer.goto("/training/107/verify/")
    officer.get_by_role("checkbox", name=re.compile("王小明")).check()
    officer.get_by_role("button", name="核定勾選的").click()
    assert "已核 1 筆" in officer.locator(".messages").inner_text()

    assert fraction(secretary).startswith("3/3")
    assert "3/3" in printed(secretary)
    finding = secretary.locator("details.finding", has_text=FIRST).first
    finding.locator("summary").click()
    finding.get_by_role("link").first.click()
    assert "王小明" in secretary.locator("main").inner_text()


def test_what_was_typed_and_chosen_stays_when_the_form_is_refused(agency_year, visit, proof):
    page = visit().sign_in("clerk", make.PASSWORD)
    page.get_by_label("場次").select_option(label="107/11/7　CEDAW 案例（2 小時）")
    page.get_by_label("時數").fill("2.2")
    page.get_by_label("證明文件").set_input_files(proof)
    page.get_by_role("button", name="送出").click()
    assert page.get_by_label("時數").input_value() == "2.2"
    assert "0.5 小時為單位" in page.locator(".errors").inner_text()
    assert "研習證明.pdf" in page.locator("main").inner_text()
    page.get_by_label("時數").fill("2")
    page.get_by_role("button", name="送出").click()
    assert "已登錄 2 小時" in page.locator(".messages").inner_text()
    page.get_by_role("link", name="研習證明.pdf").wait_for()
