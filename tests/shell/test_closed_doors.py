"""Every door is shut to a stranger but those named in one tuple (RQ-B1, B15)."""

import pytest
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.urls import URLPattern, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from organization.middleware import ClosedDoors
from organization.public import PUBLIC

pytestmark = pytest.mark.django_db


def doors(patterns=None, namespaces=()):
    """(name, pattern, sample arguments) of each view of the site."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLPattern):
            yield ":".join([*namespaces, one.name or ""]), one
        else:
            yield from doors(one.url_patterns, (*namespaces, one.namespace) if one.namespace else namespaces)


def address(name, pattern) -> str | None:
    arguments = list(pattern.pattern.converters)
    for sample in (2018, 1, "x", "organization"):
        try:
            return reverse(name, kwargs=dict.fromkeys(arguments, sample))
        except (NoReverseMatch, ValueError, AttributeError, TypeError):
            continue
    return None


def test_a_stranger_is_led_to_the_one_door_from_everywhere(client):
    asked = {}
    for name, pattern in doors():
        if name not in PUBLIC and (where := address(name, pattern)):
            asked[name] = client.get(where)
    wrong = {
        name: answer.status_code
        for name, answer in asked.items()
        if answer.status_code != 404
        and not (answer.status_code == 302 and answer["Location"].startswith("/accounts/sign-in/"))
    }
    assert wrong == {}
    assert len(asked) > 20


def test_every_public_page_exists(client):
    assert set(PUBLIC) <= {name for name, _ in doors()}


def test_a_view_cannot_open_itself(rf):
    """Django lets a view opt out by an attribute; here only the tuple counts."""

    def view(request):
        """Somebody marked it."""

    view.login_required = False
    assert issubclass(ClosedDoors, LoginRequiredMiddleware)
    request = rf.get("/accounts/me/")
    request.user = type("Nobody", (), {"is_authenticated": False})()
    request.resolver_match = type("Match", (), {"view_name": "somewhere:else"})()
    assert ClosedDoors(lambda request: None).process_view(request, view, (), {}).status_code == 302


def test_a_fragment_asked_for_by_a_stranger_leads_the_whole_page_to_the_door(client):
    answer = client.get("/accounts/me/", HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/accounts/sign-in/")
