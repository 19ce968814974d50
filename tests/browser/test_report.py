"""The way of a report in a real browser: written, frozen, passed, announced, set right (R-2, R-3, R-11)."""

import datetime
import hashlib

import pytest

from committee import actions as committee
from committee.models import AgendaItem, Outcome
from reports.models import ChapterText, Edition, EditionFile, TextDraft
from tests import factories as make
from tests.browser.test_pages import faults
from tests.factories import actor_of
from tests.reports import records


@pytest.fixture
def house(transactional_db, plan, cast, settings, tmp_path, monkeypatch):
    """The cast of 106 with its task force; today is 107/2/1."""
    settings.DEMO_DAY = make.day("107/2/1")
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    settings.PDF_ROOT = tmp_path
    records.short_pdf(monkeypatch, tmp_path)
    return records.house(plan, cast)


def meeting(house, settings, edition: Edition, outcome, on: str) -> None:
    """The task force meets and decides."""
    settings.DEMO_DAY = make.day(on)
    item, by = records.fresh(edition).item, actor_of(house.cast.secretary, on)
    make.hold_meeting(item.meeting, house.members[:12], by)
    committee.decide(AgendaItem.objects.get(pk=item.pk), committee.Decision(outcome), by=by)


def announce(page, edition: Edition) -> None:
    page.goto(f"/editions/{edition.pk}/")
    page.get_by_label("已確認檔案沒有個人資料，可原樣公開").check()
    page.get_by_role("button", name="公告", exact=True).click()
    page.get_by_text("已公告於公開專區。").wait_for()


def public_bytes(page, number: int) -> str:
    """The SHA-256 of the file that anybody can fetch."""
    answer = page.request.get(f"/public/doit/reports/106-file-{number}.pdf")
    return hashlib.sha256(answer.body()).hexdigest()


def test_a_report_from_its_texts_to_an_erratum(house, settings, visit):
    clerk = visit()
    page = clerk.sign_in("clerk", make.PASSWORD)
    page.goto("/reports/106/texts/")
    page.get_by_role("table").get_by_role("link").click()
    page.get_by_label("內容").fill("本組辦理數位平權課程 2 場。")
    page.get_by_text("已暫存").wait_for()
    assert TextDraft.objects.get().typed == "本組辦理數位平權課程 2 場。"
    page.reload()
    assert page.get_by_label("內容").input_value() == "本組辦理數位平權課程 2 場。"
    assert faults(clerk) == []
    page.get_by_role("button", name="送出", exact=True).click()
    page.get_by_text("已送出。").first.wait_for()

    coming = make.make_meeting(house.body, "107/2/10", 1)
    office = visit()
    page = office.sign_in("secretary", make.PASSWORD)
    page.goto("/reports/106/editions/")
    page.get_by_role("button", name="定稿").click()
    page.get_by_text("第 1 版已定稿。").wait_for()
    assert faults(office) == []
    first = Edition.objects.get()
    printed = EditionFile.objects.get().sha256
    assert page.get_by_role("button", name="公告", exact=True).count() == 0
    page.get_by_label("會議").select_option(str(coming.pk))
    page.get_by_role("button", name="提報小組").click()
    page.get_by_text("議程。").wait_for()
    meeting(house, settings, first, Outcome.PASSED, "107/2/10")
    announce(page, first)
    assert public_bytes(page, 1) == printed

    records.change_a_record(house, "107/3/1")
    settings.DEMO_DAY = datetime.date(2018, 3, 2)
    page.get_by_role("link", name="自定稿後的異動").click()
    row = page.get_by_role("row", name="條款 伍二(一)1（TR-01）")
    assert "1/5" in row.inner_text()
    assert "0/5" in row.inner_text()
    assert "重複登錄" in page.get_by_role("main").inner_text()
    assert faults(office) == []
    later = make.make_meeting(house.body, "107/3/20", 2)
    page.get_by_role("link", name="製作勘誤版").click()
    page.get_by_label("事由").fill("訓練時數重複登錄")
    page.get_by_role("button", name="製作勘誤版").click()
    page.get_by_text("第 2 版已定稿。").wait_for()
    page.get_by_label("會議").select_option(str(later.pk))
    page.get_by_role("button", name="提報小組").click()
    page.get_by_text("議程。").wait_for()
    second = Edition.objects.get(number=2)
    meeting(house, settings, second, Outcome.NOTED, "107/3/20")
    announce(page, second)
    assert (public_bytes(page, 1), public_bytes(page, 2)) == (second.files.get().sha256, printed)
    page.goto("/public/doit/reports/106/")
    assert "勘誤表" in page.get_by_role("main").inner_text()
    assert EditionFile.objects.get(edition=first).sha256 == printed


def test_the_pages_fit_a_phone(house, visit):
    made = records.announced(house)
    records.change_a_record(house)
    phone = visit(width=390)
    page = phone.sign_in("secretary", make.PASSWORD)
    for address in ("/reports/106/texts/", "/reports/106/editions/", f"/editions/{made.pk}/"):
        page.goto(address)
        assert faults(phone) == []
    page.goto(f"/editions/{made.pk}/changed/")
    assert faults(phone) == []


def test_without_scripts_a_text_is_submitted_all_the_same(house, visit):
    page = visit(width=390, javascript=False).sign_in("clerk", make.PASSWORD)
    page.goto("/reports/106/texts/")
    page.get_by_role("table").get_by_role("link").click()
    page.get_by_label("本年度無辦理情形").check()
    page.get_by_role("button", name="送出", exact=True).click()
    assert ChapterText.objects.get().has_nothing
