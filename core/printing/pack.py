"""The papers of a meeting as one PDF: our own cover, what was attached, and one count of pages over all of it."""

import base64
import hashlib
import tempfile
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from pypdf import PdfReader

from core.printing import child
from core.printing.document import STYLE, UNNUMBERED, Document, Para, as_pdf
from core.printing.pdf import PrintFailed, alone, faces, kept, print_pdf

NUMBERS = Path(__file__).with_name("numbers.css")
SECONDS_A_PAPER = 30
SECONDS = 180
PICTURES = ("image/png", "image/jpeg")


def make_pack(cover: Path, papers: list[tuple[str, Path, str]], *, lock: str) -> Path:
    """``cover``, printed without numbers, and behind it each paper: its title, its file, its content type.

    A paper that can't be put in gets a page that says so. The same papers give the same file, made once.
    """
    with override("zh-hant"):
        parts = [(title, _printed(title, file, kind, lock)) for title, file, kind in papers]
        files = [_digest(file) for file in (cover, NUMBERS, *(file for _title, file in parts))]
        path = kept("\0".join([*files, *(title for title, _file in parts), *faces()]))
        with alone(f"{lock} pack"):
            if not path.exists():
                with tempfile.TemporaryDirectory(dir=path.parent) as room:
                    _bind(cover, parts, Path(room), lock).replace(path)
    return path


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _printed(title: str, file: Path, kind: str, lock: str) -> Path:
    """The paper as PDF: itself, or what we print of it."""
    if not file.is_file():
        return _unreadable(title, lock)
    if kind == "application/pdf":
        return file
    if kind not in PICTURES:
        return _notice(title, _("此附件為其他格式，另附檔案。"), lock)
    data = f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"
    try:
        html = render_to_string("print/picture.html", {"title": title, "data": data})
        return print_pdf(html, styles=[STYLE, UNNUMBERED], lock=lock)
    except PrintFailed:
        return _unreadable(title, lock)


def _unreadable(title: str, lock: str) -> Path:
    return _notice(title, _("這個附件無法併入，請另行開啟。"), lock)


def _notice(title: str, words: str, lock: str) -> Path:
    return as_pdf(Document(title, blocks=(Para(words),)), lock, numbered=False)


def _bind(cover: Path, parts: list[tuple[str, Path]], room: Path, lock: str) -> Path:
    count, copies = len(PdfReader(cover).pages), []
    for number, (title, file) in enumerate(parts):
        copy = room / f"{number}.pdf"
        try:
            count += _copy(file, copy, room)
        except child.ChildFailed:
            count += _copy(_unreadable(title, lock), copy, room)
        copies.append({"title": title, "file": str(copy)})
    numbers = print_pdf(
        render_to_string("print/numbers.html", {"pages": range(count)}), styles=[NUMBERS], lock=lock
    )
    output = room / "pack.pdf"
    order = {"cover": str(cover), "parts": copies, "numbers": str(numbers), "output": str(output)}
    try:
        child.run("core.printing.merge", order, room=room, seconds=SECONDS)
    except child.ChildFailed:
        raise PrintFailed(_("產生 PDF 失敗，請洽系統管理者。")) from None
    return output


def _copy(file: Path, copy: Path, room: Path) -> int:
    """How many pages the copy has."""
    order = {"file": str(file), "output": str(copy)}
    return child.run("core.printing.attach", order, room=room, seconds=SECONDS_A_PAPER)["pages"]
