"""Files for office programs: text never becomes a formula, numbers and days stay what they are.

Characters that XML forbids become U+FFFD, so no export fails on a name (RQ-F1, RQ-F2).
"""

import csv
import datetime
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from typing import NamedTuple

from django.utils.html import escape

CONTENT_TYPES = {
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_ENDS = re.compile("\r\n?")
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\t\n\r]")
NAME_LENGTH = 31
FORMULA = re.compile("^'*(?:[\t\r\n]|[\\s\x00-\x1f\x7f-\x9f]*[=+\\-@%|＝＋－＠])")
WIDEST = 60


class Sheet(NamedTuple):
    """One table: cells are str, int, Decimal, date or None; anything else is written as its text."""

    title: str
    headers: Sequence
    rows: Iterable[Sequence]


def write(extension: str, sheet: Sheet) -> bytes:
    """One sheet as ``ods``, ``xlsx`` or ``csv``."""
    if extension == "csv":
        return write_csv(sheet)
    return {"ods": write_ods, "xlsx": write_xlsx}[extension]([sheet])


def plain_cell(value):
    """``value`` as one of the kinds that a cell has."""
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        return value if value.is_finite() else str(value)
    if value is None or type(value) in (int, datetime.date):
        return value
    return FORBIDDEN.sub("\ufffd", str(value))


def _table(sheet: Sheet) -> list[list]:
    return [[plain_cell(cell) for cell in row] for row in ([str(one) for one in sheet.headers], *sheet.rows)]


def sheet_names(sheets: Sequence[Sheet]) -> list[str]:
    """Names that every program takes: no forbidden sign, 31 characters, each only once."""
    names: list[str] = []
    for position, sheet in enumerate(sheets, 1):
        name = NOT_IN_A_NAME.sub("_", plain_cell(str(sheet.title))).strip(" '")[:NAME_LENGTH] or str(position)
        if name.casefold() in {one.casefold() for one in names}:
            name = f"{name[: NAME_LENGTH - 4]} {position}"
        names.append(name)
    return names


def _widths(table: list[list]) -> list[int]:
    """The width of each column in half-width signs, as its widest cell's widest line asks."""
    widths = [8] * max((len(row) for row in table), default=0)
    for row in table:
        for column, cell in enumerate(row):
            widest = max(map(_width, str(cell).splitlines()), default=0) if cell is not None else 0
            widths[column] = min(max(widths[column], widest + 2), WIDEST)
    return widths


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def write_csv(sheet: Sheet) -> bytes:
    """UTF-8 with BOM and CRLF, as Excel reads it; text that would be taken for a formula gets a ' first."""
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(
        [[_csv_cell(cell) for cell in row] for row in _table(sheet)]
    )
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(cell) -> str:
    if isinstance(cell, str):
        return f"'{cell}" if FORMULA.match(cell) else cell
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return "" if cell is None else str(cell)


def write_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook whose strings are typed as strings, whatever they begin with."""
    from openpyxl import Workbook  # slow import
    from openpyxl.styles import Font  # slow import
    from openpyxl.utils import get_column_letter  # slow import

    book = Workbook()
    book.remove(book.active)
    for name, sheet in zip(sheet_names(sheets), sheets, strict=True):
        page, table = book.create_sheet(name), _table(sheet)
        for line, row in enumerate(table, 1):
            for column, value in enumerate(row, 1):
                _xlsx_cell(page.cell(line, column), value)
        for cell in page[1]:
            cell.font = Font(bold=True)
        for column, width in enumerate(_widths(table), 1):
            page.column_dimensions[get_column_letter(column)].width = width
        page.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx_cell(cell, value) -> None:
    if isinstance(value, str):
        # Excel reads _x000A_ in a text as the character it names; spelling out the first sign keeps it text.
        cell.value = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", LINE_ENDS.sub("\n", value))
        cell.data_type = "s"
    elif value is not None:
        cell.value = value
        if isinstance(value, datetime.date):
            cell.number_format = "yyyy-mm-dd"


NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "manifest": "manifest",
    }.items()
)
MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest {NAMESPACES} manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{CONTENT_TYPES["ods"]}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
# Without a date style a day is shown as its serial number.
STYLES = (
    '<number:date-style style:name="N1"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    '</number:date-style><style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold" '
    'style:font-weight-asian="bold"/></style:style>'
)


def write_ods(sheets: Sequence[Sheet]) -> bytes:
    """An OpenDocument spreadsheet; the same sheets give the same bytes."""
    tables = [_table(sheet) for sheet in sheets]
    widths = sorted({width for table in tables for width in _widths(table)})
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * 0.21:.2f}cm"/></style:style>'
        for width in widths
    )
    pages = "".join(_ods_page(*pair) for pair in zip(sheet_names(sheets), tables, strict=True))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="1.2">'
        f"<office:automatic-styles>{STYLES}{columns}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{pages}</office:spreadsheet></office:body></office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # The kind of document comes first and unpacked, so that it can be read without unpacking.
        archive.writestr(_member("mimetype", zipfile.ZIP_STORED), CONTENT_TYPES["ods"])
        archive.writestr(_member("content.xml"), content)
        archive.writestr(_member("META-INF/manifest.xml"), MANIFEST)
    return out.getvalue()


def _member(name: str, packing: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type = packing
    return member


def _ods_page(name: str, table: list[list]) -> str:
    columns = "".join(f'<table:table-column table:style-name="w{width}"/>' for width in _widths(table))
    rows = (
        f"<table:table-row>{''.join(_ods_cell(cell, head=not line) for cell in row)}</table:table-row>"
        for line, row in enumerate(table)
    )
    return f'<table:table table:name="{escape(name)}">{columns}{"".join(rows)}</table:table>'


def _ods_cell(value, *, head: bool) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, str):
        style = ' table:style-name="head"' if head else ""
        return f'<table:table-cell office:value-type="string"{style}>{_paragraphs(value)}</table:table-cell>'
    if isinstance(value, datetime.date):
        kind = f'table:style-name="day" office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        value = f"{value:f}" if isinstance(value, Decimal) else value
        kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"


def _paragraphs(text: str) -> str:
    """A paragraph for each line; blanks and TABs are elements, else the reader folds them into one."""
    lines = (
        escape(LINE_ENDS.sub("\n", text)).replace("\t", "<text:tab/>").replace(" ", "<text:s/>").split("\n")
    )
    return "".join(f"<text:p>{line}</text:p>" for line in lines)
