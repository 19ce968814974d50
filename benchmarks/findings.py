"""How long a year of training takes to be judged, beside the least that the database could do.

    .venv/bin/python benchmarks/findings.py 2000 8000 [--rounds 5]
    .venv/bin/python bin/on_postgresql.py .venv/bin/python benchmarks/findings.py 8000

floor     one statement: minutes by unit, post and sex, off the covering index; nobody is judged
findings  every rule of 伍二 for the agency, each with its two lists and what the other readings would give
tables    the report's tables of training
unit      the findings for one unit

Each size is a process of its own on fresh tables; the ways take turns. Read ratios.
"""

import argparse
import datetime
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
YEARS = (2016, 2017, 2018)
YEAR = 2018
IN_A_UNIT, COURSES, EACH = 180, 300, 5
FLOOR = """
SELECT t.unit_id, t.kind, p.sex, COUNT(*), SUM(h.minutes) FROM organization_post t
JOIN organization_person p ON p.id = t.person_id
JOIN (SELECT person_id, SUM(minutes) AS minutes FROM training_hours
      WHERE held_on BETWEEN '2018-01-01' AND '2018-12-31' AND state = 'VERIFIED' GROUP BY person_id) h
     ON h.person_id = t.person_id
WHERE t.since <= '2018-12-31' AND t.until IS NULL GROUP BY t.unit_id, t.kind, p.sex
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("people", nargs="*", type=int, default=[8_000])
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.here:
        django_ready()
        report(given.people[0], given.rounds)
        return
    for people in given.people:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, str(people), "--rounds", str(given.rounds), "--here"]
            subprocess.run(command, env=os.environ | {"GMPLAN_VAR": folder}, cwd=ROOT, check=True)


def django_ready() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "gmplan.settings"
    import django

    django.setup()


def report(people: int, rounds: int) -> None:
    from django.db import connection

    scope, unit = prepare(people)
    measured: dict[str, list] = {}
    for _turn in range(rounds):
        for way, act in ways(scope, unit).items():
            measured.setdefault(way, []).append(timed(act))
    floor = statistics.median(seconds for seconds, _database, _queries in measured["floor"])
    print(f"{people:,} people, {connection.vendor}, {rounds} rounds")
    for way, found in measured.items():
        seconds, database, queries = (statistics.median(column) for column in zip(*found, strict=True))
        print(
            f"  {way:8} median {seconds * 1000:7.0f} ms {seconds / floor:7.1f} x floor"
            f"   database {database * 1000:6.0f} ms {database / floor:6.1f} x   {queries:.0f} queries"
        )


def ways(scope, unit) -> dict:
    from django.db import connection

    from training import chapter

    def floor():
        with connection.cursor() as cursor:
            cursor.execute(FLOOR)
            cursor.fetchall()

    return {
        "floor": floor,
        "findings": lambda: chapter.findings(scope),
        "tables": lambda: chapter.tables(scope),
        "unit": lambda: chapter.findings(unit),
    }


def timed(act) -> tuple[float, float, int]:
    """Seconds in all, of them until the database began to answer, and the queries."""
    from django.db import connection

    spent = []

    def watch(execute, *asked):
        began = time.perf_counter()
        try:
            return execute(*asked)
        finally:
            spent.append(time.perf_counter() - began)

    began = time.perf_counter()
    with connection.execute_wrapper(watch):
        act()
    return time.perf_counter() - began, sum(spent), len(spent)


def prepare(people: int) -> tuple:
    """The plan's agency, its people (a tenth heads, one in fifty a liaison as well) and three years of hours."""
    from django.core.management import call_command

    from core.contract import Scope
    from organization.models import Agency, Unit

    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    call_command("load_plan", ROOT / "plan/data/taipei_doit_105_108.toml", verbosity=0)
    agency, day = Agency.objects.get(), datetime.date(YEAR, 11, 15)
    units = Unit.objects.bulk_create(
        Unit(agency=agency, name=f"第{n}組", order=n, since=datetime.date(2010, 1, 1))
        for n in range(max(1, people // IN_A_UNIT))
    )
    attend(staff(agency, units, people), sessions(agency))
    tell_planner()
    return Scope(agency.pk, YEAR, day), Scope(agency.pk, YEAR, day, units[0].pk)


def staff(agency, units: list, people: int) -> list:
    from organization.models import Person, Post

    began = datetime.date(2010, 1, 1)
    made = Person.objects.bulk_create(
        [
            Person(agency=agency, staff_number=f"{n:06}", name=f"同仁{n}", sex="MF"[n % 2])
            for n in range(people)
        ],
        batch_size=1000,
    )
    kinds = [(one, "SUPERVISOR" if n % 10 == 0 else "GENERAL") for n, one in enumerate(made)]
    kinds += [(one, "FOCAL_POINT") for one in made[::50]]
    posts = [Post(person=one, unit=units[one.pk % len(units)], kind=kind, since=began) for one, kind in kinds]
    Post.objects.bulk_create(posts, batch_size=1000)
    return made


def sessions(agency) -> list:
    """Each year a session of each course."""
    from training.models import Course, Session

    courses = Course.objects.bulk_create(
        Course(
            agency=agency,
            code=f"C{n:03}",
            title=f"{chr(0x4E00 + 61 * n)}{chr(0x5E00 + 31 * n)}業務與性別{n}",
            organiser=("DCSD", "SELF")[n % 2],
            level=("BASIC", "ADVANCED")[n % 3 == 0],
            is_cedaw=n % 4 == 0,
        )
        for n in range(COURSES)
    )
    days = {year: datetime.date(year, 1, 2) for year in YEARS}
    return Session.objects.bulk_create(
        Session(course=one, held_on=day, ended_on=day, minutes=180)
        for year in YEARS
        for n, one in enumerate(courses)
        for day in [days[year] + datetime.timedelta(n)]
    )


def attend(people: list, sessions: list) -> None:
    from django.utils import timezone

    from organization.models import Account
    from training.models import Hours

    officer, now = Account.objects.create_user("officer"), timezone.now()
    Hours.objects.bulk_create(
        (
            Hours(
                person=one, session=session, held_on=session.ended_on, minutes=180,
                state="VERIFIED", verified_by=officer, verified_at=now,
            )
            for year in range(len(YEARS))
            for n, one in enumerate(people)
            for turn in range(n % (EACH + 1))
            for session in [sessions[year * COURSES + (n + turn * 7) % COURSES]]
        ),
        batch_size=2000,
    )  # fmt: skip


def tell_planner() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
