"""The annual report as a file, opened by other programs: valid PDF/UA-1 and PDF/A-3a, our faces, same bytes."""

import datetime
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import page as validator
import pytest
from django.core.management import call_command
from django.utils.translation import override
from pypdf import PdfReader

from core.contract import Scope
from core.printing import glyphs
from core.roc import to_roc_year
from core.templatetags.contract import cell, percent, say
from reports import annual, pdf
from tests import factories as make


@pytest.fixture
def agency_105(plan):
    """Two clerks in 105, one of whom is half an hour short; the odd name has a rare character."""
    unit = make.make_unit(plan, "應用服務組")
    make.make_unit(plan, "綜合企劃組", ["PLANNING"])
    officer = make.make_account()
    session = make.make_session(make.make_course(plan, "性別主流化概念", organiser="DCSD"), "105/3/8", 120)
    for name, minutes in (("王小明", 120), ("<b>李&四</b>", 90)):
        make.make_hours(make.make_person(plan, unit, name), session, minutes, verified_by=officer)
    return plan


@pytest.fixture
def edition(agency_105):
    return annual.edition(Scope(agency_105.id, 2016, datetime.date(2016, 12, 31)))


@pytest.fixture
def document(edition, settings, tmp_path) -> Path:
    settings.PDF_ROOT = tmp_path
    return pdf.render(edition)


def test_the_document_is_valid_pdf_ua(document):
    report = validator.validate_pdf_bytes(document.read_bytes(), profile=validator.ValidationProfile.PDF_UA_1)
    assert [str(one) for one in report.failures] == []
    assert report.is_compliant


def fonts(reader: PdfReader) -> dict[str, str]:
    """Each embedded face and its kind."""
    found = {}
    for one in reader.pages:
        for font in one["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in inner["/FontDescriptor"]
            found[str(inner["/BaseFont"]).partition("+")[2]] = str(inner["/Subtype"])
    return found


def test_only_our_truetype_faces_are_in_it(document):
    found = fonts(PdfReader(document))
    assert set(found.values()) == {"/CIDFontType2"}
    assert {name.replace("-", "").startswith("NotoSansTC") for name in found} == {True}


def test_it_has_language_title_and_bookmarks_in_the_plans_order(document):
    reader = PdfReader(document)
    assert reader.trailer["/Root"]["/Lang"] == "zh-Hant-TW"
    assert "105 年推動性別主流化成果報告" in reader.metadata.title
    top = [one.title for one in reader.outline if not isinstance(one, list)]
    articles = [title for title in top if re.match("[壹貳參肆伍陸柒捌玖]、", title)]
    assert [title[0] for title in articles] == list("壹貳參肆伍陸柒捌玖")


def test_the_contents_name_the_pages_where_the_chapters_stand(document):
    reader = PdfReader(document)
    contents = reader.pages[1].extract_text()
    for one in reader.outline:
        if isinstance(one, list) or one.title in ("目錄",):
            continue
        number = reader.get_destination_page_number(one) + 1
        line = next((text for text in contents.splitlines() if text.startswith(one.title[:6])), "")
        assert line.rstrip().endswith(str(number)), (one.title, number, line)


@pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="poppler is not installed (apt-get install poppler-utils)"
)
def test_another_program_reads_the_same_numbers_and_every_sign(document, edition):
    done = subprocess.run(
        ["pdftotext", "-layout", str(document), "-"], capture_output=True, text=True, check=True
    )
    text = re.sub(r"\s+", "", done.stdout)
    rule = next(one for one in edition["rules"] if one["rule"] == "TR-01")
    assert (rule["verdict"], rule["have"], rule["need"]) == ("unmet", 1, 2)
    assert "應訓2人，已完成1人，尚缺1人。" in text
    assert "1/2=50.0%" in text
    assert "本局一般公務人員每人每年均須完成2小時性別主流化訓練" in text
    assert "\ufffd" not in text
    assert "第2頁，共" in text


NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?%?")


def numbers_of(value) -> set[str]:
    """Every number that a part of the edition may print, as it is printed."""
    if isinstance(value, dict) and "columns" in value:
        kinds = [one["kind"] for one in value["columns"]]
        rows = [*value["rows"], *value["foot"]]
        cells = [cell(one, kind) for row in rows for one, kind in zip(row, kinds, strict=True)]
        return set(NUMBER.findall("　".join(cells))) | numbers_of(
            [value["columns"], value["title"], value["note"]]
        )
    if isinstance(value, dict) and set(value) == {"message", "values"}:
        with override("zh-hant"):
            return set(NUMBER.findall(say(value)))
    if isinstance(value, dict) and "need" in value:
        inner = {name: one for name, one in value.items() if name not in ("have", "need")}
        said = f"{cell((value['have'], value['need']), 'ratio')} {percent(value['have'], value['need'])}"
        return set(NUMBER.findall(said)) | numbers_of(inner)
    if isinstance(value, dict):
        return set().union(*map(numbers_of, value.values()))
    if isinstance(value, list):
        return set().union(*map(numbers_of, value))
    return set(NUMBER.findall(f"{value:,}" if type(value) is int else str(value)))


def test_every_number_of_the_chapters_and_tables_stands_in_the_edition(document, edition):
    """The pages from the summary to the first appendix; of each page the head and the number are left out."""
    pages = [one.extract_text().strip().splitlines() for one in PdfReader(document).pages]
    first = next(
        n for n, lines in enumerate(pages) if lines[1].startswith("摘要") or lines[0].startswith("摘要")
    )
    last = next(
        n for n, lines in enumerate(pages) if any(line.startswith("附錄一") for line in lines[:3]) and n > 1
    )
    known = numbers_of([edition["summary"], edition["sections"], edition["tally"]])
    known |= {str(to_roc_year(edition["year"])), "12", "31", str(len(edition["rules"]))}
    body = [
        line
        for lines in pages[first:last]
        for line in lines
        if not line.startswith(("第 ", "臺北市政府資訊局"))
    ]
    assert last - first > 5
    printed = {one for line in body for one in NUMBER.findall(line)}
    assert len(printed) > 30
    assert sorted(printed - known) == []


def test_a_number_that_is_not_in_the_edition_would_be_seen(edition):
    assert "987" not in numbers_of(edition["sections"])
    assert {"1", "2", "50.0%"} <= numbers_of(edition["rules"])


RARE = "𡍼喆堃犇峯臺"


def test_the_sources_name_tables_and_agency_as_the_report_does(edition):
    """No name of the machine stands in print: a reader knows a table by its title."""
    page = pdf.page(edition)
    sources = page[page.index('id="provenance"') :]
    assert edition["provenance"]["tables"]
    for one in edition["provenance"]["tables"]:
        [title] = [
            say(item["table"]["title"])
            for section in edition["sections"]
            for item in section["tables"]
            if item["number"] == one["key"]
        ]
        assert f"{title}：{one['rows']} 列" in sources
        assert f"{one['table']}：" not in sources
    assert f"由機關 {edition['agency']} 之紀錄產生" in sources


def test_an_article_without_heading_is_headed_by_its_first_words(edition):
    """玖 of the plan has no heading of its own: the report's says what its contents say."""
    [last] = [one for one in edition["sections"] if one["label"] == "玖"]
    assert last["title"] == ""
    assert f">{last['heading']}</h2>" in pdf.page(edition)


def test_rare_names_are_printed_and_what_the_face_lacks_is_told(edition, settings, tmp_path):
    """The face has all but 𡍼, which is named beforehand and printed as 〓."""
    settings.PDF_ROOT = tmp_path
    edition["compiled_by"] = f"{RARE}組"
    assert glyphs.missing(pdf.page(edition)) == ["𡍼"]
    text = PdfReader(pdf.render(edition)).pages[0].extract_text()
    assert f"{RARE.replace('𡍼', '〓')}組" in text


def test_it_is_an_archive_file_with_its_data(document):
    report = validator.validate_pdf_bytes(document.read_bytes(), profile=validator.ValidationProfile.PDF_A_3A)
    assert [str(one) for one in report.failures] == []
    root = PdfReader(document).trailer["/Root"]
    assert {one.get_object()["/AFRelationship"] for one in root["/AF"]} == {"/Data"}


def test_the_same_records_give_the_same_bytes(edition, settings, tmp_path):
    made = []
    for name in ("one", "other"):
        settings.PDF_ROOT = tmp_path / name
        made.append(pdf.render(json.loads(json.dumps(edition))).read_bytes())
    assert made[0] == made[1]


def test_the_command_writes_the_same_file_as_the_page(agency_105, settings, tmp_path, client, as_):
    settings.PDF_ROOT, settings.DEMO_DAY = tmp_path / "pdf", make.day("106/2/1")
    call_command(
        "annual_report", "105", output=tmp_path / "F.pdf", stdout=io.StringIO(), stderr=io.StringIO()
    )
    secretary = make.make_person(
        agency_105, agency_105.units.get(name="綜合企劃組"), "周綜企", since="106/1/1"
    )
    make.make_account(secretary, "SECRETARIAT")
    answer = as_(secretary).get("/reports/105/annual.pdf")
    assert b"".join(answer.streaming_content) == (tmp_path / "F.pdf").read_bytes()
    assert "%E8%87%BA%E5%8C%97" in answer["Content-Disposition"]


def test_the_page_shows_the_numbers_of_the_document(agency_105, settings, as_):
    settings.DEMO_DAY = make.day("106/2/1")
    secretary = make.make_person(
        agency_105, agency_105.units.get(name="綜合企劃組"), "周綜企", since="106/1/1"
    )
    make.make_account(secretary, "SECRETARIAT")
    text = as_(secretary).get("/reports/105/").content.decode()
    assert "應訓 2 人，已完成 1 人，尚缺 1 人。" in text
    assert "&lt;b&gt;" not in text  # a draft names nobody
