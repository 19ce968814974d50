"""Enrolling, waiting, moving up, cancelling (伍二(四); T-8)."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n
from django.utils.translation import override

from organization import history
from organization.models import Role
from training import permissions
from training.actions.hours import Outcome
from training.actions.refusing import refuse
from training.compliance.seats import Room, homes
from training.compliance.similar import repeats
from training.models import Enrolment, Place, Session


@transaction.atomic
def enrol(session: Session, people, *, by, reason: str = "") -> Outcome:
    """Give each of ``people`` a seat, or a place in the line. ``reason`` says why a similar course is taken again.

    Locks the session, so that the last seat is given once.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("course").get(pk=session.pk)
    people = list(people)
    ids = [one.id for one in people]
    home = homes(session.course.agency_id, session.held_on, ids)
    again, room = repeats(session, ids), Room(session)
    known = set(Enrolment.objects.live().filter(session=session).values_list("person_id", flat=True))
    outcome = Outcome()
    for person in people:
        why_not = (
            permissions.why_not_enrol(by, person, session, home.get(person.id))
            or (_("這個場次已報名過。") if person.id in known else None)
            or permissions.why_not_repeat(again.get(person.id), reason)
        )
        if why_not:
            outcome.skipped.append((person, why_not))
            continue
        row = Enrolment(person=person, session=session, unit_id=home[person.id])
        _say_why(row, again.get(person.id), reason)
        outcome.done.append(_seat(row, room, by))
    return outcome


def _seat(row: Enrolment, room: Room, by) -> Enrolment:
    row.state = Place.ENROLLED if room.has(row.unit_id) else Place.WAITING
    if row.state == Place.ENROLLED:
        room.take(row.unit_id)
    role = None if row.person_id == by.person_id else Role.PERSONNEL
    return history.save(row, by=by, verb=_n("報名"), role=role)


def _say_why(row: Enrolment, repeat, reason: str) -> None:
    """What is repeated stands in the record in the plan's own language."""
    if repeat:
        with override("zh-hant"):
            row.similar = str(repeat.sentence)
        row.similar_reason = reason


@transaction.atomic
def cancel(enrolment: Enrolment, *, by, reason: str) -> Enrolment:
    """Give the place back; the first who waits for it moves up."""
    refuse(permissions.why_not_cancel(by, enrolment, reason))
    Session.objects.select_for_update().get(pk=enrolment.session_id)
    enrolment.state, enrolment.reason = Place.CANCELLED, reason
    role = None if enrolment.person_id == by.person_id else Role.PERSONNEL
    history.save(enrolment, by=by, verb=_n("取消報名"), role=role, reason=reason)
    fill(enrolment.session, by=by)
    return enrolment


@transaction.atomic
def promote(enrolment: Enrolment, *, by) -> Enrolment:
    """Give somebody who waits a seat that another unit has left over."""
    refuse(permissions.why_not_promote(by, enrolment))
    session = Session.objects.select_for_update().get(pk=enrolment.session_id)
    refuse(None if Room(session).left else _("名額已滿，沒有可遞補的名額。"))
    enrolment.state = Place.ENROLLED
    return history.save(enrolment, by=by, verb=_n("遞補"), role=Role.PERSONNEL)


def fill(session: Session, *, by) -> None:
    """Everybody who waits and whose unit has a seat moves up, in the order of the line; only before it is held."""
    if by.day > session.held_on:
        return
    room = Room(session)
    waiting = Enrolment.objects.select_for_update().filter(session=session, state=Place.WAITING)
    for row in waiting.order_by("id"):
        if room.has(row.unit_id):
            room.take(row.unit_id)
            row.state = Place.ENROLLED
            history.save(row, by=by, verb=_n("遞補"))
