"""The steps of the set-up: environment, native libraries, fonts, programs of the tests, port."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("GMPLAN_VAR", ROOT / "var"))
NATIVE = ROOT / ".native"
FONTS = ROOT / ".fonts"

PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1")
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
TEST_PACKAGES = {
    "chromium": "chromium",
    "soffice": "libreoffice-calc-nogui libreoffice-writer-nogui",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "msgfmt": "gettext",
}
FONT_SOURCE = "NotoSansTC[wght].ttf"
WEIGHTS = {"Regular": 400, "Bold": 700}


class Stuck(Exception):
    """The set-up can't go on; the text says what is missing and what to type."""


def say(text: str) -> None:
    print(text, flush=True)


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def has_apt() -> bool:
    return shutil.which("apt-get") is not None


def call(what: str, command: list[str], env: dict, *, quiet: bool = True, may_fail: bool = False) -> bool:
    """Run a step; its output is shown when it fails (or when it isn't quiet)."""
    say(what)
    done = subprocess.run(
        command, cwd=ROOT, env=env, text=True, capture_output=quiet, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode and not may_fail:
        raise Stuck(f"{what} failed.\n{(done.stderr or '')[-3000:] if quiet else ''}")
    if done.returncode:
        say(f"  not done: {(done.stderr or '').strip().splitlines()[-1:]}")
    return done.returncode == 0


# -- Python packages ---------------------------------------------------------------------------------------


def environment(lock: str, folder: Path) -> str:
    """The virtual environment with exactly the locked packages; gives its Python."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / f".stamp-{lock}"
    wanted = _fingerprint(ROOT / lock)
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return str(python)
    if not python.exists():
        say("Making the virtual environment")
        _make_environment(folder)
    say(f"Installing the locked packages ({lock})")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
    for file, more in ((lock, []), ("requirements-font.txt", ["--no-deps"])):
        done = subprocess.run(
            [*pip, "--require-hashes", *more, "-r", file], cwd=ROOT, stdin=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            raise Stuck(
                "the packages could not be installed (see pip's message above). Without a network: fetch them "
                "elsewhere with 'pip download -r requirements.txt -d wheels/' and set "
                "PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels."
            )
    stamp.write_text(wanted)
    return str(python)


def _fingerprint(*files: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _make_environment(folder: Path) -> None:
    make = [sys.executable, "-m", "venv", str(folder)]
    if subprocess.run(make, capture_output=True, check=False).returncode == 0:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if is_root() and has_apt():
        apt_install([package])
        if subprocess.run([*make, "--clear"], check=False).returncode == 0:
            return
    raise Stuck(f"Python's venv module is missing. Type:\n    sudo apt-get install {package}")


# -- System packages ---------------------------------------------------------------------------------------


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages as root."""
    say(f"Installing system packages: {' '.join(packages)}")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    quiet = {"env": env, "stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "check": False}
    subprocess.run(["apt-get", "update", "-qq"], **quiet)
    return subprocess.run(install, **quiet).returncode == 0


def loads(libraries: tuple[str, ...], extra: dict | None = None) -> bool:
    """Can all the libraries be loaded? Asked in a process of its own, a broken one can't harm us."""
    probe = f"import ctypes\nfor one in {libraries!r}: ctypes.CDLL(one)"
    env = os.environ | (extra or {})
    return subprocess.run([sys.executable, "-c", probe], env=env, capture_output=True, check=False).returncode == 0


def native_libraries() -> dict:
    """Pango for the PDF: there already, installed as root, or unpacked into .native. Gives variables to set."""
    if not sys.platform.startswith("linux") or loads(PANGO):
        return {}
    unpacked = _unpacked()
    if unpacked and loads(PANGO, unpacked):
        return unpacked
    if has_apt() and is_root() and apt_install(list(PANGO_PACKAGES)) and loads(PANGO):
        return {}
    if has_apt() and shutil.which("dpkg-deb"):
        say("Unpacking the PDF's libraries into .native (no administrator rights needed)")
        _fetch_and_unpack()
        unpacked = _unpacked()
        if unpacked and loads(PANGO, unpacked):
            return unpacked
    say("The PDF's libraries are missing; everything but the PDF works. An administrator can type:")
    say(f"    sudo apt-get install {' '.join(PANGO_PACKAGES)}")
    return {"GMPLAN_NO_PDF": "1"}


def _unpacked() -> dict:
    folders = sorted({str(file.parent) for file in NATIVE.rglob("lib*.so.*")})
    if not folders:
        return {}
    known = [os.environ["LD_LIBRARY_PATH"]] if os.environ.get("LD_LIBRARY_PATH") else []
    return {"LD_LIBRARY_PATH": ":".join([*folders, *known])}


def _fetch_and_unpack() -> None:
    """Debian's own packages and what they need, with package lists of our own: no root anywhere."""
    state, cache = NATIVE / "apt" / "state", NATIVE / "apt" / "cache"
    for folder in (state / "lists" / "partial", cache / "archives" / "partial", NATIVE / "debs"):
        folder.mkdir(parents=True, exist_ok=True)
    private = [
        "-o", f"Dir::State::Lists={state / 'lists'}", "-o", f"Dir::Cache={cache}",
        "-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=",
    ]  # fmt: skip
    quiet = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "check": False}
    subprocess.run(["apt-get", *private, "update"], **quiet)
    plan = subprocess.run(
        ["apt-get", *private, "install", "--simulate", "--no-install-recommends", *PANGO_PACKAGES], **quiet
    )
    packages = [line.split()[1] for line in plan.stdout.splitlines() if line.startswith("Inst ")]
    subprocess.run(["apt-get", *private, "download", *(packages or PANGO_PACKAGES)], cwd=NATIVE / "debs", **quiet)
    for package in sorted((NATIVE / "debs").glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", str(package), str(NATIVE)], **quiet)


def test_programs() -> None:
    """The other programs that tests open files with, and the browser."""
    missing = [packages for program, packages in TEST_PACKAGES.items() if not shutil.which(program)]
    if missing and is_root() and has_apt():
        for packages in missing:
            apt_install(packages.split())
    elif missing:
        say("Some tests will be left out, with the reason. For all of them type:")
        say(f"    sudo apt-get install {' '.join(missing)}")


# -- Fonts -------------------------------------------------------------------------------------------------


def fonts(python: str) -> None:
    """The report's two faces, made once from the packaged variable font: static TrueType, all its glyphs."""
    wanted = {name: FONTS / f"NotoSansTC-{name}.ttf" for name in WEIGHTS}
    if all(file.exists() for file in wanted.values()):
        return
    say("Making the report's fonts (once, about half a minute)")
    FONTS.mkdir(exist_ok=True)
    making = [
        subprocess.Popen([python, str(ROOT / "bin" / "font.py"), FONT_SOURCE, str(weight), str(wanted[name])])
        for name, weight in WEIGHTS.items()
    ]
    if any([one.wait() for one in making]):
        raise Stuck("the report's fonts could not be made; see the message above.")


# -- Port --------------------------------------------------------------------------------------------------


def free_port(host: str, port: int) -> int:
    """``port``, or the next free one (said so); 0 takes any."""
    for candidate in range(port, port + 50) if port else [0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            found = probe.getsockname()[1]
            if found != port and port:
                say(f"Port {port} is taken; using {found}.")
            return found
    raise Stuck(f"no free port from {port} to {port + 49}. Choose one with --port.")
