"""Many rows at once, as fast as each database takes them (performance goals of imports)."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import connection, models, transaction

PART = 500


def parts(values: Iterable, size: int = PART) -> Iterator[list]:
    """``values`` in lists of at most ``size``."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


@contextmanager
def uncollected() -> Iterator[None]:
    """Rows have no cycles; among a hundred thousand of them the collector seeks in vain, a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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


def ready_for_many() -> None:
    """Until the transaction ends PostgreSQL sorts in memory and looks each foreign key up by its index.

    It plans a look-up as if for one row: of a table of a few pages it then reads the whole, for each row.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '64MB'")
            cursor.execute("SET LOCAL random_page_cost = 1.1")
