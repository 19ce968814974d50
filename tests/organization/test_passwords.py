"""What a password must be, changing it, and a new one by mail (RQ-A6 – A9; H007 – H012)."""

import datetime
import re
import unicodedata

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import urlsafe_base64_encode

from organization.actions import accounts
from organization.passwords import Length
from tests import factories as make
from tests.factories import PASSWORD
from tests.organization.conftest import NOW

pytestmark = pytest.mark.django_db
NEW = "Another-horse-107"
CHANGE = "/accounts/password/"


def refusals(password, account=None) -> set[str]:
    try:
        validate_password(password, account)
    except ValidationError as error:
        return {one.code for one in error.error_list}
    return set()


@pytest.mark.parametrize(
    "password", ["密" * 128, "Abcdefghijk1", "lower-and-105", " Blank around 1 ", "aB3" * 42 + "xy"]
)
def test_these_are_taken(password):
    assert refusals(password) == set()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Abcdefghij1", "length"),
        ("密" * 129, "length"),
        ("onlylowercase", "kinds"),
        ("lowercase105", "kinds"),
        ("Taipei2026!", "like"),
        ("My-TAIPEI-pass", "like"),
        ("1qaz2wsx3edc", "kinds"),
    ],
)
def test_these_are_refused(password, code):
    assert code in refusals(password)


def test_the_number_of_characters_is_said():
    with pytest.raises(ValidationError, match="129"):
        Length(12, 128).validate("x" * 129)


@pytest.mark.parametrize(
    "like", ["105-Xy-{0.staff_number}-z", "密碼-{0.name}-Aa1-xx", "Xy-{0.agency.short_name}-105-z"]
)
def test_nothing_near_to_the_person(cast, like):
    cast.clerk.staff_number = "A20417"
    cast.clerk.save()
    assert "like" in refusals(like.format(cast.clerk), cast.clerk.account)


def test_none_of_the_last_three(cast):
    account, by = cast.clerk.account, make.actor_of(cast.clerk)
    used = [f"Used-before-{number}" for number in range(4)]
    for password in used:
        accounts.set_password(account, password, by=by, at=NOW)
    assert [("used" in refusals(one, account)) for one in used] == [False, True, True, True]


@pytest.mark.parametrize("password", ["密" * 128, "  Blank around 105  ", "Cafe\u0301-Noir-1053"])
def test_a_password_works_exactly_as_set(client, cast, sign_in, password):
    accounts.set_password(cast.clerk.account, password, by=make.actor_of(cast.clerk), at=NOW)
    other_form = unicodedata.normalize("NFC", password).strip()
    if other_form != password:
        assert sign_in(client, "clerk", other_form).status_code == 200
    assert sign_in(client, "clerk", password).status_code == 302


def change(client, old=PASSWORD, new=NEW, again=None):
    fields = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post(CHANGE, fields)


def test_a_change_ends_the_other_browsers_and_writes_a_letter(
    new_client, cast, sign_in, mailoutbox, django_capture_on_commit_callbacks
):
    cast.clerk.account.email = "clerk@example.gov.tw"
    cast.clerk.account.save()
    here, there = new_client(), new_client()
    sign_in(there, "clerk")
    sign_in(here, "clerk")
    with django_capture_on_commit_callbacks(execute=True):
        assert change(here).status_code == 302
    assert here.get("/accounts/me/").status_code == 200
    assert there.get("/accounts/me/").status_code == 302
    assert [letter.to for letter in mailoutbox] == [["clerk@example.gov.tw"]]
    assert NEW not in mailoutbox[0].body


def test_a_change_asks_for_the_present_password(client, cast, sign_in):
    sign_in(client, "clerk")
    assert "old_password" in change(client, old="wrong").context["form"].errors


def test_a_second_change_waits_a_day(client, cast, sign_in):
    with time_machine.travel(NOW, tick=False) as clock:
        sign_in(client, "clerk")
        change(client)
        second = change(client, old=NEW, new="Third-horse-108")
        assert "須滿 1 日" in str(second.context["form"].errors)
        clock.shift(datetime.timedelta(days=1))
        sign_in(client, "clerk", NEW)
        assert change(client, old=NEW, new="Third-horse-108").status_code == 302


def test_after_ninety_days_only_the_change_page_is_open(client, cast, sign_in):
    with time_machine.travel(NOW, tick=False) as clock:
        accounts.set_password(cast.clerk.account, NEW, by=make.actor_of(cast.clerk), at=NOW)
        clock.shift(datetime.timedelta(days=90, seconds=1))
        sign_in(client, "clerk", NEW)
        assert client.get("/accounts/me/")["Location"] == CHANGE
        change(client, old=NEW, new="Third-horse-108")
        assert client.get("/accounts/me/").status_code == 200


def opened(cast, at=NOW):
    admin = make.make_person(cast.agency, name="紀管理")
    make.make_account(admin, "SYSTEM_ADMIN", username="admin")
    newcomer = make.make_person(cast.agency, cast.unit_a, "新同仁", email="new@example.gov.tw")
    return accounts.create_account(newcomer, "newcomer", by=make.actor_of(admin), at=at)


def test_an_initial_secret_leads_only_to_the_change_page(client, cast, sign_in):
    with time_machine.travel(NOW, tick=False):
        account, secret = opened(cast)
        sign_in(client, "newcomer", secret)
        assert client.get("/accounts/me/")["Location"] == CHANGE
        change(client, old=secret)
        assert client.get("/accounts/me/").status_code == 200
    account.refresh_from_db()
    assert not account.must_change_password


def test_an_initial_secret_is_dead_after_seventy_two_hours(client, cast, sign_in):
    with time_machine.travel(NOW, tick=False) as clock:
        _, secret = opened(cast)
        clock.shift(datetime.timedelta(hours=72, seconds=1))
        assert sign_in(client, "newcomer", secret).status_code == 200


@pytest.fixture
def letter(client, cast, mailoutbox):
    """Asks for a new password for the clerk; gives the link of the letter."""
    cast.clerk.account.email = "clerk@example.gov.tw"
    cast.clerk.account.save()

    def ask(**headers):
        client.post(reverse("organization:reset"), {"name": "clerk"}, **headers)
        return re.search(r"https?://\S+", mailoutbox[-1].body).group()

    return ask


def open_link(client, link):
    return client.get(link[link.index("/accounts") :], follow=True)


def use_link(client, link, password=NEW):
    page = open_link(client, link)
    path = page.redirect_chain[-1][0] if page.redirect_chain else link
    return client.post(path, {"new_password1": password, "new_password2": password})


def test_the_letter_gives_a_new_password_once(client, cast, letter, sign_in):
    link = letter()
    assert use_link(client, link)["Location"] == reverse("organization:reset-done")
    assert sign_in(client, "clerk", NEW).status_code == 302
    client.post(reverse("organization:sign-out"))
    assert "連結已失效" in open_link(client, link).content.decode()


def test_the_link_is_dead_after_half_an_hour(client, letter):
    with time_machine.travel(NOW, tick=False) as clock:
        link = letter()
        clock.shift(datetime.timedelta(minutes=31))
        assert "連結已失效" in open_link(client, link).content.decode()


def test_the_link_is_dead_after_signing_in(client, letter, sign_in):
    link = letter()
    sign_in(client, "clerk")
    client.post(reverse("organization:sign-out"))
    assert "連結已失效" in open_link(client, link).content.decode()


def test_the_link_is_no_key_to_another_account(client, cast, letter):
    token = letter().rstrip("/").rpartition("/")[2]
    other = urlsafe_base64_encode(str(cast.neighbour.account.pk).encode())
    page = client.get(f"/accounts/reset/{other}/{token}/", follow=True)
    assert "連結已失效" in page.content.decode()


def test_the_link_has_our_own_name_whatever_the_host_says(letter, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://gender.example.gov.tw"
    link = letter(HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="evil.example")
    assert link.startswith("https://gender.example.gov.tw/accounts/reset/")


@pytest.mark.parametrize("typed", ["clerk", "nobody", "inactive", "who@example.com", "x\x7f"])
def test_the_answer_is_the_same_for_everybody(client, cast, letter, typed):
    make.make_account(username="inactive", is_active=False, email="i@example.com")
    answer = client.post(reverse("organization:reset"), {"name": typed})
    assert (answer.status_code, answer["Location"]) == (302, reverse("organization:reset-sent"))


def test_a_name_that_no_account_can_have_is_refused_at_the_field(client):
    answer = client.post(reverse("organization:reset"), {"name": "x\x00"})
    assert "name" in answer.context["form"].errors


def test_asking_six_times_an_hour_is_too_often(client, cast):
    answers = [client.post(reverse("organization:reset"), {"name": "clerk"}) for _ in range(6)]
    assert [one.status_code for one in answers] == [302] * 5 + [429]
