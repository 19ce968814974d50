"""A document as ODT, the government's format for what others go on editing (I-8): same blocks, same words as its PDF.

The library's own template is French and numbers headings, so that all styles are ours (``styles.xml``,
``content.xml``). The same document gives the same bytes: no clock gets in.
"""

import io
import zipfile
from functools import singledispatchmethod
from pathlib import Path

import odfdo

from core.printing.document import Document, Facts, Grid, Heading, PageBreak, Para, clean

HERE = Path(__file__).parent
LINE = 17
"""Centimetres between the margins."""
MIMETYPE = "application/vnd.oasis.opendocument.text"
PARTS = ("content.xml", "styles.xml", "meta.xml")
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/>
{"".join(f'<manifest:file-entry manifest:full-path="{part}" manifest:media-type="text/xml"/>' for part in PARTS)}
</manifest:manifest>"""
META = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta office:version="1.3" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<office:meta><meta:generator>gmplan</meta:generator><dc:title/><dc:language/></office:meta></office:document-meta>"""


def as_odt(document: Document) -> bytes:
    file = odfdo.Document("text")
    file.container.set_part("content.xml", (HERE / "content.xml").read_bytes())
    file.container.set_part("styles.xml", (HERE / "styles.xml").read_bytes())
    file.container.set_part("meta.xml", META.encode())
    file.get_part("meta.xml").get_element("//dc:title").text = clean(document.title)
    file.get_part("meta.xml").get_element("//dc:language").text = document.language
    file.get_part("styles.xml").get_element("//style:header/text:p").append_plain_text(clean(document.header))
    writer = _Writer(file)
    for block in (Heading(0, document.title), *document.blocks):
        writer.write(block)
    return _zipped({part: file.get_part(part).serialize() for part in PARTS})


class _Writer:
    """Puts blocks into the body, and a column style beside it for each width in use."""

    def __init__(self, file: odfdo.Document):
        content = file.get_part("content.xml")
        self.body = content.get_element("//office:text")
        self.styles = content.get_element("//office:automatic-styles")
        self.widths: set[int] = set()

    @singledispatchmethod
    def write(self, block) -> None:
        raise TypeError(block)

    @write.register
    def _(self, block: Heading) -> None:
        heading = odfdo.Header(block.outline, clean(block.text))
        heading.style = f"Heading_20_{block.outline}"
        self.body.append(heading)

    @write.register
    def _(self, block: Para) -> None:
        """Each line is a paragraph of its own: a line that is only broken would be spread over the whole width."""
        style = f"Indent_20_{block.step}" if block.step else "Text_20_body"
        first, *rest = block.text.split("\n")
        opening = _text("", style)
        if block.bold_lead:
            opening.append(odfdo.Span(clean(block.bold_lead), style="Strong"))
        opening.append_plain_text(clean(first))
        for paragraph in (opening, *(_text(line, style) for line in rest)):
            self.body.append(paragraph)

    @write.register
    def _(self, block: Facts) -> None:
        table = self._table("Facts", block.widths)
        for label, value in block.rows:
            table.append(
                _row("Facts", _cell("Facts_cell", f"{label}：", "Label"), _cell("Facts_cell", value))
            )

    @write.register
    def _(self, block: Grid) -> None:
        table = self._table("Grid", block.columns)
        head = odfdo.Element.from_tag("table:table-header-rows")
        head.append(_row("Grid", *(_cell("Grid_head", one, "Head_20_cell") for one in block.header)))
        table.append(head)
        for row in block.rows:
            table.append(_row("Grid", *(_cell("Grid_cell", one, "Cell") for one in row)))

    @write.register
    def _(self, block: PageBreak) -> None:
        self.body.append(_text("", "Break"))

    def _table(self, style: str, widths: tuple[int, ...]) -> odfdo.Element:
        number = len(self.body.get_elements("table:table")) + 1
        table = odfdo.Element.from_tag(f'<table:table table:name="T{number}" table:style-name="{style}"/>')
        for width in widths:
            table.append(odfdo.Element.from_tag(f'<table:table-column table:style-name="W{width}"/>'))
        for width in sorted(set(widths) - self.widths):
            self.styles.append(
                odfdo.Element.from_tag(
                    f'<style:style style:name="W{width}" style:family="table-column"><style:table-column-properties '
                    f'style:column-width="{LINE * width / 100:.2f}cm"/></style:style>'
                )
            )
        self.widths.update(widths)
        self.body.append(table)
        return table


def _text(text: str, style: str) -> odfdo.Paragraph:
    return odfdo.Paragraph(clean(text), style=style)


def _row(kind: str, *cells: odfdo.Element) -> odfdo.Element:
    row = odfdo.Element.from_tag(f'<table:table-row table:style-name="{kind}_row"/>')
    for cell in cells:
        row.append(cell)
    return row


def _cell(kind: str, text: str, style: str = "Standard") -> odfdo.Element:
    """A cell of text: what looks like a number or a formula stays what was typed."""
    cell = odfdo.Element.from_tag(f'<table:table-cell table:style-name="{kind}" office:value-type="string"/>')
    cell.append(_text(text, style))
    return cell


def _zipped(parts: dict[str, bytes]) -> bytes:
    """A package as ODF wants it: its type first and plain; all of it from the same moment."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE)
        for name, content in (parts | {"META-INF/manifest.xml": MANIFEST.encode()}).items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
