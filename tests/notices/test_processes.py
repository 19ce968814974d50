"""Eight clicks at once, and a process killed in the middle, on a real server, database file and mail server (H162)."""

import subprocess
import sys
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.guards.sources import ROOT
from tests.notices.post_office import open_office
from tests.training.test_double_click import browser, command, house, token_of

__all__ = ["house"]

SEED = """
from notices.models import Letter
from organization.models import RoleGrant
agency = RoleGrant.objects.filter(role="SECRETARIAT").first().agency
text = dict(office="SECRETARIAT", to_name="王委員", to_email="a@example.org", subject="開會通知", body="請出席。")
print(Letter.objects.create(agency=agency, **text).pk)
"""
STATE = "from notices.models import Letter; print(Letter.objects.first().state)"
SEND = """
from core.clock import today
from notices import actions
from notices.models import Letter
from organization.actor import actor_for
from organization.models import RoleGrant
account = RoleGrant.objects.filter(role="SECRETARIAT").first().account
actions.send(list(Letter.objects.all()[:1]), by=actor_for(account, today()))
"""


@pytest.fixture
def post(monkeypatch):
    with open_office() as office:
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{office.port}")
        yield office


def shell(text: str, env: dict) -> str:
    return command("shell", "-v0", "-c", text, env=env).strip()


def test_eight_clicks_at_once_send_one_mail(post, house):
    base, passwords, env = house
    letter = shell(SEED, env)
    opener = browser(base, "secretariat", passwords["secretariat"])
    page = opener.open(f"{base}/outbox/").read().decode()
    fields = {"csrfmiddlewaretoken": token_of(page), "id": letter, "verb": "send"}
    body = urllib.parse.urlencode(fields).encode()

    with ThreadPoolExecutor(8) as clicks:
        answers = list(
            clicks.map(lambda _click: opener.open(f"{base}/outbox/decide/", body).status, range(8))
        )

    assert (answers, len(post.letters), shell(STATE, env)) == ([200] * 8, 1, "SENT")


def test_a_killed_process_leaves_the_letter_for_a_person_to_judge(post, house):
    _base, _passwords, env = house
    shell(SEED, env)
    post.delay = 5
    sending = subprocess.Popen([sys.executable, "manage.py", "shell", "-v0", "-c", SEND], cwd=ROOT, env=env)
    while not post.letters and sending.poll() is None:
        time.sleep(0.05)
    sending.kill()
    sending.wait(10)
    post.delay = 0

    assert shell(STATE, env) == "SENDING"
    shell(SEND, env)
    assert command("send_notices", env=env) == ""
    assert (len(post.letters), shell(STATE, env)) == (1, "SENDING")
