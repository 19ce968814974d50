"""The server of ./run: answers, says nothing of itself, and ends when it is told to."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from bin.address import free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def server(tmp_path):
    """The running server and its address."""
    port = free_port("127.0.0.1", 0)
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"GMPLAN_VAR": str(tmp_path)}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=env, check=True)
    words = [sys.executable, "-m", "bin.serve", "127.0.0.1", str(port)]
    # A shell's job in the background hears no SIGINT, and its children would not either.
    heard = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731
    with subprocess.Popen(
        words, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True, preexec_fn=heard
    ) as process:
        yield process, f"http://127.0.0.1:{port}"
        process.kill()


def first_answer(url: str):
    for _ in range(150):
        try:
            return urllib.request.urlopen(url, timeout=5)
        except OSError:  # not there yet
            time.sleep(0.1)
    pytest.fail(f"no answer from {url}")


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_end_and_then_ends_cleanly(server, told):
    process, url = server
    with first_answer(f"{url}/static/css/tokens.css") as answer:
        assert answer.status == 200
        assert answer.headers["Server"] is None
    process.send_signal(told)
    assert process.wait(timeout=10) == 0
    assert process.stderr.read() == ""
