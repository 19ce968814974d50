"""Who may import whom: the ranks of pyproject.toml, on the project itself and on a planted violation of each kind."""

import shutil
import subprocess
import sysconfig
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sysconfig.get_path("scripts")) / "lint-imports"
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "root_packages"
]


def lint(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_every_import_goes_to_a_lower_rank():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[done.stdout.find("Contracts") :] + done.stderr


@pytest.fixture
def toy(tmp_path):
    """A project of empty packages under the same contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        folder = tmp_path / package
        folder.mkdir()
        for module in ("__init__", "models", "chapter", "compliance"):
            (folder / f"{module}.py").write_text("")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("plan/models.py", "import training.models"),
        ("training/models.py", "from statistics_app import models"),
        ("measures/chapter.py", "import impact_assessment.models"),
        ("core/models.py", "import organization.models"),
        ("reports/models.py", "from training.models import Hours"),
        ("reports/models.py", "import committee.compliance"),
    ],
    ids=[
        "upward",
        "sibling",
        "other siblings",
        "from the ground up",
        "reports into models",
        "reports into compliance",
    ],
)
def test_a_planted_import_against_the_ranks_is_refused(toy, file, line):
    assert lint(toy).returncode == 0
    (toy / file).write_text(f"{line}\n")
    done = lint(toy)
    assert (done.returncode, "BROKEN" in done.stdout) == (1, True)


def test_reports_may_see_a_chapters_chapter_module(toy):
    (toy / "reports" / "models.py").write_text("import training.chapter\n")
    assert lint(toy).returncode == 0
