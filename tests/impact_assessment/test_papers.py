"""A case on paper: everything that stands on it, with the form that it began with (G-3, G-13)."""

import re
import shutil
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.printing import Grid, Para, as_html, as_odt, as_pdf
from impact_assessment import editions
from impact_assessment.actions import cases, reviews, working
from impact_assessment.documents import case_document
from impact_assessment.models import FormVersion
from organization.actions import attach
from tests import factories as make
from tests.factories import actor_of, day
from tests.impact_assessment import asking, ways

office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed here")
TODAY = day("107/6/1")


def printed(case):
    return case_document(ways.fresh(case), TODAY)


def words(case) -> str:
    """What stands on the paper, without blanks."""
    return re.sub(r"\s", "", re.sub(r"<[^>]+>", " ", as_html(printed(case))))


@pytest.fixture
def finished(house):
    """Adopted, returned once to the fourth step, approved; with a goal and a snapshot of an indicator."""
    by = actor_of(house.clerk, ways.DAYS[1])
    indicator = make.make_indicator(house.agency, house.unit_a, title="路燈報修人次")
    make.make_table(indicator, 2017, [40, 60], state="APPROVED")
    case = ways.screened(house, summary="全市路燈汰換", authors="王撰擬")
    working.cite(case, working.Cited(indicator=indicator, finding="女性報修較多"), by=by)
    case = ways.fill(ways.gather(case, house), house)
    case = ways.heard_by_expert(case, house, texts=("請補充性別目標。", "統計應分區。"))
    case = ways.replied(case, house, adoption="ADOPTED")
    review = ways.sent(case, house)
    back = actor_of(house.reviewer, ways.DAYS[4])
    reviews.return_to(review, 4, on=day(ways.DAYS[4]), reason="修正處未註明頁碼", by=back)
    case = ways.replied(case, house)
    reviews.approve(ways.sent(case, house), on=day(ways.DAYS[5]), by=actor_of(house.reviewer, ways.DAYS[5]))
    reviews.set_goal(case, reviews.Aim("夜間照度達標", "90%", day("107/12/31")), by=actor_of(house.clerk))
    return ways.fresh(case)


def test_the_paper_says_all_that_stands_on_the_case(finished):
    said = words(finished)
    for one in (
        "臺北市政府資訊局",
        "應用服務組",
        "重大施政計畫",
        "全市路燈汰換",
        "王撰擬",
        "（退回重辦）",
        "第4-1項的說明",
        "路燈報修人次",
        "女性報修較多",
        "性別諮詢員",
        "府外甲",
        "性別主流化人才資料庫",
        "請補充性別目標。",
        "參採（107/5/1）",
        "修正處：第3頁",
        "退回107/5/1",
        "修正處未註明頁碼",
        "審核通過，列入管制",
        "夜間照度達標",
        "計畫書.pdf",
    ):
        assert one in said


def test_a_snapshot_is_a_grid_with_its_own_numbers(finished):
    grids = [one for one in printed(finished).blocks if isinstance(one, Grid)]
    cells = [cell for grid in grids for row in grid.rows for cell in row]
    assert "40" in cells and "60" in cells


def test_each_file_is_listed_with_the_beginning_of_its_digest(house):
    case = ways.gather(ways.screened(house), house)
    by = actor_of(house.clerk, ways.DAYS[2])
    file = attach(SimpleUploadedFile("草案.pdf", b"%PDF-1.4 draft"), by=by)
    working.attach_file(case, working.Paper(file, by.day, title="修正草案"), by=by)
    rows = [row for one in printed(case).blocks if isinstance(one, Grid) for row in one.rows]
    listed = next(row for row in rows if "草案.pdf" in row[1])
    assert listed == ("草案或計畫書", "修正草案\n草案.pdf", "1", "107/3/20", file.sha256[:8])


def test_a_form_that_is_being_written_says_so_and_a_sealed_one_names_its_edition(house):
    case = ways.gather(ways.screened(house), house)
    assert "填寫中，尚未定稿。" in words(case)
    case = ways.fill(case, house)
    edition = case.editions.get()
    assert f"第1版，107年3月20日定稿（SHA-256{edition.digest[:8]}…）" in words(case)


def test_the_paper_of_a_sealed_form_is_printed_from_its_edition_and_from_nothing_else(house):
    case = ways.fill(ways.gather(ways.screened(house), house), house)
    before = words(case)
    case.answers.update(text="後來被改的")
    assert words(case) == before
    assert editions.fingerprint(case.editions.get().content) == case.editions.get().digest


def test_an_old_case_with_its_old_form_prints_as_it_was_after_a_new_version_exists(finished, house):
    before = words(finished)
    new = FormVersion.objects.get(code="policy-107")
    assert finished.form.code == "policy-105"
    later = ways.screened(house, on="107/8/1", title="後來的計畫")
    assert later.form == new
    new.questions.update(text="改過的題目")
    assert words(finished) == before
    assert "改過的題目" in words(later) and "改過的題目" not in before


def test_a_case_that_needs_none_prints_why(house):
    case = ways.opened(house)
    because = cases.Screening(False, day("107/3/2"), "PRICE_ONLY", "僅調整單價")
    case = cases.screen(case, because, by=actor_of(house.clerk, "107/3/2"))
    said = words(case)
    assert "免辦：修正案僅依物價調整經費（107年3月2日）" in said and "僅調整單價" in said
    assert "評估步驟" not in said


def test_words_of_markup_stay_words(house):
    case = ways.screened(house, title="<b>&計畫", summary="<script>x</script>")
    assert "&lt;script&gt;" in as_html(printed(case))
    assert any(isinstance(one, Para) and one.text == "<script>x</script>" for one in printed(case).blocks)


@pytest.mark.parametrize(
    ("who", "answer"),
    [("clerk", 200), ("secretary", 200), ("reviewer", 200), ("neighbour", 404), ("stranger", 404)],
)
def test_whoever_sees_the_case_has_its_paper_and_nobody_else(house, as_, who, answer):
    case = asking.waiting(house)
    response = as_(getattr(house, who)).get(reverse("assessment:case-odt", args=[case.pk]))
    assert response.status_code == answer


def test_the_pdf_comes_as_a_file_with_the_cases_name(house, as_):
    case = ways.screened(house)
    response = as_(house.clerk).get(reverse("assessment:case-pdf", args=[case.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF-")


@office
@poppler
def test_the_odt_opens_in_libreoffice_and_says_what_the_pdf_says(finished, tmp_path):
    document = printed(finished)
    odt = tmp_path / "case.odt"
    odt.write_bytes(as_odt(document))
    profile = f"-env:UserInstallation=file://{tmp_path}/office"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", str(odt)]
    subprocess.run(convert, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    pdf = as_pdf(document, "test")
    for sentence in ("修正處未註明頁碼", "路燈報修人次", "請補充性別目標。", "性別主流化人才資料庫"):
        assert sentence in text_of(tmp_path / "case.pdf")
        assert sentence in text_of(pdf)


def text_of(path) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return re.sub(r"\s", "", done.stdout)
