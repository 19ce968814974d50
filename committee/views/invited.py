"""What a member from outside sees by a personal link: this meeting, its papers, and the answer; nothing else (C-8).

No account, no session; the link is dead after the meeting's day and says whom to ask (RQ-B10, H047).
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee import actions, permissions
from committee.compliance.records import sitting_of
from committee.documents import agenda_of
from committee.forms.meetings import AnswerForm
from committee.letters import PURPOSE
from committee.models import AgendaItem, Can, Invitation, Paper, State
from committee.views.meetings import PAGE_METHODS
from committee.views.papers import as_download, bound, download, minutes_read
from core import files
from core.clock import today
from core.printing import PrintFailed
from notices import links
from organization.actor import machine
from organization.views.saying import attempt


def _invitation(token: str) -> Invitation:
    link = links.find(token, PURPOSE, today())
    if link is None:
        raise Http404
    rows = Invitation.objects.select_related(
        "meeting__committee__agency", "meeting__chair", "meeting__minutes", "membership__external"
    )
    invitation = get_object_or_404(rows, pk=link.object_id)
    if not invitation.membership.holds_on(today()):
        raise Http404
    return invitation


@require_http_methods(PAGE_METHODS)
def page(request, token):
    """The meeting as its member from outside sees it; the answer may be changed until it is held."""
    try:
        invitation = _invitation(token)
    except Http404:
        return _dead(request, token)
    meeting = invitation.meeting
    form = AnswerForm(request.POST or None, initial=_initial(invitation))
    if request.method == "POST" and _answered(request, invitation, form):
        messages.success(request, _("已記下您的回復，謝謝。"))
        return redirect("committee:invited", token=token)
    context = {
        "token": token,
        "invitation": invitation,
        "meeting": meeting,
        "items": agenda_of(meeting) if meeting.state != State.DRAFT else (),
        "form": form,
        "slots": _slots(invitation),
        "can": Can,
        "deputy_counts": _deputy_counts(meeting),
        "may_answer": permissions.why_not_answer(invitation) is None,
    }
    return links.guarded(render(request, "committee/invited.html", context))


def _deputy_counts(meeting) -> bool:
    """Whether a deputy of an external member is counted (D-03)."""
    sitting = sitting_of(meeting)
    return bool(sitting and sitting.ask and sitting.ask.deputies == "everybody")


def _dead(request, token):
    """404 all the same; who once had a good link learns whom to ask."""
    link = links.find_dead(token, PURPOSE, today()) or links.find(token, PURPOSE, today())
    context = {"whom": link.agency if link else None}
    return links.guarded(render(request, "committee/invited_dead.html", context, status=404))


def _initial(invitation) -> dict:
    names = ("answer", "deputy_name", "deputy_post", "remark")
    return {name: getattr(invitation, name) for name in names}


def _answered(request, invitation, form) -> bool:
    """The date poll before the meeting has a day, whether one comes after that."""
    by = machine(invitation.membership.who.name, invitation.meeting.committee.agency, today())
    if "poll" in request.POST:
        cans = {
            slot: request.POST.get(f"slot_{slot.pk}")
            for slot in invitation.meeting.slots.all()
            if request.POST.get(f"slot_{slot.pk}") in Can.values
        }
        form.full_clean()
        form.errors.clear()
        return attempt(form, lambda: actions.answer_slots(invitation, cans, by=by) or True) is True
    return form.is_valid() and bool(
        attempt(form, lambda: actions.answer(invitation, by=by, **form.cleaned_data))
    )


def _slots(invitation) -> list[tuple]:
    """Proposed times with what was answered, while the meeting has no day."""
    if invitation.meeting.held_on:
        return []
    said = {one.slot_id: one.can for one in invitation.slot_answers.all()}
    return [(slot, said.get(slot.pk, "")) for slot in invitation.meeting.slots.all()]


def _announced(token: str) -> Invitation:
    """Nothing of a draft is shown but the date poll."""
    invitation = _invitation(token)
    if invitation.meeting.state == State.DRAFT:
        raise Http404
    return invitation


@require_safe
def paper(request, token, pk):
    """One paper of this meeting."""
    invitation = _announced(token)
    row = get_object_or_404(
        Paper.objects.select_related("file"),
        pk=pk,
        item__meeting=invitation.meeting,
        item__withdrawn_because="",
        is_withdrawn=False,
    )
    return links.guarded(files.serve(row.file))


@require_safe
def confirms(request, token, pk):
    """The minutes that this meeting is asked to confirm."""
    invitation = _announced(token)
    items = AgendaItem.objects.standing().filter(meeting=invitation.meeting, confirms__isnull=False)
    item = get_object_or_404(items.select_related("confirms__meeting"), pk=pk)
    document = minutes_read(item.confirms, with_restricted=True)
    return links.guarded(_pdf(request, document, invitation, token))


@require_safe
def pack(request, token):
    """Agenda and papers in one file."""
    invitation = _announced(token)
    try:
        path = bound(invitation.meeting, with_restricted=True)
    except PrintFailed as failure:
        messages.error(request, str(failure))
        return redirect("committee:invited", token=token)
    return links.guarded(download(path, _("%(meeting)s會議資料.pdf") % {"meeting": invitation.meeting}))


@require_safe
def minutes(request, token):
    """The draft minutes that are being circulated."""
    invitation = _invitation(token)
    row = getattr(invitation.meeting, "minutes", None)
    if row is None or row.state == "DRAFT":
        raise Http404
    return links.guarded(_pdf(request, minutes_read(row, with_restricted=True), invitation, token))


def _pdf(request, document, invitation, token):
    agency_id = invitation.meeting.committee.agency_id
    return as_download(request, document, "pdf", agency_id, "committee:invited", token)
