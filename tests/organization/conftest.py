"""Signing in as people do: through the page."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD

NOW = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def new_client():
    """A fresh client at each call; unlike the test client it meets CSRF checks when asked to."""
    return lambda **kw: Client(**kw)


@pytest.fixture
def sign_in():
    """``sign_in(client, "clerk", password)`` posts the form; gives the answer."""

    def post(client, username, password=PASSWORD, address="10.0.0.1", **fields):
        return client.post(
            reverse("organization:sign-in"),
            {"username": username, "password": password, **fields},
            REMOTE_ADDR=address,
        )

    return post
