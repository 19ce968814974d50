"""The texts of the year's report: who owes which, one being written, submitted, returned (柒二; R-2)."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.compare import compare
from organization import history
from organization.models import Unit
from organization.views.asked import agency_of
from organization.views.saying import attempt, clean_reason, done
from reports import permissions
from reports.actions import texts as actions
from reports.forms.texts import TextForm
from reports.models import ChapterText, TextState
from reports.owed import Owed, owed
from reports.views.asked import of_agency

LONGEST = 200_000
"""Bytes of one message of ``static/js/autosave.js``."""


@require_safe
def listed(request, year):
    """Every section with its units: one's own to write, all of them to whoever compiles."""
    agency, actor = agency_of(request), request.actor
    known = {(one.section, one.unit_id): one for one in _seen(request, agency, year)}
    rows = [
        (one, known.get(one.key), one.unit.id in actor.units)
        for one in owed(agency.id, year)
        if one.unit.id in actor.units or permissions.reads_texts(actor, agency.id)
    ]
    context = {
        "year": year,
        "rows": rows,
        "submitted": sum(1 for _one, text, _own in rows if text and text.state == TextState.SUBMITTED),
        "of_agency": of_agency(request),
    }
    return render(request, "reports/text_list.html", context)


def _seen(request, agency, year: int):
    rows = ChapterText.objects.visible_to(request.actor).of(agency.id, year)
    return rows.select_related("unit", "submitted_by__person")


def _owed(request, year: int, section: str, pk: int) -> tuple[Owed, ChapterText]:
    """What the address asks for; 404 where the plan asks nothing of the sort, or it isn't to be seen."""
    agency, actor = agency_of(request), request.actor
    unit = get_object_or_404(Unit.objects.filter(agency=agency), pk=pk)
    text = actions.text_of(agency, year, section, unit)
    if text is None or not (unit.id in actor.units or permissions.reads_texts(actor, agency.id)):
        raise Http404
    found = next((one for one in owed(agency.id, year) if one.key == (section, pk)), None)
    if found is None:
        raise Http404
    return found, text


@require_http_methods(["GET", "HEAD", "POST"])
def text(request, year, section, pk):
    """To be written by its unit until it is submitted, to be read by whoever compiles."""
    found, row = _owed(request, year, section, pk)
    refusal = permissions.why_not_write(request.actor, row)
    if request.method == "POST":
        return _save(request, found, row)
    typed = None if refusal else actions.typed(row, by=request.actor)
    initial = {"text": row.text, "has_nothing": row.has_nothing, "version": row.version}
    if typed:
        initial |= {"text": typed.typed, "version": typed.version}
    form = None if refusal else TextForm(initial=initial)
    return _page(request, found, row, form, typed=typed, refusal=refusal)


def _save(request, found: Owed, row: ChapterText):
    form, submits = TextForm(request.POST), request.POST.get("verb") == "submit"
    if not form.is_valid():
        return _page(request, found, row, form, status=400)
    said = form.cleaned_data
    row.version = form.base
    words = {"has_nothing": said["has_nothing"], "submits": submits, "by": request.actor}
    try:
        saved = attempt(form, lambda: _kept(row, said["text"], words))
    except _Overtaken as overtaken:
        return _beside(request, found, row, form, overtaken.current)
    if saved is None:
        return _page(request, found, row, form, status=400)
    messages.success(request, _("已送出。") if submits else _("已儲存。"))
    return redirect("reports:text", row.year, row.section, row.unit_id)


class _Overtaken(Exception):
    """Somebody else has saved the text meanwhile."""

    def __init__(self, current: ChapterText):
        super().__init__(str(current))
        self.current = current


def _kept(row: ChapterText, text: str, words: dict) -> ChapterText:
    try:
        return actions.write(row, text, **words)
    except history.Conflict as conflict:
        raise _Overtaken(conflict.current) from None


def _beside(request, found: Owed, row: ChapterText, form: TextForm, current: ChapterText):
    """What this person typed stays; what somebody else has saved stands beside it, and the next click decides."""
    data = request.POST.copy()
    data["version"] = current.version
    mine, theirs = compare(form.cleaned_data["text"], current.text)
    form = TextForm(data)
    return _page(request, found, row, form, status=409, theirs=(theirs, mine))


def _page(request, found: Owed, row: ChapterText, form, *, typed=None, refusal=None, theirs=None, status=200):
    earlier = ChapterText.objects.of(row.agency_id, row.year - 1).filter(section=row.section)
    context = {
        "year": row.year,
        "owed": found,
        "row": row,
        "form": form,
        "typed": typed,
        "theirs": theirs,
        "refusal": refusal if row.unit_id in request.actor.units else None,
        "last": earlier.filter(unit__in=_line(found.unit)).first(),
        "may_return": permissions.why_not_return(request.actor, row) is None,
        "changes": history.of(row) if row.pk else [],
        "of_agency": of_agency(request),
    }
    return render(request, "reports/text.html", context, status=status)


def _line(unit: Unit) -> list[Unit]:
    """The unit and those that it has taken over from."""
    return [unit, *unit.predecessors.all()]


@require_POST
def keep(request, year, section, pk):
    """What somebody of the unit is typing; ``static/js/autosave.js`` sends it."""
    _found, row = _owed(request, year, section, pk)
    try:
        fields = _fields(request)
        version = int(fields.get("version") or 0)
        kept = actions.keep(row, fields.get("text", row.text), version=version, by=request.actor)
    except (ValidationError, ValueError, TypeError) as refusal:
        said = getattr(refusal, "messages", None) or [_("暫存的內容無法辨識。")]
        return JsonResponse({"said": said[0]}, status=400)
    except PermissionDenied as refusal:
        return JsonResponse({"said": str(refusal)}, status=403)
    return JsonResponse({"saved_at": timezone.localtime(kept.saved_at).strftime("%H:%M")})


def _fields(request) -> dict:
    """What the message says; ValidationError where it is no such message."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST or len(request.body) > LONGEST:
        raise ValidationError(_("文字太長，無法暫存。"))
    try:
        fields = json.loads(request.body)["fields"]
    except (ValueError, KeyError, TypeError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise ValidationError(_("暫存的內容無法辨識。"))
    return fields


@require_POST
def discard(request, year, section, pk):
    """Back to what is saved."""
    _found, row = _owed(request, year, section, pk)
    if row.pk:
        actions.forget(row, by=request.actor)
    return redirect("reports:text", year, section, pk)


@require_POST
def send_back(request, year, section, pk):
    """The secretariat gives it back with a reason."""
    _found, row = _owed(request, year, section, pk)
    if row.pk is None:
        raise Http404
    if done(request, lambda: actions.send_back(row, by=request.actor, reason=clean_reason(request))):
        messages.success(request, _("已退回，通知信在寄件匣等候寄出。"))
    return redirect("reports:text", year, section, pk)
