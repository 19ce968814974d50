"""Uploaded files: taken by extension and content, kept under our own names, given back inert."""

import dataclasses
import hashlib
import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from PIL import Image

from core.files import check_upload, serve, store
from core.spreadsheets import Sheet, write

PDF = b"%PDF-1.7\n%%EOF\n"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    file = SimpleUploadedFile("x", content)
    file._name = name  # as a client may send it, before Django's own cleaning
    return file


def refusal(name: str, content: bytes = PDF) -> str:
    with pytest.raises(ValidationError) as caught:
        check_upload(upload(name, content))
    return caught.value.code


def archive(*names: str, **texts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in (dict.fromkeys(names, "") | texts).items():
            file.writestr(name, text)
    return out.getvalue()


def image(kind: str, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (4, 3)).save(out, kind)
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A PNG that says it has so many pixels, without having them."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


SHEET = Sheet("表", ["a"], [["王"]])
ODF = "application/vnd.oasis.opendocument."
ACCEPTED = {
    "a.pdf": (PDF, "application/pdf"),
    "A.PDF": (PDF, "application/pdf"),
    "a.png": (image("PNG"), "image/png"),
    "cmyk.jpg": (image("JPEG", "CMYK"), "image/jpeg"),
    "a.jpeg": (image("JPEG"), "image/jpeg"),
    "polyglot.png": (image("PNG") + b"<script>alert(1)</script>", "image/png"),
    "a.txt": ("王小明".encode(), "text/plain"),
    "big5.csv": ("王,小明".encode("cp950"), "text/csv"),
    "utf16.txt": ("王".encode("utf-16"), "text/plain"),
    "a.xlsx": (
        write("xlsx", SHEET),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "a.docx": (
        archive("word/document.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "a.ods": (write("ods", SHEET), ODF + "spreadsheet"),
    "a.odt": (archive(mimetype=ODF + "text"), ODF + "text"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_file_that_is_what_it_says_is_taken_with_our_own_type(name):
    content, content_type = ACCEPTED[name]
    digest = hashlib.sha256(content).hexdigest()
    assert dataclasses.astuple(check_upload(upload(name, content))) == (
        name,
        content_type,
        len(content),
        digest,
    )


REFUSED = {
    "script.svg": (b"<svg/>", "type"),
    "a.html": (b"<html>", "type"),
    "a.js": (b"x", "type"),
    "a.exe": (b"MZ", "type"),
    "a.zip": (archive("a"), "type"),
    "a.docm": (archive("word/document.xml"), "type"),
    "a.xlsx.exe": (b"MZ", "type"),
    "svg.png": (b"<svg onload='alert(1)'/>", "content"),
    "jpeg.png": (image("JPEG"), "content"),
    "cut.png": (image("PNG")[:40], "content"),
    "exe.pdf": (b"MZ" + b"\x00" * 100, "content"),
    "zip.pdf": (archive("a"), "content"),
    "text.pdf": (b"hello", "content"),
    "exe.txt": (b"MZ\x90", "content"),
    "page.txt": (b"\xef\xbb\xbf <!DOCTYPE html>", "content"),
    "binary.csv": (b"a,b\x00", "content"),
    "zip.docx": (archive("a"), "content"),
    "sheet.docx": (write("xlsx", SHEET), "content"),
    "cut.xlsx": (write("xlsx", SHEET)[:300], "content"),
    "exe.odt": (b"MZ" + archive(mimetype=ODF + "text"), "content"),
    "sheet.odt": (write("ods", SHEET), "content"),
    "macro.docx": (archive("word/document.xml", "word/vbaProject.bin"), "macro"),
    "wide.png": (huge_png(8001, 5000), "pixels"),
    "bomb.png": (huge_png(20_000, 20_000), "pixels"),
    "empty.pdf": (b"", "empty"),
    ".pdf": (PDF, "name"),
    "..pdf": (PDF, "name"),
    ".": (PDF, "name"),
    "": (PDF, "name"),
    "pdf": (PDF, "name"),
    "字" * 252 + ".pdf": (PDF, "name"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_not_what_it_says_is_refused(name):
    content, code = REFUSED[name]
    assert refusal(name, content) == code


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("字" * 251 + ".pdf", "字" * 251 + ".pdf"),
        (r"..\..\x.pdf", "x.pdf"),
        ("../../etc/x.pdf", "x.pdf"),
        ("CON.pdf", "CON.pdf"),
        ("a\x00.pdf", "a.pdf"),
        ("x\r\nSet-Cookie: a=b.pdf", "x Set-Cookie: a=b.pdf"),
        ("\u202efdp.pdf", "fdp.pdf"),
        ("%2e%2e%2f.pdf", "%2e%2e%2f.pdf"),
        ('a";b.pdf', 'a";b.pdf'),
        ("📎.pdf", "📎.pdf"),
    ],
)
def test_a_name_is_kept_as_one_clean_line(given, kept):
    assert check_upload(upload(given, PDF)).name == kept


def test_one_byte_more_than_allowed_is_refused_with_the_limit(settings):
    settings.UPLOAD_MAX_BYTES = 1024**2
    assert check_upload(upload("a.pdf", PDF.ljust(1024**2))).size == 1024**2
    with pytest.raises(ValidationError, match="1 MB"):
        check_upload(upload("a.pdf", PDF.ljust(1024**2 + 1)))


@pytest.fixture
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    settings.DISK_KEPT_FREE = 0
    return settings.PRIVATE_FILES_ROOT


def test_the_same_file_twice_is_kept_twice_under_names_of_our_own(folder):
    names = {store(upload("王.pdf", PDF)), store(upload("王.pdf", PDF))}
    assert {file.name for file in folder.iterdir()} == names
    assert [len(name) for name in names] == [32, 32]
    assert {file.read_bytes() for file in folder.iterdir()} == {PDF}


class Torn(io.BytesIO):
    """An upload whose connection breaks."""

    def read(self, *args):
        raise OSError("connection reset")


def test_a_write_that_fails_leaves_nothing(folder):
    with pytest.raises(OSError, match="reset"):
        store(Torn(PDF))
    assert list(folder.iterdir()) == []


def test_a_nearly_full_disk_takes_no_file(folder, settings):
    settings.DISK_KEPT_FREE = 10**18
    with pytest.raises(ValidationError) as caught:
        store(upload("a.pdf", PDF))
    assert caught.value.code == "disk"
    assert list(folder.iterdir()) == []


@dataclasses.dataclass
class Attached:
    stored_name: str
    original_name: str
    content_type: str = "application/pdf"


def test_a_file_is_given_back_as_a_download_that_no_browser_runs(folder):
    response = serve(Attached(store(upload("a.pdf", PDF)), '報告";x.pdf'))
    assert b"".join(response.streaming_content) == PDF
    assert {name: value for name, value in response.items() if name != "Date"} == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(PDF)),
        "Content-Disposition": "attachment; filename*=utf-8''%E5%A0%B1%E5%91%8A%22%3Bx.pdf",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }


def test_a_text_is_given_back_with_its_own_type(folder):
    response = serve(Attached(store(upload("a.txt", b"<b>")), "a.txt", "text/plain"))
    assert response["Content-Type"] == "text/plain"
    response.file_to_stream.close()


def test_a_file_that_is_gone_is_not_found(folder):
    with pytest.raises(Http404):
        serve(Attached("0" * 32, "a.pdf"))
