"""Lists as ODS, XLSX and CSV: text stays text, numbers stay numbers, nothing becomes a formula (RQ-F1, RQ-F2)."""

import csv
import datetime
import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FORMULA = re.compile(r"^[\s\x00-\x1f]*[=+\-@%|\t\r\n＝＋－＠]")
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
EPOCH = (1980, 1, 1, 0, 0, 0)


def write_csv(title: str, headers: list[str], rows: list[list]) -> bytes:
    """UTF-8 with BOM, CRLF; a cell that a spreadsheet would compute gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_csv_cell(one) for one in headers])
    writer.writerows([_csv_cell(one) for one in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(value):
    if isinstance(value, str):
        text = _printable(value)
        return f"'{text}" if FORMULA.match(text) else text
    return "" if value is None else value


def write_xlsx(title: str, headers: list[str], rows: list[list]) -> bytes:
    """Strings are written as strings, whatever they begin with."""
    from openpyxl import Workbook  # slow import

    book = Workbook()
    sheet = book.active
    sheet.title = _sheet_name(title)
    for number, row in enumerate([headers, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = _printable(value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_ods(title: str, headers: list[str], rows: list[list]) -> bytes:
    """The same rows give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _part(archive, "mimetype", MIMETYPE, zipfile.ZIP_STORED)
        _part(archive, "content.xml", _content(title, [headers, *rows]))
        _part(archive, "META-INF/manifest.xml", _manifest())
    return out.getvalue()


def _part(archive, name: str, text: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    archive.writestr(zipfile.ZipInfo(name, EPOCH), text, compress_type=how)


def _content(title: str, rows: list[list]) -> str:
    spaces = " ".join(f'xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "table", "text", "style", "number"))
    day = (
        '<number:date-style style:name="N1"><number:year number:style="long"/><number:text>-</number:text>'
        '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
        '</number:date-style><style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>'
    )
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
        f"<office:automatic-styles>{day}</office:automatic-styles><office:body><office:spreadsheet>"
        f"<table:table table:name={quoteattr(_sheet_name(title))}>{body}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _ods_cell(value) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, datetime.date):
        day = value.isoformat()
        return (
            f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{day}">'
            f"<text:p>{day}</text:p></table:table-cell>"
        )
    if isinstance(value, str):
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in _printable(value).split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    )


def _manifest() -> str:
    space = f"{ODF}manifest:1.0"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{space}" manifest:version="1.2">'
        f"{entry.format('/', MIMETYPE)}{entry.format('content.xml', 'text/xml')}</manifest:manifest>"
    )


def _printable(text: str) -> str:
    """What XML can't hold is shown as the replacement sign; no export fails for it."""
    return UNPRINTABLE.sub("\ufffd", text)


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", _printable(title)).strip()[:31] or "1"


WRITERS = {"ods": write_ods, "xlsx": write_xlsx, "csv": write_csv}
CONTENT_TYPES = {
    "ods": MIMETYPE,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
