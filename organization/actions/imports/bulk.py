"""Many rows at once, as fast as each database takes them (performance goals of imports)."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection, models, transaction

PART = 500


def parts(values: Iterable, size: int = PART) -> Iterator[list]:
    """``values`` in lists of at most ``size``."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def insert(model: type[models.Model], names: tuple[str, ...], rows: list[tuple]) -> None:
    """Rows of a table that nobody's history follows: COPY on PostgreSQL, executemany elsewhere."""
    table, columns = model._meta.db_table, ", ".join(names)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def tell_planner(*tables: type[models.Model]) -> None:
    """PostgreSQL plans by what it knew of a table before it was filled; SQLite goes by the indexes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for one in tables:
                cursor.execute(f"ANALYZE {one._meta.db_table}")
