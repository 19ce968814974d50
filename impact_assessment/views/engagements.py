"""Whom a case asks: every expert with the reason against, before anybody is written to; reminded, called off (G-7)."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.clock import today
from impact_assessment import eligibility, permissions, pool, standing
from impact_assessment.actions import engagements as actions
from impact_assessment.forms.experts import InviteForm
from impact_assessment.models import Case, Engagement, Expert
from impact_assessment.views.experts import FORMS
from organization.views.saying import attempt, clean_reason, done
from plan.rules import in_force


@require_http_methods(FORMS)
def choose(request, pk):
    """The whole pool: 可邀請, or the sentence that refuses."""
    case = get_object_or_404(Case.objects.visible_to(request.actor).whole(), pk=pk)
    if refusal := permissions.why_not_invite(request.actor, case):
        raise PermissionDenied(refusal)
    form = InviteForm(request.POST or None, initial={"due_on": today() + settings.PERSONAL_LINK_LIVES})
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _invite(request.actor, case, form.cleaned_data))
        if made:
            messages.success(request, _("已登錄邀請，信已放入本組室的寄件匣，尚未寄出。"))
            return redirect("assessment:case-experts", pk=pk)
    asked = standing.engagements(case)
    context = {
        "case": case,
        "form": form,
        "rows": _rows(case),
        "engagements": asked,
        "picked": form["expert"].value(),
        "outbox": reverse("notices:letter-list"),
    }
    return render(request, "impact_assessment/expert_choose.html", context)


def _invite(actor, case: Case, data: dict) -> Engagement | None:
    """An expert of another agency is as if there were none; the action says so."""
    expert = Expert.objects.visible_to(actor).filter(pk=data["expert"]).first() or Expert(pk=0)
    return actions.invite(case, expert, due_on=data["due_on"], by=actor)


def _rows(case: Case) -> list[tuple]:
    """(line of the pool, why not, advice) of each, those who can be invited first."""
    day = today()
    book = in_force(case.agency_id, day)
    experts = list(eligibility.pool(case.agency_id))
    staff = eligibility.staff_names(experts, day)
    always = pool.only_expert(case)
    rows = []
    for expert in experts:
        refusal = eligibility.why_not_invite(expert, case, day, book, staff)
        advice = _("今年其他各案都由這位專家參與，建議考慮其他專家。") if expert.pk == always else ""
        rows.append((pool.line(expert, day, book), refusal, "" if refusal else advice))
    return sorted(rows, key=lambda one: one[1] is not None)


def _kept(request, pk: int) -> Engagement:
    rows = Engagement.objects.visible_to(request.actor).select_related("case", "expert__external")
    return get_object_or_404(rows, pk=pk)


@require_POST
def remind(request, pk):
    """One more letter to an expert who still owes an opinion."""
    engagement = _kept(request, pk)
    if done(request, lambda: actions.remind(engagement, by=request.actor)):
        messages.success(request, _("提醒信已放入本組室的寄件匣，尚未寄出。"))
    return redirect("assessment:case", pk=engagement.case_id)


@require_POST
def call_off(request, pk):
    """The invitation is taken back."""
    engagement = _kept(request, pk)
    if done(request, lambda: actions.call_off(engagement, by=request.actor, reason=clean_reason(request))):
        messages.success(request, _("已取消邀請，連結已失效。"))
    return redirect("assessment:case", pk=engagement.case_id)
