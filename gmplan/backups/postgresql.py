"""A PostgreSQL database dumped while others write, and put back (RQ-I1, I4)."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _
from psycopg.conninfo import make_conninfo

from gmplan.backups.facts import facts, versions

LIBPQ = (
    "dbname",
    "host",
    "hostaddr",
    "port",
    "user",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "service",
)


class ProgramFailed(Exception):
    """What pg_dump or pg_restore said, or that there is none."""


def copy(target: Path) -> dict:
    """Dump the database as it is at this moment; what stands in it is asked in the very snapshot that is dumped."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_schema()")
        snapshot, schema = cursor.fetchone()
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--schema={schema}", "--no-owner",
             "--no-privileges", f"--file={target}")  # fmt: skip
        return {"versions": versions(_server(cursor)), **_facts(cursor)}


def read() -> dict:
    """What stands in the live database."""
    with connection.cursor() as cursor:
        return _facts(cursor)


def _facts(cursor) -> dict:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    return facts(cursor, [row[0] for row in cursor.fetchall()])


def _server(cursor) -> str:
    cursor.execute("SHOW server_version")
    return f"PostgreSQL {cursor.fetchone()[0]}"


def others() -> int:
    """How many other sessions the database has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return cursor.fetchone()[0]


def put_back(dump: Path, aside: str) -> None:
    """The dump in place of what is there, which is kept as the schema ``aside``; if it fails all is as before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = cursor.fetchone()[0]
        cursor.execute(f'ALTER SCHEMA "{schema}" RENAME TO "{aside}"')
        cursor.execute(f'CREATE SCHEMA "{schema}"')
    try:
        _run("pg_restore", "--single-transaction", "--exit-on-error", f"--schema={schema}", "--no-owner",
             "--no-privileges", str(dump))  # fmt: skip
    except ProgramFailed:
        take_back(aside)
        raise


def take_back(aside: str) -> None:
    """What was kept as ``aside`` in its old place again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = cursor.fetchone()[0]
        cursor.execute(f'DROP SCHEMA "{schema}" CASCADE')
        cursor.execute(f'ALTER SCHEMA "{aside}" RENAME TO "{schema}"')


def _where() -> str:
    """The database as libpq names it, without the password, which other users of the machine could read."""
    known = connection.get_connection_params()
    return make_conninfo(**{name: known[name] for name in LIBPQ if known.get(name)})


def _run(program: str, *words: str) -> None:
    if shutil.which(program) is None:
        values = {"program": program, "server": connection.pg_version // 10000}
        raise ProgramFailed(
            _("找不到 %(program)s。請安裝 PostgreSQL %(server)s 以上的用戶端程式（postgresql-client）。")
            % values
        )
    password = connection.settings_dict["PASSWORD"]
    env = os.environ | ({"PGPASSWORD": password} if password else {})
    done = subprocess.run(
        [program, f"--dbname={_where()}", *words], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [""]
        raise ProgramFailed(_("%(program)s 失敗：%(said)s") % {"program": program, "said": said[0]})
