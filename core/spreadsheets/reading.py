"""Reads an uploaded XLSX, ODS or CSV in a child process: whatever it does, this process lives (RQ-D1 – D4)."""

import datetime
import json
import subprocess
import sys
from decimal import Decimal
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
}


def read_rows(file, name: str) -> list[list]:
    """The rows of the first sheet: cells are str (blank: ""), int, Decimal or date.

    ``file`` is open for reading bytes; ``name`` says the kind. Raises ValidationError with what to do.
    """
    extension = name.rpartition(".")[2].lower()
    file.seek(0)
    data = file.read(FILE_BYTES + 1)
    _refuse_by_looks(data, extension)
    answer = _ask_child(data, extension)
    if "refused" in answer:
        raise _refusal(answer["refused"], extension=extension, **answer["values"])
    take_off = extension == "csv"
    return [[_cell(value, take_off=take_off) for value in row] for row in answer["rows"]]


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


def _ask_child(data: bytes, extension: str) -> dict:
    command = [sys.executable, "-I", str(CHILD), extension]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=WALL_SECONDS, check=True, env={}
        )
        return json.loads(done.stdout, parse_float=Decimal)
    except (subprocess.SubprocessError, OSError, ValueError):
        raise _refusal("broken") from None


def _cell(value, *, take_off: bool):
    if isinstance(value, dict):
        return datetime.date.fromisoformat(value["day"])
    if isinstance(value, str):
        text = FORBIDDEN.sub("\ufffd", value)
        return text[1:] if take_off and text.startswith("'") and FORMULA.match(text) else text
    return value


def _refusal(code: str, **values) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code, params=values)
