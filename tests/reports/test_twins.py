"""The edition's other shapes carry the same numbers, and office programs read them."""

import datetime
import io
import re
import shutil
import subprocess
import zipfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pypdf import PdfReader

from core.contract import Scope
from core.printing import Document, Facts, Grid, Heading, PageBreak, Para, PrintFailed, as_docx, progress
from core.templatetags.contract import cell
from reports import annual, pdf, printing, twins
from reports.actions import files
from reports.models import Edition, FileKind
from reports.provenance import figures
from reports.templatetags.edition import tables
from tests import factories as make
from tests.factories import actor_of, day

needs_office = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice (soffice) is not on this machine"
)


@pytest.fixture
def edition(cast, settings, tmp_path) -> dict:
    """105 with a text, a course and two people of whom one has the hours."""
    settings.PDF_ROOT = tmp_path / "pdf"
    make.load_plan(cast.agency)
    session = make.make_session(make.make_course(cast.agency), "105/3/8", 120)
    make.make_hours(cast.clerk, session, verified_by=cast.officer.account)
    made = annual.edition(Scope(cast.agency.id, 2016, datetime.date(2016, 12, 31)))
    section = next(one for one in made["sections"] if one["label"] == "伍二")
    section["texts"] = [{"unit": "人事室", "text": "全年辦理 3 場。\n<b>實體</b>", "has_nothing": False}]
    return made


def words(made: bytes, part: str) -> str:
    xml = zipfile.ZipFile(io.BytesIO(made)).read(part).decode()
    return re.sub(r"\s+", "", re.sub("<[^>]+>", "\n", xml))


@pytest.mark.parametrize(("kind", "part"), [("odt", "content.xml"), ("docx", "word/document.xml")])
def test_every_figure_of_the_edition_stands_in_the_file_to_edit(edition, kind, part):
    made = getattr(twins, kind)(edition)
    text = words(made, part)
    assert [(key, said) for key, said in figures(edition) if said not in text] == []
    assert "全年辦理3場。" in text and "&lt;b&gt;實體" in text
    assert annual.digest(edition) in text
    assert getattr(twins, kind)(edition) == made


@needs_office
@pytest.mark.parametrize("kind", ["odt", "docx"])
def test_libreoffice_shows_the_same_tables(edition, kind, tmp_path):
    """Read into plain HTML by the office program: as many tables, each with the rows of the edition's."""
    file = tmp_path / f"report.{kind}"
    file.write_bytes(getattr(twins, kind)(edition))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "html",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True, timeout=180
    )
    html = (tmp_path / "report.html").read_text(encoding="utf-8", errors="replace")
    found = [
        [
            [_plain(one) for one in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S | re.I)]
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.S | re.I)
        ]
        for table in re.findall(r"<table[^>]*>(.*?)</table>", html, re.S | re.I)
    ]
    for item in tables(edition):
        table = item["table"]
        kinds = [one["kind"] for one in table["columns"]]
        rows = [
            [_plain(cell(value, kind)) for value, kind in zip(row, kinds, strict=True)]
            for row in [*table["rows"], *table["foot"]]
        ]
        assert any(one[1:] == rows for one in found), item["number"]


def _plain(html: str) -> str:
    text = re.sub("<[^>]+>", "", html).replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "")
    return re.sub(r"\s+", "", text)


def test_the_spreadsheet_has_numbers_that_can_be_added(edition):
    from odfdo import Document as Opened

    book = Opened(io.BytesIO(twins.ods(edition)))
    sheets = {one.name: one for one in book.body.tables}
    assert len(sheets) == len(tables(edition)) + 3
    audience = next(one for one in tables(edition) if one["table"]["key"] == "training-audience")
    sheet = next(one for name, one in sheets.items() if name.startswith(audience["number"] + " "))
    values = list(sheet.get_values())[1:]
    first = audience["table"]["rows"][0]
    counted = [(place, value) for place, value in enumerate(first) if isinstance(value, int)]
    assert counted and all(int(values[0][place]) == value for place, value in counted)
    assert twins.ods(edition) == twins.ods(edition)


def test_the_english_pdf_has_the_same_numbers(edition):
    """Its language is English, its figures those of the Chinese one."""
    reader = PdfReader(pdf.render(edition, "en"))
    assert reader.root_object["/Lang"] == "en"
    assert reader.metadata.subject == annual.digest(edition)
    text = re.sub(r"\s+", "", "".join(one.extract_text() for one in reader.pages))
    assert [(key, said) for key, said in figures(edition) if said not in text] == []
    assert "Page2of" in text
    assert reader.attachments[pdf.DATA] == PdfReader(pdf.render(edition)).attachments[pdf.DATA]


def test_a_docx_of_every_block_is_whole(tmp_path):
    blocks = (
        Heading(1, "一 & 二"),
        Para("甲\n乙\x01", 2, "決議："),
        Facts((("時間", "9 時"),)),
        Grid(("欄", "數"), (("=1+1", "2"),), (60, 40)),
        PageBreak(),
        Heading(9, "深"),
    )
    document = Document("題", blocks=blocks, header="頭")
    made = as_docx(document)
    text = words(made, "word/document.xml")
    assert "一&amp;二" in text and "決議：甲" in text and "=1+1" in text and "\x01" not in text
    xml = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    assert xml.count("<w:tblHeader/>") == 1
    assert '<w:pStyle w:val="Heading6"/>' in xml
    assert as_docx(document) == made
    with pytest.raises(TypeError):
        as_docx(Document("題", blocks=("x",)))


@pytest.fixture
def frozen(edition, cast) -> Edition:
    return Edition.objects.create(
        agency=cast.agency,
        year=2016,
        number=1,
        as_of="2016-12-31",
        content=edition,
        digest=annual.digest(edition),
        frozen_on="2017-01-02",
        frozen_at=datetime.datetime(2017, 1, 2, tzinfo=datetime.UTC),
    )


def test_each_kind_is_made_once_and_kept_under_a_name_of_its_own(frozen, cast):
    by = actor_of(cast.secretary, "106/1/3")
    made = [files.make(frozen, kind, by=by) for kind in (FileKind.ODT, FileKind.DOCX, FileKind.ODS)]
    again = [files.make(frozen, kind, by=by) for kind in (FileKind.ODT, FileKind.DOCX, FileKind.ODS)]
    assert [one.pk for one in made] == [one.pk for one in again]
    assert [one.file.original_name.rpartition("_")[2] for one in made] == [
        "第1版.odt",
        "第1版.docx",
        "第1版.ods",
    ]


def test_the_secretariat_finds_the_other_formats_on_the_page(frozen, cast, as_, settings):
    settings.DEMO_DAY = day("106/1/3")
    client = as_(cast.secretary)
    page = f"/editions/{frozen.pk}/"
    assert 'value="ODT"' in client.get(page).content.decode()
    assert client.post(f"{page}print/", {"kind": "ODT"}).status_code == 302
    text = client.get(page).content.decode()
    assert 'value="ODT"' not in text and f"{page}files/ODT/" in text
    assert client.post(f"{page}print/", {"kind": "SUMMARY"}).status_code == 404
    assert as_(cast.clerk).post(f"{page}print/", {"kind": "ODS"}).status_code == 403


def test_a_long_report_is_printed_by_a_process_of_its_own(frozen, cast, as_, settings, monkeypatch):
    settings.DEMO_DAY = day("106/1/3")
    started = []
    monkeypatch.setattr(printing, "CELLS", 1)
    monkeypatch.setattr(printing.subprocess, "Popen", lambda command, **_more: started.append(command))
    client, page = as_(cast.secretary), f"/editions/{frozen.pk}/"
    client.post(f"{page}print/")
    client.post(f"{page}print/")
    assert [one[-4:] for one in started] == [[str(frozen.pk), "PDF", "--account", "secretary"]]
    assert "正在產生成果報告（PDF）（第 0 步，共 7 步）" in client.get(page).content.decode()
    assert as_(cast.clerk).post(f"{page}print/").status_code == 403


def test_the_process_makes_the_file_and_leaves_nothing_else(frozen, cast, settings):
    settings.DEMO_DAY = day("106/1/3")
    call_command("print_edition", frozen.pk, "ODS", account="secretary", stdout=io.StringIO())
    assert [one.kind for one in frozen.files.all()] == ["ODS"]
    assert printing.state(frozen) is None


def test_why_a_process_failed_stands_on_the_page(frozen, cast, as_, settings, monkeypatch):
    settings.DEMO_DAY = day("106/1/3")

    def fail(*_asked, **_more):
        raise PrintFailed("缺少字型。")

    monkeypatch.setattr(files.pdf, "render", fail)
    with pytest.raises(CommandError, match="缺少字型"):
        call_command("print_edition", frozen.pk, "PDF", account="secretary", stdout=io.StringIO())
    page = as_(cast.secretary).get(f"/editions/{frozen.pk}/").content.decode()
    assert "未能產生成果報告（PDF）：缺少字型。" in page


def test_how_far_a_printing_is_can_be_read_meanwhile(settings, tmp_path, monkeypatch):
    settings.PDF_ROOT = tmp_path
    seen = []
    from core.printing import pdf as printer

    real = printer.child.run

    def watched(module, order, **more):
        answer = real(module, order, **more)
        seen.append(progress("局"))
        return answer

    monkeypatch.setattr(printer.child, "run", watched)
    printer.print_pdf('<html lang="zh"><title>頁</title><p>1</p></html>', styles=[], lock="局")
    assert seen == [(7, 0)]
    assert progress("局") is None
