"""``./run`` and ``./test`` as they are typed: help, refusals, steps."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bin import bootstrap

ROOT = Path(__file__).resolve().parents[2]


def typed(*words: str, **variables: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        words, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True, check=False
    )


def test_help_names_every_option_and_the_way_to_production():
    done = typed("./run", "--help")
    assert done.returncode == 0
    for word in ("--port", "--host", "--no-demo", "--no-serve", "GMPLAN_MODE=production", ".env.example"):
        assert word in done.stdout


def test_a_production_installation_gets_no_demonstration():
    done = typed("./run", "--no-serve", GMPLAN_MODE="production")
    assert done.returncode == 1
    assert done.stderr == (
        "\nCan't go on: a production installation takes no demonstration. Type:\n    ./run --no-demo\n"
    )


def test_without_a_python_it_says_which_package_to_install(tmp_path):
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    done = typed("/bin/sh", "./run", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "sudo apt-get install python3 python3-venv" in done.stderr


def steps(*typed: str, production: bool = False, with_pdf: bool = True) -> list[str]:
    options = bootstrap._options([*typed])
    return [words[0] for words in bootstrap._steps(options, production, with_pdf)]


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        (["migrate", "demo", "annual_report"], steps()),
        (["migrate", "demo"], steps(with_pdf=False)),
        (["migrate"], steps("--no-demo")),
        (["migrate", "collectstatic"], steps("--no-demo", production=True)),
    ],
)
def test_the_steps_follow_the_options(expected, found):
    assert found == expected


def test_the_set_up_needs_the_standard_library_alone():
    """It runs before anything is installed."""
    done = typed(sys.executable, "-I", "-S", "bin/bootstrap.py", "run", "--help")
    assert done.returncode == 0, done.stderr


def test_the_tests_touch_no_database_of_a_dot_env_file():
    settings = bootstrap._test_settings()
    assert settings["DATABASE_URL"] == f"sqlite:///{ROOT / 'var' / 'test' / 'gmplan.sqlite3'}"
    assert settings["GMPLAN_DEMO_DAY"] == ""
