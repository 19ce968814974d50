"""Who came to a session: one grid, and the hours that follow from it (T-6)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core import clock
from organization import history
from organization.models import Person, Role
from training import permissions
from training.actions.hours import Outcome
from training.actions.refusing import refuse
from training.compliance.seats import homes
from training.models import Enrolment, Hours, Place, Session, State


@dataclass(frozen=True)
class Came:
    """One person's line of the grid; ``minutes`` None means that the person did not come."""

    person: Person
    minutes: int | None


@dataclass
class _Line:
    """What the grid says of somebody, and what stands there."""

    came: Came
    enrolment: Enrolment | None
    hours: Hours | None

    @property
    def is_new(self) -> bool:
        """Whether the grid says something else than the records do."""
        if self.came.minutes is None:
            return self.enrolment is not None and self.enrolment.state in (Place.ENROLLED, Place.ATTENDED)
        return (
            self.enrolment is None
            or self.enrolment.state != Place.ATTENDED
            or self.hours is None
            or self.hours.minutes != self.came.minutes
        )


@transaction.atomic
def record_attendance(session: Session, rows: list[Came], *, by) -> Outcome:
    """Write what is new: places, and hours that are verified at once.

    ``Conflict`` if somebody was quicker than ``session.version``; the same grid sent twice changes nothing.
    """
    refuse(permissions.why_not_record(by, session))
    Session.objects.select_for_update().get(pk=session.pk)
    lines = [one for one in _lines(session, rows) if one.is_new]
    outcome = Outcome()
    if not lines:
        return outcome
    history.save(session, by=by, verb=_n("登錄出席"), role=Role.PERSONNEL)
    home = homes(session.course.agency_id, session.held_on, [one.came.person.id for one in lines])
    for line in lines:
        write = _left_out if line.came.minutes is None else _came
        if why_not := write(session, line, home.get(line.came.person.id), by):
            outcome.skipped.append((line.came.person, why_not))
        else:
            outcome.done.append(line.came.person)
    return outcome


def _lines(session: Session, rows: list[Came]) -> list[_Line]:
    ids = [one.person.id for one in rows]
    places = Enrolment.objects.live().filter(session=session, person_id__in=ids)
    hours = Hours.objects.live().filter(session=session, person_id__in=ids)
    places = {one.person_id: one for one in places.select_related("person")}
    hours = {one.person_id: one for one in hours.select_related("person", "session__course")}
    return [_Line(one, places.get(one.person.id), hours.get(one.person.id)) for one in rows]


def _came(session: Session, line: _Line, home: int | None, by) -> str | None:
    person, minutes = line.came.person, line.came.minutes
    if home is None and line.enrolment is None:
        return _("當日不在本機關任職。")
    why_not = (
        permissions.why_not_adjust(by, line.hours, session, minutes)
        if line.hours
        else permissions.why_not_log(by, person, session, minutes)
    )
    if why_not:
        return why_not
    _write_hours(line.hours or Hours(person=person, session=session), session, minutes, by)
    place = line.enrolment or Enrolment(person=person, session=session, unit_id=home)
    if place.state != Place.ATTENDED:
        place.state = Place.ATTENDED
        history.save(place, by=by, verb=_n("出席"), role=Role.PERSONNEL)
    return None


def _write_hours(record: Hours, session: Session, minutes: int, by) -> None:
    """Verified at once; one's own wait for a colleague."""
    if record.pk and record.state == State.VERIFIED and record.minutes == minutes:
        return
    record.minutes, record.held_on = minutes, session.ended_on
    if record.person_id != by.person_id:
        record.state, record.verified_by, record.verified_at = State.VERIFIED, by.account, clock.moment()
    history.save(record, by=by, verb=_n("登錄出席"), role=Role.PERSONNEL)


def _left_out(session: Session, line: _Line, home, by) -> str | None:
    """Did not come; hours that this grid once wrote are taken back."""
    reason = _("更正出席：未出席")
    if line.enrolment.state == Place.ATTENDED and line.hours:
        if why_not := permissions.why_not_withdraw(by, line.hours, reason):
            return why_not
        line.hours.state, line.hours.reason = State.WITHDRAWN, reason
        line.hours.verified_by = line.hours.verified_at = None
        history.save(line.hours, by=by, verb=_n("撤回"), role=Role.PERSONNEL, reason=reason)
    line.enrolment.state = Place.ABSENT
    history.save(line.enrolment, by=by, verb=_n("未出席"), role=Role.PERSONNEL)
    return None
