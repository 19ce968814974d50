"""The reading process: bounded whatever it is given; what it says of formulas, hidden parts and ids (RQ-D2 – D13)."""

import io
import subprocess
import sys

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from core.spreadsheets import open_rows, read_rows, reading
from tests.core.test_spreadsheets import ENDLESS_CELLS, ENDLESS_ROWS, ONE, far, ods, xlsx

MEGABYTE = 1024
"""In the kilobytes of ru_maxrss."""
BOUND = 1024 * MEGABYTE

LONG = "a" * 1024**2
BOMBS = {
    "301 MB of blanks": (lambda: xlsx(ONE + " " * (301 * 1024**2)), "xlsx"),
    "a string of 290 MB in one cell": (
        lambda: xlsx(f'<sheetData><row><c t="inlineStr"><is><t>{LONG * 290}</t></is></c></row></sheetData>'),
        "xlsx",
    ),
    "a cell far out": (lambda: xlsx(far("XFD1048576")), "xlsx"),
    "a million rows": (
        lambda: xlsx(f"<sheetData>{'<row><c><v>1</v></c></row>' * 1_048_576}</sheetData>"),
        "xlsx",
    ),
    "an entity bomb": (
        lambda: xlsx(
            ONE, **{"xl/styles.xml": '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'}
        ),
        "xlsx",
    ),
    "2,000 million rows": (lambda: ods("<table:table-row>", ENDLESS_ROWS), "ods"),
    "2,000 million columns": (lambda: ods("<table:table-cell ", ENDLESS_CELLS), "ods"),
    "a line of 20 MB": (lambda: LONG.encode() * 20, "csv"),
}

MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={})
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A small process between: what a new process inherits counts as its own."""


def peak(data: bytes, kind: str) -> int:
    """The most memory that the process had while it read, in kilobytes."""
    command = [sys.executable, "-c", MEASURE, sys.executable, "-I", str(reading.CHILD), kind]
    return int(subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="this system does not tell what a process used")
@pytest.mark.parametrize(("make", "kind"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_within_the_bound_of_memory(make, kind):
    data = make()
    assert peak(data, kind) < BOUND
    with pytest.raises(ValidationError):
        read_rows(io.BytesIO(data), f"a.{kind}")


def notices(data: bytes, name: str = "a.xlsx") -> list[str]:
    with open_rows(io.BytesIO(data), name) as rows:
        return rows.notices


def book(change) -> bytes:
    made = openpyxl.Workbook()
    made.active["A1"] = "一"
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_formulas_give_their_stored_value_and_are_said():
    stored = ONE.replace("<v>1</v>", '<f>WEBSERVICE("http://x")</f><v>7</v>')
    assert read_rows(io.BytesIO(xlsx(stored)), "a.xlsx") == [[7]]
    assert notices(xlsx(stored)) == ["formulas"]


def test_hidden_rows_and_further_sheets_are_said():
    def change(made):
        made.active.row_dimensions[1].hidden = True
        made.create_sheet("二")

    assert notices(book(change)) == ["hidden_rows", "sheets"]


def test_the_first_sheet_that_is_shown_is_read():
    def change(made):
        made.active.sheet_state = "hidden"
        made.create_sheet("二")["A1"] = "看得到"

    data = book(change)
    assert read_rows(io.BytesIO(data), "a.xlsx") == [["看得到"]]


def test_the_encoding_of_a_csv_is_said():
    assert notices("編號,姓名\r\n1,王\r\n".encode("cp950"), "a.csv") == ["cp950"]


@pytest.mark.parametrize("text", ["A123456789", "身分證a223456789", "Ａ１２３４５６７８９", "F812345678"])
def test_what_looks_like_a_national_id_stops_the_file_with_its_row(text):
    with pytest.raises(ValidationError) as refusal:
        read_rows(io.BytesIO(f"編號\n1\n{text}\n".encode()), "a.csv")
    assert refusal.value.messages == [
        "不得匯入身分證字號。第 3 列有類似身分證字號的內容，請刪除該欄後再匯入。"
    ]


@pytest.mark.parametrize("text", ["AB123456789", "A1234567890", "A323456789", "C2023456789X", "0912345678"])
def test_what_is_longer_or_other_is_no_national_id(text):
    assert read_rows(io.BytesIO(f"編號\n{text}\n".encode()), "a.csv")[1] == [text]


def test_a_blank_first_column_keeps_its_place():
    def change(made):
        made.active["A1"] = None
        made.active["C3"] = "丙"

    assert read_rows(io.BytesIO(book(change)), "a.xlsx") == [[], [], ["", "", "丙"]]
