"""The environment is made once, and again when a lock file or the Python changed."""

import pytest

from bin import packages
from bin.console import Stuck

LOCK = "requirements.txt"


@pytest.fixture
def folder(tmp_path):
    """An environment as ``./run`` left it, with a Python that does nothing."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    (tmp_path / "pyvenv.cfg").write_text("version = 3.11.2\n")
    (tmp_path / f"{LOCK}.stamp").write_text(packages._fingerprint(tmp_path, LOCK))
    return tmp_path


def test_nothing_is_installed_while_the_stamp_holds(folder, capsys):
    assert packages.environment(LOCK, folder) == str(folder / "bin" / "python")
    assert capsys.readouterr().out == ""


def test_the_stamp_changes_with_the_python(folder):
    before = packages._fingerprint(folder, LOCK)
    (folder / "pyvenv.cfg").write_text("version = 3.13.5\n")
    assert packages._fingerprint(folder, LOCK) != before


def test_the_stamp_changes_with_the_lock(folder):
    assert packages._fingerprint(folder, LOCK) != packages._fingerprint(folder, packages.TEST)


def test_a_python_without_pip_is_no_environment(folder):
    assert not packages._works(folder / "bin" / "python")


def test_an_installation_that_fails_tells_the_way_without_network(folder):
    with pytest.raises(Stuck, match=r"PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels ./run"):
        packages._install(folder / "bin" / "python", LOCK)
