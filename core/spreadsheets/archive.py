"""What can be said of a spreadsheet's bytes before any parser sees them; and the reader of CSV (RQ-D2, D11, D13).

Part of the child process: it imports nothing of the project.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator

MEMBERS = 200
UNPACKED = 300 * 1024**2
CHUNK = 1024**2
OVERLAP = 200

ODS_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
ADDRESS = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^<>]*?\br\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
PARTS = {"xlsx": {"[Content_Types].xml", "xl/workbook.xml"}, "ods": {"mimetype", "content.xml"}}
TELL_TALE = {
    "xl/worksheets/": {"formulas": (b"</f>",), "hidden_rows": (b' hidden="1"',)},
    "xl/workbook.xml": {"date1904": (b'date1904="1"', b'date1904="true"')},
    "xl/externalLinks/": {"links": (b"<externalLink",)},
    "content.xml": {
        "formulas": (b"table:formula=",),
        "hidden_rows": (b'table:visibility="collapse"', b'table:visibility="filter"'),
    },
}
"""Words in the XML that are worth a notice, by the beginning of the member's name."""


class Refused(Exception):
    """A code for the caller's sentence, and its values."""

    def __init__(self, code: str, **values):
        super().__init__(code)
        self.code, self.values = code, values


def opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused("broken") from None


def check_archive(data: bytes, kind: str) -> list[str]:
    """Refuses what no office program writes; gives what is to be said of the rest."""
    archive = opened(data)
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
    if not PARTS[kind] <= set(names):
        raise Refused("content")
    if kind == "ods" and archive.getinfo("mimetype").file_size > len(ODS_KIND) + 2:
        raise Refused("content")
    if kind == "ods" and next(unpacked(archive, archive.getinfo("mimetype")), b"").strip() != ODS_KIND:
        raise Refused("content")
    return scan(archive, members)


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member piece by piece; a piece begins with the end of the one before."""
    tail = b""
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                yield tail + chunk
                tail = chunk[-OVERLAP:]
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zipfile.zlib.error):
        raise Refused("broken") from None


def scan(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> list[str]:
    """Count what really comes out, and look for entities; gives the notices."""
    total, found = 0, set()
    for member in members:
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        begin = next((one for one in TELL_TALE if member.filename.startswith(one)), None)
        words = TELL_TALE.get(begin, {})
        for piece in unpacked(archive, member):
            total += len(piece)
            if total > UNPACKED + OVERLAP * (total // CHUNK + 1):
                raise Refused("too_large")
            # The lone "!" is rare and quickly sought.
            if is_xml and b"!" in piece and b"<!" in piece and ENTITIES.search(piece):
                raise Refused("entities")
            found |= {name for name, some in words.items() if any(word in piece for word in some)}
    return sorted(found)


def explain(data: bytes, kind: str, *, rows: int, columns: int) -> None:
    """The parser has died of the file: look for cells far out, which are the usual cause."""
    archive = opened(data)
    for member in archive.infolist() if kind == "xlsx" else ():
        for piece in unpacked(archive, member):
            look(piece, rows, columns)
    raise Refused("broken")


def look(text: bytes, rows: int, columns: int) -> None:
    for letters, number in ADDRESS.findall(text):
        if len(number) > 7 or int(number) > rows:
            raise Refused("too_many_rows", most=rows)
        column = 0
        for letter in letters.upper()[:4]:
            column = column * 26 + letter - 64
        if column > columns:
            raise Refused("too_many_columns", most=columns)


def csv_rows(data: bytes) -> tuple[str, Iterator[list]]:
    """The encoding, and the rows."""
    text, code = decoded(data)
    if "\0" in text:
        raise Refused("content")
    first = re.split("[\r\n]", text, maxsplit=1)[0]
    delimiter = max(",;\t", key=first.count)
    return code, strictly(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def strictly(rows: Iterator[list]) -> Iterator[list]:
    try:
        yield from rows
    except csv.Error:
        raise Refused("broken") from None


def decoded(data: bytes) -> tuple[str, str]:
    """UTF-8, UTF-16 with its mark, or the Big5 of older office files."""
    codes = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp950")
    for code in codes:
        try:
            return data.decode(code), code
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
    raise Refused("undecodable", line=line)
