"""Every way in which hours change: logged, corrected, verified, sent back, withdrawn (伍二; T-1, T-5)."""

import datetime
import uuid
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_noop as _n

from core import clock
from organization import history
from organization.models import Person, Role
from training import permissions
from training.actions.refusing import refuse
from training.models import Course, Hours, Level, Mode, Session, State


@dataclass(frozen=True)
class OwnCourse:
    """A course outside the catalogue, as the person who took it describes it."""

    title: str
    held_on: datetime.date
    minutes: int
    organiser: str = ""
    level: str = Level.BASIC
    is_cedaw: bool = False
    mode: str = Mode.LECTURE


@dataclass
class Outcome:
    """What became of many records at once: those done, and those skipped with the reason."""

    done: list = field(default_factory=list)
    skipped: list = field(default_factory=list)


@transaction.atomic
def log_hours(*, person, session, minutes, by, proof=None, note="", earned_at="", token=None):
    """Log hours of a session of the catalogue; the same token twice gives the record of the first time."""
    if known := _logged(person, token):
        return known
    refuse(permissions.why_not_log(by, person, session, minutes, earned_at=earned_at))
    return _new_hours(person, session, minutes, by, proof, note, earned_at, token)


@transaction.atomic
def log_own_course(*, person, course: OwnCourse, by, proof=None, note="", earned_at="", token=None):
    """Log a course outside the catalogue: course, session and hours in one act."""
    if known := _logged(person, token):
        return known
    refuse(permissions.why_not_log_own(by, person, course.title, course.held_on, earned_at=earned_at))
    taught = Course(agency=person.agency, in_catalogue=False)
    session = Session(course=taught)
    _describe(taught, session, course, by=by)
    return _new_hours(person, session, course.minutes, by, proof, note, earned_at, token)


def _logged(person, token):
    """The record already made with this form, if any. Locks the person, so that two clicks come in turn."""
    if person is None or token is None:
        return None
    Person.objects.select_for_update().get(pk=person.pk)
    return Hours.objects.filter(token=token, person=person).first()


def _new_hours(person, session, minutes, by, proof, note, earned_at, token):
    record = Hours(
        person=person,
        session=session,
        held_on=session.ended_on,
        minutes=minutes,
        proof=proof,
        note=note,
        earned_at=earned_at,
        token=token or uuid.uuid4(),
    )
    return history.save(record, by=by, verb=_n("登錄"))


def _describe(course, session, own: OwnCourse, *, by):
    """Write what the person says of a course of their own."""
    course.title, course.organiser = own.title, own.organiser
    course.level, course.is_cedaw = own.level, own.is_cedaw
    session.held_on = session.ended_on = own.held_on
    session.minutes, session.mode = own.minutes, own.mode
    history.save(course, by=by, verb=_n("登錄"))
    session.course = course
    history.save(session, by=by, verb=_n("登錄"))


@transaction.atomic
def correct(record, *, by, minutes, proof=None, note="", earned_at="", course: OwnCourse | None = None):
    """Send a returned record again, corrected; the proof stays unless there is a new one."""
    refuse(permissions.why_not_correct(by, record))
    session = record.session
    if session.course.in_catalogue:
        refuse(permissions.why_not_minutes(session, minutes))
    else:
        refuse(permissions.why_not_correct_as(by, record, course.title, course.held_on, earned_at))
        _describe(session.course, session, course, by=by)
    record.minutes, record.held_on = minutes, session.ended_on
    record.proof, record.note, record.earned_at = proof or record.proof, note, earned_at
    record.state, record.reason = State.PENDING, ""
    return history.save(record, by=by, verb=_n("補正"))


@transaction.atomic
def verify(records, *, by) -> Outcome:
    """Verify each record that may be; each is read again under lock, so that none is decided twice."""
    outcome = Outcome()
    for record in _locked(records):
        if reason := permissions.why_not_verify(by, record):
            outcome.skipped.append((record, reason))
            continue
        record.state, record.reason = State.VERIFIED, ""
        record.verified_by, record.verified_at = by.account, clock.moment()
        history.save(record, by=by, verb=_n("核定"), role=Role.PERSONNEL)
        outcome.done.append(record)
    return outcome


@transaction.atomic
def send_back(records, *, by, reason: str) -> Outcome:
    """Return each record that may be to its person, with the reason."""
    outcome = Outcome()
    for record in _locked(records):
        if why_not := permissions.why_not_send_back(by, record, reason):
            outcome.skipped.append((record, why_not))
            continue
        _leave(record, State.RETURNED, reason)
        history.save(record, by=by, verb=_n("退回"), role=Role.PERSONNEL, reason=reason)
        outcome.done.append(record)
    return outcome


@transaction.atomic
def withdraw(record, *, by, reason: str):
    """Take a record out of the count for good; the row and its history stay."""
    refuse(permissions.why_not_withdraw(by, record, reason))
    role = None if record.person_id == by.person_id else Role.PERSONNEL
    _leave(record, State.WITHDRAWN, reason)
    return history.save(record, by=by, verb=_n("撤回"), role=role, reason=reason)


def _leave(record, state, reason):
    record.state, record.reason = state, reason
    record.verified_by = record.verified_at = None


def _locked(records):
    ids = [record.pk for record in records]
    return (
        Hours.objects.select_for_update(of=("self",))
        .select_related("person", "session__course")
        .filter(pk__in=ids)
    )
