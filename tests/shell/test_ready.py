"""The server refuses a database of another release (RQ-H9)."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from gmplan import ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_connection_stays_open(monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)


def test_a_migrated_database_is_served():
    ready.refuse_other_schema()


def test_an_unapplied_migration_is_named():
    MigrationRecorder(connection).record_unapplied("organization", "0002_seal_the_history")
    with pytest.raises(ImproperlyConfigured, match=r"organization\.0002_seal_the_history"):
        ready.refuse_other_schema()


def test_a_database_of_a_newer_release_is_refused():
    MigrationRecorder(connection).record_applied("organization", "0099_from_the_future")
    with pytest.raises(ImproperlyConfigured, match="newer release"):
        ready.refuse_other_schema()
