"""One file with all that an installation is, made while people work (RQ-I1, I2).

The database first, the files after: a file is never changed nor removed, so each row of the copy has its file.
"""

import datetime
import json
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

from core.contract import canonical
from gmplan.backups import archive, postgresql, sqlite

FORM = 1
HALF = ".gmplan-half-"
"""How a folder of unfinished work begins: nothing that could be taken for a backup."""


def backup(target: Path, *, at: datetime.datetime) -> Path:
    """Write the backup to the file ``target``, or into the folder, under a name of its moment. Whole or not at all."""
    if target.is_dir():
        target = target / f"gmplan-backup-{at.astimezone():%Y-%m-%d-%H%M%S}.tar"
    if target.exists():
        raise FileExistsError(f"{target} is there already")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=HALF) as room:
        half = Path(room, "half")
        copy = Path(room, "copy")
        known = (sqlite if connection.vendor == "sqlite" else postgresql).copy(copy)
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            files = [archive.write_file(out, archive.DATABASE, copy)]
            copy.unlink()
            files += [archive.write_file(out, f"{archive.FILES}{one.name}", one) for one in private_files()]
            about = {"form": FORM, "at": at.isoformat(), "vendor": connection.vendor}
            archive.write_manifest(out, about | known | {"files": files})
            out.flush()
            os.fsync(out.fileno())
        half.replace(target)
    to_disk(target.parent)
    _remember(target, at)
    return target


def private_files() -> list[Path]:
    """What people put in, in a fixed order; without what is just being written."""
    root = Path(settings.PRIVATE_FILES_ROOT)
    found = root.iterdir() if root.exists() else []
    return sorted(one for one in found if one.is_file() and one.suffix != ".part")


def to_disk(folder: Path) -> None:
    """A new name lasts only once its folder is on the disk."""
    if os.name != "nt":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def last_file() -> Path:
    return settings.VAR_DIR / "last-backup.json"


def _remember(target: Path, at: datetime.datetime) -> None:
    """For ``doctor``, which tells when the last one is too old."""
    said = {"at": at.isoformat(), "name": target.name, "size": target.stat().st_size}
    half = last_file().with_suffix(".part")
    half.write_text(canonical(said), encoding="utf-8")
    half.replace(last_file())


def last() -> dict | None:
    """When the last good backup was made, and what it is called."""
    try:
        return json.loads(last_file().read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
