"""What was typed survives the end of a session, a refused token and a busy database (RQ-C11, H4; H017, H020)."""

import datetime

import pytest
import time_machine
from django.core import signing
from django.db import OperationalError
from django.urls import reverse

from organization import kept
from tests.organization.conftest import NOW

pytestmark = pytest.mark.django_db
TYPED = {"note": "七月辦理性別主流化訓練", "old_password": "Hidden-Secret-1"}
FORM = "/accounts/me/sessions/end/"


def expired(client, sign_in, clock):
    sign_in(client, "clerk")
    clock.shift(datetime.timedelta(minutes=31))
    return client.post(FORM, TYPED)


def test_after_thirty_one_minutes_the_text_is_there_again(client, cast, sign_in):
    with time_machine.travel(NOW, tick=False) as clock:
        page = expired(client, sign_in, clock)
        assert "登入已逾時" in page.content.decode()
        answer = sign_in(client, "clerk", kept=page.context["kept"])
        assert answer["Location"] == reverse("organization:go-on")
        again = client.get(answer["Location"]).content.decode()
    assert f'action="{FORM}"' in again
    assert TYPED["note"] in again
    assert TYPED["old_password"] not in again


def test_it_is_given_to_the_same_account_only(client, cast, sign_in):
    with time_machine.travel(NOW, tick=False) as clock:
        page = expired(client, sign_in, clock)
        answer = sign_in(client, "neighbour", kept=page.context["kept"])
        assert answer["Location"] == reverse("reports:first")
        assert client.get(reverse("organization:go-on")).status_code == 302


def test_a_wrong_password_in_between_loses_nothing(client, cast, sign_in):
    with time_machine.travel(NOW, tick=False) as clock:
        page = expired(client, sign_in, clock)
        wrong = sign_in(client, "clerk", "wrong", kept=page.context["kept"])
        assert wrong.context["kept"] == page.context["kept"]


def test_what_we_did_not_sign_is_ignored(client, cast, sign_in):
    forged = signing.dumps(["/accounts/me/", [["note", "x"]], None], key="another key", salt=kept.SALT)
    assert sign_in(client, "clerk", kept=forged)["Location"] == reverse("reports:first")


def test_a_text_beyond_the_bound_is_said_not_to_be_kept(client, cast):
    answer = client.post(FORM, {"note": "字" * (kept.MAX_CHARACTERS + 1)})
    assert "太長" in answer.content.decode()


def test_a_post_without_text_simply_leads_to_the_door(client, cast):
    answer = client.post(FORM)
    assert (answer.status_code, answer["Location"]) == (302, reverse("organization:sign-in"))


@pytest.mark.parametrize(
    ("headers", "may_resend"),
    [
        ({"HTTP_ORIGIN": "http://testserver"}, True),
        ({"HTTP_ORIGIN": "null"}, False),
        ({"HTTP_ORIGIN": "https://evil.example"}, False),
        ({"HTTP_REFERER": "http://testserver/accounts/me/", "HTTP_SEC_FETCH_SITE": "same-origin"}, True),
        ({}, False),
    ],
)
def test_a_refused_token_keeps_the_text_but_sends_nothing_for_another_site(
    new_client, cast, sign_in, headers, may_resend
):
    client = new_client(enforce_csrf_checks=True)
    client.force_login(cast.clerk.account, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(FORM, {**TYPED, "csrfmiddlewaretoken": "x" * 64}, **headers)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert TYPED["note"] in page
    assert TYPED["old_password"] not in page
    assert ("再送一次" in page) is may_resend


def test_a_locked_database_is_a_busy_page_with_the_text(client, cast, as_, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("organization.actions.sessions.end_one", locked)
    as_(cast.clerk).raise_request_exception = False
    answer = client.post(FORM, {**TYPED, "session": "x"}, HTTP_ORIGIN="http://testserver")
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "20")
    assert TYPED["note"] in page
    assert "再送一次" in page


def test_another_fault_of_the_database_is_no_busy_page(client, cast, as_, monkeypatch):
    def broken(*args, **kwargs):
        raise OperationalError("no such table")

    monkeypatch.setattr("organization.actions.sessions.end_one", broken)
    as_(cast.clerk).raise_request_exception = False
    assert client.post(FORM, {"session": "x"}).status_code == 500
