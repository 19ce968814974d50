"""Calendar entries that phones and Outlook take, change and cancel (features N-4; H156, H157).

A change is the same ``uid`` with a higher ``sequence``. Times are written in UTC: every reader's calendar shows
them in its own zone.
"""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import icalendar
from django.core.validators import validate_email

from core.text import clean_text

TAIPEI = ZoneInfo("Asia/Taipei")
PRODUCT = "-//gmplan//NONSGML outbox//ZH"
ALARM_BEFORE = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """What the entry says. ``stamp`` is the moment of the change that it tells of."""

    uid: str
    sequence: int
    title: str
    starts: datetime.datetime
    ends: datetime.datetime
    place: str
    description: str
    url: str
    organizer_name: str
    organizer_email: str
    attendee_name: str
    attendee_email: str
    stamp: datetime.datetime
    cancelled: bool = False

    @property
    def method(self) -> str:
        return "CANCEL" if self.cancelled else "REQUEST"


def as_ics(event: Event) -> str:
    """The entry as a calendar file: CRLF, lines of at most 75 octets, nothing in it but what ``event`` says."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("method", event.method)
    calendar.add_component(_entry(event))
    return calendar.to_ical().decode("utf-8")


def _entry(event: Event) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", _line(event.uid))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", _utc(event.stamp))
    entry.add("last-modified", _utc(event.stamp))
    entry.add("dtstart", _utc(event.starts))
    entry.add("dtend", _utc(event.ends))
    entry.add("summary", _line(event.title))
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    for name, text in (("location", _line(event.place)), ("description", clean_text(event.description))):
        if text:
            entry.add(name, text)
    if event.url:
        entry.add("url", _line(event.url))
    entry.add("organizer", _who(event.organizer_name, event.organizer_email))
    answer = {} if event.cancelled else {"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    entry.add("attendee", _who(event.attendee_name, event.attendee_email, ROLE="REQ-PARTICIPANT", **answer))
    if not event.cancelled:
        entry.add_component(_alarm(event))
    return entry


def _alarm(event: Event) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -ALARM_BEFORE)
    alarm.add("description", _line(event.title))
    return alarm


def _who(name: str, email: str, **parameters) -> icalendar.vCalAddress:
    """A person by address. Quotes and backslashes are left out of the name: half the readers take them amiss."""
    validate_email(email)
    who = icalendar.vCalAddress(f"mailto:{email}")
    who.params["CN"] = icalendar.vText(_line(name).replace('"', "'").replace("\\", "/"))
    for key, value in parameters.items():
        who.params[key] = icalendar.vText(value)
    return who


def _line(text: str) -> str:
    return " ".join(clean_text(text).split("\n"))


def _utc(moment: datetime.datetime) -> datetime.datetime:
    return moment.astimezone(datetime.UTC).replace(microsecond=0)


def read(ics: str) -> Event:
    """What a file made by ``as_ics`` says, its times in Taipei's."""
    calendar = icalendar.Calendar.from_ical(ics)
    [entry] = calendar.walk("VEVENT")
    organizer, attendee = entry["organizer"], entry["attendee"]
    return Event(
        uid=str(entry["uid"]),
        sequence=int(entry["sequence"]),
        title=str(entry["summary"]),
        starts=entry["dtstart"].dt.astimezone(TAIPEI),
        ends=entry["dtend"].dt.astimezone(TAIPEI),
        place=str(entry.get("location", "")),
        description=str(entry.get("description", "")),
        url=str(entry.get("url", "")),
        organizer_name=str(organizer.params["CN"]),
        organizer_email=organizer.removeprefix("mailto:"),
        attendee_name=str(attendee.params["CN"]),
        attendee_email=attendee.removeprefix("mailto:"),
        stamp=entry["dtstamp"].dt.astimezone(TAIPEI),
        cancelled=str(calendar["method"]) == "CANCEL",
    )
