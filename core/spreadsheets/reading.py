"""Reads an uploaded XLSX, ODS or CSV in a child process: whatever it does, this process lives (RQ-D1 – D4)."""

import datetime
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.spreadsheets.writing import FORBIDDEN, FORMULA

FILE_BYTES = 25 * 1024**2
WALL_SECONDS = 90
CHILD = Path(__file__).with_name("child.py")

SENTENCES = {
    "extension": _("只能匯入 .xlsx、.ods 或 .csv 檔。"),
    "old": _("這是舊版 Excel 或加密的檔案。請取消密碼並另存為 .xlsx 或 .ods 後再匯入。"),
    "empty": _("這個檔案是空的。"),
    "size": _("檔案超過 %(most)s MB，請分成幾個檔案匯入。"),
    "content": _("檔案內容與副檔名「%(extension)s」不符。請用試算表軟體另存新檔後再匯入。"),
    "broken": _("檔案無法讀取，可能已損壞。請用試算表軟體開啟並另存新檔後再匯入。"),
    "encrypted": _("檔案設有密碼。請取消密碼後再匯入。"),
    "macro": _("檔案含有巨集或為二進位格式，不能匯入。請另存為一般的 .xlsx 或 .ods。"),
    "entities": _("檔案含有不允許的宣告（DOCTYPE），不能匯入。請另存新檔後再匯入。"),
    "too_large": _("檔案解開後太大，不能匯入。請只保留需要的資料。"),
    "too_many_rows": _("資料超過 %(most)s 列，請分成幾個檔案匯入。"),
    "too_many_columns": _("資料超過 %(most)s 欄，請只保留需要的欄。"),
    "long_cell": _("第 %(row)s 列有儲存格超過 %(most)s 字。"),
    "undecodable": _("第 %(line)s 行的文字無法辨識。請將 CSV 另存為 UTF-8 編碼。"),
    "national_id": _("不得匯入身分證字號。第 %(row)s 列有類似身分證字號的內容，請刪除該欄後再匯入。"),
}


class Rows:
    """The rows of the first sheet in parts, as they come; ``notices`` are codes of what is to be said."""

    def __init__(self, stream, extension: str):
        self._stream, self._extension = stream, extension

    @cached_property
    def notices(self) -> list[str]:
        """The first line; until it is asked for the child works alone."""
        return self._line()["notices"]

    def parts(self) -> Iterator[list[list]]:
        self.notices  # comes before the rows  # noqa: B018
        while "end" not in (line := self._line()):
            rows = line["rows"]
            if self._extension == "csv" or line.get("unseemly"):
                rows = [[_cell(one, take_off=self._extension == "csv") for one in row] for row in rows]
            yield rows

    def _line(self) -> dict:
        text = self._stream.readline()
        if not text:
            raise _Died
        line = json.loads(text, parse_float=Decimal, object_hook=_day)
        if "refused" in line:
            raise _refusal(line["refused"], extension=self._extension, **line["values"])
        return line


class _Died(Exception):
    """The child ended without having said that it was done."""


@contextmanager
def open_rows(file, name: str) -> Iterator[Rows]:
    """The rows of ``file`` while the child reads them. Raises ValidationError with what to do, at any time."""
    extension = name.rpartition(".")[2].lower()
    file.seek(0)
    data = file.read(FILE_BYTES + 1)
    _refuse_by_looks(data, extension)
    try:
        with _child(data, extension) as stream:
            yield Rows(stream, extension)
    except (_Died, OSError, ValueError):
        raise _why_it_died(data, extension) from None


def read_rows(file, name: str) -> list[list]:
    """All rows of the first sheet: cells are str (blank: ""), int, Decimal or date.

    ``file`` is open for reading bytes; ``name`` says the kind. Raises ValidationError with what to do.
    """
    with open_rows(file, name) as rows:
        return [row for part in rows.parts() for row in part]


def _refuse_by_looks(data: bytes, extension: str) -> None:
    if extension not in ("xlsx", "ods", "csv"):
        raise _refusal("extension")
    if not data:
        raise _refusal("empty")
    if len(data) > FILE_BYTES:
        raise _refusal("size", most=FILE_BYTES // 1024**2)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refusal("old")
    zipped = data.startswith(b"PK\x03\x04")
    markup = (
        data[:1000]
        .lstrip(b"\xef\xbb\xbf \t\r\n")
        .lower()
        .startswith((b"<!doctype", b"<html", b"<?xml", b"%pdf"))
    )
    if zipped != (extension != "csv") or markup:
        raise _refusal("content", extension=extension)


@contextmanager
def _child(data: bytes, *words: str):
    """A child that reads ``data``; it is gone when this is left, or when its time is over."""
    child = subprocess.Popen(
        [sys.executable, "-I", str(CHILD), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    )
    clock = threading.Timer(WALL_SECONDS, child.kill)
    clock.start()
    try:
        with child.stdin:
            child.stdin.write(data)
        yield child.stdout
    finally:
        clock.cancel()
        child.kill()
        child.stdout.close()
        child.wait()


def _why_it_died(data: bytes, extension: str) -> ValidationError:
    try:
        with _child(data, extension, "explain") as stream:
            Rows(stream, extension)._line()
    except ValidationError as refusal:
        return refusal
    except (_Died, OSError, ValueError):
        pass
    return _refusal("broken")


def _day(found: dict):
    return datetime.date.fromisoformat(found["day"]) if "day" in found else found


def _cell(value, *, take_off: bool):
    if isinstance(value, str):
        text = FORBIDDEN.sub("\ufffd", value)
        return text[1:] if take_off and text.startswith("'") and FORMULA.match(text) else text
    return value


def _refusal(code: str, **values) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code, params=values)
