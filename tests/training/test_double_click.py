"""A double click, on a real server and a real SQLite file: eight equal posts at once make one record (RQ-C7)."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

import pytest

from tests.guards.sources import ROOT


def command(*words: str, env: dict) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def house(tmp_path):
    """A demonstration of its own, served by waitress; gives its address, its passwords and its environment."""
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ALLOWED_HOSTS")}
    env |= {"GMPLAN_VAR": str(tmp_path), "GMPLAN_MODE": "demo", "GMPLAN_DEMO_DAY": "2018-11-15"}
    command("migrate", "--verbosity", "0", env=env)
    command("demo", env=env)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "gmplan.wsgi:application"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(port)
    lines = (tmp_path / "demo-accounts.txt").read_text(encoding="utf-8").splitlines()
    yield f"http://127.0.0.1:{port}", dict(line.split("\t")[:2] for line in lines), env
    server.terminate()
    server.wait(10)


def wait_for(port: int) -> None:
    for _try in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


def browser(base: str, username: str, password: str):
    """Somebody signed in: (opener, cookies)."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = opener.open(f"{base}/accounts/sign-in/").read().decode()
    fields = {"username": username, "password": password, "csrfmiddlewaretoken": token_of(page)}
    opener.open(f"{base}/accounts/sign-in/", urllib.parse.urlencode(fields).encode())
    return opener


def token_of(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]


def test_eight_equal_posts_at_once_make_one_record(house):
    base, passwords, env = house
    opener = browser(base, "staff", passwords["staff"])
    address = f"{base}/training/107/my/"
    page = opener.open(address).read().decode()
    fields = {
        "csrfmiddlewaretoken": token_of(page),
        "token": re.search(r'name="token" value="([\w-]+)"', page)[1],
        "session": re.search(r'<option value="(\d+)">107/11/7', page)[1],
        "minutes": "2",
    }
    body = urllib.parse.urlencode(fields).encode()

    with ThreadPoolExecutor(8) as clicks:
        answers = list(clicks.map(lambda _click: opener.open(address, body).status, range(8)))

    assert answers == [200] * 8
    counted = command(
        "shell",
        "-v0",
        "-c",
        "from training.models import Hours; "
        "print(Hours.objects.filter(person__name='王小明', state='PENDING').count())",
        env=env,
    )
    assert counted.strip() == "1"
