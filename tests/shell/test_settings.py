"""What the settings of the running site really do (RQ-G2, H1, H2, H3, L1)."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from gmplan.checks import has_wal_fault, no_demonstration_accounts
from tests import factories as make

PRODUCTION = {
    "GMPLAN_MODE": "production",
    "SECRET_KEY": "b7" * 15 + "Zq-x9!mK_" * 4,
    "ALLOWED_HOSTS": "gender.example.gov.tw",
    "SITE_URL": "https://gender.example.gov.tw",
    "GMPLAN_DEMO_DAY": "",
    "DEBUG": "0",
    "DATABASE_URL": "sqlite://:memory:",
}


BROWSER_TESTS_ONLY = "DJANGO_ALLOW_ASYNC_UNSAFE"


def deploy_check(**changes) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in os.environ.items() if name != BROWSER_TESTS_ONLY}
        | PRODUCTION
        | changes,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_with_three_variables_passes_every_check():
    done = deploy_check()
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "security.W009"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"SITE_URL": "http://gender.example.gov.tw"}, "gmplan.E004"),
        ({"DEBUG": "1"}, "security.W018"),
        ({"GMPLAN_DEMO_DAY": "2018-11-15"}, "GMPLAN_DEMO_DAY"),
        ({"TRUSTED_PROXIES": "nonsense"}, "gmplan.E005"),
    ],
)
def test_each_fault_of_production_is_named(changes, said):
    done = deploy_check(**changes)
    assert done.returncode != 0
    assert said in done.stderr


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ((3, 6, 9), False),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 46, 1), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_the_wal_fault_is_known_by_the_version(version, faulty):
    assert has_wal_fault(version) is faulty


@pytest.mark.django_db
def test_a_demonstration_account_is_an_error_in_production_and_cannot_sign_in(client, settings):
    settings.PRODUCTION = True
    make.make_account(username="shown", is_demo=True)
    assert [one.id for one in no_demonstration_accounts(None, databases=["default"])] == ["gmplan.E001"]
    answer = client.post("/accounts/sign-in/", {"username": "shown", "password": make.PASSWORD})
    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own settings")
def test_the_connection_has_the_pragmas_that_we_ask_for():
    with connection.cursor() as cursor:
        found = {}
        for name in ("synchronous", "foreign_keys", "journal_size_limit"):
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    assert found == {"synchronous": 2, "foreign_keys": 1, "journal_size_limit": 64 * 1024 * 1024}
    assert settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False
