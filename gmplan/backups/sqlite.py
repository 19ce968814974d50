"""A SQLite database copied while others write, and put back (RQ-I1, I4)."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from gmplan.backups.facts import facts, sqlite_version, versions


def copy(target: Path) -> dict:
    """Write the database to ``target`` as it is at this moment; what stands in the copy.

    ``VACUUM INTO`` reads in one transaction and holds nobody up. Never ``cp`` it: every copy of a live one was broken.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    return {"versions": versions(sqlite_version()), **read(target)}


def read(file: Path) -> dict:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as opened:
        there = [row[0] for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return facts(opened.cursor(), there)


def is_whole(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(file)) as opened:
            return opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:  # no database at all
        return False


def place() -> Path:
    return Path(connection.settings_dict["NAME"]).absolute()


def beside() -> list[Path]:
    """The database and what SQLite keeps beside it. An old ``-wal`` left there would undo a restore (finding 5)."""
    file = place()
    return [file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))]


def is_in_use() -> bool:
    """Does another process have the database open, such as an import? Leaving WAL needs everybody else gone."""
    file = place()
    if not file.exists():
        return False
    try:
        with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as opened:
            mode = opened.execute("PRAGMA journal_mode = DELETE").fetchall()
            opened.execute("BEGIN EXCLUSIVE")
            opened.execute("ROLLBACK")
            return mode != [("delete",)]
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    except sqlite3.DatabaseError:  # not a database any more: nobody works with it
        return False
