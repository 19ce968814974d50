"""What is installed: each package has its reason, and comes by its hash from nowhere in particular."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-font.txt")


def pinned(lock: str) -> dict[str, str]:
    """Package name → the whole of its entry: version, condition, hashes."""
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())
    return {entry.partition("==")[0].partition("[")[0].lower(): entry for entry in entries}


def name_of(requirement: str) -> str:
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock):
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_version_and_hashes(lock):
    assert [name for name, entry in pinned(lock).items() if "==" not in entry or "sha256:" not in entry] == []


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("requirements.txt", PROJECT["dependencies"]),
        ("requirements-dev.txt", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]),
    ],
)
def test_every_package_asked_for_is_locked(lock, asked):
    assert sorted({name_of(one) for one in asked} - set(pinned(lock))) == []


def test_the_tests_run_on_the_very_packages_that_are_served():
    def what(entry: str) -> str:
        return re.sub(
            r" ;[^\\]*", " ", entry
        )  # the condition may differ: a test package needs it elsewhere too

    tested = {name: what(entry) for name, entry in pinned("requirements-dev.txt").items()}
    served = {name: what(entry) for name, entry in pinned("requirements.txt").items()}
    assert {name for name, entry in served.items() if tested.get(name) != entry} == set()


def test_every_dependency_says_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    wishes = [line for line in lines if re.match(r'    "[\w.-]+(\[[\w,]+\])?[<>=]=?\d', line)]
    asked = len(PROJECT["dependencies"]) + len(PROJECT["optional-dependencies"]["test"])
    assert len(wishes) == asked
    assert [line.strip() for line in wishes if not re.search(r"# .{9,}", line)] == []
