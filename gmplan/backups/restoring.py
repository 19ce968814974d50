"""A backup put in place of what is there, which is moved aside and not removed (RQ-I4, H171).

Everything is proven and unpacked before the first file is moved; what fails on the way is moved back.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from gmplan import serving
from gmplan.backups import archive, postgresql, sqlite
from gmplan.backups.making import FORM, HALF, to_disk
from organization import chain


class Refused(Exception):
    """Why nothing was restored, in the reader's words."""


@dataclass(frozen=True)
class Proven:
    """A whole backup that this release and this database can take."""

    source: Path
    manifest: dict
    members: dict[str, archive.Member]

    @property
    def size(self) -> int:
        return sum(one.size for one in self.members.values())


def prove(source: Path) -> Proven:
    """Every byte of the backup is as it was written, and it is one for us; Damaged or Refused says why not."""
    manifest, members = archive.read(source)
    if manifest["form"] > FORM:
        raise Refused(_("這個備份是較新版本的程式做的，請先更新程式。"))
    if manifest["vendor"] != connection.vendor:
        values = {"theirs": manifest["versions"]["database"], "ours": connection.display_name}
        raise Refused(_("這個備份是 %(theirs)s 的資料庫，本系統使用 %(ours)s，不能互相還原。") % values)
    known = MigrationLoader(None).disk_migrations
    apps = {app for app, _name in known}
    newer = [one for one in map(tuple, manifest["migrations"]) if one[0] in apps and one not in known]
    if newer:
        names = "、".join(".".join(one) for one in newer)
        raise Refused(_("這個備份的資料庫結構比程式新（%(names)s），請先更新程式。") % {"names": names})
    return Proven(source, manifest, members)


def restore(proven: Proven, *, name: str) -> list[str]:
    """Put it in place; where what was there before is now. ``name`` is that of the folder, or schema, that keeps it."""
    _refuse_without_room(proven)
    with _nobody_else(), ExitStack() as rooms:
        data, files = (
            Path(rooms.enter_context(tempfile.TemporaryDirectory(dir=one, prefix=HALF)))
            for one in (_data_folder(), _files_folder())
        )
        copy, store = data / "database", files / "files"
        archive.unpack(proven.source, proven.members[archive.DATABASE], copy)
        store.mkdir(mode=0o700)
        for one in proven.members.values():
            if one.name.startswith(archive.FILES):
                archive.unpack(proven.source, one, store / Path(one.name).name)
        to_disk(store)
        with _undone_when_it_fails() as moves:
            _exchange(proven, copy, store, name, moves)
        return moves.kept(name)


def _exchange(proven: Proven, copy: Path, store: Path, name: str, moves: "Moves") -> None:
    """The few moments in which neither the old nor the new is whole: a mark says so to whoever starts meanwhile."""
    if connection.vendor == "sqlite":
        if not sqlite.is_whole(copy) or _unlike(proven, sqlite.read(copy)):
            raise Refused(_("備份裡的資料庫與其清單不符。"))
        for old in sqlite.beside():
            moves.aside(old, name)
        moves.move(copy, sqlite.place())
    else:
        postgresql.put_back(copy, name)
        moves.schema = name
        if _unlike(proven, postgresql.read()):
            raise Refused(_("還原後的資料庫與備份的清單不符。"))
    moves.aside(Path(settings.PRIVATE_FILES_ROOT), name)
    moves.move(store, Path(settings.PRIVATE_FILES_ROOT))
    moves.aside(chain.heads_file(), name)
    chain.remember(proven.manifest["heads"])


def _unlike(proven: Proven, found: dict) -> bool:
    return any(found[one] != proven.manifest[one] for one in ("migrations", "rows", "heads", "editions"))


class Moves(list):
    """(from, to) of each file or folder that was moved, and the schema in which the old tables are."""

    schema = ""

    def move(self, old: Path, new: Path) -> None:
        old.rename(new)
        self.append((old, new))
        to_disk(new.parent)

    def aside(self, old: Path, name: str) -> None:
        if old.exists():
            kept = old.parent / name
            kept.mkdir(mode=0o700, exist_ok=True)
            self.move(old, kept / old.name)

    def kept(self, name: str) -> list[str]:
        """Where the old is now: folders, and the schema."""
        folders = sorted({str(new.parent) for _old, new in self if new.parent.name == name})
        return [*folders, *([f"schema {self.schema}"] if self.schema else [])]


@contextmanager
def _undone_when_it_fails() -> Iterator[Moves]:
    moves = Moves()
    serving.mark().touch(mode=0o600)
    try:
        yield moves
    except BaseException:
        connection.close()
        for old, new in reversed(moves):
            new.rename(old)
        if moves.schema:
            postgresql.take_back(moves.schema)
        raise
    finally:
        serving.mark().unlink()


@contextmanager
def _nobody_else() -> Iterator[None]:
    """Servers hold a lock; whoever else has the database open is asked of the database itself."""
    busy = Refused(_("資料庫正在使用中。請先停止伺服器和其他指令，再還原。"))
    connection.close()
    try:
        with serving.alone():
            if sqlite.is_in_use() if connection.vendor == "sqlite" else postgresql.others():
                raise busy
            yield
    except serving.Taken:
        raise busy from None


def _data_folder() -> Path:
    return sqlite.place().parent if connection.vendor == "sqlite" else settings.VAR_DIR


def _files_folder() -> Path:
    return Path(settings.PRIVATE_FILES_ROOT).parent


def _refuse_without_room(proven: Proven) -> None:
    for folder in {_data_folder(), _files_folder()}:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < proven.size:
            raise Refused(_("磁碟空間不足：還原需要 %(size)s MB。") % {"size": proven.size // 2**20 + 1})
