"""Attendance in one grid with the quorum beside it, the opening, and the informal talk (C-4 – C-6)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee import actions, permissions
from committee.compliance.quorum import Line, take
from committee.compliance.records import Sitting, roster_on, sitting_of
from committee.forms.meetings import AttendanceRow, OpeningForm, RoomForm
from committee.models import Answer, How, State
from committee.views.meetings import PAGE_METHODS, is_again, meetings_of
from organization.views.saying import attempt, clean_reason

HOW_OF = {
    Answer.YES: How.PRESENT,
    Answer.ONLINE: How.ONLINE,
    Answer.DEPUTY: How.DEPUTY,
    Answer.NO: How.EXCUSED,
}
ALL = "all"


@require_http_methods(PAGE_METHODS)
def grid(request, pk):
    """Everybody in office that day; one button for all present, one to save what is ticked."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    if reason := permissions.why_not_attend(request.actor, meeting):
        raise PermissionDenied(reason)
    rows = _rows(request, meeting)
    room = RoomForm(
        request.POST or None, initial={"observers": meeting.observers, "version": meeting.version}
    )
    if request.method == "POST" and _save(request, meeting, rows, room):
        return redirect("committee:attendance", pk=pk)
    context = {
        "meeting": meeting,
        "rows": rows,
        "form": room,
        "quorum": _recorded(meeting) if _is_recorded(request, meeting) else _ticked(meeting, rows),
        "opening": OpeningForm(meeting=meeting, initial={"chair": meeting.chair_id, "at": meeting.starts}),
        "why_not_open": permissions.why_not_open(request.actor, meeting),
    }
    return render(request, "committee/attendance.html", context)


def _rows(request, meeting) -> list[AttendanceRow]:
    """A form for each member; what they answered stands there while nothing is recorded."""
    roster = roster_on(meeting.committee.agency_id, meeting.held_on, meeting.committee)
    recorded = {one.membership_id: one for one in meeting.attendances.all()}
    answers = {one.membership_id: one for one in meeting.invitations.all()} if not recorded else {}
    data = request.POST if request.method == "POST" else None
    rows = []
    for member in roster.members:
        row = AttendanceRow(
            data, member=member, initial=_initial(recorded.get(member.id), answers.get(member.id))
        )
        row.title, row.home = roster.title(member), roster.home(member)
        rows.append(row)
    return rows


def _initial(record, invitation) -> dict:
    if record:
        names = ("how", "deputy_name", "deputy_post", "arrived", "left")
        return {name: getattr(record, name) for name in names}
    if invitation and invitation.answer:
        return {
            "how": HOW_OF[invitation.answer],
            "deputy_name": invitation.deputy_name,
            "deputy_post": invitation.deputy_post,
        }
    return {}


def _save(request, meeting, rows, room) -> bool:
    """Write the grid; with the button for all, whoever has no tick was there."""
    valid = [row.is_valid() for row in rows]
    if not room.is_valid() or not all(valid):
        return False
    came = [row.came() for row in rows]
    if request.POST.get("verb") == ALL:
        came = [one or actions.Came(row.member.id, How.PRESENT) for one, row in zip(came, rows, strict=True)]
    if _is_saved(meeting, came, room.cleaned_data):
        return True
    meeting.version = room.cleaned_data["version"]
    saved = attempt(
        room,
        lambda: actions.record_attendance(
            meeting,
            [one for one in came if one],
            by=request.actor,
            observers=room.cleaned_data["observers"],
        ),
    )
    if saved:
        messages.success(request, _("出席已儲存。"))
    return bool(saved)


def _is_saved(meeting, came, data) -> bool:
    """The second of two clicks: just this stands in the records already (RQ-C7)."""
    if meeting.version == data["version"] or meeting.observers != data["observers"]:
        return False
    names = ("how", "deputy_name", "deputy_post", "arrived", "left")
    stands = {
        one.membership_id: tuple(getattr(one, name) for name in names) for one in meeting.attendances.all()
    }
    typed = {one.membership_id: tuple(getattr(one, name) for name in names) for one in came if one}
    return bool(typed) and typed == stands


def _is_recorded(request, meeting) -> bool:
    """The page shows what stands in the records, not what is just being ticked or was answered beforehand."""
    return request.method != "POST" and meeting.attendances.exists()


def _recorded(meeting):
    sitting = sitting_of(meeting)
    return sitting.quorum if sitting else None


def _ticked(meeting, rows) -> object | None:
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
    context = {"quorum": _ticked(meeting, _rows(request, meeting))}
    return render(request, "committee/quorum.html", context)


@require_POST
def opening(request, pk):
    """Declare the meeting open."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    if is_again(request, meeting, State.HELD):
        return redirect("committee:meeting-detail", pk=pk)
    form = OpeningForm(request.POST, meeting=meeting)
    if not form.is_valid():
        messages.error(request, _("請指定主席與宣布開會時間。"))
        return redirect("committee:attendance", pk=pk)
    data = form.cleaned_data
    if _opened(request, meeting, data):
        sitting = sitting_of(meeting)
        _tell(request, sitting)
    return redirect("committee:meeting-detail", pk=pk)


def _opened(request, meeting, data):
    try:
        return actions.open_meeting(meeting, at=data["at"], chair=data["chair"], by=request.actor)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return None


def _tell(request, sitting: Sitting) -> None:
    said = str(sitting.quorum.sentence) if sitting.quorum else _("無適用規定，無從判定會議是否有效。")
    (messages.success if sitting.is_valid else messages.warning)(request, said)


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
