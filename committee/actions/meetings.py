"""Meetings planned, announced, moved, cancelled, answered (伍一(三); C-7, C-8, C-18, N-4)."""

import datetime
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from committee import letters, permissions
from committee.actions.agenda import fill_agenda
from committee.actions.members import refuse
from committee.models import Committee, Invitation, Meeting, Membership, Slot, SlotAnswer, State
from core import clock
from notices.actions import revoke
from organization import history
from organization.models import Role


@dataclass(frozen=True)
class Plan:
    """When and where. Without a day the year says to which count the meeting belongs (date poll)."""

    year: int
    held_on: datetime.date | None = None
    starts: datetime.time | None = None
    ends: datetime.time | None = None
    place: str = ""
    online_url: str = ""
    is_extraordinary: bool = False


@transaction.atomic
def plan_meeting(committee: Committee, plan: Plan, *, by, token: uuid.UUID | None = None) -> Meeting:
    """A draft with the next number of its year, its agenda filled; the same token gives the first one's."""
    Committee.objects.select_for_update().get(pk=committee.pk)
    if token and (known := Meeting.objects.filter(token=token, committee=committee).first()):
        return known
    refuse(permissions.why_not_run(by, committee.agency_id))
    meeting = Meeting(committee=committee, year=plan.year, number=0, token=token)
    _set(meeting, plan)
    meeting.number = _next_number(committee, meeting.year)
    meeting.chair = _convener(meeting, by.day)
    meeting.recorder = by.name
    history.save(meeting, by=by, verb=_n("排定會議"), role=Role.SECRETARIAT)
    fill_agenda(meeting, by=by)
    return meeting


def _set(meeting: Meeting, plan: Plan) -> None:
    if plan.held_on and not meeting.committee.holds_on(plan.held_on):
        raise ValidationError({"held_on": _("這一天不在小組的設置期間內。")})
    meeting.year = plan.held_on.year if plan.held_on else plan.year
    meeting.held_on, meeting.starts, meeting.ends = plan.held_on, plan.starts, plan.ends
    meeting.place, meeting.online_url = plan.place, plan.online_url
    meeting.is_extraordinary = plan.is_extraordinary


def _next_number(committee: Committee, year: int) -> int:
    rows = Meeting.objects.live().filter(committee=committee, year=year)
    return (rows.aggregate(most=Max("number"))["most"] or 0) + 1


def _convener(meeting: Meeting, day: datetime.date) -> Membership | None:
    on = meeting.held_on or day
    return Membership.objects.filter(committee=meeting.committee, seat="CONVENER").on(on).first()


@transaction.atomic
def change_meeting(meeting: Meeting, plan: Plan, *, by, chair: Membership | None, recorder: str) -> Meeting:
    """Other day, time or place. Once announced, the calendar entry changes with it (SEQUENCE grows)."""
    Committee.objects.select_for_update().get(pk=meeting.committee_id)
    refuse(permissions.why_not_change_meeting(by, meeting))
    before = _announced(meeting)
    year = meeting.year
    _set(meeting, plan)
    if meeting.year != year:
        meeting.number = _next_number(meeting.committee, meeting.year)
    if chair is not None and (chair.committee_id != meeting.committee_id):
        raise ValidationError({"chair": _("主席須為本小組委員。")})
    meeting.chair, meeting.recorder = chair, recorder
    told = meeting.state == State.RELEASED and _announced(meeting) != before
    meeting.sequence += told
    history.save(meeting, by=by, verb=_n("變更會議"), role=Role.SECRETARIAT)
    if told:
        if (meeting.held_on, meeting.starts) != before[:2]:
            _ask_anew(meeting, by)
        _invite(meeting, by)
        letters.announce(meeting, by=by)
    return meeting


def _ask_anew(meeting: Meeting, by) -> None:
    """Who has answered for another day is asked again."""
    for invitation in meeting.invitations.exclude(answer=""):
        invitation.answer, invitation.answered_at = "", None
        invitation.deputy_name = invitation.deputy_post = ""
        history.save(invitation, by=by, verb=_n("改期，請重新回復"), role=Role.SECRETARIAT)


def _announced(meeting: Meeting) -> tuple:
    return (meeting.held_on, meeting.starts, meeting.ends, meeting.place, meeting.online_url)


@transaction.atomic
def release(meeting: Meeting, *, by) -> Meeting:
    """Announce it: each member in office that day is asked, and the letters wait in the outbox."""
    refuse(permissions.why_not_release(by, meeting))
    fill_agenda(meeting, by=by)
    meeting.state = State.RELEASED
    history.save(meeting, by=by, verb=_n("發開會通知"), role=Role.SECRETARIAT)
    if not _invite(meeting, by):
        raise ValidationError(_("會議當日沒有在任的委員，不能發開會通知。"))
    letters.announce(meeting, by=by)
    return meeting


def _invite(meeting: Meeting, by) -> list[Invitation]:
    """An invitation for everybody in office on the meeting's day (or today, before it has one)."""
    day = meeting.held_on or by.day
    known = set(meeting.invitations.values_list("membership_id", flat=True))
    members = Membership.objects.filter(committee=meeting.committee).on(day)
    for member in members:
        if member.id not in known:
            invitation = Invitation(meeting=meeting, membership=member)
            history.save(invitation, by=by, verb=_n("邀請"), role=Role.SECRETARIAT)
    return list(meeting.invitations.all())


@transaction.atomic
def cancel(meeting: Meeting, *, by, reason: str) -> Meeting:
    """Call it off; who had been asked is told, and the personal links die."""
    refuse(permissions.why_not_become(by, meeting, State.CANCELLED))
    if not reason.strip():
        raise ValidationError(_("取消會議須說明事由。"))
    was_announced = meeting.state == State.RELEASED
    meeting.state, meeting.reason = State.CANCELLED, reason
    meeting.sequence += was_announced
    history.save(meeting, by=by, verb=_n("取消會議"), role=Role.SECRETARIAT, reason=reason)
    for invitation in meeting.invitations.all():
        revoke(letters.PURPOSE, invitation.id, by=by)
    if was_announced:
        letters.call_off(meeting, by=by)
    return meeting


@transaction.atomic
def answer(
    invitation: Invitation, *, by, answer: str, deputy_name="", deputy_post="", remark=""
) -> Invitation:
    """What a member says; it may be said anew until the meeting is held."""
    refuse(permissions.why_not_answer(invitation))
    invitation.answer, invitation.remark = answer, remark
    deputised = answer == "DEPUTY"
    invitation.deputy_name = deputy_name if deputised else ""
    invitation.deputy_post = deputy_post if deputised else ""
    invitation.answered_at = clock.moment()
    return history.save(invitation, by=by, verb=_n("回復"))


@transaction.atomic
def offer_slots(meeting: Meeting, slots: list[tuple], *, until: datetime.date, by) -> Meeting:
    """Put days and times to the members; each gets a letter with a personal link."""
    refuse(permissions.why_not_change_meeting(by, meeting))
    if meeting.state != State.DRAFT:
        raise ValidationError(_("已發開會通知，不能再調查日期。"))
    if not by.day <= until < min(day for day, _starts in slots):
        raise ValidationError({"until": _("回復期限須在今日以後、第一個候選時段之前。")})
    known = set(meeting.slots.values_list("day", "starts"))
    for day, starts in slots:
        if (day, starts) not in known:
            slot = Slot(meeting=meeting, day=day, starts=starts)
            history.save(slot, by=by, verb=_n("提出時段"), role=Role.SECRETARIAT)
    meeting.poll_until = until
    history.save(meeting, by=by, verb=_n("調查日期"), role=Role.SECRETARIAT)
    _invite(meeting, by)
    letters.ask_for_days(meeting, by=by)
    return meeting


@transaction.atomic
def answer_slots(invitation: Invitation, cans: dict[Slot, str], *, by) -> None:
    """Which of the proposed times suit a member; until the poll closes."""
    meeting = invitation.meeting
    refuse(permissions.why_not_answer(invitation))
    if meeting.poll_until is None or by.day > meeting.poll_until:
        raise ValidationError(_("日期調查已截止。"))
    known = {one.slot_id: one for one in invitation.slot_answers.all()}
    for slot, can in cans.items():
        if slot.meeting_id != meeting.id:
            raise ValidationError(_("查無此時段。"))
        row = known.get(slot.id) or SlotAnswer(slot=slot, invitation=invitation)
        if row.can != can:
            row.can = can
            history.save(row, by=by, verb=_n("回復"))


@transaction.atomic
def choose_slot(meeting: Meeting, slot: Slot, *, by) -> Meeting:
    """Take one of the proposed times; place and end are filled in as for any meeting."""
    refuse(permissions.why_not_change_meeting(by, meeting))
    if slot.meeting_id != meeting.id:
        raise ValidationError(_("查無此時段。"))
    plan = Plan(
        year=slot.day.year,
        held_on=slot.day,
        starts=slot.starts,
        ends=meeting.ends,
        place=meeting.place,
        online_url=meeting.online_url,
        is_extraordinary=meeting.is_extraordinary,
    )
    return change_meeting(meeting, plan, by=by, chair=meeting.chair, recorder=meeting.recorder)
