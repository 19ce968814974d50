"""Files put in by people: checked by extension and content, kept under our own names, served inert (RQ-E).

Nothing uploaded is ever opened, run or shown in the page: it is given back as a download.
"""

import hashlib
import os
import secrets
import shutil
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from core.text import clean_text

NAME_LENGTH = 255
PIXELS = 40_000_000
OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
    "docx": OOXML + "wordprocessingml.document",
    "xlsx": OOXML + "spreadsheetml.sheet",
    "pptx": OOXML + "presentationml.presentation",
    "odt": ODF + "text",
    "ods": ODF + "spreadsheet",
    "odp": ODF + "presentation",
}
MAGIC = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")
PROGRAMS = (b"%PDF", b"PK\x03\x04", b"MZ", b"\x7fELF")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


@dataclass(frozen=True)
class Checked:
    """What is known of an accepted file."""

    name: str
    content_type: str
    size: int
    sha256: str


def check_upload(upload) -> Checked:
    """Look at an uploaded file; ValidationError in the officer's words when it can't be taken."""
    name = _name(upload.name)
    extension = name.rpartition(".")[2].lower()
    if extension not in TYPES:
        kinds = "、".join(sorted(set(TYPES) - {"jpeg"}))
        raise ValidationError(_("不收這種檔案。可上傳：%(types)s。"), "type", {"types": kinds})
    if upload.size == 0:
        raise ValidationError(_("這個檔案是空的。"), "empty")
    if upload.size > settings.UPLOAD_MAX_BYTES:
        megabytes = settings.UPLOAD_MAX_BYTES // 1024**2
        raise ValidationError(_("檔案超過 %(most)s MB。"), "size", {"most": megabytes})
    if not _is_what_it_says(upload, extension):
        raise ValidationError(
            _("檔案內容與副檔名「%(extension)s」不符。"), "content", {"extension": extension}
        )
    return Checked(name, TYPES[extension], upload.size, _digest(upload))


def _name(given: str) -> str:
    """The last part of what the browser says, as one clean line; a name needs something before its dot."""
    bare = (given or "").replace("\\", "/").rpartition("/")[2]
    name = clean_text(bare).replace("\n", " ").replace("\t", " ")
    if not name.strip(".") or not name.rpartition(".")[0].strip(".") or len(name) > NAME_LENGTH:
        raise ValidationError(_("檔名不能使用，請改名後再上傳。"), "name")
    return name


def _is_what_it_says(upload, extension: str) -> bool:
    upload.seek(0)
    head = upload.read(2048)
    upload.seek(0)
    try:
        if extension in MAGIC:
            return head.startswith(MAGIC[extension]) and (extension == "pdf" or _is_image(upload))
        if extension in ("txt", "csv"):
            return _is_text(head)
        return head.startswith(b"PK\x03\x04") and _is_document(upload, extension)
    finally:
        upload.seek(0)


def _is_text(head: bytes) -> bool:
    if head.startswith(PROGRAMS) or head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        return False
    return b"\0" not in head or head.startswith(UTF_16)


def _is_image(upload) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is stricter
            with Image.open(upload, formats=("PNG", "JPEG")) as image:
                width, height = image.size
                image.verify()
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return False
    if width * height > PIXELS:
        raise _too_many_pixels()
    return True


def _too_many_pixels() -> ValidationError:
    return ValidationError(_("圖片超過 4,000 萬像素，請縮小後再上傳。"), "pixels")


def _is_document(upload, extension: str) -> bool:
    """The zip's table of contents tells a document; nothing is unpacked, macros are not taken."""
    try:
        with zipfile.ZipFile(upload) as archive:
            names = set(archive.namelist())
            if any(one.lower().endswith("vbaproject.bin") for one in names):
                raise ValidationError(_("檔案含有巨集，不能上傳。請另存為不含巨集的檔案。"), "macro")
            if extension in MAIN_PART:
                return MAIN_PART[extension] in names
            kind = archive.getinfo("mimetype")
            return kind.file_size < 200 and archive.read(kind).decode("ascii") == TYPES[extension]
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, RuntimeError):
        return False


def _digest(upload) -> str:
    upload.seek(0)
    digest = hashlib.file_digest(upload, "sha256").hexdigest()
    upload.seek(0)
    return digest


def store(upload) -> str:
    """Keep the file whole or not at all; gives its stored name."""
    root = Path(settings.PRIVATE_FILES_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_when_full(root)
    name = secrets.token_hex(16)
    half = root / f"{name}.part"
    try:
        with half.open("xb") as file:
            upload.seek(0)
            shutil.copyfileobj(upload, file)
            file.flush()
            os.fsync(file.fileno())
        half.rename(root / name)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    return name


def _refuse_when_full(root: Path) -> None:
    disk = shutil.disk_usage(root)
    if disk.free < settings.DISK_KEPT_FREE or disk.free < disk.total // 20:
        raise ValidationError(_("系統儲存空間不足，請洽系統管理者。您填的內容已保留。"), "disk")


def opened(attachment):
    """The stored file, open for reading bytes."""
    return Path(settings.PRIVATE_FILES_ROOT, attachment.stored_name).open("rb")


def serve(attachment) -> FileResponse:
    """The stored file as a download that no browser runs (RQ-E3). The caller has checked who asks."""
    path = Path(settings.PRIVATE_FILES_ROOT, attachment.stored_name)
    if not path.is_file():
        raise Http404(_("這個檔案在儲存區裡找不到，請洽系統管理者。"))
    response = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=attachment.original_name,
        content_type=attachment.content_type,
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
