"""A post office that the site's mail really goes to, and the secretary who sends it."""

import pytest

from tests.factories import actor_of
from tests.notices.post_office import open_office

TODAY = "105/6/1"


@pytest.fixture
def office(settings):
    """The mail server; a test tells it what to refuse."""
    with open_office() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.DEFAULT_FROM_EMAIL = "office@example.org"
        settings.SITE_URL = "https://plan.example.org"
        yield office


@pytest.fixture
def secretary(cast):
    cast.secretary.account.email = "secretary@example.org"
    cast.secretary.account.save()
    return actor_of(cast.secretary, TODAY)
