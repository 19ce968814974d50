"""A pack holds every paper, numbers all its pages, and nothing hostile gets into it or stops it."""

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.actions import JavaScript
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, RectangleObject, TextStringObject

from core.printing import Document, Heading, PageBreak, Para, as_pdf, child, make_pack

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
APART = "這個附件無法併入，請另行開啟。"


@pytest.fixture(autouse=True)
def room(settings, tmp_path, tmp_path_factory) -> Path:
    """What was printed for one test is kept for the next."""
    settings.PDF_ROOT = tmp_path_factory.getbasetemp() / "pdf"
    return tmp_path


@pytest.fixture
def cover(room) -> Path:
    blocks = (Heading(1, "壹、報告案"), Para("洽悉。"), PageBreak(), Heading(1, "貳、討論案"), Para("通過。"))
    return as_pdf(Document("會議資料", blocks=blocks), "局", numbered=False)


@pytest.fixture
def paper(room) -> Path:
    """A paper of six pages, odd in size, in rotation or in what is shown of them."""
    content = PdfReader(as_pdf(Document("附件", blocks=(Para("內文" * 400),)), "局", numbered=False)).pages[0]
    writer = PdfWriter()
    for size, turn in (
        ((595, 842), 0),
        ((842, 595), 90),
        ((595, 842), 180),
        ((595, 842), 270),
        ((100, 142), 0),
        ((1684, 2384), 0),
    ):
        page = writer.add_blank_page(*size)
        page.merge_transformed_page(content, Transformation().scale(size[0] / 595))
        page.rotate(turn)
    writer.pages[0].cropbox = RectangleObject((50, 400, 500, 800))
    writer.write(room / "paper.pdf")
    return room / "paper.pdf"


def texts(pack: Path) -> list[str]:
    return [re.sub(r"\s+", "", one.extract_text()) for one in PdfReader(pack).pages]


def opened(pack: Path) -> str:
    """The pack as qpdf writes it for reading; qpdf finds no fault in it."""
    checked = subprocess.run(["qpdf", "--check", str(pack)], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
    plain = ["qpdf", "--qdf", "--object-streams=disable", str(pack), "-"]
    return subprocess.run(plain, check=True, capture_output=True).stdout.decode("latin-1")


needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftoppm"), reason="poppler is not installed (apt-get install poppler-utils)"
)
needs_qpdf = pytest.mark.skipif(
    not shutil.which("qpdf"), reason="qpdf is not installed (apt-get install qpdf)"
)


def test_every_page_has_its_number_in_one_count(cover, paper, room):
    Image.new("RGB", (900, 400), "#88aacc").save(room / "photo.png")
    papers = [("附件一", paper, PDF), ("附件二", room / "photo.png", PNG), ("附件三", room / "x.ods", ODS)]
    (room / "x.ods").write_bytes(b"PK")
    pack = make_pack(cover, papers, lock="局")
    pages = texts(pack)
    assert len(pages) == 2 + 6 + 1 + 1
    assert [text.endswith(f"第{number}頁，共10頁") for number, text in enumerate(pages, 1)] == [True] * 10
    assert "內文內文" in pages[2]
    assert "附件二" in pages[8]
    assert "附件三此附件為其他格式，另附檔案。" in pages[9]


def test_each_paper_is_a_bookmark_behind_those_of_the_cover(cover, paper):
    reader = PdfReader(make_pack(cover, [("附件一", paper, PDF), ("附件二", paper, PDF)], lock="局"))
    top = [one for one in reader.outline if not isinstance(one, list)]
    assert [one.title for one in top] == ["會議資料", "附件一", "附件二"]
    assert [reader.get_destination_page_number(one) for one in top] == [0, 2, 8]
    assert (reader.metadata.title, reader.trailer["/Root"]["/Lang"]) == ("會議資料", "zh-Hant-TW")


@needs_poppler
def test_an_attached_page_looks_as_before(paper, room):
    order = {"file": str(paper), "output": str(room / "copy.pdf")}
    assert child.run("core.printing.attach", order, room=room, seconds=30) == {"pages": 6}
    for name in ("paper", "copy"):
        look = ["pdftoppm", "-cropbox", "-r", "60", "-png", f"{name}.pdf", name]
        subprocess.run(look, check=True, cwd=room)
    for number in range(1, 7):
        before, after = (Image.open(room / f"{name}-{number}.png").convert("L") for name in ("paper", "copy"))
        assert before.size == after.size
        assert before.getextrema()[0] < 200  # something is drawn
        assert ImageChops.difference(before, after).getextrema()[1] < 16


@needs_poppler
def test_the_number_stands_in_the_middle_of_the_foot_of_each_page(cover, paper):
    pack = make_pack(cover, [("附件", paper, PDF)], lock="局")
    read = ["pdftotext", "-bbox", str(pack), "-"]
    pages = subprocess.run(read, check=True, capture_output=True, text=True).stdout.split("<page ")[1:]
    for page in pages:
        width, height = map(float, re.match(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
        last = page[page.rindex(">第<") - 100 :]
        left, top = map(float, re.search(r'xMin="([\d.]+)" yMin="([\d.]+)"', last).groups())
        assert 0.9 * height < top < height
        assert width / 3 < left < width / 2


def broken(file: Path) -> None:
    file.write_bytes(b"%PDF-1.7\nnothing of the kind")


def encrypted(file: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("sesame", algorithm="RC4-128")
    writer.write(file)


def endless(file: Path) -> None:
    """A tree of pages that is its own branch."""
    file.write_bytes(
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Count 1/Kids[2 0 R 2 0 R]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    )


def bomb(file: Path) -> None:
    """A page of 300 MB that fits into 300 KB."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    stream = DecodedStreamObject()
    stream.set_data(b"")
    stream = stream.flate_encode()
    stream._data = zlib.compress(b" " * 300_000_000)
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(file)


def empty(file: Path) -> None:
    PdfWriter().write(file)


def absent(file: Path) -> None:
    file.unlink(missing_ok=True)


@pytest.mark.parametrize("spoil", [broken, encrypted, endless, bomb, empty, absent])
def test_a_paper_that_cannot_be_put_in_gets_a_page_that_says_so(spoil, cover, room):
    spoil(room / "odd.pdf")
    pages = texts(make_pack(cover, [("附件一", room / "odd.pdf", PDF)], lock="局"))
    assert len(pages) == 3
    assert pages[2].startswith(f"附件一{APART}")


def test_a_picture_that_is_none_gets_a_page_that_says_so(cover, room):
    (room / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    pages = texts(make_pack(cover, [("附件一", room / "photo.png", PNG)], lock="局"))
    assert pages[2].startswith(f"附件一{APART}")


@pytest.mark.parametrize("size", [(3000, 300), (300, 3000), (1, 1)])
def test_a_picture_of_any_shape_takes_one_page(size, cover, room):
    image = Image.new("RGB", size, "#88aacc")
    ImageDraw.Draw(image).rectangle((0, 0, 10, 10), fill="#000000")
    image.save(room / "photo.jpg")
    assert len(texts(make_pack(cover, [("附件一", room / "photo.jpg", JPEG)], lock="局"))) == 3


@pytest.fixture
def armed(room) -> Path:
    """A page with all that a page may bring along: scripts, a form, a note, a link, an embedded file."""
    writer = PdfWriter(clone_from=as_pdf(Document("甲", blocks=(Para("內文"),)), "局"))
    writer.add_open_action(JavaScript("app.alert('open')"))
    writer.add_attachment("secret.txt", b"embedded")
    page = writer.pages[0]
    launch = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc")}
    )
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): launch})
    note = {"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Btn"}
    widget = DictionaryObject({NameObject(key): NameObject(value) for key, value in note.items()})
    widget[NameObject("/Rect")] = RectangleObject((0, 0, 50, 50))
    widget[NameObject("/A")] = launch
    writer.add_annotation(0, widget)
    writer.root_object.update(
        {NameObject("/AcroForm"): DictionaryObject(), NameObject("/OpenAction"): launch}
    )
    writer.write(room / "armed.pdf")
    return room / "armed.pdf"


ARMS = (
    "/JavaScript",
    "/JS",
    "/Launch",
    "/OpenAction",
    "/AA",
    "/AcroForm",
    "/Annot",
    "/EmbeddedFile",
    "embedded",
)


@needs_qpdf
def test_nothing_active_comes_along(armed, cover):
    assert [one for one in ARMS if one not in opened(armed)] == []
    pack = make_pack(cover, [("附件一", armed, PDF)], lock="局")
    assert "內文" in texts(pack)[2]
    assert [one for one in ARMS if one in opened(pack)] == []


@needs_qpdf
def test_what_is_reached_through_a_resource_is_refused(armed, cover, room):
    """A font that points to the catalogue would bring all of it along."""
    writer = PdfWriter(clone_from=armed)
    fonts = writer.pages[0]["/Resources"]["/Font"]
    next(iter(fonts.values())).get_object()[NameObject("/More")] = writer.root_object.indirect_reference
    writer.write(room / "sly.pdf")
    pack = make_pack(cover, [("附件一", room / "sly.pdf", PDF)], lock="局")
    assert APART in texts(pack)[2]
    assert [one for one in ARMS if one in opened(pack)] == []


@needs_qpdf
def test_the_same_papers_give_the_same_bytes_and_a_sound_file(cover, paper, room, settings):
    papers = [("附件一", paper, PDF), ("附件二", room / "none.odt", ODS)]
    first = make_pack(cover, papers, lock="局")
    opened(first)
    settings.PDF_ROOT = room / "again"
    assert make_pack(cover, papers, lock="局").read_bytes() == first.read_bytes()


def test_another_file_or_title_gives_another_pack(cover, paper, room):
    other = shutil.copy(paper, room / "other.pdf")
    first = make_pack(cover, [("附件一", paper, PDF)], lock="局")
    assert make_pack(cover, [("附件一", other, PDF)], lock="局") == first
    assert make_pack(cover, [("附件二", other, PDF)], lock="局") != first
    broken(other)
    assert make_pack(cover, [("附件一", other, PDF)], lock="局") != first
