"""Plain functions that make rows for tests; what is not said gets a harmless default.

Rows are written directly, without actions: a test says what stands in the table, not how it came there.
"""

import datetime
import itertools
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from notices.models import Letter
from organization.actor import Actor, actor_for
from organization.models import (
    Account,
    Agency,
    Deputyship,
    Leave,
    Person,
    Post,
    PostKind,
    Rank,
    RoleGrant,
    Sex,
    Unit,
)
from training.models import Course, Hours, Session, State

PASSWORD = "Correct-horse-105"
BEGIN = datetime.date(2010, 1, 1)
"""A day before every plan year."""

SEED_PLAN = Path(settings.BASE_DIR, "plan", "data", "taipei_doit_105_108.toml")

_numbers = itertools.count(1)


def day(text: str) -> datetime.date:
    """``106/3/8`` or ``2017-03-08`` as a date."""
    if "/" in text:
        year, month, date = (int(part) for part in text.split("/"))
        return datetime.date(year + 1911, month, date)
    return datetime.date.fromisoformat(text)


def _day(value):
    return day(value) if isinstance(value, str) else value


def make_agency(code="doit", name="臺北市政府資訊局", short_name="資訊局", **kw) -> Agency:
    return Agency.objects.create(code=code, name=name, short_name=short_name, **kw)


def make_unit(agency, name="應用服務組", functions=(), since=BEGIN, until=None, **kw) -> Unit:
    return Unit.objects.create(
        agency=agency, name=name, functions=list(functions), since=_day(since), until=_day(until), **kw
    )


def make_person(
    agency,
    unit=None,
    name="王小明",
    kind=PostKind.GENERAL,
    since=BEGIN,
    until=None,
    sex=Sex.FEMALE,
    staff_number=None,
    rank=Rank.NONE,
    **kw,
) -> Person:
    """A person, with one post in ``unit`` where a unit is given."""
    person = Person.objects.create(
        agency=agency, name=name, sex=sex, staff_number=staff_number or f"{next(_numbers):05}", **kw
    )
    if unit:
        make_post(person, unit, kind=kind, since=since, until=until, rank=rank)
    return person


def make_post(person, unit, kind=PostKind.GENERAL, since=BEGIN, until=None, rank=Rank.NONE, title="") -> Post:
    return Post.objects.create(
        person=person, unit=unit, kind=kind, since=_day(since), until=_day(until), rank=rank, title=title
    )


def make_leave(person, since, until=None, reason="PARENTAL") -> Leave:
    return Leave.objects.create(person=person, since=_day(since), until=_day(until), reason=reason)


def make_account(person=None, *roles, unit=None, agency=None, username=None, since=BEGIN, **kw) -> Account:
    """An account with ``PASSWORD``, tied to ``person``, holding ``roles`` (UNIT_MANAGER in ``unit``)."""
    account = Account.objects.create_user(username or f"user{next(_numbers):05}", PASSWORD, **kw)
    if person:
        person.account = account
        person.save()
    for role in roles:
        RoleGrant.objects.create(
            account=account,
            agency=agency or person.agency,
            role=role,
            unit=unit if role == "UNIT_MANAGER" else None,
            since=_day(since),
        )
    return account


def make_deputyship(principal, deputy, since, until) -> Deputyship:
    return Deputyship.objects.create(principal=principal, deputy=deputy, since=_day(since), until=_day(until))


def actor_of(who: Person | Account, on="107/6/1") -> Actor:
    """The actor behind a person (an account is made when there is none) or an account."""
    if isinstance(who, Person):
        who = who.account or make_account(who)
    return actor_for(who, _day(on))


def load_plan(agency) -> None:
    call_command("load_plan", str(SEED_PLAN), agency=agency.code, verbosity=0)


def make_course(agency, title="性別主流化概念", **kw):

    return Course.objects.create(agency=agency, title=title, **kw)


def make_session(course, ended_on="106/3/8", minutes=120, held_on=None, **kw):

    last = _day(ended_on)
    return Session.objects.create(
        course=course, held_on=_day(held_on) or last, ended_on=last, minutes=minutes, **kw
    )


def make_hours(person, session, minutes=None, verified_by=None, **kw):
    """Hours of a session: waiting, or verified where ``verified_by`` (an account) is given."""

    verified = {"state": State.VERIFIED, "verified_by": verified_by, "verified_at": timezone.now()}
    return Hours.objects.create(
        person=person,
        session=session,
        held_on=session.ended_on,
        minutes=minutes or session.minutes,
        **(verified if verified_by else {}),
        **kw,
    )


def make_letter(agency, **kw) -> Letter:
    """A letter that waits in the secretariat's outbox."""
    said = {
        "office": "SECRETARIAT",
        "to_name": "王委員",
        "to_email": "member@example.org",
        "subject": "開會通知",
        "body": "請撥冗出席。",
    }
    return Letter.objects.create(agency=agency, **(said | kw))
