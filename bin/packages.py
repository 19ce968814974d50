"""The Python packages: a virtual environment with exactly what the lock files name."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from bin.console import QUIET, ROOT, Stuck, is_root, say
from bin.native import apt_install, has_apt

RUN, TEST, FONT = "requirements.txt", "requirements-dev.txt", "requirements-font.txt"


def environment(lock: str, folder: Path) -> str:
    """The environment with the packages of ``lock``; gives its Python. No work when the stamp holds."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists() and _stamp(folder, lock) == _fingerprint(folder, lock):
        return str(python)
    if not _works(python):
        say("Making the virtual environment .venv")
        _make(folder)
    say(f"Installing the packages of {lock} (half a minute, once)")
    _install(python, lock)
    for held in (RUN, TEST) if lock == TEST else (RUN,):  # the test lock holds all of the other's packages
        (folder / f"{held}.stamp").write_text(_fingerprint(folder, held))
    return str(python)


def _stamp(folder: Path, lock: str) -> str:
    file = folder / f"{lock}.stamp"
    return file.read_text() if file.exists() else ""


def _fingerprint(folder: Path, lock: str) -> str:
    """Changes with the lock files, with the Python, and when the folder was moved or copied."""
    digest = hashlib.sha256(str(folder).encode())
    for file in (folder / "pyvenv.cfg", ROOT / lock, ROOT / FONT):
        digest.update(file.read_bytes() if file.exists() else b"")
    return digest.hexdigest()


def _works(python: Path) -> bool:
    """Is there a Python with pip? Without ensurepip, or once the system's Python is gone, there is none."""
    return python.exists() and subprocess.run([python, "-m", "pip", "--version"], **QUIET).returncode == 0


def _make(folder: Path) -> None:
    make = [sys.executable, "-m", "venv", "--clear", str(folder)]
    if subprocess.run(make, **QUIET).returncode == 0:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if is_root() and has_apt() and apt_install([package]) and subprocess.run(make, **QUIET).returncode == 0:
        return
    shutil.rmtree(folder, ignore_errors=True)
    if has_apt():
        raise Stuck(f"Python's venv module is missing. Type:\n    sudo apt-get install {package}")
    raise Stuck(f"{sys.executable} has no venv module, or no ensurepip; install them for it.")


def _install(python: Path, lock: str) -> None:
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--only-binary", ":all:", "--require-hashes"]
    for file, more in ((lock, []), (FONT, ["--no-deps"])):
        command = [*pip, *more, "-r", file]
        if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
            raise Stuck(
                "the packages could not be installed; pip's message is above. On a machine without network, "
                f"fetch them elsewhere:\n    pip download --only-binary :all: -r {lock} -d wheels\n"
                f"    pip download --no-deps -r {FONT} -d wheels\n"
                "bring the folder here and type:\n    PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels ./run"
            )
