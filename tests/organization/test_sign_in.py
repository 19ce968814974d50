"""The one door: locks, throttles, and says nothing (RQ-A1 – A5; H001 – H006, H022)."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from organization.models import Tally
from tests import factories as make
from tests.factories import PASSWORD
from tests.organization.conftest import NOW

pytestmark = pytest.mark.django_db


def is_in(answer) -> bool:
    return answer.status_code == 302


def test_four_wrong_passwords_and_the_right_one_is_in(client, cast, sign_in):
    for _ in range(4):
        sign_in(client, "clerk", "wrong")
    assert is_in(sign_in(client, "clerk"))


def test_five_wrong_passwords_and_the_right_one_is_refused_with_the_same_text(client, cast, sign_in):
    wrong = sign_in(client, "clerk", "wrong")
    for _ in range(4):
        sign_in(client, "clerk", "wrong")
    locked = sign_in(client, "clerk")
    assert locked.status_code == wrong.status_code == 200
    assert locked.context["form"].errors == wrong.context["form"].errors


def test_the_lock_is_over_after_a_quarter_of_an_hour_even_when_tried_in_between(client, cast, sign_in):
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(5):
            sign_in(client, "clerk", "wrong")
        clock.shift(datetime.timedelta(minutes=14))
        assert not is_in(sign_in(client, "clerk"))
        clock.shift(datetime.timedelta(minutes=1, seconds=1))
        assert is_in(sign_in(client, "clerk"))


def test_another_address_and_another_browser_get_no_further_tries(new_client, cast, sign_in):
    for number in range(5):
        sign_in(new_client(), "clerk", "wrong", address=f"10.0.0.{number}")
    assert not is_in(sign_in(new_client(), "clerk", address="10.0.9.9"))


@pytest.mark.parametrize("spelt", ["CLERK", "ｃｌｅｒｋ", "clerk ", " Clerk"])
def test_a_name_is_one_name_however_it_is_spelt(client, cast, sign_in, spelt):
    for _ in range(4):
        sign_in(client, "clerk", "wrong")
    sign_in(client, spelt, "wrong")
    assert not is_in(sign_in(client, "clerk"))


@pytest.mark.parametrize("spelt", ["CLERK", "ｃｌｅｒｋ", "clerk "])
def test_every_spelling_signs_in(client, cast, sign_in, spelt):
    assert is_in(sign_in(client, spelt))


@pytest.mark.parametrize("name", ["clerk\x00", "сlerk", "x" * 61])
def test_what_only_looks_like_the_name_is_nobody(client, cast, sign_in, name):
    answer = sign_in(client, name)
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_admins_own_path_is_the_same_door(client, cast):
    answer = client.get("/admin/login/?next=/admin/")
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('organization:sign-in')}?next=/admin/"


def test_the_twenty_first_name_from_one_address_is_answered_before_any_hashing(
    client, cast, sign_in, monkeypatch
):
    for number in range(20):
        assert sign_in(client, f"nobody{number}", "wrong").status_code == 200
    monkeypatch.setattr("django.contrib.auth.authenticate", None)
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", None)
    answer = sign_in(client, "clerk")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "600"


def test_another_address_is_not_throttled_with_it(client, cast, sign_in):
    for number in range(21):
        sign_in(client, f"nobody{number}", "wrong", address="10.0.0.1")
    assert is_in(sign_in(client, "clerk", address="10.0.0.2"))


def test_sixty_sign_ins_a_minute_are_enough_for_one_address(client, cast, sign_in):
    Tally.objects.create(key="sign-in:10.0.0.1", began_at=datetime.datetime.now(datetime.UTC), count=60)
    assert sign_in(client, "clerk").status_code == 429


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"])
def test_a_forged_header_makes_no_new_address(client, cast, header):
    for number in range(20):
        client.post(
            reverse("organization:sign-in"),
            {"username": f"nobody{number}", "password": "wrong"},
            **{header: f"1.2.3.{number}"},
        )
    answer = client.post(
        reverse("organization:sign-in"),
        {"username": "clerk", "password": PASSWORD},
        **{header: "9.9.9.9"},
    )
    assert answer.status_code == 429


def test_a_trusted_proxy_names_the_client(client, cast, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.0/8"]
    client.post(
        reverse("organization:sign-in"),
        {"username": "nobody", "password": "wrong"},
        HTTP_X_FORWARDED_FOR="6.6.6.6, 1.2.3.4",
    )
    assert Tally.objects.filter(key="sign-in-failed:1.2.3.4", count=1).exists()


def test_unknown_inactive_and_ended_accounts_read_alike(client, cast, sign_in):
    make.make_account(username="inactive", is_active=False)
    make.make_account(username="ended", until=make.day("2020-01-01"))
    make.make_account(username="stale", must_change_password=True, password_set_at=NOW)
    names = ["unknown", "inactive", "ended", "stale"]
    answers = [sign_in(client, name) for name in names] + [sign_in(client, "clerk", "wrong")]
    assert {answer.status_code for answer in answers} == {200}
    assert len({str(answer.context["form"].errors) for answer in answers}) == 1
    assert {tuple(sorted(answer.headers)) for answer in answers} == {tuple(sorted(answers[0].headers))}


def test_a_password_too_long_is_said_with_its_number(client, cast, sign_in):
    assert "10000" in str(sign_in(client, "clerk", "x" * 10_000).context["form"].errors["password"])


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https:evil.example", "/\\evil.example", "javascript:alert(1)", "\t//evil.example"],
)
def test_an_unsafe_target_leads_to_ones_own_first_page(client, cast, sign_in, target):
    assert sign_in(client, "clerk", next=target)["Location"] == reverse("reports:first")


def test_a_safe_target_is_kept(client, cast, sign_in):
    assert sign_in(client, "clerk", next="/accounts/me/")["Location"] == "/accounts/me/"


def test_refusals_stand_in_the_log_without_the_password(client, cast, sign_in, caplog):
    with caplog.at_level("INFO", logger="gmplan.security"):
        for _ in range(5):
            sign_in(client, "clerk", "wrong-secret")
        sign_in(client, "clerk")
    events = [line.getMessage() for line in caplog.records]
    assert events == ["sign-in.refused"] * 4 + ["sign-in.locked"] * 2
    assert caplog.records[0].actor == "clerk"
    assert "wrong-secret" not in str([vars(line) for line in caplog.records])
