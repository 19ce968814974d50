"""Spreadsheets: text stays text in every program, what was written is read back, nothing hurts."""

import datetime
import io
import shutil
import subprocess
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pytest
import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy
from hypothesis import given, settings
from hypothesis import strategies as st

from core.spreadsheets import Sheet, read_rows, write, write_csv, write_ods, write_xlsx
from core.spreadsheets.formats import FORMATS, ODS
from core.spreadsheets.writing import sheet_names

KINDS = ("ods", "xlsx", "csv")
DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=HYPERLINK(…)",
    "=cmd|'/c calc'!A0",
    "\t=1",
    "\r=1",
    "＝1+1",
    "%0A=1",
]
DANGEROUS += ["|x", " =1", "\u3000=1", "＋1", "－1", "＠x", "'=1", "''-2"]
HARMLESS = [
    "王小明",
    "00456",
    "a'b",
    "'quoted'",
    "3-1",
    "1=1",
    "x|y",
    "a  b ",
    " 一",
    '<b>&"',
    "一\n二",
    "_x000D_",
    "𠮷",
]


def sheet(*texts: str) -> Sheet:
    return Sheet("資料", ["編號", "備註"], [[text, "末"] for text in texts])


def back(data: bytes, kind: str) -> list[list]:
    return read_rows(io.BytesIO(data), f"名冊.{kind}")


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(ValidationError) as caught:
        read_rows(io.BytesIO(data), name)
    return caught.value.code


@pytest.mark.parametrize("kind", KINDS)
def test_text_is_read_back_as_it_was_written(kind):
    texts = [text for text in DANGEROUS + HARMLESS if "\t" not in text and "\r" not in text]
    assert [row[0] for row in back(write(kind, sheet(*texts)), kind)[1:]] == texts


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1
        ),
        min_size=1,
        max_size=30,
    )
)
def test_any_text_without_controls_is_read_back(kind, texts):
    assert [row[0] for row in back(write(kind, sheet(*texts)), kind)[1:]] == texts


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_numbers_days_and_blanks_keep_their_kind(kind):
    cells = ["00456", -3, Decimal("2.5"), datetime.date(2016, 3, 8), None, 0, "末"]
    assert back(write(kind, Sheet("表", ["a"] * 7, [cells])), kind)[1] == [*cells[:4], "", 0, "末"]


def test_csv_prefixes_what_a_program_would_take_for_a_formula_and_leaves_numbers_alone():
    text = write_csv(Sheet("表", ["=a", "b"], [["-", -3], ["王", Decimal("-2.50")], ["3-1", None]]))
    assert text == "'=a,b\r\n'-,-3\r\n王,-2.50\r\n3-1,\r\n".encode("utf-8-sig")


@pytest.mark.parametrize("text", DANGEROUS)
def test_each_dangerous_beginning_gets_one_prefix(text):
    line = write_csv(Sheet("表", ["a"], [[text]])).decode("utf-8-sig").split("\r\n", 1)[1].lstrip('"')
    assert line.startswith("'" + text[0])


def test_xlsx_strings_are_typed_as_strings():
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx([sheet(*DANGEROUS)]))).active
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}


@pytest.mark.parametrize("kind", KINDS)
def test_characters_that_xml_forbids_become_the_replacement_sign(kind):
    texts = ["王\x0b小明", "\ud800", "a\uffff"]
    assert [row[0] for row in back(write(kind, sheet(*texts)), kind)[1:]] == [
        "王\ufffd小明",
        "\ufffd",
        "a\ufffd",
    ]


def test_a_cell_of_another_kind_is_written_as_its_text():
    cells = [gettext_lazy("時數"), True, 2.5, float("nan"), Decimal("Infinity")]
    assert back(write_ods([Sheet("表", ["a"] * 5, [cells])]), "ods")[1] == [
        "時數",
        "True",
        Decimal("2.5"),
        "NaN",
        "Infinity",
    ]


def test_sheet_names_are_clean_short_and_different():
    titles = ["=1/2:[a]", "長" * 40, "長" * 40, "", "表", "\x0b"]
    names = sheet_names([Sheet(title, [], []) for title in titles])
    assert names == ["=1_2__a_", "長" * 31, "長" * 27 + " 3", "4", "表", "\ufffd"]


def test_the_same_sheets_give_the_same_ods():
    assert write_ods([sheet("王")]) == write_ods([sheet("王")])
    with zipfile.ZipFile(io.BytesIO(write_ods([sheet("王")]))) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on this machine")
@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_opens_it_and_finds_no_formula(kind, tmp_path):
    source = tmp_path / f"in.{kind}"
    source.write_bytes(write(kind, sheet(*DANGEROUS, *HARMLESS)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path)]
    if kind == "csv":
        command.insert(3, "--infilter=CSV:44,34,76,1")
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    tree = ElementTree.parse(tmp_path / "in.fods")
    cells = list(tree.iter("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-cell"))
    assert not [cell for cell in cells if any(name.endswith("}formula") for name in cell.attrib)]
    assert "=1+1" in "".join(tree.getroot().itertext())


# --- reading what others made -------------------------------------------------------------------


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_csv_is_read_in_each_encoding_of_the_office(code):
    assert back("編號,姓名\r\n00456,王小明\r\n\r\n".encode(code), "csv") == [
        ["編號", "姓名"],
        ["00456", "王小明"],
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_each_delimiter(delimiter):
    assert back(f'a{delimiter}b\r"1\n2"{delimiter}\r'.encode(), "csv") == [["a", "b"], ["1\n2"]]


def archive(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return out.getvalue()


def xlsx(rows: str, **more: str | bytes) -> bytes:
    """A workbook by hand: ``rows`` is the inside of its only sheet."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{rel}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}>{rows}</worksheet>",
    }
    return archive(members | more)


ONE = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


def far(address: str) -> str:
    return ONE.replace("</sheetData>", f'<row><c r="{address}"><v>1</v></c></row></sheetData>')


def test_a_workbook_by_hand_is_read_though_its_dimension_lies():
    assert back(xlsx(ONE), "xlsx") == [[1]]
    assert back(xlsx('<dimension ref="A1:XFD1048576"/>' + ONE), "xlsx") == [[1]]


def ods(old: str, new: str) -> bytes:
    """A spreadsheet of ours with one thing in its content changed."""
    with zipfile.ZipFile(io.BytesIO(write_ods([sheet("王")]))) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    return archive(members | {"content.xml": members["content.xml"].replace(old, new)})


BLANK_ROWS = (
    '<table:table-row table:number-rows-repeated="1048570">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
ENDLESS_ROWS = '<table:table-row table:number-rows-repeated="2000000000">'
ENDLESS_CELLS = '<table:table-cell table:number-columns-repeated="2000000000" '

HOSTILE = {
    "a cell far to the right and down": (xlsx(far("XFD1048576")), "a.xlsx", "too_many_rows"),
    "a cell far to the right": (xlsx(far("XFD1")), "a.xlsx", "too_many_columns"),
    "a cell far down": (xlsx(far("A1048576")), "a.xlsx", "too_many_rows"),
    "a cell beyond the grid": (xlsx(far("A16777217")), "a.xlsx", "too_many_rows"),
    "a far cell written so that the scan overlooks it": (
        xlsx(far("&#88;FD1048576")),
        "a.xlsx",
        "broken",
    ),
    "301 MB of blanks": (xlsx(ONE + " " * (301 * 1024**2)), "a.xlsx", "too_large"),
    "an entity bomb": (
        xlsx(ONE, **{"xl/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
        "a.xlsx",
        "entities",
    ),
    "a macro": (xlsx(ONE, **{"xl/vbaProject.bin": b"x"}), "a.xlsx", "macro"),
    "a binary workbook": (archive({"xl/workbook.bin": b"x"}), "a.xlsx", "macro"),
    "a path upwards": (xlsx(ONE, **{"../../x": "x"}), "a.xlsx", "broken"),
    "two hundred and one members": (xlsx(ONE, **{f"x/{n}": "" for n in range(200)}), "a.xlsx", "broken"),
    "a document as a workbook": (
        archive({"[Content_Types].xml": "", "word/document.xml": ""}),
        "a.xlsx",
        "content",
    ),
    "the first half of a file": (xlsx(ONE)[:500], "a.xlsx", "broken"),
    "an ods named xlsx": (write_ods([sheet("王")]), "a.xlsx", "content"),
    "an xlsx named ods": (xlsx(ONE), "a.ods", "content"),
    "two thousand million rows of text": (ods("<table:table-row>", ENDLESS_ROWS), "a.ods", "too_many_rows"),
    "two thousand million columns of text": (
        ods("<table:table-cell ", ENDLESS_CELLS),
        "a.ods",
        "too_many_columns",
    ),
    "an old or encrypted workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "a.xlsx", "old"),
    "a page named xlsx": (b"<html><table></table></html>", "a.xlsx", "content"),
    "a page named csv": (b"<!DOCTYPE html><table></table>", "a.csv", "content"),
    "a zip named csv": (xlsx(ONE), "a.csv", "content"),
    "a pdf named csv": (b"%PDF-1.7", "a.csv", "content"),
    "nothing": (b"", "a.csv", "empty"),
    "too many bytes": (b"a" * (25 * 1024**2 + 1), "a.csv", "size"),
    "another kind": (b"x", "a.xls", "extension"),
    "no kind": (b"x", "", "extension"),
    "a quote that never closes": (b'a,"b\n1,2\n', "a.csv", "broken"),
    "a NUL": (b"a,b\n\x00,1\n", "a.csv", "content"),
    "no encoding": (b"a\n\xff\xff\xff\n", "a.csv", "undecodable"),
    "ten thousand columns": (b",".join([b"a"] * 10_000), "a.csv", "too_many_columns"),
    "a line of 10 MB": (b"a" * (10 * 1024**2), "a.csv", "broken"),
    "a cell of 2,001 characters": (b"a" * 2001, "a.csv", "long_cell"),
    "120,001 rows": (b"a\n" * 120_001, "a.csv", "too_many_rows"),
}


@pytest.mark.parametrize(("data", "name", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_and_this_process_lives(data, name, code):
    assert refusal(data, name) == code


def test_the_limits_themselves_are_kept():
    assert len(back(b"a\n" * 120_000, "csv")) == 120_000
    assert back(b"a" * 2000, "csv") == [["a" * 2000]]
    assert len(back(b",".join([b"a"] * 60), "csv")[0]) == 60


def test_blank_rows_that_repeat_to_the_end_of_an_ods_are_none():
    assert back(ods("</table:table>", f"{BLANK_ROWS}</table:table>"), "ods") == [
        ["編號", "備註"],
        ["王", "末"],
    ]


# --- import-export ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FORMATS, ids=lambda one: one.extension)
def test_a_data_set_survives_each_format(kind):
    data = tablib.Dataset(["00456", "=1", ""], ["00457", "", "末"], headers=["編號", "備註", "末"])
    again = kind().create_dataset(kind().export_data(data))
    assert (again.headers, again[:]) == (data.headers, data[:])


def test_an_empty_upload_is_an_empty_data_set():
    assert len(ODS().create_dataset(write_ods([Sheet("表", [], [])]))) == 0
