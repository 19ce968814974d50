"""The server starts only on the schema that it was written for (RQ-H9), and never during a restore (RQ-I4)."""

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from gmplan import serving


def begin() -> None:
    """This process serves the site from here on; a sentence where it must not."""
    try:
        serving.hold()
        refuse_other_schema()
    except serving.Taken:
        raise ImproperlyConfigured(
            "A restore is under way, or was stopped before its end: then run manage.py restore again."
        ) from None
    except OperationalError as error:
        raise ImproperlyConfigured(f"The database can't be reached: {error}") from error
    except DatabaseError as error:
        raise ImproperlyConfigured(
            f"The database is damaged ({error}). Put a backup in its place: manage.py restore FILE."
        ) from error


def refuse_other_schema() -> None:
    """Migrations that were not applied, or that this release doesn't know, end the start with a sentence."""
    loader = MigrationExecutor(connection).loader
    missing = set(loader.graph.nodes) - set(loader.applied_migrations)
    apps = {app for app, _name in loader.graph.nodes}
    unknown = {one for one in loader.applied_migrations if one[0] in apps} - set(loader.graph.nodes)
    if missing:
        raise ImproperlyConfigured(f"Run manage.py migrate first; not applied: {_named(missing)}.")
    if unknown:
        raise ImproperlyConfigured(f"The database is of a newer release: {_named(unknown)}.")
    connection.close()


def _named(migrations: set) -> str:
    return ", ".join(sorted(".".join(one) for one in migrations))
