"""What a manifest says of a database, asked of a copy as of a live one (RQ-I1)."""

import platform
import sqlite3
from collections.abc import Iterable

import django
from django.apps import apps

from gmplan.editions import FROZEN
from organization.models import HistoryLink

LINKS = HistoryLink._meta.db_table


def tables() -> list[str]:
    """Every table of this release, those between two models as well."""
    return sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})


def facts(cursor, there: Iterable[str]) -> dict:
    """Migrations, rows of each table, heads of the history chain, digests of the editions.

    ``cursor`` is the database's own, ``there`` the tables that it has: a backup of an earlier release has fewer.
    """
    known = sorted(set(tables()) & set(there))
    return {
        "migrations": _rows(cursor, "SELECT app, name FROM django_migrations ORDER BY app, name"),
        "rows": {one: _rows(cursor, f'SELECT COUNT(*) FROM "{one}"')[0][0] for one in known},  # noqa: S608
        "heads": _heads(cursor) if LINKS in known else [],
        "editions": {
            one.table: dict(_rows(cursor, f'SELECT CAST(id AS TEXT), "{one.column}" FROM "{one.table}"'))  # noqa: S608
            for one in FROZEN
            if one.table in known
        },
    }


def _rows(cursor, statement: str) -> list[list]:
    cursor.execute(statement)
    return [list(row) for row in cursor.fetchall()]


def _heads(cursor) -> list[dict]:
    """As ``organization.chain.heads`` says them."""
    statement = f'SELECT agency_id, number, "last", digest FROM "{LINKS}" ORDER BY number'  # noqa: S608
    newest = {row[0]: row for row in _rows(cursor, statement)}
    names = ("agency", "number", "last", "digest")
    return [dict(zip(names, newest[one], strict=True)) for one in sorted(newest, key=lambda one: one or 0)]


def versions(database: str) -> dict:
    """What made the backup; neither the machine's name nor a path of it."""
    return {"python": platform.python_version(), "django": django.get_version(), "database": database}


def sqlite_version() -> str:
    return f"SQLite {sqlite3.sqlite_version}"
