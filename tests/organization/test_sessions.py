"""How long a session lasts, and what ends it (RQ-A11 – A14, A16; H015 – H018)."""

import datetime

import pytest
import time_machine
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organization.actions import accounts, sessions
from organization.models import Role, RoleGrant, Session
from organization.security import digest
from tests import factories as make
from tests.organization.conftest import NOW

pytestmark = pytest.mark.django_db
ME = "/accounts/me/"
MINUTE = datetime.timedelta(minutes=1)


def is_in(client) -> bool:
    return client.get(ME).status_code == 200


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_a_colleague_may_rest_for_half_an_hour_and_no_longer(clock, client, cast, sign_in):
    sign_in(client, "clerk")
    clock.shift(30 * MINUTE)
    assert is_in(client)
    clock.shift(31 * MINUTE)
    assert not is_in(client)


@pytest.mark.parametrize("username", ["officer", "secretary"])
def test_the_privileged_may_rest_for_a_quarter(clock, client, cast, sign_in, username):
    sign_in(client, username)
    clock.shift(15 * MINUTE)
    assert is_in(client)
    clock.shift(16 * MINUTE)
    assert not is_in(client)


def test_after_twelve_hours_of_work_one_signs_in_again(clock, client, cast, sign_in):
    sign_in(client, "clerk")
    for _ in range(36):
        clock.shift(20 * MINUTE)
        assert is_in(client)
    clock.shift(MINUTE)
    assert not is_in(client)


def test_the_last_use_is_written_at_most_once_a_minute(clock, client, cast, sign_in):
    sign_in(client, "clerk")
    clock.shift(datetime.timedelta(seconds=50))
    with CaptureQueriesContext(
        connection,
    ) as quick:
        client.get(ME)
    clock.shift(datetime.timedelta(seconds=50))
    with CaptureQueriesContext(connection) as later:
        client.get(ME)
    assert [written(one) for one in (quick, later)] == [0, 1]


def written(queries) -> int:
    return sum(one["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for one in queries)


def test_signing_in_gives_a_new_key(client, cast, sign_in):
    client.cookies["session"] = VALID_KEY_CHARS[:32]
    client.get(reverse("organization:sign-in"))
    sign_in(client, "clerk")
    assert client.session.session_key != VALID_KEY_CHARS[:32]


@pytest.mark.parametrize("cookie", ["x" * 100_000, "a;b", "a\\000b", "../../x"])
def test_a_strange_session_cookie_is_nobodys(client, cast, cookie):
    client.cookies["session"] = cookie
    assert client.get(ME).status_code == 302


def test_a_cookie_kept_from_before_signing_out_opens_nothing(client, cast, sign_in):
    sign_in(client, "clerk")
    old = client.cookies["session"].value
    answer = client.post(reverse("organization:sign-out"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    client.cookies["session"] = old
    assert not is_in(client)


def test_signing_out_is_a_post(client, cast, sign_in):
    sign_in(client, "clerk")
    assert client.get(reverse("organization:sign-out")).status_code == 405
    assert is_in(client)


def test_a_signed_in_page_stays_in_no_cache(client, cast, sign_in):
    sign_in(client, "clerk")
    assert "no-store" in client.get(ME)["Cache-Control"]


def test_a_closed_account_is_out_at_the_next_click(client, cast, sign_in):
    make.make_account(make.make_person(cast.agency, name="紀管理"), Role.SYSTEM_ADMIN, username="admin")
    sign_in(client, "clerk")
    accounts.set_active(
        cast.clerk.account,
        False,
        by=make.actor_of(cast.clerk.__class__.objects.get(name="紀管理")),
        reason="離職",
    )
    assert not is_in(client)


def test_a_temporary_account_ends_on_its_day(clock, client, cast, sign_in):
    make.make_account(username="temp", until=datetime.date(2026, 3, 3))
    sign_in(client, "temp")
    assert is_in(client)
    clock.move_to(datetime.datetime(2026, 3, 2, 16, 1, tzinfo=datetime.UTC))  # 3 March in Taipei
    assert not is_in(client)


def test_a_role_taken_away_is_gone_at_the_next_click(client, cast, sign_in):
    sign_in(client, "officer")
    assert client.get("/accounts/roles/").status_code == 200
    RoleGrant.objects.filter(account=cast.officer.account).update(until=make.day("2011-01-01"))
    assert client.get("/accounts/roles/").status_code == 404


def test_a_fourth_browser_ends_the_oldest(clock, new_client, cast, sign_in):
    clients = [new_client() for _ in range(4)]
    for client in clients:
        sign_in(client, "clerk")
        clock.shift(MINUTE)
    assert [is_in(client) for client in clients] == [False, True, True, True]


def test_ones_own_sessions_are_listed_and_can_be_ended(clock, new_client, cast, sign_in):
    here, there = new_client(), new_client()
    for client in (there, here):
        sign_in(client, "clerk")
    page = here.get(ME)
    digest = next(one["digest"] for one in page.context["sessions"] if not one["is_this"])
    assert there.session.session_key not in page.content.decode()
    here.post(reverse("organization:session-end"), {"session": digest})
    assert [is_in(one) for one in (here, there)] == [True, False]


def test_somebody_elses_session_cannot_be_ended(new_client, cast, sign_in):
    mine, others = new_client(), new_client()
    sign_in(mine, "clerk")
    sign_in(others, "neighbour")
    assert sessions.end_one(cast.clerk.account, digest(others.session.session_key)) is False
    assert is_in(others)


def test_a_session_row_names_its_account_and_address(client, cast, sign_in):
    sign_in(client, "clerk")
    row = Session.objects.get(account=cast.clerk.account)
    assert (row.address, row.account.username) == ("10.0.0.1", "clerk")
