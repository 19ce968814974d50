"""HTML as PDF: printed by a process of its own, kept by the digest of what is printed (RQ-F3 – F5, R-5 – R-7)."""

import dataclasses
import hashlib
import json
import logging
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from core.printing import child, glyphs

try:
    import fcntl
except ImportError:  # a system without file locks prints twice at worst
    fcntl = None

logger = logging.getLogger(__name__)

SECONDS = 180


class PrintFailed(Exception):
    """The PDF could not be made; the text tells the officer why and what to do."""


@dataclass(frozen=True)
class Attached:
    """A file that a PDF carries as its data."""

    name: str
    content: str
    description: str


def print_pdf(
    html: str,
    *,
    styles: list[Path],
    lock: str,
    attached: tuple[Attached, ...] = (),
    seconds: int = SECONDS,
) -> Path:
    """The PDF of ``html``. The same HTML, styles, attachments and faces give the same file, made once.

    Whoever asks with the same ``lock`` while it is printed waits for it and finds it done.
    """
    if glyphs.regular() is None:
        raise PrintFailed(_("找不到報告字型，請執行 ./run 或 ./test 產生字型後再試。"))
    html = glyphs.replaced(html)
    sheets = [one.read_text(encoding="utf-8") for one in styles]
    carried = [dataclasses.asdict(one) for one in attached]
    path = kept("\0".join([html, *sheets, *faces(), *(json.dumps(one) for one in carried)]))
    with alone(lock):
        if not path.exists():
            try:
                _print(html, sheets, carried, path, _progress(lock), seconds)
            finally:
                _progress(lock).unlink(missing_ok=True)
    return path


def progress(lock: str) -> tuple[int, int] | None:
    """How far that which is printed under ``lock`` is: the step of seven, the page; None while nothing is."""
    try:
        step, page = _progress(lock).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return int(step), int(page)


def _progress(lock: str) -> Path:
    return settings.PDF_ROOT / f"{_short(lock)}.progress"


def _short(lock: str) -> str:
    return hashlib.sha256(lock.encode()).hexdigest()[:12]


def faces() -> list[str]:
    """Name and size of each face: another face gives another file."""
    return [f"{one.name} {one.stat().st_size}" for one in sorted(settings.REPORT_FONT_DIR.glob("*.ttf"))]


def kept(content: str) -> Path:
    """Where the PDF of ``content`` is kept."""
    settings.PDF_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.PDF_ROOT / f"{hashlib.sha256(content.encode()).hexdigest()}.pdf"


@contextmanager
def alone(lock: str):
    """One at a time for each ``lock``."""
    with (settings.PDF_ROOT / f"{_short(lock)}.lock").open("w") as file:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _print(
    html: str, sheets: list[str], attached: list[dict], path: Path, progress: Path, seconds: int
) -> None:
    """Let a child print into a room beside ``path``, then put the file in its place at once."""
    with tempfile.TemporaryDirectory(dir=path.parent) as room:
        output = Path(room, "printed.pdf")
        order = {
            "html": html,
            "fonts": str(settings.REPORT_FONT_DIR),
            "styles": sheets,
            "attached": attached,
            "progress": str(progress),
            "output": str(output),
            "identifier": path.stem,
        }
        answer = _child(order, Path(room), seconds)
        if answer["problem"] == "library":
            logger.error("not printed: %s", answer["detail"])
            raise PrintFailed(
                _(
                    "缺少產生 PDF 的系統程式庫，請系統管理者安裝 "
                    "libpango-1.0-0、libpangoft2-1.0-0、libharfbuzz-subset0。"
                )
            )
        output.replace(path)


def _child(order: dict, room: Path, seconds: int) -> dict:
    try:
        return child.run("core.printing.render", order, room=room, seconds=seconds)
    except child.ChildFailed as failure:
        if failure.in_time:
            raise PrintFailed(_("產生 PDF 失敗，請洽系統管理者。")) from None
        said = _("產生 PDF 超過 %(minutes)s 分鐘，已停止。請稍後再試，或洽系統管理者。")
        raise PrintFailed(said % {"minutes": seconds // 60}) from None
