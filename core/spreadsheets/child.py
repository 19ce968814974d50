"""Runs as a process of its own: reads one spreadsheet from standard input, writes its rows as JSON lines.

A hostile file may exhaust or kill it (python-calamine aborts on some): the caller sees only that it died. It
imports nothing of the project, so it starts fast and needs no settings (RQ-D2, RQ-D3, RQ-D4). The lines are
{"notices": …}, {"rows": …} (many), {"end": rows}; or {"refused": …} at any time.
"""

import datetime
import gc
import io
import json
import re
import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

try:
    import resource
except ImportError:  # Windows has none; there the caller's clock is the only limit
    resource = None

sys.path.insert(0, str(Path(__file__).parent))  # -I leaves the script's own folder out

from archive import Refused, check_archive, csv_rows, explain

MEMORY = 1024**3
CPU_SECONDS = 60
ROWS, COLUMNS = 120_000, 60
CELL_LENGTH = 2_000
ALL_TEXT = 60_000_000
ROWS_A_LINE = 2_000

NATIONAL_ID = re.compile(r"(?<![0-9A-Za-z])[A-Za-zＡ-Ｚａ-ｚ][1289１２８９][0-9０-９]{8}(?![0-9A-Za-z０-９])")
"""Of citizens and of foreign residents (RQ-D12)."""


def limit() -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def read(data: bytes, kind: str) -> tuple[list[str], Iterator[list]]:
    """What is to be said of the file, and its rows."""
    if kind == "csv":
        code, rows = csv_rows(data)
        return [code], rows
    notices = check_archive(data, kind)
    return workbook(data, notices)


def workbook(data: bytes, notices: list[str]) -> tuple[list[str], Iterator[list]]:
    """The first sheet that is shown."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [one.visible == SheetVisibleEnum.Visible for one in book.sheets_metadata]
        sheet = book.get_sheet_by_index(shown.index(True) if any(shown) else 0)
    except (CalamineError, IndexError, ValueError, OSError):
        raise Refused("broken") from None
    if len(shown) > 1:
        notices = [*notices, "sheets"]
    left = [""] * (sheet.start[1] if sheet.start else 0)
    rows = ([value if type(value) is str else cell(value) for value in row] for row in sheet.iter_rows())
    return notices, (left + row for row in rows) if left else rows


def cell(value):
    """A cell as JSON knows it; days carry their kind."""
    if isinstance(value, datetime.datetime):
        whole = value.time() == datetime.time()
        return {"day": value.date().isoformat()} if whole else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return {"day": value.isoformat()}
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 2**53:
            return int(value)
        return value if abs(value) < float("inf") else str(value)
    return value if type(value) is int else str(value)


def trimmed(rows: Iterator[list]) -> Iterator[list]:
    """Rows without blank cells and rows at their ends, within the limits."""
    blanks = number = 0
    for row in rows:
        while row and row[-1] in ("", None):
            row.pop()
        if not row:
            blanks += 1
            continue
        if len(row) > COLUMNS:
            raise Refused("too_many_columns", most=COLUMNS)
        number += blanks + 1
        if number > ROWS:
            raise Refused("too_many_rows", most=ROWS)
        yield from ([] for _blank in range(blanks))
        blanks = 0
        yield row


def lines(rows: Iterator[list]) -> Iterator[str]:
    """The rows as JSON, many in a line; the last line says how many they were."""
    count = total = 0
    while part := list(islice(rows, ROWS_A_LINE)):
        text = json.dumps(part, ensure_ascii=False)
        total += len(text)
        if total > 2 * ALL_TEXT:
            raise Refused("too_large")
        if max(map(len, text.split("], ["))) > CELL_LENGTH:  # a row may be; then its cells are looked at
            refuse_long_cells(part, count)
        if found := NATIONAL_ID.search(text):
            raise Refused("national_id", row=count + row_of(part, found.group()))
        count += len(part)
        yield json.dumps({"rows": part, "unseemly": True}) if unseemly(text) else f'{{"rows": {text}}}'
    yield json.dumps({"end": count})


def unseemly(text: str) -> bool:
    """May a cell hold what none must? Seldom, so that looking once a line is enough; the caller looks closer."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return any(sign in text for sign in ("\\u00", "\ufffe", "\uffff"))


def refuse_long_cells(rows: list[list], before: int) -> None:
    for number, row in enumerate(rows, before + 1):
        if any(isinstance(value, str) and len(value) > CELL_LENGTH for value in row):
            raise Refused("long_cell", row=number, most=CELL_LENGTH)


def row_of(rows: list[list], text: str) -> int:
    return next(
        (n for n, row in enumerate(rows, 1) if any(isinstance(one, str) and text in one for one in row)), 1
    )


def say(line: str) -> None:
    sys.stdout.buffer.write(line.encode() + b"\n")


def main(kind: str, *, why_it_died: bool) -> None:
    limit()
    gc.disable()  # rows have no cycles, and the process ends with them
    data = sys.stdin.buffer.read()
    try:
        if why_it_died:
            explain(data, kind, rows=ROWS, columns=COLUMNS)
        notices, rows = read(data, kind)
        for line in chain([json.dumps({"notices": notices})], lines(trimmed(rows))):
            say(line)
    except Refused as refusal:
        say(json.dumps({"refused": refusal.code, "values": refusal.values}))


if __name__ == "__main__":
    main(sys.argv[1], why_it_died="explain" in sys.argv)
