"""Reminding in a real browser: at most three clicks with preview, readable on a phone, accessible (T-10, N-1)."""

import pytest

from notices.models import Letter
from tests import factories as make
from tests.browser.test_first_way import TODAY
from tests.browser.test_pages import faults
from tests.browser.test_sessions import Clicker

PEOPLE = 12


@pytest.fixture
def house(transactional_db, settings):
    """Twelve people of 應用服務組 without an hour, and the personnel officer who has all."""
    settings.DEMO_DAY = TODAY
    agency = make.make_agency()
    make.load_plan(agency)
    unit = make.make_unit(agency, "應用服務組")
    office = make.make_unit(agency, "人事室", ["PERSONNEL"])
    officer = make.make_person(agency, office, "陳人事")
    account = make.make_account(officer, "PERSONNEL", username="officer")
    session = make.make_session(make.make_course(agency, "概論"), "107/3/8", 180)
    make.make_hours(officer, session, verified_by=account)
    for number in range(PEOPLE):
        make.make_person(agency, unit, f"同仁{number:02}", email=f"p{number}@example.org")
    return agency


def test_all_who_are_short_are_reminded_in_three_clicks_with_preview(house, visit, mailoutbox):
    page, click = visit().sign_in("officer", make.PASSWORD), Clicker()
    page.goto("/training/107/people/")
    click(page.get_by_role("link", name="提醒", exact=True))
    assert "12 封信，請先閱讀" in page.locator("main").inner_text()
    assert page.locator("tbody tr").count() == PEOPLE
    assert Letter.objects.count() == 0
    click(page.get_by_role("button", name="全部寄出"))
    assert "已寄出 12 封提醒。" in page.locator(".messages").inner_text()
    assert click.count <= 3
    assert len(mailoutbox) == PEOPLE
    page.goto("/training/107/people/remind/")
    assert "12 人最近已提醒過，這次不再擬信。" in page.locator("main").inner_text()


def test_the_letters_can_be_laid_down_and_read_before_they_go(house, visit, mailoutbox):
    page = visit(javascript=False).sign_in("officer", make.PASSWORD)
    page.goto("/training/107/people/remind/")
    page.get_by_role("button", name="放進寄件匣").click()
    assert "已將 12 封提醒放進寄件匣，還沒有寄出。" in page.locator(".messages").inner_text()
    assert page.locator("tbody tr").count() == PEOPLE
    assert mailoutbox == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_are_accessible_and_fit(house, visit, width):
    visitor = visit(width=width)
    page = visitor.sign_in("officer", make.PASSWORD)
    for address in ("/training/107/people/", "/training/107/people/remind/", "/outbox/", "/training/107/my/"):
        page.goto(address)
        for closed in page.locator("main details").all():
            closed.evaluate("one => one.open = true")
        assert faults(visitor) == [], address
