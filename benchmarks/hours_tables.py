"""What ``import_hours`` measures on: an agency, its people and courses, a file, and records of earlier years."""

import datetime
import os
from pathlib import Path

SESSIONS = 300
EACH = 5
"""Records that a person has in the file."""
EARLIER = "EARLIER"
"""The course of the records that are there already."""


def prepare(place: Path) -> dict:
    """An agency with its officer, the people, their posts, the courses; and the file."""
    from django.core.management import call_command

    from organization.models import Account, Agency, Person, Post, RoleGrant, Unit
    from training.models import Course, Session

    rows = int(os.environ["BENCHMARK_ROWS"])
    call_command("migrate", verbosity=0)
    empty()
    began = datetime.date(2010, 1, 1)
    agency = Agency.objects.create(code="big", name="大機關", short_name="大")
    unit = Unit.objects.create(agency=agency, name="一組", since=began)
    numbers = [f"{n:06}" for n in range(rows // EACH)]
    people = Person.objects.bulk_create(
        [Person(agency=agency, staff_number=one, name=f"同仁{one}") for one in numbers], batch_size=1000
    )
    posts = [Post(person=one, unit=unit, kind="GENERAL", since=began) for one in people]
    Post.objects.bulk_create(posts, batch_size=1000)
    courses = Course.objects.bulk_create(
        [
            Course(agency=agency, code=f"C{n:03}", title=f"性別主流化課程{n}", organiser="DCSD")
            for n in range(SESSIONS)
        ]
    )
    days = [datetime.date(2018, 1, 1) + datetime.timedelta(n) for n in range(SESSIONS)]
    Session.objects.bulk_create(
        [
            Session(course=one, held_on=day, ended_on=day, minutes=180)
            for one, day in zip(courses, days, strict=True)
        ]
    )
    account = Account.objects.create_user("officer")
    Person.objects.create(agency=agency, staff_number="officer", name="陳人事", account=account)
    RoleGrant.objects.create(account=account, agency=agency, role="PERSONNEL", since=began)
    came_earlier(agency, int(os.environ["BENCHMARK_INTO"]))
    write_file(place / "hours.xlsx", people, courses, days)
    return {"seconds": 0, "peak": 0}


def empty() -> None:
    """On PostgreSQL the server is shared by all measurements."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "postgresql":
        call_command("flush", interactive=False, verbosity=0)


def write_file(path: Path, people, courses, days) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("時數")
    page.append(
        ["員工編號", "姓名", "課程代碼", "課程名稱", "類別", "辦理單位", "開課日", "結束日", "時數", "狀態"]
    )
    for turn in range(EACH):
        for place, one in enumerate(people):
            n = (place + turn) % SESSIONS
            day = f"{days[n].year - 1911}/{days[n].month:02}/{days[n].day:02}"
            course = courses[n]
            page.append(
                [one.staff_number, one.name, course.code, course.title, "基礎", "公訓處", day, day, 3, "已核"]
            )
    book.save(path)


def came_earlier(agency, records: int) -> None:
    """So many records of earlier years: everybody was in each of the sessions; each has its line in the history."""
    from types import SimpleNamespace

    from django.db import connection

    from organization.models import Account, Change, Person
    from training.actions.imports import sql
    from training.models import Course, Hours, Session

    each = records // (Person.objects.count() - 1)
    course = Course.objects.create(agency=agency, code=EARLIER, title="歷年課程")
    days = [datetime.date(2017, 12, 31) - datetime.timedelta(n) for n in range(each, 0, -1)]
    Session.objects.bulk_create(
        Session(course=course, held_on=day, ended_on=day, minutes=180) for day in days
    )
    token = sql._token().replace("h.batch_id", "0").replace("h.number", "s.id * 1000000 + p.id")
    line = Change(at=datetime.datetime.now(datetime.UTC), account=Account.objects.get(), agency=agency)
    line.who, line.model, line.verb, line.channel = "陳人事", "training.hours", "登錄", "import"
    line.changes = {"verified_at": None}
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Hours._meta.db_table} (person_id, session_id, held_on, minutes, state, reason, earned_at,"
            f" note, token, version) SELECT p.id, s.id, s.ended_on, 180, 'PENDING', '', '', '', {token}, 0"
            f" FROM {Session._meta.db_table} s, {Person._meta.db_table} p"
            f" WHERE s.course_id = {course.pk} AND p.account_id IS NULL ORDER BY s.id, p.id",
            [],
        )
        cursor.execute(*sql.first_lines(SimpleNamespace(pk=0), line))
        cursor.execute("ANALYZE")
