"""What the tests of the report's editions are told with: a house in 107/2, meetings that pass, a short PDF."""

import itertools
from pathlib import Path
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile

from committee import actions as committee
from committee.models import AgendaItem, Outcome
from organization import history
from reports.actions import editions, files
from reports.annual import digest
from reports.models import Edition
from tests import factories as make
from tests.factories import actor_of, day

YEAR = 2017
"""106, whose report is made in 107."""

_numbers = itertools.count(1)


def short_pdf(monkeypatch, folder: Path) -> None:
    """A file that depends on the edition alone, without the printing, which other tests look at."""

    def render(content: dict) -> Path:
        path = folder / f"{next(_numbers)}.pdf"
        path.write_bytes(b"%PDF-1.4 " + digest(content).encode())
        return path

    monkeypatch.setattr(files.pdf, "render", render)


def house(plan, cast) -> SimpleNamespace:
    """The task force, and one hour record of 106 that a later change can take out of the report."""
    members = make.make_task_force(plan, since="106/1/1")
    session = make.make_session(make.make_course(plan), "106/3/8", 120)
    hours = make.make_hours(cast.clerk, session, verified_by=cast.officer.account)
    return SimpleNamespace(agency=plan, cast=cast, members=members, body=members[0].committee, hours=hours)


def frozen(house, on="107/2/1", as_of=None, with_pdf=True) -> Edition:
    by = actor_of(house.cast.secretary, on)
    made = editions.freeze(house.agency, YEAR, as_of=day(as_of or on), by=by)
    if with_pdf:
        files.make_pdf(made, by=by)
    return fresh(made)


def fresh(edition: Edition) -> Edition:
    return Edition.objects.whole().get(pk=edition.pk)


def put(house, edition: Edition, on="107/2/10", submitted="107/2/2") -> AgendaItem:
    """On the agenda of a meeting of that day."""
    meeting = make.make_meeting(house.body, on, next(_numbers))
    editions.submit(edition, meeting, by=actor_of(house.cast.secretary, submitted))
    return fresh(edition).item


def held(house, edition: Edition, outcome=Outcome.PASSED, on="107/2/10", *, valid=True, decides=True):
    """Put on the agenda of a meeting and dealt with there; an invalid one has one external member only."""
    item = put(house, edition, on)
    by = actor_of(house.cast.secretary, on)
    present = house.members[:12] if valid else house.members[3:13]
    make.hold_meeting(item.meeting, present, by)
    if decides:
        committee.decide(AgendaItem.objects.get(pk=item.pk), committee.Decision(outcome), by=by)
    return fresh(edition)


def announced(house, on="107/3/1") -> Edition:
    """106, passed on 107/2/10 and announced."""
    edition = held(house, frozen(house))
    editions.announce(edition, by=actor_of(house.cast.secretary, on))
    return fresh(edition)


def change_a_record(house, on="107/4/1") -> None:
    """The personnel office finds that the hours of 106 were none."""
    by = actor_of(house.cast.officer, on)
    house.hours.refresh_from_db()
    house.hours.state, house.hours.reason = "RETURNED", "重複登錄"
    house.hours.verified_by = house.hours.verified_at = None
    history.save(house.hours, by=by, verb="退回", reason="重複登錄")


def upload() -> SimpleUploadedFile:
    """Some other file."""
    return SimpleUploadedFile("他.pdf", b"%PDF-1.4 another")
