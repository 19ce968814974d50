"""Who was sent where: seats by unit, enrolments of 107 and what is still to come, letters to 公訓處 and 人事處.

One session of 106 was held without sharing its seats; the letters of 107 are still to be sent.
"""

import datetime
from collections import Counter

from demo.year import DEMO_DAY
from organization import history
from organization.actor import Actor, actor_for
from organization.models import Account, Agency, Person
from organization.models.change import Channel
from training import actions
from training.compliance.seats import homes, suggest
from training.models import Enrolment, Hours, Place, Recipient, Session, State, Submission

UNSHARED = datetime.date(2017, 9, 13)
LETTERS = ((2016, datetime.date(2016, 12, 28)), (2017, datetime.date(2017, 12, 27)))
COMERS = 26


def send(agency: Agency, by: Actor) -> None:
    """Everything that the personnel office has done about sending people."""
    office = Account.objects.get(username="personnel")
    _came(agency, by)
    sessions = Session.objects.filter(course__agency=agency, seats__isnull=False).select_related("course")
    for session in sessions.order_by("held_on", "id"):
        if session.held_on != UNSHARED:
            day = min(session.held_on, DEMO_DAY) - datetime.timedelta(days=14)
            _share(session, actor_for(office, day))
    _enrol_the_short(sessions.filter(held_on__gt=DEMO_DAY), actor_for(office, DEMO_DAY))
    for year, day in LETTERS:
        for number, recipient in enumerate(Recipient.values, 1):
            letter = Submission(agency=agency, year=year, recipient=recipient, sent_on=day)
            letter.number = f"北市資人字第{year - 1911}{number:03}號（示範）"
            actions.record_submission(letter, by=actor_for(office, day))


def _came(agency: Agency, by: Actor) -> None:
    """Whoever has hours of a session of 107 with seats was enrolled for it."""
    hours = Hours.objects.filter(
        session__seats__isnull=False, held_on__year=DEMO_DAY.year, state=State.VERIFIED
    ).select_related("session")
    home: dict[datetime.date, dict[int, int]] = {}
    rows = []
    for one in hours.order_by("id"):
        day = one.session.held_on
        units = home.setdefault(day, homes(agency.id, day))
        rows.append(
            Enrolment(
                person_id=one.person_id,
                session=one.session,
                unit_id=units[one.person_id],
                state=Place.ATTENDED,
            )
        )
    history.create_many(rows, by=by, verb="新增", channel=Channel.COMMAND)


def _share(session: Session, by: Actor) -> None:
    """A seat for each who asked for one, the rest by the size of the units."""
    sizes = Counter(homes(session.course.agency_id, session.held_on).values())
    taken = Counter(Enrolment.objects.filter(session=session).values_list("unit_id", flat=True))
    rest = suggest(sizes, session.seats - taken.total())
    actions.allot(session, {unit: rest[unit] + taken[unit] for unit in sizes}, by=by)


def _enrol_the_short(sessions, by: Actor) -> None:
    """The first of those without hours in 107 go to what is to come; where a unit's seats are gone they wait."""
    had = Hours.objects.filter(held_on__year=DEMO_DAY.year)
    there = homes(by.agency_id, DEMO_DAY)
    short = Person.objects.filter(id__in=there).exclude(id__in=had.values("person"))
    for number, session in enumerate(sessions.order_by("held_on")):
        actions.enrol(session, short[number::2][:COMERS], by=by)
