"""A real browser (Chromium) against a real server; without Chromium these tests say so and are left out."""

import ctypes
import os
import shutil
import sys
import threading
import time

import pytest
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import sync_playwright

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = "" if CHROMIUM else "Chromium is not installed (apt-get install chromium)"
if sys.platform == "linux":
    try:
        ctypes.CDLL("libatomic.so.1")  # Playwright's driver doesn't start without it
    except OSError:
        MISSING = MISSING or "libatomic is not installed (apt-get install libatomic1)"
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if MISSING:
                item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, *(["--no-sandbox"] if root else [])]
        )
        yield browser
        browser.close()


class Visitor:
    """One person's browser window. What the console says and which hosts are asked is kept."""

    def __init__(self, chromium, base, *, width=1280, height=900, javascript=True):
        self.context = chromium.new_context(
            base_url=base,
            locale="zh-TW",
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
        )
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url, base))

    def _said(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _asked(self, url, base):
        if not url.startswith((base, "data:", "about:")):
            self.foreign.append(url)

    def sign_in(self, username, password):
        self.page.goto("/accounts/sign-in/")
        self.page.get_by_label("帳號").fill(username)
        self.page.get_by_label("密碼").fill(password)
        self.page.get_by_role("main").get_by_role("button", name="登入").click()
        return self.page

    def close(self):
        self.context.close()


@pytest.fixture(scope="session", autouse=True)
def one_request_at_a_time():
    """SQLite in memory is one connection for all threads of the live server, and no two may use it at once."""
    lock, call = threading.RLock(), WSGIHandler.__call__

    def in_turn(handler, environ, start_response):
        with lock:
            return call(handler, environ, start_response)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "__call__", in_turn)
        yield


@pytest.fixture
def visit(chromium, live_server):
    """``visit(width=390, javascript=False)`` opens a window; all are closed, and must have been quiet."""
    windows = []

    def opened(**kw) -> Visitor:
        windows.append(Visitor(chromium, live_server.url, **kw))
        return windows[-1]

    yield opened
    said = [line for window in windows for line in window.complaints + window.foreign]
    for window in windows:
        window.close()
    until_the_server_is_idle()
    assert said == []


def until_the_server_is_idle(seconds: float = 20) -> None:
    """What the last page still asked for is answered before the tables are emptied under it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(
        "process_request_thread" in one.name for one in threading.enumerate()
    ):
        time.sleep(0.02)
