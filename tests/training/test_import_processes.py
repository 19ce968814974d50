"""Eight clicks on a large file, and a run that is killed in the middle, on a real server and database (H119, H124)."""

import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.spreadsheets import Sheet, write_csv
from tests.guards.sources import ROOT
from tests.training.test_double_click import browser, command, house, token_of

__all__ = ["house"]

DAYS = 30
STAFF = """
from organization.models import Person, RoleGrant
agency = RoleGrant.objects.filter(role="PERSONNEL").first().agency
serving = Person.objects.filter(agency=agency, posts__kind="GENERAL", posts__until=None, posts__since__lt="2018-01-01")
print(*serving.distinct().values_list("staff_number", flat=True)[:100])
"""
FOUND = """
from organization.models import Change, ImportBatch
from training.models import Course, Hours, Session
batch = ImportBatch.objects.latest("id")
hours = Hours.objects.filter(session__course__code="BIG")
lines = Change.objects.filter(model="training.hours", reason=batch.reason)
print(batch.state, hours.count(), lines.count(), Session.objects.filter(course__code="BIG").count())
"""
KILLED = """
import os, signal
from django.core.management import call_command
from django.db import connection
def dying(execute, sql, params, many, context):
    if sql.startswith("INSERT INTO organization_change") and "training_hours" in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
with connection.execute_wrapper(dying):
    call_command("run_import", PK)
"""
CONFIRM = """
from core.clock import today
from organization.actions import imports
from organization.actor import actor_for
from organization.models import ImportBatch
batch = ImportBatch.objects.get(pk=PK)
print(imports.confirm(batch, "ALL", by=actor_for(batch.made_by, today()))[1])
"""
SILENT = """
import datetime
from organization.models import ImportBatch
batch = ImportBatch.objects.get(pk=PK)
ImportBatch.objects.filter(pk=PK).update(beat_at=batch.beat_at - datetime.timedelta(minutes=2))
"""


def shell(text: str, env: dict, pk: str = "") -> str:
    return command("shell", "-v0", "-c", text.replace("PK", pk), env=env).strip()


def large_file(env: dict) -> tuple[bytes, int]:
    """A new course, held on thirty days, for each person who serves: more rows than a request writes."""
    staff = shell(STAFF, env).split()
    rows = [
        [one, "BIG", "大量匯入", f"107/4/{day}", "2", "已核"] for one in staff for day in range(1, DAYS + 1)
    ]
    return write_csv(
        Sheet("時數", ["員工編號", "課程代碼", "課程名稱", "結束日", "時數", "狀態"], rows)
    ), len(rows)


def bring(opener, base: str, data: bytes) -> str:
    """The file is posted as a browser does it; gives the batch's number."""
    address = f"{base}/training/imports/"
    token = token_of(opener.open(address).read().decode())
    parts = [
        f'Content-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}'.encode(),
        b'Content-Disposition: form-data; name="kind"\r\n\r\nhours',
        b'Content-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\n' + data,
    ]
    body = b"".join(b"--line\r\n" + part + b"\r\n" for part in parts) + b"--line--\r\n"
    asked = urllib.request.Request(address, body, {"Content-Type": "multipart/form-data; boundary=line"})
    return re.search(r"/imports/(\d+)/", opener.open(asked).url)[1]


@pytest.fixture
def brought(house):
    """A large file, checked: the officer's browser, the batch's address and number, the rows, the environment."""
    base, passwords, env = house
    opener = browser(base, "personnel", passwords["personnel"])
    data, rows = large_file(env)
    pk = bring(opener, base, data)
    return opener, f"{base}/training/imports/{pk}/", pk, rows, env


def test_eight_clicks_let_a_large_file_in_once_and_the_page_tells_when_it_is_in(brought):
    opener, address, _pk, rows, env = brought
    assert rows > 2000
    token = token_of(opener.open(address).read().decode())
    body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "choice": "ALL"}).encode()

    with ThreadPoolExecutor(8) as clicks:
        answers = list(clicks.map(lambda _click: opener.open(f"{address}confirm/", body).status, range(8)))

    for _look in range(120):
        page = opener.open(address).read().decode()
        if "已匯入" in page:
            break
        assert "正在寫入" in page
        time.sleep(0.5)
    assert (answers, shell(FOUND, env)) == ([200] * 8, f"DONE {rows} {rows} {DAYS}")


def test_a_killed_run_leaves_nothing_says_so_and_runs_again(brought):
    opener, address, pk, rows, env = brought
    assert shell(CONFIRM, env, pk) == "True"

    killed = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", KILLED.replace("PK", pk)], cwd=ROOT, env=env
    )
    assert (killed.returncode, shell(FOUND, env)) == (-9, "RUNNING 0 0 0")
    assert shell(CONFIRM, env, pk) == "False"

    shell(SILENT, env, pk)
    assert "執行中斷，沒有寫入任何一列，可以再執行一次。" in opener.open(address).read().decode()
    assert shell(CONFIRM, env, pk) == "True"
    command("run_import", pk, env=env)
    assert shell(FOUND, env) == f"DONE {rows} {rows} {DAYS}"
