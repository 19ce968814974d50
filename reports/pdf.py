"""An edition as PDF: printed by a process of its own, kept by the digest of what is printed (RQ-F3 – F5, R-5 – R-7)."""

import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from reports import glyphs
from reports.annual import digest

try:
    import fcntl
except ImportError:  # a system without file locks prints twice at worst
    fcntl = None

logger = logging.getLogger(__name__)

SECONDS = 180
STYLE = Path(__file__).with_name("print.css")


class ReportFailed(Exception):
    """The PDF could not be made; the text tells the officer why and what to do."""


def page(edition: dict) -> str:
    """The HTML that is printed, always in the plan's own language."""
    with translation.override("zh-hant"):
        return render_to_string("reports/annual_print.html", {"edition": edition, "digest": digest(edition)})


def render(edition: dict) -> Path:
    """The PDF of ``edition``. The same edition, templates, style and faces give the same file, made once."""
    if glyphs.regular() is None:
        raise ReportFailed(_("找不到報告字型，請執行 ./run 或 ./test 產生字型後再試。"))
    html = glyphs.replaced(page(edition))
    printed = [
        html,
        STYLE.read_text(encoding="utf-8"),
        *(f"{one.name} {one.stat().st_size}" for one in _faces()),
    ]
    name = hashlib.sha256("\0".join(printed).encode()).hexdigest()
    path = settings.PDF_ROOT / f"{name}.pdf"
    settings.PDF_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(hashlib.sha256(edition["agency"].encode()).hexdigest()[:12]):
        if not path.exists():
            _print(html, path)
    return path


def _faces() -> list[Path]:
    return sorted(settings.REPORT_FONT_DIR.glob("*.ttf"))


@contextmanager
def _alone(name: str):
    """One printing at a time for each agency; whoever clicks again waits for it and finds it done."""
    with (settings.PDF_ROOT / f"{name}.lock").open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _print(html: str, path: Path) -> None:
    """Let a child print into a room beside ``path``, then put the file in its place at once."""
    with tempfile.TemporaryDirectory(dir=path.parent) as room:
        output = Path(room, "report.pdf")
        order = {
            "html": html,
            "fonts": str(settings.REPORT_FONT_DIR),
            "style": str(STYLE),
            "output": str(output),
            "identifier": path.stem,
        }
        answer = _child(order, Path(room))
        if answer.get("problem") == "library":
            logger.error("report not printed: %s", answer["detail"])
            raise ReportFailed(
                _(
                    "缺少產生 PDF 的系統程式庫，請系統管理者安裝 "
                    "libpango-1.0-0、libpangoft2-1.0-0、libharfbuzz-subset0。"
                )
            )
        output.replace(path)


def _child(order: dict, room: Path) -> dict:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reports.render"],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd=settings.BASE_DIR,
            env=_environment(Path(order["fonts"]), room),
            check=False,
        )
    except subprocess.TimeoutExpired:
        logger.error("report not printed within %s seconds", SECONDS)
        raise ReportFailed(_("產生 PDF 超過 3 分鐘，已停止。請稍後再試，或洽系統管理者。")) from None
    if done.returncode:
        logger.error("report not printed: %s", done.stderr[-2000:])
        raise ReportFailed(_("產生 PDF 失敗，請洽系統管理者。"))
    return json.loads(done.stdout.splitlines()[-1])


def _environment(fonts: Path, room: Path) -> dict:
    """Only our fonts are seen, so that an installed one never hides a missing glyph; no wall clock gets in."""
    config = room / "fonts.conf"
    config.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{fonts}</dir>'
        f"<cachedir>{room}/fonts</cachedir></fontconfig>"
    )
    kept = {
        name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG", "HOME") if name in os.environ
    }
    return kept | {"FONTCONFIG_FILE": str(config), "SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0"}
