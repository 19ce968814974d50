"""Who came, the opening, the end (伍一(三); C-4 – C-6)."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from committee import permissions
from committee.actions.agenda import fill_agenda
from committee.actions.keeping import keep_decided, snapshot
from committee.actions.members import refuse
from committee.compliance.records import sitting_of
from committee.models import Attendance, How, Meeting, Membership, Minutes, State
from organization import history
from organization.models import Role


@dataclass(frozen=True)
class Came:
    """How one member took part."""

    membership_id: int
    how: str
    deputy_name: str = ""
    deputy_post: str = ""
    arrived: datetime.time | None = None
    left: datetime.time | None = None


@transaction.atomic
def record_attendance(
    meeting: Meeting, rows: list[Came], *, by, observers: str | None = None, reason: str = ""
) -> Meeting:
    """Write what changed; ``observers`` are one to a line. ``Conflict`` if somebody was quicker than this version."""
    refuse(permissions.why_not_attend(by, meeting))
    if meeting.state == State.HELD and not reason.strip():
        raise ValidationError({"reason": _("開會後更正出席須說明事由。")})
    meeting.observers = meeting.observers if observers is None else observers
    verb = _n("更正出席") if meeting.state == State.HELD else _n("登錄出席")
    history.save(meeting, by=by, verb=verb, role=Role.SECRETARIAT, reason=reason)
    members = {
        one.id: one for one in Membership.objects.filter(committee=meeting.committee).on(meeting.held_on)
    }
    known = {one.membership_id: one for one in meeting.attendances.all()}
    for row in rows:
        if row.membership_id not in members:
            raise ValidationError(_("名單中有人在會議當日不是委員，請重新整理頁面。"))
        _write(meeting, known.get(row.membership_id), row, by, reason)
    if meeting.state == State.HELD:
        keep_decided(meeting.committee, meeting.held_on)
    return meeting


def _write(meeting: Meeting, known: Attendance | None, row: Came, by, reason: str = "") -> None:
    deputised = row.how == How.DEPUTY
    values = {
        "how": row.how,
        "deputy_name": row.deputy_name if deputised else "",
        "deputy_post": row.deputy_post if deputised else "",
        "arrived": row.arrived,
        "left": row.left,
    }
    record = known or Attendance(meeting=meeting, membership_id=row.membership_id)
    if known and all(getattr(known, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(record, name, value)
    history.save(record, by=by, verb=_n("出席"), role=Role.SECRETARIAT, reason=reason)


@transaction.atomic
def open_meeting(meeting: Meeting, *, at: datetime.time, chair: Membership | None, by) -> Meeting:
    """Declare it open; the quorum of this moment is kept. Invalid it may sit, but can pass nothing."""
    refuse(permissions.why_not_open(by, meeting))
    if not meeting.attendances.exists():
        raise ValidationError(_("請先登錄出席，再宣布開會。"))
    if chair is None or chair.committee_id != meeting.committee_id or not chair.holds_on(meeting.held_on):
        raise ValidationError(_("請指定主席，且須為當日在任的委員。"))
    _mark_absent(meeting, by)
    meeting.chair, meeting.state, meeting.opened_at = chair, State.HELD, at
    sitting = sitting_of(meeting)
    meeting.opening = snapshot(sitting, at, sitting.quorum)
    fill_agenda(meeting, by=by)
    history.save(meeting, by=by, verb=_n("宣布開會"), role=Role.SECRETARIAT)
    history.save(Minutes(meeting=meeting), by=by, verb=_n("建立會議紀錄"), role=Role.SECRETARIAT)
    return meeting


def _mark_absent(meeting: Meeting, by) -> None:
    """Whoever is in office and has no line was not there."""
    in_office = Membership.objects.filter(committee=meeting.committee).on(meeting.held_on)
    known = meeting.attendances.values("membership_id")
    for member in in_office.exclude(id__in=known):
        _write(meeting, None, Came(member.id, How.ABSENT), by)


@transaction.atomic
def make_informal(meeting: Meeting, *, by, reason: str) -> Meeting:
    """Keep an invalid meeting as an informal talk (談話會): it no longer counts among the meetings."""
    sitting = sitting_of(meeting)
    refuse(permissions.why_not_inform(by, meeting, sitting.quorum if sitting else None))
    if not reason.strip():
        raise ValidationError(_("改列談話會須說明事由。"))
    meeting.is_informal, meeting.reason = True, reason
    return history.save(meeting, by=by, verb=_n("改列談話會"), role=Role.SECRETARIAT, reason=reason)
