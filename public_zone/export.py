"""The zone as a folder of files for the agency's own web host (W-5).

The same publications give the same bytes. The folder is written beside the old one and takes its place when it is
whole, so that whoever stops it half way finds the old one.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from core.files import opened
from public_zone import catalogue, pages
from public_zone.downloads import downloads_of, files_of
from public_zone.zone import Zone

MARK = ".public-zone"
"""The file by which an earlier export is known; it holds the agency's code."""
INDEX = "index.html"
ASSETS = "static/"
STYLES = re.compile(r'url\(["\']?([^"\')]+)["\']?\)')


class NotOurs(Exception):
    """The folder holds something else than an earlier export of this agency."""


def export(zone: Zone, folder: Path, base: str = "") -> int:
    """Write the zone to ``folder``; gives the number of files. ``base`` is the address it will have, if known."""
    folder = folder.resolve()
    old = folder.with_name(f".{folder.name}.old")
    _set_right(folder, old)
    _refuse(zone, folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        new.chmod(0o755)
        count = _write(zone, new, base)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        _set_right(folder, old)
    return count


def _set_right(folder: Path, old: Path) -> None:
    """Between two renames there is a moment without a folder: whoever was stopped there gets the old one back."""
    if old.exists() and folder.exists():
        shutil.rmtree(old)
    elif old.exists():
        old.rename(folder)


def _refuse(zone: Zone, folder: Path) -> None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    mark = folder / MARK
    if not mark.is_file() or mark.read_text(encoding="utf-8") != zone.agency.code:
        raise NotOurs(folder)


def _write(zone: Zone, folder: Path, base: str) -> int:
    count, assets = 0, set()
    for name, body in contents(zone, base):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".html":
            body = _with_assets(body, name, assets)
        file.write_bytes(body)
        count += 1
    for name in sorted(_and_what_they_ask_for(assets)):
        file = folder / ASSETS / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_asset(name))
        count += 1
    (folder / MARK).write_text(zone.agency.code, encoding="utf-8")
    os.sync()
    return count


def contents(zone: Zone, base: str) -> Iterable[tuple[str, bytes]]:
    """(path, bytes) of every page and file."""
    yield INDEX, pages.home(zone).encode()
    yield f"sitemap/{INDEX}", pages.sitemap(zone).encode()
    yield "catalog.jsonld", catalogue.dcat(zone, base)
    yield "datasets.json", catalogue.portal(zone, base)
    for kind, rows in zone.kinds:
        yield f"{kind}/{INDEX}", pages.listing(zone, kind).encode()
        for one in rows:
            files = files_of(one)
            yield f"{kind}/{one.key}/{INDEX}", pages.piece(zone, one, files).encode()
            for download in downloads_of(one, files):
                yield f"{kind}/{download.name}", _body(download)


def _body(download) -> bytes:
    if download.attachment is None:
        return download.body()
    with opened(download.attachment) as file:
        return file.read()


def _with_assets(body: bytes, name: str, assets: set[str]) -> bytes:
    """The page with its style sheets beside it, and their names noted."""
    root = "../" * (len(PurePosixPath(name).parts) - 1)
    asked = re.compile(rf'"{re.escape(settings.STATIC_URL)}([^"]+)"')

    def moved(found: re.Match) -> str:
        assets.add(found[1])
        return f'"{root}{ASSETS}{found[1]}"'

    return asked.sub(moved, body.decode()).encode()


def _and_what_they_ask_for(assets: set[str]) -> set[str]:
    """With the style sheets and pictures that a style sheet asks for."""
    found, waiting = set(), set(assets)
    while waiting:
        name = waiting.pop()
        found.add(name)
        if name.endswith(".css"):
            for asked in STYLES.findall(_asset(name).decode()):
                if not asked.startswith(("data:", "#")):
                    path = os.path.normpath(PurePosixPath(name).parent / asked.partition("#")[0])
                    waiting |= {PurePosixPath(path).as_posix()} - found
    return found


def _asset(name: str) -> bytes:
    """From where the site itself takes it: collected in production, else the source folders."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return file.read()
    return Path(finders.find(name)).read_bytes()
