"""``.env.example`` lists exactly the variables that the settings read."""

import re
from pathlib import Path

from bin.console import settings_of

ROOT = Path(__file__).resolve().parents[2]


def test_the_example_lists_every_variable_and_no_other():
    settings = (ROOT / "gmplan" / "settings.py").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    listed = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    assert listed == read


def test_the_example_holds_no_secret():
    assert settings_of({}, ROOT / ".env.example")["SECRET_KEY"] == ""


def test_the_environment_wins_over_the_file(tmp_path):
    file = tmp_path / ".env"
    file.write_text("# GMPLAN_VAR=/no\nexport GMPLAN_MODE='production'\nSITE_URL=https://a.example/?b=c\n\n")
    assert settings_of({"SITE_URL": "https://own.example"}, file) == {
        "GMPLAN_MODE": "production",
        "SITE_URL": "https://own.example",
    }


def test_without_a_file_the_environment_alone_counts(tmp_path):
    assert settings_of({"DEBUG": "0"}, tmp_path / ".env") == {"DEBUG": "0"}
