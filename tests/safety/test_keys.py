"""A key is changed without ending a session; where it is lost all sign in again and nothing else is (RQ-L5, H177)."""

import pytest

pytestmark = pytest.mark.django_db
OLD, NEW = "o" * 60, "n" * 60
ME = "/accounts/me/"


@pytest.mark.parametrize(("kept", "status"), [([OLD], 200), ([], 302)])
def test_sessions_outlive_a_change_of_keys_while_the_old_one_is_named(as_, cast, settings, kept, status):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    client = as_(cast.clerk)
    assert client.get(ME).status_code == 200
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, kept
    assert client.get(ME).status_code == status
