"""How long a file of hours takes to come in, beside the least it could take and beside import-export as it comes.

    .venv/bin/python benchmarks/import_hours.py 10000 100000 [--rounds 3] [--stock 1000]
    .venv/bin/python bin/on_postgresql.py .venv/bin/python benchmarks/import_hours.py 100000
    .venv/bin/python benchmarks/import_hours.py 100000 --into 2000000    # as many records are there already

floor   python-calamine reads the file, one executemany (COPY on PostgreSQL) fills the real, indexed table
ours    check (all rules, staging) + confirm + run (records and one history line each), as the page does it
stock   import-export's resource with foreign keys, dry run and import, as its admin does it

Each measurement is a process of its own on a fresh copy of the tables; the ways take turns. Read ratios.
"""

import argparse
import datetime
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hours_tables import EARLIER, prepare

ROOT = Path(__file__).resolve().parent.parent
DAY = datetime.date(2018, 11, 15)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("rows", nargs="*", type=int, default=[10_000, 100_000])
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--stock", type=int, default=0, help="rows for import-export as it comes")
    asked.add_argument(
        "--into", type=int, default=0, help="records, with their history, that are there already"
    )
    asked.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.one:
        django_ready()
        print(json.dumps(WAYS[given.one[0]](Path(given.one[1]))))
        return
    os.environ["BENCHMARK_INTO"] = str(given.into)
    for rows in given.rows:
        report(rows, ["floor", "ours"], given.rounds)
    if given.stock:
        report(given.stock, ["floor", "ours", "stock"], 1)


def report(rows: int, ways: list[str], rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder, "base")
        run("prepare", base, rows)
        measured = {way: [] for way in ways}
        for turn in range(rounds):
            for way in ways:
                place = Path(folder, f"{way}{turn}")
                shutil.copytree(base, place)
                measured[way].append(run(way, place, rows))
                shutil.rmtree(place)
    database = os.environ.get("DATABASE_URL", "sqlite").partition(":")[0]
    print(f"{rows:,} rows into {int(os.environ['BENCHMARK_INTO']):,}, {database}, {rounds} rounds")
    seconds = {way: [one["seconds"] for one in found] for way, found in measured.items()}
    for way, found in measured.items():
        middle, best = statistics.median(seconds[way]), min(seconds[way])
        ratios = middle / statistics.median(seconds["floor"]), best / min(seconds["floor"])
        peak = max(one["peak"] for one in found)
        steps = {
            name: round(value, 2)
            for name, value in min(found, key=lambda one: one["seconds"])["steps"].items()
        }
        print(
            f"  {way:6} median {middle:7.2f} s {ratios[0]:6.2f} x   best {best:7.2f} s {ratios[1]:6.2f} x"
            f"   peak {peak:4.0f} MB  {steps}"
        )


def run(way: str, place: Path, rows: int) -> dict:
    place.mkdir(exist_ok=True)
    env = os.environ | {"GMPLAN_VAR": str(place), "BENCHMARK_ROWS": str(rows), "GMPLAN_DEMO_DAY": str(DAY)}
    done = subprocess.run(
        [sys.executable, __file__, "--one", way, str(place)],
        env=env,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def django_ready() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "gmplan.settings"
    import django

    django.setup()


def timed(steps: dict) -> dict:
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"seconds": sum(steps.values()), "peak": peak / 1024, "steps": steps}


def measure(*acts) -> dict:
    """Seconds of named acts, each given what the one before gave."""
    steps, value = {}, None
    for name, act in acts:
        began = time.perf_counter()
        value = act(value)
        steps[name] = time.perf_counter() - began
    return timed(steps)


def floor(place: Path) -> dict:
    """Nothing but reading and inserting: no check, no history, numbers known beforehand."""
    import uuid

    from django.db import connection, transaction
    from python_calamine import CalamineWorkbook

    from organization.actions.imports import bulk
    from organization.models import Account, Person
    from training.models import Hours, Session

    clean()
    people = dict(Person.objects.values_list("staff_number", "id"))
    sessions = {
        code: (pk, day) for code, pk, day in Session.objects.values_list("course__code", "id", "ended_on")
    }
    names = (
        "person_id", "session_id", "held_on", "minutes", "state", "reason", "earned_at",
        "verified_by_id", "verified_at", "note", "token", "version",
    )  # fmt: skip
    officer, now = Account.objects.get().pk, datetime.datetime.now(datetime.UTC)
    stamp = Hours._meta.get_field("verified_at").get_db_prep_value(now, connection)
    sqlite = connection.vendor == "sqlite"

    def parse(_none):
        sheet = CalamineWorkbook.from_path(str(place / "hours.xlsx")).get_sheet_by_index(0)
        return sheet.iter_rows()

    def insert(rows):
        next(rows)
        made = []
        for n, row in enumerate(rows):
            session, day = sessions[row[2]]
            token = uuid.UUID(int=n + 1)
            made.append(
                (people[row[0]], session, str(day), int(row[8] * 60), "VERIFIED", "", "", officer, stamp, "",
                 token.hex if sqlite else token, 0)
            )  # fmt: skip
        with transaction.atomic():
            bulk.ready_for_many()
            bulk.insert(Hours, names, made)

    return measure(("parse", parse), ("insert", insert))


def clean() -> None:
    """What the measurement before has brought; on PostgreSQL the server is shared by all of them."""
    from django.db import connection

    from training.models import Hours

    Hours.objects.exclude(session__course__code=EARLIER)._raw_delete("default")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


def ours(place: Path) -> dict:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from organization.actions import imports
    from organization.actor import actor_for
    from organization.models import Account, Change
    from training.actions.imports import HOURS
    from training.models import Hours

    clean()
    by = actor_for(Account.objects.get(), DAY)
    file = SimpleUploadedFile("hours.xlsx", (place / "hours.xlsx").read_bytes())
    rows, lines = int(os.environ["BENCHMARK_ROWS"]), Change.objects.filter(model="training.hours")
    before = Hours.objects.count(), lines.count()
    found = measure(
        ("check", lambda _none: imports.check(file, HOURS, by=by)),
        ("confirm", lambda batch: imports.confirm(batch, "ALL", by=by)[0]),
        ("run", lambda batch: imports.run(batch, HOURS, by=by)),
    )
    assert (Hours.objects.count(), lines.count()) == (before[0] + rows, before[1] + rows)
    return found


def stock(place: Path) -> dict:
    import tablib
    from import_export import fields, resources, widgets

    from organization.models import Person
    from training.models import Course, Hours, Session

    class SessionOf(widgets.ForeignKeyWidget):
        def get_queryset(self, value, row, *args, **kwargs):
            return Session.objects.filter(course=Course.objects.get(code=row["課程代碼"]))

        def clean(self, value, row=None, **kwargs):
            return self.get_queryset(value, row).get()

    class Stock(resources.ModelResource):
        person = fields.Field("person", "員工編號", widgets.ForeignKeyWidget(Person, "staff_number"))
        session = fields.Field("session", "課程代碼", SessionOf(Session))
        minutes = fields.Field("minutes", "時數", widgets.IntegerWidget())
        held_on = fields.Field("held_on", "day", widgets.DateWidget())

        class Meta:
            model = Hours
            import_id_fields = ("person", "session")
            fields = ("person", "session", "minutes", "held_on")
            skip_unchanged = True

    def load(_none):
        data = tablib.Dataset().load((place / "hours.xlsx").read_bytes(), format="xlsx")
        data.append_col(["2018-01-01"] * len(data), header="day")
        return data

    def bring(data, dry_run):
        done = Stock().import_data(data, dry_run=dry_run, raise_errors=True)
        assert not done.has_errors()
        return data

    clean()
    return measure(
        ("parse", load),
        ("dry run", lambda data: bring(data, True)),
        ("parse again", load),
        ("import", lambda data: bring(data, False)),
    )


WAYS = {"prepare": prepare, "floor": floor, "ours": ours, "stock": stock}


if __name__ == "__main__":
    main()
