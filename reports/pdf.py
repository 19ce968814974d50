"""An edition as PDF: printed by a process of its own, kept by the edition's digest (RQ-F3 – F5, R-5 – R-7)."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from reports.annual import digest

SECONDS = 180
STYLE = Path(settings.BASE_DIR, "static", "css", "report.css")


class ReportFailed(Exception):
    """The PDF could not be made; the text tells the officer why and what to do."""


@dataclass(frozen=True)
class Printed:
    """A PDF file, and the characters of it that its face has no glyph for."""

    path: Path
    missing: tuple[str, ...] = ()


def render(edition: dict) -> Printed:
    """The PDF of ``edition``. The same edition, templates and style give the same file, made once."""
    with translation.override("zh-hant"):
        html = render_to_string("reports/annual_print.html", {"edition": edition, "digest": digest(edition)})
    name = digest({"html": html, "style": STYLE.read_text(encoding="utf-8"), "font": settings.REPORT_FONT})
    path = settings.PDF_ROOT / f"{name}.pdf"
    note = path.with_suffix(".json")
    if not (path.exists() and note.exists()):
        settings.PDF_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
        answer = _print(html, path, name)
        note.write_text(json.dumps(answer))
    return Printed(path, tuple(json.loads(note.read_text())["missing"]))


def _print(html: str, path: Path, identifier: str) -> dict:
    """Let a child print into a file beside ``path``, then put it in its place at once."""
    fonts = settings.REPORT_FONT_DIR
    if not list(fonts.glob("*-Regular.ttf")):
        raise ReportFailed(_("找不到報告字型，請執行 ./run 或 ./test 產生字型後再試。"))
    with tempfile.TemporaryDirectory(dir=path.parent) as room:
        output = Path(room, "report.pdf")
        order = {
            "html": html,
            "fonts": str(fonts),
            "style": str(STYLE),
            "output": str(output),
            "identifier": identifier,
        }
        answer = _child(order, Path(room))
        if answer.get("problem") == "library":
            raise ReportFailed(
                _("缺少產生 PDF 的系統程式庫，請系統管理者安裝 libpango-1.0-0、libpangoft2-1.0-0、libharfbuzz-subset0。")
            )
        output.replace(path)
    return answer


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
        raise ReportFailed(_("產生 PDF 超過 3 分鐘，已停止。請稍後再試，或洽系統管理者。")) from None
    if done.returncode:
        raise ReportFailed(_("產生 PDF 失敗，請洽系統管理者。")) from RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def _environment(fonts: Path, room: Path) -> dict:
    """Only our fonts are seen, so that an installed one never hides a missing glyph; no wall clock gets in."""
    config = room / "fonts.conf"
    config.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{fonts}</dir>'
        f"<cachedir>{fonts}/.cache</cachedir></fontconfig>"
    )
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG", "HOME") if name in os.environ}
    return kept | {"FONTCONFIG_FILE": str(config), "SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0"}
