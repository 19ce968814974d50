"""Steps finished, dated, taken back; the case sent to its reviewer (GIA-08; G-1, G-9, G-10)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee.views.terms import page
from core.roc import RocDateField
from impact_assessment import permissions
from impact_assessment.actions import reviews
from impact_assessment.actions import steps as actions
from impact_assessment.forms.cases import BackForm, DueForm
from impact_assessment.models import Case
from impact_assessment.views.asked import FORMS, home_of, kept, refuse_page, seen
from organization.views.saying import attempt, done


def day_typed(request, name: str):
    """The day typed beside a button; None, and said above the page, where it can't be read."""
    try:
        return RocDateField(latest=request.actor.day).clean(request.POST.get(name, ""))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return None


@require_POST
def finish(request, pk, number):
    """A step is done on the day that is typed."""
    case = seen(request, pk)
    day = day_typed(request, "done_on")
    if day and done(request, lambda: actions.finish_step(case, number, on=day, by=request.actor)):
        messages.success(request, _("已完成步驟 %(number)s。") % {"number": number})
    return redirect("assessment:case", pk=pk)


@require_http_methods(FORMS)
def due(request, pk):
    """By when each open step is to be done."""
    case = kept(request, pk, permissions.why_not_set_due)
    form = DueForm(request.POST or None, case=case)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: actions.set_due(case, form.days(), by=request.actor))
    ):
        messages.success(request, _("已儲存期限。"))
        return redirect("assessment:case", pk=pk)
    return page(request, form, _("各步驟期限"), home_of(case))


@require_http_methods(FORMS)
def back(request, pk):
    """The unit takes it back by itself, with the reason."""
    case = seen(request, pk)
    earlier = _earlier(case)
    refuse_page(permissions.why_not_go_back(request.actor, case, earlier[-1].number if earlier else 0))
    form = BackForm(request.POST or None, steps=earlier)
    if request.method == "POST" and form.is_valid():
        to_step, reason = form.cleaned_data["to_step"], form.cleaned_data["reason"]
        if attempt(form, lambda: actions.go_back(case, to_step, reason=reason, by=request.actor)):
            messages.success(request, _("已退回步驟 %(number)s，開始新一輪。") % {"number": to_step})
            return redirect("assessment:case", pk=pk)
    notice = _("退回的步驟及其後各步驟重新辦理，另計新一輪的日期；已填的內容仍在。")
    return page(request, form, _("退回重辦"), home_of(case), _("退回重辦"), notice)


def _earlier(case: Case) -> list:
    """The steps that are done and can be taken up again."""
    return [one for one in case.now if one.done_on] if case.is_needed and case.current else []


@require_POST
def send(request, pk):
    """To the reviewing unit, on the day that is typed."""
    case = seen(request, pk)
    day = day_typed(request, "sent_on")
    if day and done(request, lambda: reviews.send(case, on=day, by=request.actor)):
        messages.success(request, _("已送審。"))
    return redirect("assessment:case", pk=pk)
