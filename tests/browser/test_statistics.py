"""Statistics in a real browser: a block pasted by keyboard, the sum that is off, saved, approved, published (S-2)."""

import datetime
import io
import re
import subprocess
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from core.spreadsheets import read_rows
from statistics_app.models import State, YearTable
from tests import factories as make
from tests.browser.test_pages import faults

RANKS = [f"第{number}職等" for number in range(1, 13)]


@pytest.fixture
def house(transactional_db, settings):
    """An indicator of twelve classes, entered for 106 and 107 on 107/12/31."""
    settings.DEMO_DAY = datetime.date(2018, 12, 31)
    agency = make.make_agency()
    call_command("load_plan", str(make.SEED_PLAN), agency=agency.code, verbosity=0)
    unit = make.make_unit(agency, "會計室", ["ACCOUNTING"])
    accountant = make.make_person(agency, unit, "吳會計")
    make.make_account(accountant, "ACCOUNTING", username="accountant")
    indicator = make.make_indicator(agency, unit, *RANKS)
    return SimpleNamespace(agency=agency, indicator=indicator)


def block() -> list[list[int]]:
    """12 × 6: men, women and all of two years; the total of the third row's second year is one too many."""
    rows = []
    for number in range(12):
        men, women = 10 + number, 20 + 2 * number
        rows.append([men, women, men + women, men + 1, women + 1, men + women + 2 + (number == 2)])
    return rows


def paste(page, text: str) -> None:
    """What Ctrl+V does, with ``text`` on the clipboard."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const how = {clipboardData: data, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        text,
    )


def test_a_block_of_twelve_by_six_is_pasted_checked_saved_and_approved(house, visit):
    visitor = visit()
    page = visitor.sign_in("accountant", make.PASSWORD)
    page.goto(f"/statistics/indicators/{house.indicator.pk}/table/?from=106&to=107")
    page.get_by_label("第1職等 106 年 男").focus()
    paste(page, "\n".join("\t".join(map(str, row)) for row in block()) + "\n")
    status = page.locator("[data-said]")
    assert "已貼上 72 格" in status.inner_text()
    assert "第3職等 107 年 計：計 39，各性別之和 38，不符。" in status.inner_text()
    assert not YearTable.objects.exists()
    assert faults(visitor) == []
    page.get_by_label("第3職等 107 年 計").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("38")
    assert "各列合計相符" in status.inner_text()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "第2職等 107 年 計"
    page.get_by_role("button", name="儲存", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("已儲存。").wait_for()
    for year in (106, 107):
        page.get_by_role("button", name=f"儲存並核定 {year} 年").press("Enter")
        page.get_by_role("button", name=f"儲存並核定 {year} 年").wait_for(state="detached")
    tables = YearTable.objects.order_by("year")
    assert [(one.year, one.state, len(one.cells)) for one in tables] == [
        (2017, State.APPROVED, 36),
        (2018, State.APPROVED, 36),
    ]


def test_what_does_not_fit_is_said(house, visit):
    page = visit().sign_in("accountant", make.PASSWORD)
    page.goto(f"/statistics/indicators/{house.indicator.pk}/table/?from=106&to=107")
    page.get_by_label("第12職等 107 年 女").focus()
    paste(page, "1\t2\t3\n4\t5\t6")
    assert "已貼上 2 格" in page.locator("[data-said]").inner_text()
    assert "有 4 格沒有帶入" in page.locator("[data-said]").inner_text()


def test_without_scripts_the_server_says_the_sum_at_its_cell(house, visit):
    page = visit(width=390, javascript=False).sign_in("accountant", make.PASSWORD)
    page.goto(f"/statistics/indicators/{house.indicator.pk}/table/?from=107&to=107")
    for side, number in (("男", "1"), ("女", "2"), ("計", "4")):
        page.get_by_label(f"第1職等 107 年 {side}").fill(number)
    page.get_by_role("button", name="儲存", exact=True).click()
    assert "合計 4 與各性別之和 3 不符" in page.get_by_role("alert").inner_text()
    page.get_by_label("107 年 第1職等 計", exact=True).fill("含未登錄性別 1 人")
    page.get_by_role("button", name="儲存", exact=True).click()
    page.get_by_text("已儲存。").wait_for()
    assert YearTable.objects.get().because == {
        f"{house.indicator.categories.first().pk}/1": "含未登錄性別 1 人"
    }


def numbers() -> list[list[str]]:
    """The block with its totals right, as they are printed."""
    return [[*map(str, row[:5]), str(row[3] + row[4])] for row in block()]


def test_the_same_numbers_are_found_by_the_public_in_the_report_and_in_the_files(house, visit):
    for year, first in ((2017, 0), (2018, 3)):
        cells = [one for row in block() for one in row[first : first + 2]]
        make.make_table(house.indicator, year, cells, State.APPROVED)
    page = visit().sign_in("accountant", make.PASSWORD)
    page.goto("/publish/")
    page.get_by_role("link", name="員工人數").click()
    page.get_by_role("button", name="公開", exact=True).click()
    page.get_by_text("已公開").first.wait_for()
    stranger = visit(javascript=False).page
    stranger.goto("/public/doit/statistics/doit-01/")
    rows = stranger.get_by_role("table").first.locator("tbody tr").all()
    assert [row.locator("td").all_inner_texts() for row in rows] == numbers()
    for kind in ("csv", "ods"):
        answer = stranger.request.get(f"/public/doit/statistics/doit-01.{kind}")
        heads, *lines = read_rows(io.BytesIO(answer.body()), f"x.{kind}")
        found = {tuple(line[:4]): line[4] for line in ([*map(str, one)] for one in lines)}
        assert heads[:5] == ["年度", "期別", "類別", "性別", "數值"]
        for rank, row in zip(RANKS, numbers(), strict=True):
            places = [(year, "1", rank, side) for year in ("106", "107") for side in ("男", "女", "計")]
            assert [found[place] for place in places] == row
    text = report_text(page)
    for rank, row in zip(RANKS, numbers(), strict=True):
        assert re.search(r"\s+".join([rank, *row]), text), rank


def report_text(page) -> str:
    """The year's report as another program reads it."""
    pdf = page.request.get("/reports/107/annual.pdf").body()
    command = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def test_not_released_and_zero_stay_two_things_from_entry_to_report_and_file(house, visit):
    indicator = make.make_indicator(house.agency, house.indicator.owner, code="DOIT-02", title="新進人員")
    page = visit().sign_in("accountant", make.PASSWORD)
    page.goto(f"/statistics/indicators/{indicator.pk}/table/?from=107&to=107")
    page.get_by_label("107 年 男").fill("0")
    page.get_by_label("107 年 女").fill("…")
    page.get_by_role("button", name="儲存並核定 107 年").click()
    page.get_by_text("已儲存並核定 107 年。").wait_for()
    answer = page.request.get(f"/statistics/indicators/{indicator.pk}/table/export.csv?from=107&to=107")
    _heads, line = read_rows(io.BytesIO(answer.body()), "x.csv")
    assert [str(one) for one in line[3:5]] == ["0", "…"]
    assert re.search(r"107 年\s+0\s+…\s+…", report_text(page))


def test_numbers_are_opened_again_with_a_reason_and_a_note_is_added(house, visit):
    indicator = make.make_indicator(house.agency, house.indicator.owner, code="DOIT-02", title="新進人員")
    make.make_table(indicator, 2018, [1, 2], State.APPROVED)
    page = visit().sign_in("accountant", make.PASSWORD)
    page.goto(f"/statistics/indicators/{indicator.pk}/table/?from=107&to=107")
    page.get_by_role("link", name="重開").click()
    page.get_by_label("事由").fill("更正女性人數")
    page.get_by_role("button", name="重開").click()
    page.get_by_text("已重開。").wait_for()
    assert [(one.state, one.reason) for one in indicator.tables.all()] == [(State.OPEN, "更正女性人數")]
    page.get_by_role("link", name="加註").click()
    page.get_by_label("註", exact=False).first.fill("含約聘")
    page.get_by_role("button", name="加註").click()
    page.get_by_text("已加註。").wait_for()
    assert "含約聘" in page.get_by_role("main").inner_text()


UNREAD = ["=SUM(A1:A2)", "-", "12人", "$12", "1e3"]


def test_cells_that_cannot_be_read_are_named_before_saving(house, visit):
    page = visit().sign_in("accountant", make.PASSWORD)
    page.goto(f"/statistics/indicators/{house.indicator.pk}/table/?from=106&to=107")
    page.get_by_label("第1職等 107 年 男").focus()
    paste(page, "\n".join(f"{one}\t2\t3" for one in UNREAD))
    said = page.locator("[data-said]").inner_text()
    assert "5 格看不懂：第1職等 107 年 男、第2職等 107 年 男、" in said
    assert "各列合計相符" not in said
    assert page.locator("td .is-off").count() == 5
    page.get_by_label("第1職等 107 年 男").focus()
    paste(page, "\n".join(f"{one}\t２\t2" for one in ["--", "0", "尚未產生", "…", "*"]))
    assert "看不懂" not in page.locator("[data-said]").inner_text()
    assert page.locator("td .is-off").count() == 0


def test_leaving_asks_first_while_numbers_are_not_saved(house, visit):
    page = visit().sign_in("accountant", make.PASSWORD)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(f"/statistics/indicators/{house.indicator.pk}/table/?from=107&to=107")
    page.get_by_label("第1職等 107 年 男").fill("12")
    page.get_by_role("link", name="DOIT-01").first.click()
    page.wait_for_timeout(300)
    assert (asked, page.get_by_label("第1職等 107 年 男").input_value()) == (["beforeunload"], "12")
    page.get_by_role("button", name="儲存", exact=True).click()
    page.get_by_text("已儲存。").wait_for()
    page.get_by_role("link", name="DOIT-01").first.click()
    page.wait_for_url(f"**/statistics/indicators/{house.indicator.pk}/")
    assert asked == ["beforeunload"]


def test_what_a_file_brought_in_is_saved_from_the_page_that_shows_it(house, visit):
    page = visit().sign_in("accountant", make.PASSWORD)
    page.goto(f"/statistics/indicators/{house.indicator.pk}/table/?from=107&to=107")
    page.get_by_text("由檔案帶入").click()
    lines = ["年度,類別,男,女", *(f"107,{rank},1,2" for rank in RANKS)]
    file = {"name": "x.csv", "mimeType": "text/csv", "buffer": "\r\n".join(lines).encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="帶入").click()
    page.get_by_text("已由檔案帶入下表").wait_for()
    page.get_by_role("button", name="儲存", exact=True).click()
    page.get_by_text("已儲存。").wait_for()
    assert len(YearTable.objects.get().cells) == 24
