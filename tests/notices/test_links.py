"""Personal links: one purpose, one object, until a day (RQ-B10; H047)."""

import json
import logging

import pytest

from gmplan.logs import JsonFormatter
from notices import actions, links
from notices.models import PersonalLink
from organization import middleware
from organization.models import Change
from tests.factories import day

DAY = day("105/6/30")


@pytest.fixture
def raw(secretary, cast):
    """A link that lives up to and with 30 June."""
    return actions.mint(
        agency=cast.agency,
        purpose="opinion",
        object_id=7,
        view="opinion",
        until=day("105/7/1"),
        by=secretary,
    )


def test_a_link_opens_its_object_until_its_last_day(raw):
    assert links.find(raw, "opinion", DAY).object_id == 7
    assert links.find_dead(raw, "opinion", DAY) is None


def test_a_dead_link_opens_nothing_but_is_known(raw):
    assert links.find(raw, "opinion", day("105/7/1")) is None
    assert links.find_dead(raw, "opinion", day("105/7/1")).object_id == 7


def test_a_revoked_link_is_dead_at_once(raw, secretary):
    assert actions.revoke("opinion", 8, by=secretary) == 0
    assert actions.revoke("opinion", 7, by=secretary, reason="改聘") == 1
    assert actions.revoke("opinion", 7, by=secretary) == 0
    assert links.find(raw, "opinion", DAY) is None
    assert links.find_dead(raw, "opinion", DAY).object_id == 7
    assert Change.objects.filter(verb="撤銷", reason="改聘").count() == 1


def test_nearly_the_link_is_no_link(raw):
    nearly = [
        "",
        raw[:-1],
        raw[:-1] + ("A" if raw[-1] != "A" else "B"),
        raw + "A",
        raw.swapcase(),
        raw.upper(),
        f" {raw}",
        "字" * 9000,
        "\ud800",
        PersonalLink.objects.get().digest,
    ]
    assert [links.find(one, "opinion", DAY) for one in nearly] == [None] * len(nearly)
    assert [links.find_dead(one, "opinion", DAY) for one in nearly] == [None] * len(nearly)


def test_a_link_is_good_for_its_purpose_only(raw):
    assert links.find(raw, "evaluation", DAY) is None
    assert links.find_dead(raw, "evaluation", day("105/7/1")) is None


def test_two_links_have_nothing_in_common(raw, secretary, cast):
    other = actions.mint(
        agency=cast.agency, purpose="opinion", object_id=7, view="opinion", until=DAY, by=secretary
    )
    assert other != raw
    assert min(len(one) for one in (raw, other)) == 43
    assert PersonalLink.objects.count() == 2


@pytest.fixture
def door(monkeypatch, settings):
    """A page behind a link, open to strangers as the chapters' own are."""
    settings.ROOT_URLCONF = "tests.notices.addresses"
    settings.DEMO_DAY = DAY
    settings.SITE_URL = "https://plan.example.org/"
    monkeypatch.setattr(middleware, "PUBLIC", (*middleware.PUBLIC, "opinion"))


def test_the_page_behind_a_link_is_kept_by_nobody_and_told_to_nobody(door, raw, client):
    assert links.address(raw, "opinion") == f"https://plan.example.org/invited/{raw}/"
    page = client.get(f"/invited/{raw}/")
    assert (page.status_code, page.content) == (200, b"7")
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"] == "no-store, private"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert dict(client.cookies) == {}


def test_other_pages_keep_their_policy(door, client):
    assert client.get("/accounts/sign-in/")["Referrer-Policy"] == "same-origin"


@pytest.fixture
def lines():
    """What stands in the log, line by line."""
    found = []

    class Keeping(logging.Handler):
        def emit(self, record):
            found.append(self.format(record))

    handler = Keeping(logging.DEBUG)
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(name) for name in ("", "django", "django.server", "gmplan")]
    before = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
    loggers[0].addHandler(handler)
    loggers[2].addHandler(handler)
    yield found
    loggers[0].removeHandler(handler)
    loggers[2].removeHandler(handler)
    for one, level in zip(loggers, before, strict=True):
        one.setLevel(level)


def test_no_log_line_shows_a_link(door, raw, client, lines):
    for path in (f"/invited/{raw}/", f"/invited/{raw}/none", f"/invited//{raw}", f"/INVITED/{raw}"):
        client.get(path)
        client.post(path, {"opinion": "x"})
    client.get("/accounts/sign-in/", {"next": f"/invited/{raw}/"})
    said = logging.getLogger("django.server")
    said.info('"%s" %s', f"GET /invited/{raw}/ HTTP/1.1", 200)
    said.info('from "https://plan.example.org/invited/%s"', raw)
    said.info("/accounts/sign-in/?next=%%2Finvited%%2F%s&x=1", raw)
    said.warning("failed", extra={"path": f"/invited/{raw}/"})
    try:
        raise ValueError(f"/invited/{raw}/")
    except ValueError:
        said.exception("error")
    assert len(lines) > 6
    assert [line for line in lines if raw in line] == []
    assert 'from "https://plan.example.org/invited/…"' in [json.loads(line)["event"] for line in lines]
