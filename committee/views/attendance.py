"""Attendance in one grid with the quorum beside it, the opening, and the informal talk (C-4 – C-6)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee import actions, permissions
from committee.compliance.quorum import Line, Quorum, take
from committee.compliance.records import roster_on, sitting_of
from committee.forms.meetings import AttendanceRow, RoomForm
from committee.models import Answer, How, Meeting, State
from committee.views.meetings import PAGE_METHODS, is_again, meetings_of
from organization import history
from organization.views.saying import attempt, clean_reason

HOW_OF = {
    Answer.YES: How.PRESENT,
    Answer.ONLINE: How.ONLINE,
    Answer.DEPUTY: How.DEPUTY,
    Answer.NO: How.EXCUSED,
}
ALL, OPEN = "all", "open"
FIELDS = ("how", "deputy_name", "deputy_post", "arrived", "left")


@require_http_methods(PAGE_METHODS)
def grid(request, pk):
    """Everybody in office that day; one button for all present, one to save, one to save and open the meeting."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    if request.POST.get("verb") == OPEN and is_again(request, meeting, State.HELD):
        return redirect("committee:meeting-detail", pk=pk)
    if reason := permissions.why_not_attend(request.actor, meeting):
        raise PermissionDenied(reason)
    rows, theirs = _rows(request, meeting), {}
    initial = {"observers": meeting.observers, "version": meeting.version}
    initial |= {"chair": meeting.chair_id, "at": meeting.starts}
    room = RoomForm(request.POST or None, initial=initial, meeting=meeting)
    if request.method == "POST":
        try:
            if _save(request, meeting, rows, room):
                return redirect(
                    "committee:meeting-detail" if meeting.state == State.HELD else "committee:attendance",
                    pk=pk,
                )
        except history.Conflict:
            meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
            theirs = _theirs(meeting, rows)
            room = _again(request, meeting)
    for row in rows:
        row.theirs = theirs.get(row.member.id, "")
    context = {
        "meeting": meeting,
        "rows": rows,
        "form": room,
        "theirs": theirs,
        "last": history.of(meeting).first(),
        "quorum": _recorded(meeting) if _is_recorded(request, meeting) else _ticked(meeting, rows),
        "why_not_open": permissions.why_not_open(request.actor, meeting),
    }
    return render(request, "committee/attendance.html", context, status=409 if theirs else 200)


def _rows(request, meeting) -> list[AttendanceRow]:
    """A form for each member; what they answered stands there while nothing is recorded."""
    roster = roster_on(meeting.committee.agency_id, meeting.held_on, meeting.committee)
    recorded = {one.membership_id: one for one in meeting.attendances.all()}
    answers = {one.membership_id: one for one in meeting.invitations.all()} if not recorded else {}
    data = request.POST if request.method == "POST" else None
    rows = []
    for member in roster.members:
        initial = _initial(recorded.get(member.id), answers.get(member.id))
        row = AttendanceRow(data, member=member, initial=initial)
        row.title, row.home = roster.title(member), roster.home(member)
        rows.append(row)
    return rows


def _initial(record, invitation) -> dict:
    if record:
        return {name: getattr(record, name) for name in FIELDS}
    if invitation and invitation.answer:
        return {
            "how": HOW_OF[invitation.answer],
            "deputy_name": invitation.deputy_name,
            "deputy_post": invitation.deputy_post,
        }
    return {}


def _save(request, meeting: Meeting, rows, room) -> bool:
    """Write the grid, and open the meeting with it where that is asked: both or neither."""
    valid = [row.is_valid() for row in rows]
    if not room.is_valid() or not all(valid):
        return False
    came = [row.came() for row in rows]
    if request.POST.get("verb") == ALL:
        came = [one or actions.Came(row.member.id, How.PRESENT) for one, row in zip(came, rows, strict=True)]
    data = room.cleaned_data
    if _is_saved(meeting, came, data):
        return True
    if meeting.version != data["version"]:
        raise history.Conflict(meeting)
    saved = attempt(room, lambda: _write(request, meeting, [one for one in came if one], data))
    if saved:
        _tell(request, meeting)
    else:
        meeting.refresh_from_db()
    return bool(saved)


@transaction.atomic
def _write(request, meeting: Meeting, came, data) -> Meeting:
    by = request.actor
    actions.record_attendance(
        meeting, came, by=by, observers=data["observers"], reason=data.get("reason", "")
    )
    if request.POST.get("verb") == OPEN:
        actions.open_meeting(meeting, at=data["at"], chair=data["chair"], by=by)
    return meeting


def _tell(request, meeting: Meeting) -> None:
    """Saved; once the meeting is open, whether it is valid."""
    if meeting.state != State.HELD:
        messages.success(request, _("出席已儲存。"))
        return
    sitting = sitting_of(meeting)
    said = str(sitting.quorum.sentence) if sitting.quorum else _("無適用規定，無從判定會議是否有效。")
    (messages.success if sitting.is_valid else messages.warning)(request, said)


def _is_saved(meeting, came, data) -> bool:
    """The second of two clicks: just this stands in the records already (RQ-C7)."""
    if meeting.version == data["version"] or meeting.observers != data["observers"]:
        return False
    stands = {
        one.membership_id: tuple(getattr(one, name) for name in FIELDS) for one in meeting.attendances.all()
    }
    typed = {one.membership_id: tuple(getattr(one, name) for name in FIELDS) for one in came if one}
    return bool(typed) and typed == stands


def _theirs(meeting, rows) -> dict[int, str]:
    """What somebody else has recorded meanwhile, where it differs from what is ticked."""
    ticked = {row.member.id: row.cleaned_data.get("how", "") for row in rows}
    return {
        one.membership_id: one.get_how_display()
        for one in meeting.attendances.all()
        if ticked.get(one.membership_id, "") != one.how
    } or {0: ""}


def _again(request, meeting) -> RoomForm:
    """The form as it was typed, which now knows the other's version: saving it again is meant."""
    data = request.POST.copy()
    data["version"] = meeting.version
    return RoomForm(data, meeting=meeting)


def _is_recorded(request, meeting) -> bool:
    """The page shows what stands in the records, not what is just being ticked or was answered beforehand."""
    return request.method != "POST" and meeting.attendances.exists()


def _recorded(meeting) -> Quorum | None:
    sitting = sitting_of(meeting)
    return sitting.quorum if sitting else None


def _ticked(meeting, rows) -> Quorum | None:
    """The quorum of what is ticked at this moment, saved or not."""
    sitting = sitting_of(meeting)
    if sitting is None or sitting.ask is None:
        return None
    lines = tuple(Line(row.member.id, row.member.seat, row["how"].value() or "") for row in rows)
    chair = meeting.chair.seat if meeting.chair else None
    return take(lines, sitting.ask, chair) if lines else None


@require_POST
def quorum(request, pk):
    """The sentence for what is ticked now, for the page that asks while ticking. Saves nothing."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    if reason := permissions.why_not_attend(request.actor, meeting):
        raise PermissionDenied(reason)
    return render(request, "committee/quorum.html", {"quorum": _ticked(meeting, _rows(request, meeting))})


@require_POST
def informal(request, pk):
    """Keep an invalid meeting as an informal talk."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    if meeting.is_informal and is_again(request, meeting, State.HELD):
        return redirect("committee:meeting-detail", pk=pk)
    try:
        actions.make_informal(meeting, by=request.actor, reason=clean_reason(request))
        messages.success(request, _("已改列談話會，不計入會議次數。"))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("committee:meeting-detail", pk=pk)
