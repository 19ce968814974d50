"""The year's meetings, and one meeting: planned, announced, moved, called off, answered (伍一(三); C-7, C-8, C-18)."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee import actions, letters, permissions
from committee.compliance.meetings import windows
from committee.compliance.records import sitting_of, sittings
from committee.compliance.rules import RULES
from committee.documents import agenda_of, attendance_of
from committee.forms.meetings import AnswerForm, MeetingChangeForm, MeetingForm, PollForm
from committee.models import Amendment, Committee, Meeting, State
from committee.polls import poll_of
from core.clock import today
from core.contract import Scope
from organization import history
from organization.models import Unit
from organization.views.asked import agency_of
from organization.views.saying import attempt, clean_reason, done
from plan.rules import in_force

PAGE_METHODS = ["GET", "HEAD", "POST"]


def meetings_of(actor):
    """What the actor may see, with what every page of a meeting shows."""
    return Meeting.objects.visible_to(actor).select_related(
        "committee__agency", "chair__person", "chair__external", "minutes"
    )


@require_http_methods(PAGE_METHODS)
def listed(request, year):
    """The year's windows and meetings; the secretariat plans the next one here."""
    agency = agency_of(request)
    committee = Committee.objects.gender().filter(agency=agency).order_by("-since").first()
    may_plan = bool(committee) and permissions.why_not_run(request.actor, agency.id) is None
    form = _planning(request, committee) if may_plan else None
    if request.method == "POST":
        if not may_plan:
            raise PermissionDenied(
                permissions.why_not_run(request.actor, agency.id) or _("尚未設置專案小組。")
            )
        if form.is_valid() and (meeting := _plan(request, form, committee, year)):
            messages.success(request, _("已排定%(meeting)s，議程已自動排入。") % {"meeting": meeting})
            return redirect("committee:meeting-detail", pk=meeting.pk)
    rows = list(meetings_of(request.actor).gender().filter(committee__agency=agency, year=year))
    context = {
        "meetings": _beside(rows),
        "windows": _windows(agency.id, year, rows),
        "form": form,
        "committee": committee,
    }
    return render(request, "committee/meeting_list.html", context)


def _planning(request, committee):
    """Time and place as they were the last time."""
    last = committee.meetings.live().exclude(place="").first()
    usual = {"starts": last.starts, "ends": last.ends, "place": last.place} if last else {}
    return MeetingForm(request.POST or None, initial=usual | {"token": uuid.uuid4()})


def _plan(request, form, committee, year):
    token = form.cleaned_data["token"]
    return attempt(
        form, lambda: actions.plan_meeting(committee, form.plan(year), by=request.actor, token=token)
    )


def _beside(rows: list[Meeting]) -> list[dict]:
    """Each meeting with its quorum, newest first."""
    taken = {one.meeting.id: one for one in sittings(one for one in rows if one.state == State.HELD)}
    return [{"meeting": one, "sitting": taken.get(one.id)} for one in rows]


def _windows(agency_id: int, year: int, rows: list[Meeting]) -> list[dict]:
    """The plan's windows (為原則) with the meetings in each."""
    rule = in_force(agency_id, Scope(agency_id, year, today()).day, RULES).get("MT-06")
    live = [one for one in rows if one.held_on and one.state != State.CANCELLED]
    return [
        {
            "first": first,
            "last": last,
            "meetings": [one for one in live if first <= one.held_on <= last],
            "is_past": last < today(),
        }
        for first, last in (windows(rule, year) if rule else ())
    ]


@require_safe
def detail(request, pk):
    """One meeting, whole: what is next, who comes, the agenda with its decisions, the papers."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    return page_of(request, meeting)


def page_of(request, meeting, answer_form=None, poll_form=None, status=200):
    actor, runs = request.actor, permissions.why_not_run(request.actor, meeting.committee.agency_id) is None
    own = own_invitation(actor, meeting)
    sitting = sitting_of(meeting)
    items = agenda_of(meeting, with_restricted=runs or own is not None)
    attendances = attendance_of(meeting)
    context = {
        "meeting": meeting,
        "runs": runs,
        "steps": _steps(meeting),
        "items": items,
        "sitting": sitting,
        "attendances": attendances if meeting.state == State.HELD else (),
        "invitations": letters.invitations(meeting) if runs or own else (),
        "own": own,
        "answer_form": answer_form or (own and AnswerForm(initial=_answered(own))),
        "poll": poll_of(meeting) if runs else None,
        "poll_form": poll_form or PollForm(),
        "may_answer": own is not None and permissions.why_not_answer(own) is None,
        "waiting": _waiting(meeting) if runs else (),
        "changes": history.around([meeting, *attendances]) if runs else (),
        "was_valid": meeting.opening["valid"] if meeting.opening else None,
        "reads_minutes": hasattr(meeting, "minutes") and permissions.may_read_minutes(actor, meeting.minutes),
        "may_add": _why_not_add(actor, meeting) is None,
        "is_open_to_change": permissions.why_not_change_meeting(actor, meeting) is None,
    }
    return render(request, "committee/meeting_detail.html", context, status=status)


def _why_not_add(actor, meeting):
    """A motion in the meeting, an item before it."""
    if meeting.state == State.HELD:
        return permissions.why_not_move(actor, meeting)
    own = Unit.objects.filter(id__in=actor.managed_units).first()
    return permissions.why_not_put(actor, meeting, own)


def own_invitation(actor, meeting):
    if actor.person is None:
        return None
    rows = meeting.invitations.select_related("membership__person", "meeting")
    return rows.filter(membership__person=actor.person).first()


def _answered(invitation) -> dict:
    names = ("answer", "deputy_name", "deputy_post", "remark")
    return {name: getattr(invitation, name) for name in names}


def _steps(meeting: Meeting) -> list[dict]:
    """Where the meeting stands, for the state bar."""
    minutes = getattr(meeting, "minutes", None)
    labels = [
        (_("籌備"), _("綜合企劃組排定時間與議程")),
        (_("公布議程"), _("邀請信由寄件匣寄出，委員回復")),
        (_("召開"), _("登錄出席與決議")),
        (_("紀錄確認"), _("於下次會議確認")),
    ]
    place = {State.DRAFT: 0, State.RELEASED: 2, State.HELD: 3, State.CANCELLED: 0}[meeting.state]
    place = 4 if minutes and minutes.state == "CONFIRMED" else place
    return [
        {
            "label": label,
            "what": what if index == place else "",
            "state": "done" if index < place else "current" if index == place else "next",
        }
        for index, (label, what) in enumerate(labels)
    ]


def _waiting(meeting: Meeting):
    """The agency's amendments that are on no agenda yet."""
    return Amendment.objects.filter(
        unit__agency_id=meeting.committee.agency_id, item=None, state="PROPOSED"
    ).select_related("clause", "unit")


@require_http_methods(PAGE_METHODS)
def change(request, pk):
    """Other day, time, place, chair or recorder."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    if reason := permissions.why_not_change_meeting(request.actor, meeting):
        raise PermissionDenied(reason)
    names = ("held_on", "starts", "ends", "place", "online_url", "is_extraordinary", "recorder", "version")
    initial = {name: getattr(meeting, name) for name in names} | {"chair": meeting.chair_id}
    form = MeetingChangeForm(request.POST or None, initial=initial, meeting=meeting)
    if request.method == "POST" and form.is_valid() and _change(request, form, meeting):
        messages.success(request, _("已儲存；已通知的會議如有變更，更新通知在寄件匣，閱讀後即可寄出。"))
        return redirect("committee:meeting-detail", pk=pk)
    page = {"title": _("變更會議"), "button": _("儲存"), "home_title": str(meeting), "form": form}
    page["home"] = reverse("committee:meeting-detail", args=[pk])
    return render(request, "form_page.html", page)


def _change(request, form, meeting):
    meeting.version = form.cleaned_data["version"]
    data = form.cleaned_data
    return attempt(
        form,
        lambda: actions.change_meeting(
            meeting, form.plan(meeting.year), by=request.actor, chair=data["chair"], recorder=data["recorder"]
        ),
    )


@require_POST
def release(request, pk):
    """Announce the meeting; the letters wait in the outbox."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    if is_again(request, meeting, State.RELEASED):
        return redirect("committee:meeting-detail", pk=pk)
    if done(request, lambda: actions.release(meeting, by=request.actor)):
        messages.success(request, _("已發開會通知；邀請信在寄件匣，閱讀後即可寄出。"))
    return redirect("committee:meeting-detail", pk=pk)


@require_POST
def cancel(request, pk):
    """Call the meeting off, with the reason."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    if is_again(request, meeting, State.CANCELLED):
        return redirect("committee:meeting-detail", pk=pk)
    if done(request, lambda: actions.cancel(meeting, by=request.actor, reason=clean_reason(request))):
        messages.success(request, _("會議已取消；已寄出邀請者，取消通知在寄件匣。"))
    return redirect("committee:meeting-detail", pk=pk)


def is_again(request, meeting, state: State) -> bool:
    """The second of two clicks by somebody who may: what was wanted is so already (RQ-C7)."""
    runs = permissions.why_not_run(request.actor, meeting.committee.agency_id) is None
    return runs and meeting.state == state
