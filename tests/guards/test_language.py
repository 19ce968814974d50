"""Every word a reader sees is marked, and its English stands in the catalogue (architecture 7)."""

import os
import shutil
import subprocess
import sys

import polib
import pytest

from tests.guards.sources import ROOT, is_layer, modules, read, unmarked_prose, unmarked_strings

ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"


def test_every_chinese_string_in_python_is_marked():
    outside = [path for path in modules() if path.parts[0] != "demo" and not is_layer(path, "commands")]
    found = {str(path): unmarked_strings(read(path)) for path in outside}
    assert {path: strings for path, strings in found.items() if strings} == {}


def test_every_chinese_line_of_a_template_is_marked():
    found = {
        str(path.relative_to(ROOT)): unmarked_prose(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "templates").rglob("*.html"))
    }
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_planted_strings_are_caught():
    assert unmarked_strings('"""時數"""\nx = _("時數")\ny = "時數"\n') == [(3, "時數")]
    assert unmarked_prose('{% translate "時數" %}\n<p>時數</p>\n{# 時數 #}<a>伍二(一)1</a>') == ["時數"]


def test_the_english_catalogue_has_no_gap_and_no_guess():
    catalogue = polib.pofile(str(ENGLISH))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_the_compiled_catalogue_is_that_of_the_text():
    text = {(one.msgctxt, one.msgid): one.msgstr for one in polib.pofile(str(ENGLISH)) if not one.obsolete}
    compiled = {(one.msgctxt, one.msgid): one.msgstr for one in polib.mofile(str(ENGLISH.with_suffix(".mo")))}
    assert compiled == text


@pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed (apt-get install gettext)")
def test_the_catalogue_has_every_marked_text_and_no_other(tmp_path):
    copy = tmp_path / "project"
    unread = shutil.ignore_patterns(".*", "var", "tests", "demo", "docs", "static", "__pycache__")
    shutil.copytree(ROOT, copy, ignore=unread)
    (copy / "demo").symlink_to(ROOT / "demo")
    (copy / "static").mkdir()
    words = [
        sys.executable,
        "manage.py",
        "makemessages",
        "-l",
        "en",
        "--no-location",
        "--no-obsolete",
        "-i",
        "demo",
    ]
    env = os.environ | {"GMPLAN_VAR": str(tmp_path)}
    subprocess.run(words, cwd=copy, env=env, check=True, capture_output=True)
    found = polib.pofile(str(copy / ENGLISH.relative_to(ROOT)))
    assert {entry.msgid for entry in found} == {entry.msgid for entry in polib.pofile(str(ENGLISH))}
