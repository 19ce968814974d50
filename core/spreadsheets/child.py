"""Runs as a process of its own: reads one spreadsheet from standard input, writes its rows as JSON lines.

A hostile file may exhaust or kill it (python-calamine aborts on some): the caller sees only that it died. It
imports nothing of the project, so it starts fast and needs no settings (RQ-D2, RQ-D3, RQ-D4).
"""

import csv
import datetime
import io
import json
import re
import sys
import zipfile

from python_calamine import CalamineError, CalamineWorkbook

try:
    import resource
except ImportError:  # Windows has none; there the caller's clock is the only limit
    resource = None

MEMORY = 1024**3
CPU_SECONDS = 60
MEMBERS = 200
UNPACKED = 300 * 1024**2
ROWS, COLUMNS = 120_000, 60
CELL_LENGTH = 2_000
ALL_TEXT = 60_000_000
CHUNK = 1024**2

ODS_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
ADDRESS = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^<>]*?\br\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


class Refused(Exception):
    """A code for the caller's sentence, and its values."""

    def __init__(self, code: str, **values):
        super().__init__(code)
        self.code, self.values = code, values


def limit() -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def rows_of(data: bytes, kind: str) -> list[list]:
    if kind == "csv":
        return csv_rows(data)
    check_archive(data, kind)
    return workbook_rows(data)


def check_archive(data: bytes, kind: str) -> None:
    """Everything that can be said before a parser sees the file."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused("broken") from None
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MEMBERS or len(set(names)) < len(names):
        raise Refused("broken")
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names):
        raise Refused("broken")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("encrypted")
    if any(name.lower().endswith(("vbaproject.bin", "xl/workbook.bin")) for name in names):
        raise Refused("macro")
    wanted = {"xlsx": {"[Content_Types].xml", "xl/workbook.xml"}, "ods": {"mimetype", "content.xml"}}[kind]
    if not wanted <= set(names) or (kind == "ods" and archive.read("mimetype").strip() != ODS_KIND):
        raise Refused("content")
    scan(archive, members, addresses=kind == "xlsx")


def scan(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], *, addresses: bool) -> None:
    """Count what really comes out, look for entities and for cells far out."""
    unpacked = 0
    for member in members:
        tail = b""
        try:
            with archive.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    unpacked += len(chunk)
                    if unpacked > UNPACKED:
                        raise Refused("too_large")
                    if member.filename.lower().endswith((".xml", ".rels")):
                        look(tail + chunk, addresses=addresses)
                        tail = chunk[-200:]
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zipfile.zlib.error):
            raise Refused("broken") from None


def look(text: bytes, *, addresses: bool) -> None:
    if ENTITIES.search(text):
        raise Refused("entities")
    if not addresses:
        return
    for letters, number in ADDRESS.findall(text):
        if len(number) > 7 or int(number) > ROWS:
            raise Refused("too_many_rows", most=ROWS)
        column = 0
        for letter in letters.upper()[:4]:
            column = column * 26 + letter - 64
        if column > COLUMNS:
            raise Refused("too_many_columns", most=COLUMNS)


def workbook_rows(data: bytes) -> list[list]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        return [[cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, IndexError, ValueError, OSError):
        raise Refused("broken") from None


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
    return value if isinstance(value, (str, int)) else str(value)


def csv_rows(data: bytes) -> list[list]:
    text = decoded(data)
    if "\0" in text:
        raise Refused("content")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise Refused("broken") from None


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or the Big5 of older office files."""
    codes = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp950")
    for code in codes:
        try:
            return data.decode(code)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
    raise Refused("undecodable", line=line)


def checked(rows: list[list]) -> list[list]:
    """Rows without the blank ones at the end, within the limits."""
    while rows and not any(value not in ("", None) for value in rows[-1]):
        rows.pop()
    if len(rows) > ROWS:
        raise Refused("too_many_rows", most=ROWS)
    total = 0
    for number, row in enumerate(rows, 1):
        while row and row[-1] in ("", None):
            row.pop()
        if len(row) > COLUMNS:
            raise Refused("too_many_columns", most=COLUMNS)
        longest = max((len(value) for value in row if isinstance(value, str)), default=0)
        if longest > CELL_LENGTH:
            raise Refused("long_cell", row=number, most=CELL_LENGTH)
        total += sum(len(value) for value in row if isinstance(value, str))
        if total > ALL_TEXT:
            raise Refused("too_large")
    return rows


def main() -> None:
    limit()
    try:
        rows = checked(rows_of(sys.stdin.buffer.read(), sys.argv[1]))
    except Refused as refusal:
        answer = {"refused": refusal.code, "values": refusal.values}
    else:
        answer = {"rows": rows}
    # Lone surrogates stay escaped in JSON's ASCII and are dealt with by the caller.
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
