"""Evidence of a measure: added, corrected, withdrawn, given to those who may see it (M-6)."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.views.terms import again, page
from core import files
from measures import permissions
from measures.actions import evidence as actions
from measures.forms.evidence import EvidenceForm
from measures.models import Evidence
from measures.views.asked import FORMS, kept
from measures.views.measures import home_of
from organization import history
from organization.views.saying import attempt, clean_reason


def _evidence(request, pk: int) -> Evidence:
    seen = Evidence.objects.visible_to(request.actor).select_related(
        "measure__unit", "measure__agency", "measure__reported_in", "file"
    )
    return get_object_or_404(seen, pk=pk)


@require_http_methods(FORMS)
def add(request, pk):
    """One more piece of evidence."""
    measure = kept(request, pk)
    initial = {"token": uuid.uuid4(), "dated_on": measure.ended_on, "caption": measure.title}
    form = EvidenceForm(request.POST or None, request.FILES or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"]
        put = lambda: actions.add_evidence(measure, form.proof(), by=request.actor, token=token)  # noqa: E731
        if made := attempt(form, put):
            _tell(request, made)
            return redirect("measures:measure", pk=pk)
    return page(request, form, _("加入佐證"), home_of(measure))


def _tell(request, evidence: Evidence) -> None:
    """Saved; and whether it counts for the measure's year."""
    messages.success(request, _("已儲存佐證。"))
    if evidence.dated_on.year != evidence.measure.year:
        messages.warning(request, _("這份佐證的日期不在措施的年度，不計為該年度的佐證。"))


@require_http_methods(FORMS)
def edit(request, pk):
    """Its day, its words or its file were wrong."""
    evidence = _evidence(request, pk)
    if refusal := permissions.why_not_change_evidence(request.actor, evidence):
        raise PermissionDenied(refusal)
    form = EvidenceForm(
        request.POST or None,
        request.FILES or None,
        actor=request.actor,
        evidence=evidence,
        initial=EvidenceForm.initial_of(evidence),
    )
    if request.method == "POST" and form.is_valid():
        evidence.version = form.cleaned_data["version"] or 0
        put = lambda: actions.correct_evidence(evidence, form.proof(), by=request.actor)  # noqa: E731
        if attempt(form, lambda: again(form, put)):
            _tell(request, evidence)
            return redirect("measures:measure", pk=evidence.measure_id)
    home, home_title = home_of(evidence.measure)
    context = {"form": form, "title": _("更正佐證"), "home": home, "home_title": home_title}
    context |= {"button": _("儲存"), "evidence": evidence, "changes": history.of(evidence)}
    return render(request, "measures/evidence_form.html", context)


@require_POST
def withdraw(request, pk):
    """It proves nothing any more; the reason is kept."""
    evidence = _evidence(request, pk)
    try:
        actions.withdraw_evidence(evidence, by=request.actor, reason=clean_reason(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("已撤下佐證。"))
    return redirect("measures:measure", pk=evidence.measure_id)


@require_safe
def file(request, pk):
    """The file, to whoever may see the measure."""
    seen = Evidence.objects.visible_to(request.actor).filter(file__isnull=False)
    return files.serve(get_object_or_404(seen.select_related("file"), pk=pk).file)
