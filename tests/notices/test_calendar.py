"""Calendar entries, read back by another library (features N-4; H156, H157)."""

import dataclasses
import datetime

import pytest
import vobject
from django.core.exceptions import ValidationError

from notices.calendar import TAIPEI, Event, as_ics, read

MEETING = Event(
    uid="meeting-7@plan.example.org",
    sequence=0,
    title="105 年第 2 次會議",
    starts=datetime.datetime(2016, 9, 6, 14, 0, tzinfo=TAIPEI),
    ends=datetime.datetime(2016, 9, 6, 16, 30, tzinfo=TAIPEI),
    place="市政大樓 8 樓",
    description="議程如附。\n請準時。",
    url="https://plan.example.org/meetings/7/?a=1,2;3",
    organizer_name="臺北市政府資訊局",
    organizer_email="office@example.org",
    attendee_name="王委員",
    attendee_email="member@example.org",
    stamp=datetime.datetime(2016, 8, 1, 9, 0, tzinfo=TAIPEI),
)


def changed(**kw) -> Event:
    return dataclasses.replace(MEETING, **kw)


def parsed(event: Event):
    return vobject.readOne(as_ics(event))


def test_an_invitation_says_all_that_a_calendar_needs():
    calendar = parsed(MEETING)
    entry = calendar.vevent
    assert (calendar.method.value, entry.status.value) == ("REQUEST", "CONFIRMED")
    assert entry.organizer.value == "mailto:office@example.org"
    assert entry.organizer.params == {"CN": ["臺北市政府資訊局"]}
    assert entry.attendee.value == "mailto:member@example.org"
    assert entry.attendee.params == {
        "CN": ["王委員"],
        "ROLE": ["REQ-PARTICIPANT"],
        "PARTSTAT": ["NEEDS-ACTION"],
        "RSVP": ["TRUE"],
    }
    assert entry.summary.value == "105 年第 2 次會議"
    assert entry.location.value == "市政大樓 8 樓"
    assert entry.description.value == "議程如附。\n請準時。"
    assert entry.url.value == "https://plan.example.org/meetings/7/?a=1,2;3"
    assert (entry.valarm.action.value, entry.valarm.trigger.value) == ("DISPLAY", datetime.timedelta(days=-1))


def test_times_are_the_same_moment_everywhere():
    entry = parsed(MEETING).vevent
    assert entry.dtstart.value == datetime.datetime(2016, 9, 6, 6, 0, tzinfo=datetime.UTC)
    assert entry.dtend.value == datetime.datetime(2016, 9, 6, 8, 30, tzinfo=datetime.UTC)
    assert "DTSTART:20160906T060000Z\r\n" in as_ics(MEETING)


def test_the_same_event_gives_the_same_file_to_the_byte():
    stamp = datetime.datetime(2016, 8, 1, 1, 0, tzinfo=datetime.UTC)
    entry = parsed(MEETING).vevent
    assert (entry.dtstamp.value, entry.last_modified.value) == (stamp, stamp)
    assert as_ics(MEETING) == as_ics(MEETING)


def test_a_change_and_a_cancellation_are_the_same_entry_with_a_higher_number():
    later = MEETING.starts + datetime.timedelta(days=7)
    steps = [
        MEETING,
        changed(sequence=1, starts=later, ends=later + datetime.timedelta(hours=2)),
        changed(sequence=2, cancelled=True),
    ]
    entries = [parsed(step) for step in steps]
    assert {one.vevent.uid.value for one in entries} == {MEETING.uid}
    assert [one.vevent.sequence.value for one in entries] == ["0", "1", "2"]
    assert [one.method.value for one in entries] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one.vevent.status.value for one in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert not hasattr(entries[2].vevent, "valarm")


def test_a_meeting_may_last_past_midnight():
    ends = datetime.datetime(2016, 9, 7, 1, 0, tzinfo=TAIPEI)
    event = changed(starts=datetime.datetime(2016, 9, 6, 23, 0, tzinfo=TAIPEI), ends=ends)
    entry = parsed(event).vevent
    assert entry.dtend.value - entry.dtstart.value == datetime.timedelta(hours=2)
    assert entry.dtend.value.astimezone(TAIPEI) == ends


HOSTILE = {
    "line ends": ("會議\r\nBEGIN:VALARM\r\nACTION:EMAIL", "會議 BEGIN:VALARM ACTION:EMAIL"),
    "signs": ("甲;乙,丙\\丁\\n戊：己", "甲;乙,丙\\丁\\n戊：己"),
    "1,000 hanzi": ("性" * 1000, "性" * 1000),
    "emoji at the fold": ("x" * 62 + "👩‍👧🏳️‍🌈" * 20, "x" * 62 + "👩‍👧🏳️‍🌈" * 20),
    "control characters": ("會\x00議\x1b[31m\u202e", "會議[31m"),
}


@pytest.mark.parametrize(("typed", "shown"), HOSTILE.values(), ids=HOSTILE)
def test_a_title_is_only_a_title(typed, shown):
    event = changed(title=typed, place=typed, attendee_name=typed[:40], organizer_name=typed[:40])
    ics = as_ics(event)
    calendar = vobject.readOne(ics)
    entry = calendar.vevent
    assert (entry.summary.value, entry.location.value) == (shown, shown)
    assert [one.name for one in calendar.getChildren() if one.name == "VEVENT"] == ["VEVENT"]
    assert len(entry.contents["valarm"]) == 1
    assert entry.valarm.action.value == "DISPLAY"
    assert entry.attendee.value == "mailto:member@example.org"


@pytest.mark.parametrize(("typed", "_shown"), HOSTILE.values(), ids=HOSTILE)
def test_lines_are_folded_at_75_octets_and_end_in_crlf(typed, _shown):
    ics = as_ics(changed(title=typed, description=typed, attendee_name=typed)).encode()
    lines = ics.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines)
    for line in lines:
        line.decode()  # no sign is cut in two


@pytest.mark.parametrize("email", ["", "a@b\nATTENDEE:mailto:x@y.zz", "a b@example.org"])
def test_what_is_no_address_is_refused(email):
    with pytest.raises(ValidationError):
        as_ics(changed(attendee_email=email))


@pytest.mark.parametrize("event", [MEETING, changed(cancelled=True, sequence=3, place="", url="")])
def test_a_file_is_read_back_as_the_event_it_was_made_of(event):
    assert read(as_ics(event)) == event
