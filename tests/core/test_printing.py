"""HTML is printed by a process that reads our own files only, keeps to its bounds and gives the same bytes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as real_settings
from pypdf import PdfReader

from core.printing import PrintFailed, child, glyphs, print_pdf
from tests.guards.sources import ROOT

PAGE = '<html lang="zh-Hant-TW"><title>頁</title><p>{}</p></html>'


@pytest.fixture(autouse=True)
def room(settings, tmp_path) -> Path:
    settings.PDF_ROOT = tmp_path / "pdf"
    return settings.PDF_ROOT


def render(html: str, folder: Path) -> subprocess.CompletedProcess:
    order = {
        "html": html,
        "fonts": str(real_settings.REPORT_FONT_DIR),
        "styles": [],
        "output": str(folder / "out.pdf"),
        "identifier": "test",
    }
    return subprocess.run(
        [sys.executable, "-m", "core.printing.render"],
        input=json.dumps(order),
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x.png",
        "file:///etc/hostname",
        "file://server/etc/hostname",
        "../manage.py",
    ],
)
def test_the_printing_process_fetches_nothing_but_its_own_files(address, tmp_path):
    done = render(f'<html lang="zh"><title>x</title><img alt="x" src="{address}"></html>', tmp_path)
    assert done.returncode != 0
    assert "FatalURLFetchingError" in done.stderr
    assert not (tmp_path / "out.pdf").exists()


def test_a_harmless_page_is_printed_by_the_same_process(tmp_path):
    done = render(PAGE.format("性別"), tmp_path)
    assert (done.returncode, (tmp_path / "out.pdf").exists()) == (0, True)


def test_the_child_gets_nothing_of_our_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "sesame")
    assert "sesame" not in json.dumps(child._environment(tmp_path))
    assert set(child._environment(tmp_path)) - set(os.environ) <= {
        "FONTCONFIG_FILE",
        "SOURCE_DATE_EPOCH",
        "PYTHONHASHSEED",
    }


def test_a_page_is_made_once_and_kept(room):
    first = print_pdf(PAGE.format("性別"), styles=[], lock="局")
    made = first.stat().st_mtime_ns
    again = print_pdf(PAGE.format("性別"), styles=[], lock="局")
    assert (again, again.stat().st_mtime_ns, len(list(room.glob("*.pdf")))) == (first, made, 1)


def test_another_style_is_another_page(tmp_path):
    style = tmp_path / "wide.css"
    style.write_text("@page { size: 300pt 200pt }", encoding="utf-8")
    plain = print_pdf(PAGE.format("性別"), styles=[], lock="局")
    wide = print_pdf(PAGE.format("性別"), styles=[style], lock="局")
    assert PdfReader(wide).pages[0].mediabox[2:] == [300, 200] != PdfReader(plain).pages[0].mediabox[2:]


def test_a_sign_that_the_face_lacks_is_named_and_replaced():
    assert glyphs.missing("性別𠮷平等") == ["𠮷"]
    assert glyphs.replaced("性別𠮷平等") == "性別〓平等"
    assert "〓野" in PdfReader(print_pdf(PAGE.format("𠮷野"), styles=[], lock="局")).pages[0].extract_text()


def test_without_fonts_the_officer_is_told_what_to_do(settings, tmp_path):
    settings.REPORT_FONT_DIR = tmp_path
    with pytest.raises(PrintFailed, match="字型"):
        print_pdf(PAGE.format("性別"), styles=[], lock="局")


def test_what_cannot_be_printed_is_said_and_leaves_nothing_behind(room):
    with pytest.raises(PrintFailed, match="系統管理者"):
        print_pdf('<title>x</title><img alt="x" src="https://example.org/x.png">', styles=[], lock="局")
    assert [one.suffix for one in room.iterdir()] == [".lock"]
