"""An evaluation on a phone of 390 px: the office opens it and prints the codes, who came answers in a minute (T-12)."""

import datetime
import re
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from tests import factories as make
from tests.browser.test_pages import faults
from training.models import Evaluation, EvaluationAnswer

PHONE = 390


@pytest.fixture
def house(transactional_db, settings, live_server):
    """A session of our own on 107/5/9 with six who came; it is the day after."""
    settings.DEMO_DAY = datetime.date(2018, 5, 10)
    settings.SITE_URL = live_server.url
    agency = make.make_agency()
    call_command("load_plan", str(make.SEED_PLAN), agency=agency.code, verbosity=0)
    personnel = make.make_unit(agency, "人事室", ["PERSONNEL"])
    officer = make.make_person(agency, personnel, "陳人事")
    make.make_account(officer, "PERSONNEL", username="officer")
    session = make.make_session(make.make_course(agency, "CEDAW 案例", organiser="SELF"), "107/5/9")
    for number in range(6):
        make.make_hours(make.make_person(agency, personnel, f"甲{number}"), session)
    return SimpleNamespace(session=session)


def opened(house, visitor, tmp_path) -> tuple[str, list[str]]:
    """The office's clicks, from the session's page to the printed sheet: (address, codes) as they stand on it."""
    page = visitor.sign_in("officer", make.PASSWORD)
    page.goto(f"/training/sessions/{house.session.pk}/")
    page.get_by_role("link", name="課後評估").click()
    page.get_by_role("link", name="開始課後評估").click()
    page.get_by_label("填答截止日").fill("107/5/31")
    page.get_by_role("button", name="儲存").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="印製 QR 碼與代碼單").click()
    file = tmp_path / "sheet.pdf"
    download.value.save_as(file)
    text = "\n".join(one.extract_text() for one in PdfReader(file).pages)
    address = "".join(re.search(r"填答網址：(http[A-Za-z0-9_:/.\-\n]+)", text)[1].split())
    return address, re.findall(r"\b([A-Z2-9]{4}-[A-Z2-9]{4})\b", text)


def answer(page, address: str, code: str, points: int, text: str = "") -> None:
    page.goto(address)
    page.get_by_label("填答代碼").fill(code)
    for group in page.get_by_role("group").all():
        group.get_by_role("radio").nth(5 - points).check()
    page.get_by_label("其他意見").fill(text)
    page.get_by_role("button", name="送出").click()


def test_from_the_offices_first_click_to_the_averages(house, visit, tmp_path):
    office = visit(width=PHONE)
    address, codes = opened(house, office, tmp_path)
    assert (address, len(codes)) == (f"{office.page.url.split('/training/')[0]}{path_of()}", 6)
    phone = visit(width=PHONE, javascript=False)
    for code in codes[:4]:
        answer(phone.page, address, code, 4)
        assert phone.page.get_by_role("heading", level=1).inner_text() == "已收到，謝謝您"
    office.page.reload()
    assert "滿 5 份才列示結果" in office.page.get_by_role("main").inner_text()
    answer(phone.page, address, codes[4].lower(), 5, "多一些案例")
    office.page.reload()
    assert "5/6" in office.page.get_by_role("main").inner_text()
    assert "4.2" in office.page.get_by_role("row", name="整體滿意度").inner_text()
    assert "多一些案例" not in office.page.get_by_role("main").inner_text()


def path_of() -> str:
    return f"/training/invited/evaluation/{Evaluation.objects.get().token}/"


def test_a_wrong_code_leaves_everything_typed(house, visit, tmp_path):
    address, codes = opened(house, visit(width=PHONE), tmp_path)
    page = visit(width=PHONE).page
    answer(page, address, "AAAA-AAAA", 3, "很好")
    assert "代碼不正確" in page.locator(".errors").inner_text()
    assert page.get_by_label("其他意見").input_value() == "很好"
    page.get_by_label("填答代碼").fill(codes[0])
    page.get_by_role("button", name="送出").dblclick()
    page.get_by_role("heading", name="已收到，謝謝您").wait_for()
    assert EvaluationAnswer.objects.get().values == [3, 3, 3, 3, 3, "很好"]


def test_the_pages_are_accessible_and_fit_a_phone(house, visit, tmp_path):
    office = visit(width=PHONE)
    address, codes = opened(house, office, tmp_path)
    phone, found = visit(width=PHONE), {}
    for code in codes[:5]:
        answer(phone.page, address, code, 4)
    found["thanks"] = faults(phone)
    phone.page.goto(address)
    found["questions"] = faults(phone)
    pk, course = house.session.pk, house.session.course_id
    for one in (
        f"/training/sessions/{pk}/evaluation/",
        f"/training/sessions/{pk}/evaluation/form/",
        f"/training/courses/{course}/evaluation/",
        "/training/evaluation/questions/",
    ):
        office.page.goto(one)
        found[one] = faults(office)
    assert {address: said for address, said in found.items() if said} == {}
