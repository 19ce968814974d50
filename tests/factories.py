"""Plain functions that make rows for tests; what is not said gets a harmless default.

Rows are written directly, without actions: a test says what stands in the table, not how it came there.
"""

import datetime
import itertools
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from committee.actions import Came, open_meeting, record_attendance
from committee.models import (
    Attendance,
    Committee,
    CouncilTerm,
    External,
    Meeting,
    Membership,
    Seat,
)
from measures.models import Evidence, Measure
from notices.models import Letter
from organization.actor import Actor, actor_for
from organization.models import (
    Account,
    Agency,
    Attachment,
    Deputyship,
    ImportBatch,
    Leave,
    Person,
    Post,
    PostKind,
    Rank,
    RoleGrant,
    Sex,
    Unit,
)
from statistics_app.cells import SEXES, Spot, read, stored
from statistics_app.models import Analysis, Indicator, YearTable
from training.models import Course, Enrolment, Hours, Session, State

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


def make_enrolment(person, session, unit, state="ENROLLED", **kw) -> Enrolment:
    return Enrolment.objects.create(person=person, session=session, unit=unit, state=state, **kw)


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


def make_batch(agency, account, **kw) -> ImportBatch:
    """A file of hours that has been checked and waits."""
    said = {
        "kind": "hours",
        "file_name": "時數.csv",
        "sha256": "0" * 64,
        "state": "CHECKED",
        "who": account.username,
        "made_at": timezone.now(),
        "beat_at": timezone.now(),
    }
    return ImportBatch.objects.create(agency=agency, made_by=account, **(said | kw))


def make_committee(
    agency, kind="GENDER", name="性別平等專案小組", since=BEGIN, until=None, **kw
) -> Committee:
    return Committee.objects.create(
        agency=agency, kind=kind, name=name, since=_day(since), until=_day(until), **kw
    )


def make_external(agency, name="府外甲", sex=Sex.FEMALE, council_since=None, **kw) -> External:
    """Somebody from outside; with ``council_since`` on the women's rights council from that day on."""
    external = External.objects.create(agency=agency, name=name, sex=sex, **kw)
    if council_since:
        CouncilTerm.objects.create(
            external=external, council="臺北市女性權益促進委員會", session="第9屆", since=_day(council_since)
        )
    return external


def make_member(committee, who, seat=None, since=BEGIN, until=None, **kw) -> Membership:
    """A term of a person or of somebody from outside."""
    is_external = isinstance(who, External)
    return Membership.objects.create(
        committee=committee,
        seat=seat or (Seat.EXTERNAL if is_external else Seat.INTERNAL),
        since=_day(since),
        until=_day(until),
        left_because=kw.pop("left_because", "TERM" if until else ""),
        **({"external": who} if is_external else {"person": who}),
        **kw,
    )


def make_task_force(agency, men=9, women=10, others=0, externals=4, since=BEGIN, **kw) -> list[Membership]:
    """A task force of men + women + others members. The first are externals, then convener and vice convener."""
    committee = make_committee(agency, since=since, **kw)
    sexes = [Sex.MALE] * men + [Sex.FEMALE] * women + [Sex.OTHER] * others
    members = []
    for place, sex in enumerate(sexes):
        if place < externals:
            who, seat = make_external(agency, f"府外{place + 1}", sex), Seat.EXTERNAL
        else:
            who = make_person(agency, None, f"委員{place + 1}", sex=sex)
            seat = {externals: Seat.CONVENER, externals + 1: Seat.VICE_CONVENER}.get(place, Seat.INTERNAL)
        members.append(make_member(committee, who, seat, since=since))
    return members


def make_meeting(committee, held_on="107/5/10", number=1, **kw) -> Meeting:
    """A meeting that has been announced for that day, with the convener of the day in the chair."""
    day = _day(held_on)
    chair = Membership.objects.filter(committee=committee, seat=Seat.CONVENER).on(day).first()
    values = {"state": "RELEASED", "starts": datetime.time(14), "place": "第一會議室", "chair": chair} | kw
    return Meeting.objects.create(
        committee=committee, year=day.year, number=number, held_on=day, recorder="周綜企", **values
    )


def make_attendance(meeting, members, how="PRESENT", **kw) -> None:
    for member in members:
        Attendance.objects.create(meeting=meeting, membership=member, how=how, **kw)


def hold_meeting(meeting, present, by) -> Meeting:
    """Everybody in ``present`` comes, all others stay away, and the meeting is opened by the real action."""
    meeting.refresh_from_db()
    there = {one.id for one in present}
    in_office = Membership.objects.filter(committee=meeting.committee).on(meeting.held_on)
    rows = [Came(one.id, "PRESENT" if one.id in there else "ABSENT") for one in in_office]
    record_attendance(meeting, rows, by=by)
    return open_meeting(meeting, at=meeting.starts, chair=meeting.chair, by=by)


def make_indicator(
    agency, owner, *categories, code="DOIT-01", title="員工人數", since=BEGIN, **kw
) -> Indicator:
    """With its categories in order; none given makes the one nameless category."""
    given = {"unit_of_measure": "人", "definition": "年底在職員工人數", "source": "人事資料", **kw}
    indicator = Indicator.objects.create(
        agency=agency, owner=owner, code=code, title=title, since=_day(since), **given
    )
    for order, name in enumerate(categories or ("",), start=1):
        indicator.categories.create(order=order, title=name)
    return indicator


def make_table(indicator, year=2018, numbers=(), state="OPEN", **kw) -> YearTable:
    """``numbers`` fill category by category, period by period, sex by sex, as they would be typed."""
    sexes = SEXES if indicator.has_other else SEXES[:2]
    spots = [
        Spot(one.id, part, side)
        for part in indicator.parts
        for one in indicator.categories.all()
        for side in sexes
    ]
    cells = {
        spot.key: stored(value)
        for spot, typed in zip(spots, numbers, strict=False)
        if (value := read(str(typed), decimals=indicator.decimals)) is not None
    }
    approved = {"approved_on": datetime.date(year, 12, 31)} if state == "APPROVED" else {}
    return YearTable.objects.create(
        indicator=indicator, year=year, cells=cells, state=state, **{**approved, **kw}
    )


def make_analysis(agency, *units, title="資訊人力性別分析", year=2018, **kw) -> Analysis:
    analysis = Analysis.objects.create(
        agency=agency,
        title=title,
        year=year,
        **{key: _day(value) if key.endswith("_on") else value for key, value in kw.items()},
    )
    for unit in units:
        analysis.units.create(unit=unit)
    return analysis


def make_attachment(agency, name="report.pdf", **kw) -> Attachment:
    """A row without a file on disk, for records that only need to have one."""
    number = next(_numbers)
    return Attachment.objects.create(
        agency=agency,
        stored_name=f"made-{number}",
        original_name=name,
        content_type="application/pdf",
        size=1000,
        sha256=f"{number:064x}",
        **kw,
    )


def make_measure(unit, title="婦女節講座", item="MS-A4", year=2018, joint=(), **kw) -> Measure:
    """A measure of the unit; days are given as ``planned_on``, ``held_on`` …, an end not given is the first day."""
    days = {key: _day(value) for key, value in kw.items() if key.endswith("_on")}
    for first, last in (("planned_on", "planned_end_on"), ("held_on", "ended_on")):
        days.setdefault(last, days.get(first))
    measure = Measure.objects.create(
        agency=unit.agency, unit=unit, title=title, item=item, year=year, **{**kw, **days}
    )
    for one in joint:
        measure.joint.create(unit=one)
    return measure


def make_evidence(measure, dated_on="107/3/8", kind="DOCUMENT", file=None, **kw) -> Evidence:
    """Something that proves the measure: a row with a file that isn't on disk, unless one is given."""
    words = {"caption": "活動紀錄", "alt_text": "活動照片" if kind == "PHOTO" else ""} | kw
    file = file or make_attachment(measure.agency, "record.pdf")
    return Evidence.objects.create(measure=measure, dated_on=_day(dated_on), kind=kind, file=file, **words)
