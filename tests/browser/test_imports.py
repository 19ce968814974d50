"""A thousand rows with 37 faults, brought in by an officer in a browser: seen, let in, undone (I-2 – I-4, I-10)."""

import pytest
from openpyxl import load_workbook

from core.spreadsheets import Sheet, write
from organization.models import Unit
from tests import factories as make
from tests.browser.test_first_way import agency_year
from tests.browser.test_pages import faults
from tests.training.files import HEAD, row
from training.models import Hours

__all__ = ["agency_year"]


@pytest.fixture
def portal_file(agency_year, settings, tmp_path):
    """963 rows in order and 37 whose hours are no number; each of a person of its own."""
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    unit = Unit.objects.get(name="應用服務組")
    people = [make.make_person(agency_year, unit, f"同仁{n}") for n in range(1000)]
    words = {"title": "CEDAW 案例", "code": "C1", "ended_on": "107/5/9"}
    rows = [row(one, hours="二" if n % 27 == 0 and n < 999 else "3", **words) for n, one in enumerate(people)]
    assert sum(one[8] == "二" for one in rows) == 37
    file = tmp_path / "終身學習時數.ods"
    file.write_bytes(write("ods", Sheet("時數", HEAD, rows)))
    return file


def bring(page, file):
    page.goto("/training/imports/")
    page.get_by_label("檔案").set_input_files(file)
    page.get_by_role("button", name="檢查檔案").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_let_in_in_the_browser(visit, portal_file, javascript):
    visitor = visit(javascript=javascript)
    page = visitor.sign_in("officer", make.PASSWORD)
    bring(page, portal_file)
    figures = page.locator("dl.figures")
    assert figures.inner_text().split() == ["新增", "963", "未變更", "0", "有錯誤", "37"]
    assert page.locator("table tbody tr").count() == 37
    with page.expect_download() as given:
        page.get_by_role("link", name="下載加註錯誤說明的檔案").click()
    assert given.value.suggested_filename.endswith(".ods")

    page.get_by_label("只匯入正確的 963 列").check()
    page.get_by_role("button", name="確認匯入").click()
    page.get_by_text("寫入 963 列。").wait_for()
    assert Hours.objects.filter(state="VERIFIED", session__held_on="2018-05-09").count() == 963 + 2

    bring(page, portal_file)
    assert figures.inner_text().split() == ["新增", "0", "未變更", "963", "有錯誤", "37"]
    page.get_by_text("未變更 963 筆").wait_for()

    page.go_back()
    page.goto("/training/imports/")
    page.get_by_role("link", name="終身學習時數.ods").last.click()
    page.get_by_label("撤銷事由").fill("送錯檔")
    page.get_by_role("button", name="撤銷這次匯入").click()
    page.get_by_text("已撤銷這次匯入。").wait_for()
    assert Hours.objects.filter(state="WITHDRAWN").count() == 963


def test_the_pages_are_accessible_and_fit_a_phone(visit, portal_file):
    visitor = visit(width=360)
    page = visitor.sign_in("officer", make.PASSWORD)
    page.goto("/training/imports/")
    said = faults(visitor)
    bring(page, portal_file)
    assert said + faults(visitor) == []


def test_the_template_opens_with_the_customary_rows(visit, agency_year, tmp_path):
    page = visit().sign_in("officer", make.PASSWORD)
    page.goto("/training/imports/")
    with page.expect_download() as given:
        page.get_by_role("link", name="訓練時數 XLSX").first.click()
    given.value.save_as(tmp_path / "template.xlsx")
    first = [cell.value for cell in next(load_workbook(tmp_path / "template.xlsx").active.columns)]
    assert first == [f"{one}（此列勿刪）" for one in ("欄位名稱", "必填", "填寫說明", "範例")]
