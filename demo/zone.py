"""What the demonstration has made public, and when: every piece through the act of publishing (W-1, W-2)."""

from collections.abc import Iterator
from functools import partial

from core.roc import parse_roc
from demo.members import Event
from organization.actor import Actor, actor_for
from organization.models import Account
from public_zone.sources import pieces
from publishing.actions import publish
from publishing.permissions import why_not_publish

DAYS = (
    ("105/12/29", "accounting"),
    ("106/12/28", "accounting"),
    ("107/3/15", "accounting"),
    ("107/11/8", "accounting"),
    ("107/11/8", "secretariat"),
)
"""When which office published whatever was ready: numbers and analyses each year, the rest at the end."""


def publications() -> Iterator[Event]:
    for day, username in DAYS:
        yield parse_roc(day), partial(_publish, username)


def _publish(username: str, by: Actor) -> None:
    """All that the account's office may publish on the day; what is shown already as it is stays."""
    office = actor_for(Account.objects.get(username=username), by.day)
    for piece in pieces(by.agency, by.day):
        if why_not_publish(office, piece, by.agency_id) is None:
            publish(piece, agency=by.agency, by=office)
