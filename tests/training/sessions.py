"""What the tests of sessions share: enrolling, recording who came, and what then stands there."""

from django.urls import reverse

from tests.factories import actor_of
from training import actions
from training.models import Enrolment, Hours

HELD = "107/5/9"


def enrolled(session, cast, *people):
    return actions.enrol(session, people, by=actor_of(cast.officer, "107/5/1")).done


def record(session, cast, *came, on="107/5/10", by=None):
    """``came``: (person, minutes) pairs; minutes None for who stayed away."""
    session.refresh_from_db()
    rows = [actions.Came(person, minutes) for person, minutes in came]
    return actions.record_attendance(session, rows, by=actor_of(by or cast.officer, on))


def hours_of(session) -> dict:
    return {one.person.name: (one.minutes, one.state) for one in Hours.objects.filter(session=session)}


def places_of(session) -> dict:
    return {one.person.name: one.state for one in Enrolment.objects.filter(session=session)}


def at(name, pk, **kw):
    return reverse(f"training:{name}", kwargs={"pk": pk, **kw})


def said(response) -> list[str]:
    return [str(one) for one in response.context["messages"]]
