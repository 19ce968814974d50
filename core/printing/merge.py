"""The child that binds a pack: ``python -m core.printing.merge`` puts copies behind the cover and stamps each page."""

from pypdf import PdfReader, PdfWriter, Transformation

from core.printing.child import answer, order

A4_WIDTH = 595.28
FOOT = 14
"""Points from the edge to a page's number, on A4; on other sizes in proportion."""


def main() -> None:
    given = order()
    writer = PdfWriter(clone_from=given["cover"])
    writer.pdf_header = "%PDF-1.7"
    writer.root_object.pop("/Metadata", None)  # it claims PDF/UA, which attached pages are not
    for part in given["parts"]:
        first = len(writer.pages)
        for page in PdfReader(part["file"]).pages:
            writer.add_page(page)
        writer.add_outline_item(part["title"], first)
    for page, number in zip(writer.pages, PdfReader(given["numbers"]).pages, strict=True):
        _stamp(page, number)
    writer.write(given["output"])
    answer(pages=len(writer.pages))


def _stamp(page, number) -> None:
    """The number in the middle of the foot, as large as it is on A4 when both are printed at one size."""
    width, height = page.mediabox.width, page.mediabox.height
    scale = float(min(width, height)) / A4_WIDTH
    left = (float(width) - float(number.mediabox.width) * scale) / 2
    page.merge_transformed_page(number, Transformation().scale(scale).translate(left, FOOT * scale))


if __name__ == "__main__":
    main()
