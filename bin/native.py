"""Libraries and programs that are no Python packages: Pango for the PDF, what the tests open files with."""

import functools
import os
import shutil
import subprocess
import sys

from bin.console import QUIET, ROOT, is_root, say

NATIVE = ROOT / ".native"
PANGO = (
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libgobject-2.0.so.0",
)
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
TEST_PROGRAMS = {
    "chromium": ["chromium"],
    "libatomic.so.1": ["libatomic1"],  # of the driver of the browser
    "soffice": ["libreoffice-calc-nogui", "libreoffice-writer-nogui"],
    "pdftotext": ["poppler-utils"],
    "qpdf": ["qpdf"],
    "msgfmt": ["gettext"],
}
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{root}/.fonts</dir>
  <dir>{root}/.native/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{root}/.native/font-cache</cachedir>
</fontconfig>
"""


def has_apt() -> bool:
    return shutil.which("apt-get") is not None


@functools.cache
def _apt_update() -> None:
    subprocess.run(["apt-get", "update"], **QUIET)


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages as root."""
    say(f"Installing system packages: {' '.join(packages)}")
    _apt_update()
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    done = subprocess.run(install, env=env, **QUIET)
    if done.returncode:
        say(f"  not installed: {done.stderr.strip().splitlines()[-1:]}")
    return done.returncode == 0


def loads(libraries: tuple[str, ...], extra: dict | None = None) -> bool:
    """Can all be loaded? Asked in a process of its own, so that a broken library can't end this one."""
    probe = f"import ctypes\nfor one in {libraries!r}: ctypes.CDLL(one)"
    command = [sys.executable, "-c", probe]
    return subprocess.run(command, env=os.environ | (extra or {}), **QUIET).returncode == 0


def pdf_libraries() -> dict | None:
    """Pango: there, or installed as root, or unpacked into .native. The variables to set; None without it."""
    if not sys.platform.startswith("linux") or loads(PANGO):
        return {}
    if (unpacked := _unpacked()) and loads(PANGO, unpacked):
        return unpacked
    if has_apt() and is_root() and apt_install(list(PANGO_PACKAGES)) and loads(PANGO):
        return {}
    if has_apt() and shutil.which("dpkg-deb"):
        say("Unpacking the PDF's libraries into .native (needs no administrator rights)")
        _fetch_and_unpack()
        if (unpacked := _unpacked()) and loads(PANGO, unpacked):
            return unpacked
    say("The PDF's libraries are missing; everything but the PDF works. An administrator can type:")
    say(f"    sudo apt-get install {' '.join(PANGO_PACKAGES)}")
    return None


def _unpacked() -> dict:
    folders = sorted({str(file.parent) for file in NATIVE.rglob("lib*.so.*")})
    if not folders:
        return {}
    path = ":".join(filter(None, [*folders, os.environ.get("LD_LIBRARY_PATH")]))
    return {"LD_LIBRARY_PATH": path, "FONTCONFIG_FILE": str(NATIVE / "fonts.conf")}


def _fetch_and_unpack() -> None:
    """Debian's own packages and what they need, by package lists of our own: no root anywhere."""
    lists, cache, debs = NATIVE / "apt/lists", NATIVE / "apt/cache", NATIVE / "apt/debs"
    for folder in (lists / "partial", cache / "archives/partial", debs):
        folder.mkdir(parents=True, exist_ok=True)
    own = [f"Dir::State::Lists={lists}", f"Dir::Cache={cache}", "Debug::NoLocking=1", "APT::Sandbox::User="]
    apt = ["apt-get", *[word for option in own for word in ("-o", option)]]
    subprocess.run([*apt, "update"], **QUIET)
    simulate = [*apt, "install", "--simulate", "--no-install-recommends", *PANGO_PACKAGES]
    simulated = subprocess.run(simulate, **QUIET)
    needed = [line.split()[1] for line in simulated.stdout.splitlines() if line.startswith("Inst ")]
    subprocess.run([*apt, "download", *(needed or PANGO_PACKAGES)], cwd=debs, **QUIET)
    for package in sorted(debs.glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", str(package), str(NATIVE)], **QUIET)
    (NATIVE / "fonts.conf").write_text(FONTS_CONF.format(root=ROOT), encoding="utf-8")
    shutil.rmtree(NATIVE / "apt", ignore_errors=True)


def test_programs() -> None:
    """The browser, and the other programs that tests open our files with."""
    missing = {name: packages for name, packages in TEST_PROGRAMS.items() if not _found(name)}
    if is_root() and has_apt():
        missing = {name: packages for name, packages in missing.items() if not apt_install(packages)}
    if missing:
        say("Tests that need these programs are left out and say so. For all of them type:")
        wanted = [name for packages in missing.values() for name in packages]
        say(f"    sudo apt-get install {' '.join(wanted)}")


def _found(program: str) -> bool:
    if ".so." in program:
        return loads((program,))
    names = ("chromium", "chromium-browser", "google-chrome") if program == "chromium" else (program,)
    return any(shutil.which(name) for name in names)
