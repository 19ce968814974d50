"""Minutes: written by one form, circulated, printed, corrected by errata (C-12, C-13)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee import actions, permissions
from committee.documents import agenda_of
from committee.forms.agenda import ErratumForm, MinutesForm
from committee.models import Minutes
from committee.views.meetings import PAGE_METHODS, meetings_of
from committee.views.papers import as_file, edition_read, minutes_read, sees_all
from organization import history


def _minutes(request, pk) -> Minutes:
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    minutes = getattr(meeting, "minutes", None)
    if minutes is None:
        raise Http404
    minutes.meeting = meeting
    return minutes


@require_http_methods(PAGE_METHODS)
def write(request, pk):
    """The whole text in one form; whoever saves second sees both versions and keeps their own."""
    minutes = _minutes(request, pk)
    if refusal := permissions.why_not_edit_minutes(request.actor, minutes):
        raise PermissionDenied(refusal)
    return _edit(request, minutes, MinutesForm, lambda form: _save(request, minutes, form))


@require_http_methods(PAGE_METHODS)
def erratum(request, pk):
    """Correct confirmed minutes, with the reason; the first edition stays as it was."""
    minutes = _minutes(request, pk)
    if refusal := permissions.why_not_correct_minutes(request.actor, minutes, "?"):
        raise PermissionDenied(refusal)
    return _edit(request, minutes, ErratumForm, lambda form: _correct(request, minutes, form))


def _save(request, minutes, form):
    return actions.write_minutes(minutes, form.text(), by=request.actor, seen=form.cleaned_data["seen"])


def _correct(request, minutes, form):
    data = form.cleaned_data
    return actions.correct(minutes, form.text(), by=request.actor, seen=data["seen"], reason=data["reason"])


def _edit(request, minutes, kind, act):
    items = agenda_of(minutes.meeting)
    text = actions.text_of(minutes)
    seen = actions.fingerprint(text)
    form = kind(request.POST or None, items=items, initial=kind.initial_of(text, seen))
    theirs, status = {}, 200
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except history.Conflict:
            current = kind.initial_of(text, seen)
            theirs, status = _theirs(request, form, current), 409
            if not theirs:  # the second of two clicks: just this is saved already (RQ-C7)
                return redirect("committee:meeting-detail", pk=minutes.meeting_id)
            form = _again(request, kind, items, current, theirs)
        except (PermissionDenied, ValidationError) as refusal:
            form.add_error(None, getattr(refusal, "messages", None) or str(refusal))
        else:
            messages.success(request, _("會議紀錄已儲存。"))
            return redirect("committee:meeting-detail", pk=minutes.meeting_id)
    context = {
        "meeting": minutes.meeting,
        "minutes": minutes,
        "form": form,
        "theirs": theirs,
        "is_erratum": kind is ErratumForm,
        "last": history.of(minutes).first(),
    }
    return render(request, "committee/minutes.html", context, status=status)


def _theirs(request, form, current: dict) -> dict[str, str]:
    """What stands in the table now, where it differs from what this person has typed anew."""
    return {
        name: _shown(value) or _("（空白）")
        for name, value in current.items()
        if name != "seen" and form.cleaned_data.get(name) != value and not _is_untouched(request, name)
    }


def _is_untouched(request, name: str) -> bool:
    """Left as it was when the page was read."""
    was, now = (request.POST.get(one, "").replace("\r\n", "\n") for one in (f"was_{name}", name))
    return was == now


def _shown(value) -> str:
    return f"{value:%H:%M}" if hasattr(value, "hour") else value or ""


def _again(request, kind, items, current: dict, theirs: dict):
    """What was typed, and the other's words where nothing was: saving it again is meant."""
    data = request.POST.copy()
    data["seen"] = current["seen"]
    for name, value in current.items():
        if name not in theirs and name != "seen":
            data[name] = _shown(value)
    return kind(data, items=items, initial=current)


@require_POST
def circulate(request, pk):
    """Send the draft around."""
    minutes = _minutes(request, pk)
    count = actions.circulate(minutes, by=request.actor)
    text = ngettext("%(n)s 封傳閱信已放入寄件匣。", "%(n)s 封傳閱信已放入寄件匣。", count)
    messages.success(request, text % {"n": count})
    return redirect("committee:meeting-detail", pk=pk)


@require_safe
def printed(request, pk, kind) -> HttpResponse:
    """The minutes as PDF or ODT: the edition that stands once they are confirmed, else the draft."""
    minutes = _minutes(request, pk)
    if not permissions.may_read_minutes(request.actor, minutes):
        raise Http404
    document = minutes_read(minutes, with_restricted=sees_all(request.actor, minutes.meeting))
    return as_file(request, document, kind, minutes.meeting)


@require_safe
def edition(request, pk, number):
    """One edition of confirmed minutes as it was frozen."""
    minutes = _minutes(request, pk)
    row = get_object_or_404(minutes.editions, number=number)
    document = edition_read(row, with_restricted=sees_all(request.actor, minutes.meeting))
    return as_file(request, document, "pdf", minutes.meeting)
