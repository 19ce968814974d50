"""Statistics, advice and files put into a case, corrected, taken out, given to those who may see it (G-9, G-16)."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.views.terms import again, page
from core import files
from impact_assessment import permissions
from impact_assessment.actions import working as actions
from impact_assessment.forms.working import ConsultForm, FindingForm, PaperForm, StatisticForm
from impact_assessment.models import Case, CaseFile, CaseStatistic, Consultation, Expert, FileKind
from impact_assessment.views.asked import FORMS, home_of, kept, piece, refuse_page
from organization import history
from organization.views.saying import attempt, clean_reason
from statistics_app.models import Indicator


@require_http_methods(FORMS)
def cite(request, pk):
    """A statistic, with the numbers as they stand today."""
    case = kept(request, pk, permissions.why_not_prepare)
    actor = request.actor
    indicators = Indicator.objects.visible_to(actor).of(case.agency_id).on(actor.day)
    form = StatisticForm(
        request.POST or None,
        indicators=indicators.filter(tables__state="APPROVED").distinct(),
        initial={"token": uuid.uuid4()},
    )
    if request.method == "POST" and form.is_valid():
        token, cited = form.cleaned_data["token"], form.cited()
        if attempt(form, lambda: actions.cite(case, cited, by=actor, token=token)):
            messages.success(request, _("已引用統計。"))
            return redirect("assessment:case", pk=pk)
    return page(request, form, _("引用性別統計"), home_of(case))


@require_http_methods(FORMS)
def statistic(request, pk):
    """The table as it was taken, and what gap it shows."""
    row = piece(request, CaseStatistic, pk)
    may_write = permissions.why_not_prepare(request.actor, row.case) is None and not row.is_withdrawn
    initial = {"finding": row.finding, "version": row.version}
    form = FindingForm(request.POST or None, initial=initial) if may_write else None
    if request.method == "POST":
        refuse_page(permissions.why_not_prepare(request.actor, row.case))
        if form and form.is_valid():
            row.version, finding = form.cleaned_data["version"], form.cleaned_data["finding"]
            put = lambda: actions.describe_gap(row, finding, by=request.actor)  # noqa: E731
            if attempt(form, lambda: again(form, put)):
                messages.success(request, _("已儲存。"))
                return redirect("assessment:case", pk=row.case_id)
    context = {"row": row, "case": row.case, "form": form, **_taking_out(request, row)}
    return render(request, "impact_assessment/statistic.html", context)


def _taking_out(request, row) -> dict:
    return {
        "may_withdraw": permissions.why_not_take_out(request.actor, row.case, row) is None,
        "changes": history.of(row),
    }


def _consult_form(request, case: Case, initial: dict) -> ConsultForm:
    return ConsultForm(
        request.POST or None,
        experts=Expert.objects.visible_to(request.actor)
        .filter(agency_id=case.agency_id)
        .standing()
        .select_related("external"),
        latest=request.actor.day,
        initial=initial,
    )


@require_http_methods(FORMS)
def consult(request, pk):
    """Somebody's advice while the draft is prepared."""
    case = kept(request, pk, permissions.why_not_prepare)
    form = _consult_form(request, case, {"token": uuid.uuid4(), "held_on": request.actor.day})
    if request.method == "POST" and form.is_valid():
        token, advice = form.cleaned_data["token"], form.advice()
        if attempt(form, lambda: actions.consult(case, advice, by=request.actor, token=token)):
            messages.success(request, _("已登錄諮詢。"))
            return redirect("assessment:case", pk=pk)
    return page(request, form, _("登錄專家諮詢"), home_of(case))


@require_http_methods(FORMS)
def consultation(request, pk):
    """What was said, for all who see the case; to be put right by its unit."""
    row = piece(request, Consultation, pk, "expert__external")
    refusal = permissions.why_not_prepare(request.actor, row.case)
    may_write = refusal is None and not row.is_withdrawn
    names = ("held_on", "expert", "who", "note", "version")
    form = (
        _consult_form(request, row.case, {name: getattr(row, name) for name in names}) if may_write else None
    )
    if request.method == "POST":
        refuse_page(refusal)
        if form and form.is_valid():
            row.version, advice = form.cleaned_data["version"] or 0, form.advice()
            put = lambda: actions.change_consultation(row, advice, by=request.actor)  # noqa: E731
            if attempt(form, lambda: again(form, put)):
                messages.success(request, _("已儲存。"))
                return redirect("assessment:case", pk=row.case_id)
    context = {"row": row, "case": row.case, "form": form, **_taking_out(request, row)}
    return render(request, "impact_assessment/consultation.html", context)


@require_http_methods(FORMS)
def put_file(request, pk):
    """The draft in a new version, or a file beside it."""
    case = kept(request, pk, permissions.why_not_prepare)
    day = request.actor.day
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        actor=request.actor,
        latest=day,
        initial={"kind": FileKind.DRAFT, "dated_on": day},
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: actions.attach_file(case, form.paper(), by=request.actor))
    ):
        messages.success(request, _("已附上檔案。"))
        return redirect("assessment:case", pk=pk)
    return page(request, form, _("附上檔案"), home_of(case), _("附上"))


@require_safe
def file(request, pk):
    """The file, to whoever may see the case."""
    return files.serve(piece(request, CaseFile, pk, "file").file)


def _take_out(request, row):
    try:
        actions.withdraw_piece(row, by=request.actor, reason=clean_reason(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("已撤下。"))
    return redirect("assessment:case", pk=row.case_id)


@require_POST
def withdraw_statistic(request, pk):
    return _take_out(request, piece(request, CaseStatistic, pk))


@require_POST
def withdraw_consultation(request, pk):
    return _take_out(request, piece(request, Consultation, pk))


@require_POST
def withdraw_file(request, pk):
    return _take_out(request, piece(request, CaseFile, pk, "file"))
