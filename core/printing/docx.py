"""A document as DOCX (R-9), for offices that write in Word: the same blocks as its PDF and ODT, no library beneath.

Chinese of Taiwan throughout, real headings, header rows that repeat, page n of m. The same document, the same bytes.
"""

import io
import zipfile
from functools import singledispatch
from pathlib import Path
from xml.sax.saxutils import escape

from core.printing.document import Document, Facts, Grid, Heading, PageBreak, Para, clean

LINE = 9638
"""Twentieths of a point between the margins: 17 cm."""
STEP = 480
"""Two characters."""
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKED = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
STYLES = Path(__file__).with_name("docx_styles.xml")
FOOTER = Path(__file__).with_name("docx_footer.xml")

TYPES = f"""{HEAD}<Types xmlns="{PACKED}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{KIND}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{KIND}.styles+xml"/>
<Override PartName="/word/header.xml" ContentType="{KIND}.header+xml"/>
<Override PartName="/word/footer.xml" ContentType="{KIND}.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
PARTS = f"""{HEAD}<Relationships xmlns="{PACKED}/relationships">
<Relationship Id="r1" Type="{LINKS}/officeDocument" Target="word/document.xml"/>
<Relationship Id="r2" Type="{PACKED}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>"""
INNER = f"""{HEAD}<Relationships xmlns="{PACKED}/relationships">
<Relationship Id="r1" Type="{LINKS}/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="{LINKS}/header" Target="header.xml"/>
<Relationship Id="r3" Type="{LINKS}/footer" Target="footer.xml"/>
</Relationships>"""
PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="r2"/><w:footerReference w:type="default" r:id="r3"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1531" w:right="1134" w:bottom="1417" w:left="1134" '
    'w:header="850" w:footer="680" w:gutter="0"/></w:sectPr>'
)
EMPTY = "<w:p/>"
"""Two tables in a row would be one; a table at the end has no page to stand on."""


def as_docx(document: Document) -> bytes:
    body = "".join(_written(block) for block in (Heading(0, document.title), *document.blocks))
    header = _paragraph(document.header, "Header")
    return _zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": PARTS,
            "word/_rels/document.xml.rels": INNER,
            "word/styles.xml": STYLES.read_text(encoding="utf-8"),
            "word/document.xml": _part("document", f"<w:body>{body}{PAGE}</w:body>"),
            "word/header.xml": _part("hdr", header),
            "word/footer.xml": FOOTER.read_text(encoding="utf-8"),
            "docProps/core.xml": _properties(document),
        }
    )


@singledispatch
def _written(block) -> str:
    raise TypeError(block)


@_written.register
def _(block: Heading) -> str:
    return _paragraph(block.text, f"Heading{block.outline}" if block.level else "Title")


@_written.register
def _(block: Para) -> str:
    first, *rest = block.text.split("\n")
    lead = _run(block.bold_lead, bold=True) if block.bold_lead else ""
    room = f'<w:ind w:left="{STEP * block.step}"/>' if block.step else ""
    made = [f"<w:p>{_style('BodyText', room)}{lead}{_run(first)}</w:p>"]
    return "".join(made + [f"<w:p>{_style('BodyText', room)}{_run(line)}</w:p>" for line in rest])


@_written.register
def _(block: Facts) -> str:
    rows = "".join(
        _row([_cell(f"{label}：", width, "Label"), _cell(value, other)])
        for label, value in block.rows
        for width, other in [block.widths]
    )
    return _table("Facts", block.widths, rows)


@_written.register
def _(block: Grid) -> str:
    head = _row(
        [_cell(one, width, "HeadCell") for one, width in zip(block.header, block.columns, strict=True)],
        head=True,
    )
    rows = [
        _row([_cell(one, width) for one, width in zip(row, block.columns, strict=True)]) for row in block.rows
    ]
    return _table("Grid", block.columns, head + "".join(rows))


@_written.register
def _(_block: PageBreak) -> str:
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _table(style: str, widths: tuple[int, ...], rows: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{_wide(width)}"/>' for width in widths)
    look = '<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
        + EMPTY
    )


def _row(cells: list[str], *, head: bool = False) -> str:
    again = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, style: str = "Cell") -> str:
    lines = "".join(_paragraph(line, style) for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{_wide(width)}" w:type="dxa"/></w:tcPr>{lines}</w:tc>'


def _wide(percent: int) -> int:
    return LINE * percent // 100


def _paragraph(text: str, style: str) -> str:
    return f"<w:p>{_style(style)}{_run(text)}</w:p>"


def _style(name: str, more: str = "") -> str:
    return f'<w:pPr><w:pStyle w:val="{name}"/>{more}</w:pPr>'


def _run(text: str, *, bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'


def _part(name: str, content: str) -> str:
    return f'{HEAD}<w:{name} xmlns:w="{SPACE}" xmlns:r="{LINKS}">{content}</w:{name}>'


def _properties(document: Document) -> str:
    title, language = escape(clean(document.title)), escape(document.language)
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKED}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        f"<dc:language>{language}</dc:language></cp:coreProperties>"
    )


def _zipped(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content.encode(), zipfile.ZIP_DEFLATED)
    return made.getvalue()
