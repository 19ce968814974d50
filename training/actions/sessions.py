"""The facts of a session, its seats shared among the units, and its being called off (伍二(四); T-5, T-14)."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from notices import actions as notices
from organization import history
from organization.models import Role
from training import permissions
from training.actions.enrolments import fill
from training.actions.refusing import refuse
from training.letters import called_off
from training.models import Allotment, Enrolment, Place, Session, SessionState


@transaction.atomic
def change_session(session: Session, *, by):
    """Other facts; with more seats those who wait move up."""
    refuse(permissions.why_not_change_session(by, session))
    history.save(session, by=by, verb=_n("修改"), role=Role.PERSONNEL)
    fill(session, by=by)
    return session


@transaction.atomic
def allot(session: Session, seats: Mapping[int, int], *, by, note: str = ""):
    """Give each unit its seats; they must add up to all of them. ``note`` says what else than size was weighed."""
    refuse(permissions.why_not_change_session(by, session))
    if session.seats is None:
        raise ValidationError(_("請先填寫場次名額，再分配。"))
    if sum(seats.values()) != session.seats:
        values = {"sum": sum(seats.values()), "seats": session.seats}
        raise ValidationError(_("各組室名額合計 %(sum)s，與場次名額 %(seats)s 不符。"), params=values)
    session.shared_by = note
    history.save(session, by=by, verb=_n("分配名額"), role=Role.PERSONNEL)
    known = {one.unit_id: one for one in Allotment.objects.filter(session=session)}
    for unit_id in sorted(set(seats) | set(known)):
        row = known.get(unit_id) or Allotment(session=session, unit_id=unit_id)
        if row.pk and row.seats == seats.get(unit_id, 0):
            continue
        row.seats = seats.get(unit_id, 0)
        history.save(row, by=by, verb=_n("分配名額"), role=Role.PERSONNEL)
    fill(session, by=by)
    return session


@transaction.atomic
def call_off(session: Session, *, by, reason: str) -> list[Enrolment]:
    """The session stays and is counted nowhere; whoever had a place loses it, and finds a letter in the outbox."""
    locked = Session.objects.select_for_update(of=("self",)).select_related("course__agency")
    session = locked.get(pk=session.pk)
    refuse(permissions.why_not_call_off(by, session, reason))
    how = {"by": by, "verb": _n("取消場次"), "role": Role.PERSONNEL, "reason": reason}
    session.state, session.reason = SessionState.CANCELLED, reason
    history.save(session, **how)
    places = Enrolment.objects.filter(session=session, state__in=[Place.ENROLLED, Place.WAITING])
    places = list(places.select_related("person").order_by("id"))
    for place in places:
        place.state, place.reason = Place.CANCELLED, reason
        history.save(place, **how)
    notices.write([called_off(session, place.person) for place in places], by=by)
    return places
