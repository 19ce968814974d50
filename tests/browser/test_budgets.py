"""A unit's budget of thirty lines by keyboard alone, sent, returned, approved; the same without scripts (B-3, B-5)."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from budgets.models import Line, UnitReturn
from tests import factories as make
from tests.browser.test_pages import faults
from tests.browser.test_statistics import paste
from tests.budgets import records

LINES = 30


@pytest.fixture
def house(transactional_db, settings):
    """The round of 108, open on 107/6/1, with a clerk of 應用服務組 and the accounting office."""
    settings.DEMO_DAY = datetime.date(2018, 6, 1)
    agency = make.make_agency()
    call_command("load_plan", str(make.SEED_PLAN), agency=agency.code, verbosity=0)
    office = make.make_unit(agency, "會計室", ["ACCOUNTING"], order=1)
    unit = make.make_unit(agency, "應用服務組", order=2)
    accountant, clerk = make.make_person(agency, office, "吳會計"), make.make_person(agency, unit, "王小明")
    make.make_account(accountant, "ACCOUNTING", username="accountant")
    make.make_account(clerk, username="clerk")
    house = SimpleNamespace(agency=agency, unit=unit, accountant=accountant)
    house.round = records.make_round(agency, house)
    house.page = f"/budgets/108/units/{unit.pk}/"
    return house


def amounts() -> list[int]:
    return [1_000_000 + 37_001 * number for number in range(LINES)]


def label(page) -> str:
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def type_row(page, number: int, amount: int) -> None:
    """One line from its first box to its last, by Tab; the category by its first letters."""
    for text in ("一般行政", "", "業務費", f"項目 {number}"):
        page.keyboard.insert_text(text)
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    for text in ("性別友善", str(amount)):
        page.keyboard.insert_text(text)
        page.keyboard.press("Tab")
    if number % 3 == 0:
        page.keyboard.insert_text("25%")
    page.keyboard.press("Tab")
    if number % 3 == 0:
        page.keyboard.insert_text("四分之一")


def expected() -> tuple[int, int]:
    """Whole and counted: every third line counts by a quarter, half a dollar up."""
    counted = [(one + 2) // 4 if number % 3 == 0 else one for number, one in enumerate(amounts(), 1)]
    return sum(amounts()), sum(counted)


def test_thirty_lines_are_filled_without_a_mouse_sent_returned_and_approved(house, visit):
    visitor = visit()
    page = visitor.sign_in("clerk", make.PASSWORD)
    page.goto(house.page)
    page.get_by_label("第 1 列 工作計畫", exact=True).focus()
    for number, amount in enumerate(amounts(), 1):
        type_row(page, number, amount)
        page.keyboard.press("Enter")
        assert label(page) == f"第 {number + 1} 列 部分計入之理由"
        if number < LINES:
            for _step in range(8):
                page.keyboard.press("Shift+Tab")
    whole, counted = expected()
    assert page.locator('[data-sum="amount"]').inner_text() == f"{whole:,}"
    assert page.locator('[data-sum="counted"]').inner_text() == f"{counted:,}"
    assert page.get_by_label("第 2 列 預算數", exact=True).input_value() == "1,037,001"
    assert page.locator("[data-sum=amount]").is_visible()
    assert faults(visitor) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text(f"已儲存 {LINES} 項。").wait_for()
    assert Line.objects.count() == LINES
    found = Line.objects.totals()
    assert (found["amount"], found["counted"]) == (whole, counted)
    page.get_by_role("button", name="儲存並送出").press("Enter")
    page.get_by_text("已送會計室核定。").wait_for()
    answered(house, visit, "退回")
    page.goto(house.page)
    assert "會計室退回意見：請補目標" in page.content()
    page.get_by_role("button", name="儲存並送出").press("Enter")
    page.get_by_text("已送會計室核定。").wait_for()
    answered(house, visit, "核定")
    assert UnitReturn.objects.get(unit=house.unit).state == "APPROVED"
    assert Line.objects.approved().totals()["counted"] == counted


def answered(house, visit, button: str) -> None:
    """The accounting office's answer, by keyboard."""
    page = visit().sign_in("accountant", make.PASSWORD)
    page.goto(house.page)
    if button == "退回":
        page.get_by_label("退回意見").focus()
        page.keyboard.insert_text("請補目標")
        page.keyboard.press("Enter")
        page.get_by_text("已退回應用服務組補正。").wait_for()
    else:
        page.get_by_role("button", name=button, exact=True).press("Enter")
        page.get_by_text("已核定應用服務組的填報。").wait_for()


def test_a_block_from_a_spreadsheet_makes_its_rows_and_says_what_is_wrong(house, visit):
    page = visit().sign_in("clerk", make.PASSWORD)
    page.goto(house.page)
    page.get_by_label("第 1 列 工作計畫", exact=True).focus()
    block = [["行政", "", "", f"第{n}項", "工具類", "目標", f"{1_000 * n:,}", "", ""] for n in range(1, 13)]
    block[4][6] = "五千"
    block[5][7] = "9,999,999"
    paste(page, "\n".join("\t".join(row) for row in block))
    said = page.locator("[data-said]").inner_text()
    assert "已貼上 108 格。" in said
    assert "第 5 列 預算數看不懂，請填整數金額。" in said
    assert "第 6 列 性別預算數超過預算數。" in said
    assert page.locator("tbody tr").count() == 12
    page.get_by_label("第 5 列 預算數", exact=True).fill("5000")
    page.get_by_label("第 6 列 性別預算數", exact=True).fill("")
    assert page.locator('[data-sum="counted"]').inner_text() == "78,000"
    page.get_by_role("button", name="儲存", exact=True).press("Enter")
    page.get_by_text("已儲存 12 項。").wait_for()
    assert set(Line.objects.values_list("category", flat=True)) == {"TOOL"}


def test_the_same_grid_is_a_plain_form_without_scripts(house, visit):
    page = visit(javascript=False).sign_in("clerk", make.PASSWORD)
    page.goto(house.page)
    page.get_by_role("button", name="再加 10 列").click()
    assert page.locator("tbody tr").count() == 15
    for number in (1, 15):
        page.get_by_label(f"第 {number} 列 工作計畫", exact=True).fill("行政")
        page.get_by_label(f"第 {number} 列 項目名稱", exact=True).fill(f"項目 {number}")
        page.get_by_label(f"第 {number} 列 類別", exact=True).select_option("LAW")
        page.get_by_label(f"第 {number} 列 預算數", exact=True).fill("１２，３４５")
    page.get_by_role("button", name="儲存", exact=True).click()
    assert "已儲存 2 項。" in page.content()
    assert page.locator('[data-sum="amount"]').inner_text() == "24,690"


def test_nothing_is_wider_than_a_phone(house, visit):
    records.make_line(house.round, house.unit, house)
    page = visit(width=390).sign_in("clerk", make.PASSWORD)
    for path in (
        house.page,
        "/budgets/108/",
        f"/budgets/lines/{Line.objects.get().pk}/",
        "/budgets/108/changes/",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
