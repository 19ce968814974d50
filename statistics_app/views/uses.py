"""What becomes of an analysis: sent, answered, recommendations decided (伍三(二)3; ST-03, ST-05)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee.views.terms import again, page
from organization.models import Unit
from organization.views.saying import attempt, clean_reason
from statistics_app import permissions
from statistics_app.actions import uses as actions
from statistics_app.forms.analyses import DecideForm, RecommendForm, ReplyForm, SendForm
from statistics_app.models import Recommendation, Sending
from statistics_app.views.analyses import analyses_of, home_of, kept
from statistics_app.views.indicators import FORMS


@require_http_methods(FORMS)
def send(request, pk):
    """To units for their use, several at once."""
    analysis = kept(request, pk, permissions.why_not_send)
    there = [one.unit_id for one in analysis.sendings.all()]
    units = Unit.objects.filter(agency_id=analysis.agency_id).on(request.actor.day).exclude(id__in=there)
    day = request.actor.day
    form = SendForm(request.POST or None, units=units, latest=day, initial={"sent_on": day})
    if request.method == "POST" and form.is_valid():
        chosen, on = list(form.cleaned_data["units"]), form.cleaned_data["sent_on"]
        if attempt(form, lambda: actions.send(analysis, chosen, on=on, by=request.actor)):
            messages.success(request, _("已登錄送請 %(n)s 個組室參考。") % {"n": len(chosen)})
            return redirect("statistics:analysis", pk=pk)
    return page(request, form, _("送請組室參考"), home_of(analysis), _("登錄送出"))


@require_http_methods(FORMS)
def reply(request, pk):
    """What the unit answers."""
    rows = Sending.objects.filter(analysis__in=analyses_of(request.actor)).select_related("analysis", "unit")
    sending = get_object_or_404(rows, pk=pk)
    if refusal := permissions.why_not_reply(request.actor, sending):
        raise PermissionDenied(refusal)
    initial = {name: getattr(sending, name) for name in ("reply", "version")}
    initial["replied_on"] = sending.replied_on or request.actor.day
    form = ReplyForm(request.POST or None, latest=request.actor.day, initial=initial)
    if request.method == "POST" and form.is_valid():
        data, sending.version = form.cleaned_data, form.cleaned_data["version"]
        said = {"on": data["replied_on"], "text": data["reply"], "by": request.actor}
        if attempt(form, lambda: again(form, lambda: actions.reply(sending, **said))):
            messages.success(request, _("已登錄回復。"))
            return redirect("statistics:analysis", pk=sending.analysis_id)
    title = _("%(unit)s的回復") % {"unit": sending.unit}
    return page(request, form, title, home_of(sending.analysis), _("登錄回復"))


@require_http_methods(FORMS)
def recommend(request, pk):
    """Something that it recommends."""
    analysis = kept(request, pk, permissions.why_not_recommend)
    units = Unit.objects.filter(agency_id=analysis.agency_id).on(request.actor.day)
    form = RecommendForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        text, unit = form.cleaned_data["text"], form.cleaned_data["unit"]
        if attempt(form, lambda: actions.recommend(analysis, text, unit=unit, by=request.actor)):
            messages.success(request, _("已登錄建議事項。"))
            return redirect("statistics:analysis", pk=pk)
    return page(request, form, _("登錄建議事項"), home_of(analysis))


def _recommendation(request, pk: int) -> Recommendation:
    rows = Recommendation.objects.filter(analysis__in=analyses_of(request.actor), is_withdrawn=False)
    return get_object_or_404(rows.select_related("analysis", "unit"), pk=pk)


@require_http_methods(FORMS)
def decide(request, pk):
    """Whether it is adopted, by the unit concerned."""
    row = _recommendation(request, pk)
    if refusal := permissions.why_not_decide(request.actor, row):
        raise PermissionDenied(refusal)
    names = ("adoption", "used_in", "reason", "decided_on", "version")
    initial = {name: getattr(row, name) for name in names}
    form = DecideForm(request.POST or None, latest=request.actor.day, initial=initial)
    if request.method == "POST" and form.is_valid():
        row.version = form.cleaned_data["version"]
        by, decision = request.actor, form.decision()
        if attempt(form, lambda: again(form, lambda: actions.decide(row, decision, by=by))):
            messages.success(request, _("已填報參採情形。"))
            return redirect("statistics:analysis", pk=row.analysis_id)
    context = {
        "row": row,
        "form": form,
        "may_withdraw": permissions.why_not_recommend(request.actor, row.analysis) is None,
    }
    return render(request, "statistics_app/analysis_recommendation.html", context)


@require_POST
def withdraw(request, pk):
    """Take a recommendation off the list, with the reason."""
    row = _recommendation(request, pk)
    try:
        actions.withdraw_recommendation(row, by=request.actor, reason=clean_reason(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("已撤下建議事項。"))
    return redirect("statistics:analysis", pk=row.analysis_id)
