"""The child that takes an attached PDF apart: ``python -m core.printing.attach`` reads an order and writes a copy.

An attachment is hostile until shown otherwise. Its pages are copied as pictures on pages of our own: what they draw
and what they draw with, nothing else. So scripts, actions, forms, notes and embedded files stay behind. Whatever goes
wrong ends this process, and the pack gets a page that says so.
"""

import os

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
)

from core.printing.child import answer, order

PAGES = 2000
SIDE = 14_400
"""The longest side of a page in points that PDF knows."""
RESOURCES = ("/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/Properties", "/Shading", "/XObject")
IN_STREAMS = (
    "/F",
    "/FFilter",
    "/FDecodeParms",
    "/AF",
    "/Metadata",
    "/OPI",
    "/PieceInfo",
    "/Ref",
    "/StructParents",
)
"""What a picture or a form may carry beside what it draws: files elsewhere, and our neighbours' structure."""
ACTIVE = ("/JS", "/EF", "/OpenAction", "/AcroForm")


def main() -> None:
    given = order()
    os.environ["PATH"] = ""  # no other program is to be asked about a picture
    reader = PdfReader(given["file"])
    if reader.is_encrypted or not 0 < len(reader.pages) <= PAGES:
        raise ValueError("encrypted, empty or endless")
    writer = PdfWriter()
    for page in reader.pages:
        _copy(page, writer)
    _strip(writer)
    writer.write(given["output"])
    answer(pages=len(writer.pages))


def _copy(page: PageObject, writer: PdfWriter) -> None:
    """A page of the size that is seen, upright, which draws the old one as a form of its own."""
    width, height, matrix = _upright(page)
    form = DecodedStreamObject()
    form.set_data(ContentStream(page.get("/Contents"), page.pdf).get_data())
    form = form.flate_encode()
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): _numbers(_box(page)),
            NameObject("/Matrix"): _numbers(matrix),
            NameObject("/Resources"): _resources(page, writer),
        }
    )
    if isinstance(group := page.get("/Group"), DictionaryObject):
        form[NameObject("/Group")] = group.clone(writer)
    content = DecodedStreamObject()
    content.set_data(b"/Attached Do")
    ours = writer.add_blank_page(width, height)
    pictures = DictionaryObject({NameObject("/Attached"): writer._add_object(form)})
    ours[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
    ours[NameObject("/Contents")] = writer._add_object(content)


def _box(page: PageObject) -> tuple[float, float, float, float]:
    """What is seen of the page: its crop box as far as it lies on the sheet."""
    sheet, crop = page.mediabox, page.cropbox
    left, bottom = max(sheet.left, crop.left), max(sheet.bottom, crop.bottom)
    right, top = min(sheet.right, crop.right), min(sheet.top, crop.top)
    if not (0 < right - left <= SIDE and 0 < top - bottom <= SIDE):
        raise ValueError("a page without a size")
    return float(left), float(bottom), float(right), float(top)


def _upright(page: PageObject) -> tuple[float, float, tuple[float, ...]]:
    """Width, height and the matrix that turns the page as it is to be seen, its corner at the origin."""
    left, bottom, right, top = _box(page)
    unit = min(max(float(page.user_unit), 1), SIDE / max(right - left, top - bottom))
    turned = {
        0: (1, 0, 0, 1, -left, -bottom),
        90: (0, -1, 1, 0, -bottom, right),
        180: (-1, 0, 0, -1, right, top),
        270: (0, 1, -1, 0, top, -left),
    }
    turn = page.rotation % 360
    width, height = (right - left) * unit, (top - bottom) * unit
    if turn in (90, 270):
        width, height = height, width
    return width, height, tuple(unit * number for number in turned.get(turn, turned[0]))


def _numbers(numbers) -> ArrayObject:
    return ArrayObject(FloatObject(round(number, 4)) for number in numbers)


def _resources(page: PageObject, writer: PdfWriter) -> DictionaryObject:
    theirs = page.get("/Resources", DictionaryObject()).get_object()
    return DictionaryObject(
        {NameObject(name): theirs[name].clone(writer) for name in RESOURCES if name in theirs}
    )


def _strip(writer: PdfWriter) -> None:
    """Drop what hangs on pictures and forms; refuse the file when something active was reached all the same."""
    for thing in writer._objects:
        if isinstance(thing, StreamObject):
            for name in IN_STREAMS:
                thing.pop(name, None)
    writer.compress_identical_objects(remove_duplicates=False)
    for thing in writer._objects:
        if isinstance(thing, DictionaryObject) and any(name in thing for name in ACTIVE):
            raise ValueError("something active in a resource")


if __name__ == "__main__":
    main()
