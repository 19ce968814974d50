"""The letters of a meeting, laid in the secretariat's outbox to be read before they go (C-8, C-18, N-1, N-4).

A member from outside answers by a personal link that dies with the meeting; everybody else signs in.
"""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from committee.models import Invitation, Meeting, Seat
from core import clock
from notices import actions as notices
from notices.calendar import TAIPEI, Event, as_ics
from notices.models import PLACE, Letter, State
from organization.models import Role

PURPOSE = "committee.invitation"
VIEW = "committee:invited"
USUAL_LENGTH = datetime.timedelta(hours=2)


def announce(meeting: Meeting, *, by) -> None:
    """The invitation, or its change: to everybody invited who is in office that day."""
    changed = meeting.sequence > 0
    subject = _("開會通知（變更）：%(meeting)s") if changed else _("開會通知：%(meeting)s")
    _write(meeting, "invitation", subject, by, with_event=True, changed=changed)


def ask_for_days(meeting: Meeting, *, by) -> None:
    """The date poll."""
    _write(meeting, "days", _("請回復可出席的時間：%(meeting)s"), by)


def remind(meeting: Meeting, *, by) -> int:
    """Only those who have said nothing yet; gives how many."""
    silent = [one for one in invitations(meeting) if not one.answer and not one.slot_answers.exists()]
    subject = _("提醒回復：%(meeting)s")
    return _write(meeting, "days" if meeting.held_on is None else "reminder", subject, by, to=silent)


def call_off(meeting: Meeting, *, by) -> None:
    """To those whom the invitation has reached; their calendar drops the entry."""
    reached = set(
        Letter.objects.filter(link_purpose=PURPOSE, state=State.SENT, about_url=_page(meeting)).values_list(
            "link_object_id", flat=True
        )
    )
    told = set(
        Letter.objects.filter(state=State.SENT, about_url=_page(meeting)).values_list("to_email", flat=True)
    )
    to = [one for one in invitations(meeting) if one.id in reached or one.membership.email in told]
    _write(meeting, "cancelled", _("會議取消：%(meeting)s"), by, to=to, with_event=True)


def circulate(meeting: Meeting, *, by) -> int:
    """The draft minutes, to be read before they are confirmed."""
    return _write(meeting, "minutes", _("會議紀錄傳閱：%(meeting)s"), by)


def invitations(meeting: Meeting) -> list[Invitation]:
    """Those asked who are in office on its day, in the order of the list."""
    rows = meeting.invitations.select_related(
        "membership__person", "membership__external", "meeting__committee"
    )
    day = meeting.held_on
    asked = [one for one in rows if day is None or one.membership.holds_on(day)]
    return sorted(asked, key=lambda one: (Seat.values.index(one.membership.seat), one.membership_id))


def _write(meeting, template, subject, by, *, to=None, with_event=False, changed=False) -> int:
    """One letter each, in place of those that still wait. Official letters are in the plan's language."""
    to = invitations(meeting) if to is None else to
    _supersede(meeting, by)
    with override("zh-hant"):
        made = [_letter(meeting, one, template, subject, by, with_event, changed) for one in to]
    notices.write(made, by=by)
    return len(made)


def _supersede(meeting: Meeting, by) -> None:
    waiting = Letter.objects.filter(
        agency=meeting.committee.agency, state=State.WAITING, about_url=_page(meeting)
    )
    notices.discard(list(waiting), by=by, reason=_("由較新的信取代。"))


def _letter(meeting, invitation, template, subject, by, with_event, changed) -> Letter:
    member = invitation.membership
    is_linked = member.external_id is not None and template != "cancelled"
    address = settings.SITE_URL.rstrip("/") + _page(meeting)
    context = {
        "meeting": meeting,
        "member": member,
        "sender": by.name,
        "changed": changed,
        "address": PLACE if is_linked else address,
        "answers": template != "cancelled",
    }
    link = {
        "link_view": VIEW,
        "link_purpose": PURPOSE,
        "link_object_id": invitation.id,
        "link_until": _until(meeting, template, by.day),
    }
    event = with_event and member.email
    letter = Letter(
        agency=meeting.committee.agency,
        office=Role.SECRETARIAT,
        to_name=member.who.name,
        to_email=member.email,
        subject=str(subject) % {"meeting": f"{meeting.committee}{meeting}"},
        body=render_to_string(f"committee/mail/{template}.txt", context),
        calendar=as_ics(_event(meeting, member, by, "" if member.external_id else address)) if event else "",
        about=f"{meeting.committee} {meeting}"[:200],
        about_url=_page(meeting),
        **(link if is_linked else {}),
    )
    letter.method = ("CANCEL" if meeting.state == "CANCELLED" else "REQUEST") if letter.calendar else ""
    return letter


def _page(meeting: Meeting) -> str:
    return reverse("committee:meeting-detail", args=[meeting.pk])


def _until(meeting: Meeting, template: str, day: datetime.date) -> datetime.date:
    """The first day on which the link is dead: after the meeting, after the poll, or when the minutes were read."""
    if template == "minutes":
        return day + settings.PERSONAL_LINK_LIVES
    return (meeting.held_on or meeting.poll_until) + datetime.timedelta(days=1)


def _event(meeting: Meeting, member, by, address: str) -> Event:
    starts = datetime.datetime.combine(meeting.held_on, meeting.starts, TAIPEI)
    ends = (
        datetime.datetime.combine(meeting.held_on, meeting.ends, TAIPEI)
        if meeting.ends
        else starts + USUAL_LENGTH
    )
    host = urlsplit(settings.SITE_URL).hostname
    description = [f"{meeting.committee}{meeting}"]
    description += [_("視訊：%(url)s") % {"url": meeting.online_url}] if meeting.online_url else []
    return Event(
        uid=f"meeting-{meeting.pk}@{host}",
        sequence=meeting.sequence,
        title=f"{meeting.committee}{meeting}",
        starts=starts,
        ends=ends,
        place=meeting.place,
        description="\n".join(description),
        url=address,
        organizer_name=meeting.committee.name,
        organizer_email=_organizer(by),
        attendee_name=member.who.name,
        attendee_email=member.email,
        stamp=clock.moment(),
        cancelled=meeting.state == "CANCELLED",
    )


def _organizer(by) -> str:
    """Somebody who reads answers, never a machine's address where there is a person's."""
    own = by.person.email if by.person else ""
    return own or settings.DEFAULT_FROM_EMAIL
