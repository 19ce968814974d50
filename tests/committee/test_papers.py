"""A meeting on paper: minutes as PDF and ODT with the same text, the pack numbered through (C-12, C-16, C-19)."""

import io
import re
import shutil
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from committee import actions
from committee.documents import agenda_document, fee_roll, minutes_document, sign_in_sheet
from committee.models import Attendance, Section
from core.printing import Document, Facts, Grid, Heading, PageBreak, Para, as_odt, as_pdf
from organization.actions import attach
from tests import factories as make
from tests.factories import actor_of

office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed here")


@pytest.fixture(autouse=True)
def own_pdfs(settings, tmp_path):
    settings.PDF_ROOT = tmp_path / "pdf"


@pytest.fixture
def held(meeting, force, cast):
    """A meeting with a deputy, an excused member, an observer, a decision with votes and a follow-up."""
    by = actor_of(cast.secretary, "107/5/10")
    rows = [actions.Came(one.id, "PRESENT") for one in force[:12]]
    rows += [actions.Came(force[12].id, "DEPUTY", "李代理", "科長"), actions.Came(force[13].id, "EXCUSED")]
    meeting = actions.record_attendance(meeting, rows, by=by, observers="人事室 陳科員")
    meeting = actions.open_meeting(meeting, at=meeting.starts, chair=meeting.chair, by=by)
    words = actions.Words(
        "加開課程 <b>&", Section.EXTEMPORE, explanation="說明第一行\n第二行", tasks=("TK-02",)
    )
    item = actions.add_item(meeting, words, by=by, unit=cast.unit_a)
    order = actions.Order(cast.unit_a, "規劃課程", make.day("107/9/30"))
    actions.decide(
        item,
        actions.Decision("PASSED", "照案通過", votes=(11, 1, 1)),
        by=by,
        orders=(order,),
        discussion="委員發言",
    )
    return meeting


def text_of(path) -> str:
    """The words of a PDF without blanks and page numbers."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return re.sub(r"第\d+頁，共\d+頁", "", re.sub(r"\s", "", done.stdout))


@office
@poppler
def test_the_odt_opens_in_libreoffice_and_says_what_the_pdf_says(held, tmp_path):
    document = minutes_document(held.minutes)
    odt = tmp_path / "minutes.odt"
    odt.write_bytes(as_odt(document))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/office",
            "--headless",
            "--convert-to",
            "pdf",
            str(odt),
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    ours, theirs = text_of(as_pdf(document, "test")), text_of(tmp_path / "minutes.pdf")
    assert sorted(ours) == sorted(theirs)
    for words in (
        "委員13（科長李代理代）",
        "請假",
        "人事室陳科員",
        "照案通過",
        "同意11、不同意1、棄權1",
        "規劃課程",
    ):
        assert words in ours.replace("\n", ""), words


def test_the_official_form_has_its_parts_in_order(held):
    document = minutes_document(held.minutes)
    facts = next(one for one in document.blocks if isinstance(one, Facts))
    assert [label for label, _value in facts.rows] == [
        "時間",
        "地點",
        "主席",
        "出席者",
        "列席者",
        "請假",
        "缺席",
        "紀錄",
    ]
    assert facts.rows[0][1] == "107年5月10日 14:00"
    headings = [one.text for one in document.blocks if isinstance(one, Heading) and one.level == 1]
    assert headings == ["壹、臨時動議"]
    assert document.title == "臺北市政府資訊局性別平等專案小組107年第1次會議紀錄"


def test_absent_members_are_named_too(held, force):
    """Nobody in office is left out: whoever has no line was not there."""
    facts = dict(minutes_document(held.minutes).blocks[0].rows)
    assert facts["缺席"].count("、") == 4


def test_the_sign_in_sheet_has_everybody_in_office(held):
    grid = next(one for one in sign_in_sheet(held).blocks if isinstance(one, Grid))
    assert len(grid.rows) == 19


def test_the_fee_roll_has_the_externals_who_came_themselves(held, force):
    held.committee.fee = 2500
    held.committee.save()
    Attendance.objects.filter(membership=force[0]).update(how="DEPUTY", deputy_name="代")
    grid = next(one for one in fee_roll(held).blocks if isinstance(one, Grid))
    assert [row[1] for row in grid.rows] == ["府外2", "府外3", "府外4", "合計"]
    assert grid.rows[-1][3] == "7,500"


def test_the_pack_is_one_pdf_with_continuous_numbers(as_, meeting, cast, settings, tmp_path):
    by = actor_of(cast.secretary, "107/5/10")
    item = actions.add_item(meeting, actions.Words("年度計畫", tasks=("TK-01",)), by=by)
    paper = as_pdf(Document("附件", blocks=(Para("一"), PageBreak(), Para("二"))), "test").read_bytes()
    file = attach(SimpleUploadedFile("計畫.pdf", paper), by=by)
    actions.add_paper(item, file, title="計畫草案", by=by)
    answer = as_(cast.secretary).get(reverse("committee:pack-pdf", args=[meeting.pk]))
    pages = PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages
    numbers = [re.sub(r"\s", "", one.extract_text()) for one in pages]
    assert len(pages) == 3
    assert [f"第{n}頁，共3頁" in text for n, text in enumerate(numbers, start=1)] == [True, True, True]
    assert "補充" in numbers[0]


def test_a_restricted_item_is_printed_for_members_only(meeting, cast):
    by = actor_of(cast.secretary, "107/5/10")
    actions.add_item(meeting, actions.Words("機密案", is_restricted=True), by=by)
    assert "機密案" in str(agenda_document(meeting))
    hidden = str(agenda_document(meeting, with_restricted=False))
    assert "機密案" not in hidden and "一、（不公開）" in hidden
