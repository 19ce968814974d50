"""waitress in production behind a proxy that speaks HTTPS: no page redirects to itself for ever (RQ-G4, G11)."""

import http.client
import time
from contextlib import closing

import pytest

from bin.address import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def port(installations):
    one, port = installations.new(), free_port("127.0.0.1", 0)
    one.env |= {
        "GMPLAN_MODE": "production",
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "https://127.0.0.1",
        "BEHIND_TLS_PROXY": "1",
    }
    collected = one.manage("collectstatic", "--no-input", "--verbosity", "0")
    assert collected.returncode == 0, collected.stderr
    with one.start("-m", "bin.serve", "127.0.0.1", str(port)) as server:
        yield port
        server.kill()


def answer(port: int, **headers: str) -> tuple[int, str | None]:
    for _ in range(600):
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as asked:
                asked.request("GET", "/accounts/sign-in/", headers=headers)
                given = asked.getresponse()
                return given.status, given.headers["Location"]
        except ConnectionRefusedError:  # not there yet
            time.sleep(0.2)
    return pytest.fail("no answer")


def test_what_the_proxy_says_of_https_reaches_the_application(port):
    assert answer(port) == (301, f"https://127.0.0.1:{port}/accounts/sign-in/")
    assert answer(port, **{"X-Forwarded-Proto": "https"}) == (200, None)
