"""One document as PDF and as ODT: other programs open both and read the same words."""

import json
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import odfdo
import page as validator
import pytest
from pypdf import PdfReader

from core.printing import Document, Facts, Grid, Heading, PageBreak, Para, as_html, as_odt, as_pdf, glyphs
from core.printing.kept import opened, stored

PAGE_NUMBER = re.compile(r"第\s*\d+\s*頁，共\s*\d+\s*頁")
HEAD = "臺北市政府資訊局"
DECISION = "洽悉。\n一、請各單位於 105 年 12 月底前送綜合企劃組彙整。\n二、餘照案通過。"
MINUTES = Document(
    title="性別平等專案小組 105 年第 1 次會議紀錄",
    blocks=(
        Facts((("時間", "105 年 3 月 8 日下午 2 時"), ("出席", '王小明、陳𠮷祥\n<b>李&四</b>、張"三"\''))),
        Heading(1, "壹、報告事項"),
        Heading(2, "一、前次會議決議辦理情形"),
        Para("本局一般公務人員每人每年均須完成2小時性別主流化訓練。" * 9, indent=1),
        Para(DECISION, indent=1, bold_lead="決議："),
        Grid(
            ("案次", "案由", "經費"),
            (("1", "=1+1", "-3"), ("2", "@SUM(A1)\n{{ 7|add:1 }} %(x)s", "+886"), ("3", "", "𠮷𡔷龘")),
            (12, 68, 20),
        ),
        PageBreak(),
        Grid(("甲", "乙", "丙"), tuple((str(number), "乙" * 70, "丙") for number in range(40))),
        Para("散會：下午 4 時。"),
    ),
    header=HEAD,
)
needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="poppler is not installed (apt-get install poppler-utils)"
)


@pytest.fixture(autouse=True)
def room(settings, tmp_path) -> Path:
    settings.PDF_ROOT = tmp_path / "pdf"
    return tmp_path


def words(file: Path) -> str:
    """What stands in a PDF, without blanks, page numbers and running heads."""
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True)
    lines = (line for line in PAGE_NUMBER.sub("", done.stdout).splitlines() if line.strip() != HEAD)
    return re.sub(r"\s+", "", "".join(lines))


def repeated(text: str, heads: tuple[str, ...]) -> str:
    """Without the header rows, for they stand once on each page and the pages differ."""
    return re.sub("|".join(map(re.escape, heads)), "", text)


@needs_poppler
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on this machine")
def test_libreoffice_reads_in_the_odt_what_stands_in_the_pdf(room):
    (room / "minutes.odt").write_bytes(as_odt(MINUTES))
    profile = f"-env:UserInstallation=file://{room}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(room)]
    subprocess.run([*command, str(room / "minutes.odt")], check=True, capture_output=True, timeout=120)
    heads = ("案次案由經費", "甲乙丙")
    ours, theirs = words(as_pdf(MINUTES, "局")), glyphs.replaced(words(room / "minutes.pdf"))
    assert repeated(theirs, heads) == repeated(ours, heads)
    assert '出席：王小明、陳〓祥<b>李&四</b>、張"三"\'壹、報告事項' in ours
    assert "決議：洽悉。一、請各單位" in ours
    assert "2@SUM(A1){{7|add:1}}%(x)s+886" in ours


def test_the_pdf_is_valid_pdf_ua():
    made = as_pdf(MINUTES, "局").read_bytes()
    report = validator.validate_pdf_bytes(made, profile=validator.ValidationProfile.PDF_UA_1)
    assert [str(one) for one in report.failures] == []
    assert report.is_compliant


def test_each_page_has_its_head_its_number_and_the_header_row_again():
    pages = [re.sub(r"\s+", "", one.extract_text()) for one in PdfReader(as_pdf(MINUTES, "局")).pages]
    count = len(pages)
    assert count > 2
    assert [f"第{number}頁，共{count}頁" in text for number, text in enumerate(pages, 1)] == [True] * count
    assert [HEAD in text for text in pages] == [True] * count
    assert ["甲乙丙" in text for text in pages[1:-1]] == [True] * (count - 2)


def test_the_foot_is_left_free_on_demand():
    free = PdfReader(as_pdf(MINUTES, "局", numbered=False))
    assert [one for one in free.pages if PAGE_NUMBER.search(one.extract_text())] == []
    assert len(free.pages) == len(PdfReader(as_pdf(MINUTES, "局")).pages)


def test_the_html_is_escaped_and_says_what_each_thing_is():
    html = as_html(MINUTES)
    assert "&lt;b&gt;李&amp;四&lt;/b&gt;" in html
    assert html.count("<h1>") == 1
    assert re.findall(r"<h(\d)>", html) == ["1", "2", "3"]
    assert html.count('<th scope="row">') == 2
    assert html.count('<th scope="col">') == 6
    assert '<html lang="zh-Hant-TW">' in html


def test_the_same_document_gives_the_same_odt():
    made = as_odt(MINUTES)
    with zipfile.ZipFile(BytesIO(made)) as package:
        assert package.infolist()[0].filename == "mimetype"
        assert package.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert as_odt(MINUTES) == made


def test_the_odt_is_chinese_of_taiwan_and_its_headings_have_no_numbers_of_their_own():
    file = odfdo.Document(BytesIO(as_odt(MINUTES)))
    styles = file.get_part("styles.xml").serialize().decode()
    assert set(re.findall(r'(?:fo:language|style:language-asian)="(\w+)"', styles)) == {"zh"}
    assert set(re.findall(r'(?:fo:country|style:country-asian)="(\w+)"', styles)) == {"TW"}
    assert "標楷體" in styles
    assert "outline-style" not in styles
    assert [(int(one.level), str(one).strip()) for one in file.body.headers] == [
        (1, MINUTES.title),
        (2, "壹、報告事項"),
        (3, "一、前次會議決議辦理情形"),
    ]
    assert (file.meta.title, file.meta.language) == (MINUTES.title, "zh-Hant-TW")


def test_in_the_odt_a_formula_is_a_text():
    content = odfdo.Document(BytesIO(as_odt(MINUTES))).get_part("content.xml").serialize().decode()
    assert "table:formula" not in content
    assert set(re.findall(r'office:value-type="(\w+)"', content)) == {"string"}


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\ufffe", "\ud800", "\u202e"])
def test_signs_that_no_file_can_hold_are_left_out(sign):
    odd = Document(f"會{sign}議", blocks=(Para(f"王{sign}小明"), Grid((f"甲{sign}",), ((f"乙{sign}",),))))
    even = Document("會議", blocks=(Para("王小明"), Grid(("甲",), (("乙",),))))
    assert as_odt(odd) == as_odt(even)
    assert as_html(odd) == as_html(even)


def test_a_row_with_a_cell_too_many_is_refused():
    with pytest.raises(ValueError, match="as many cells"):
        Grid(("甲", "乙"), (("1", "2", "3"),))


def test_a_document_kept_as_json_comes_back_as_it_was():
    assert opened(json.loads(json.dumps(stored(MINUTES)))) == MINUTES
