"""The form filled in, all questions on one page; what was typed before a session ended stands in it again (G-4)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from impact_assessment import permissions
from impact_assessment.actions import unsaved
from impact_assessment.actions import working as actions
from impact_assessment.editions import unanswered
from impact_assessment.forms.answers import PAGE, AnswersForm
from impact_assessment.models import Case
from impact_assessment.views.asked import FORMS, refuse_page, seen
from organization.views.saying import attempt


@require_http_methods(FORMS)
def answers(request, pk):
    """To be written in while it is its step, to be read by all others who see the case."""
    case = seen(request, pk)
    refusal = permissions.why_not_fill(request.actor, case)
    if request.method == "POST":
        refuse_page(refusal)
        return _save(request, case)
    typed = None if refusal else unsaved.typed(case, PAGE, by=request.actor)
    initial = AnswersForm.initial_of(case) | (typed.fields if typed else {})
    form = AnswersForm(case=case, initial=initial) if case.form else None
    return _page(request, case, form, refusal=refusal, typed=typed)


def _save(request, case: Case):
    form = AnswersForm(request.POST, case=case)
    if not form.is_valid():
        return _page(request, case, form, status=400)
    try:
        rows = attempt(form, lambda: actions.answer(case, form.said(), by=request.actor))
    except actions.Overtaken as overtaken:
        return _page(request, case, _beside(request, case, overtaken), status=409)
    if rows is None:
        return _page(request, case, form, status=400)
    unsaved.forget(case, PAGE, by=request.actor)
    _tell(request, seen(request, case.pk))
    there = "assessment:answers" if request.POST.get("verb") == "stay" else "assessment:case"
    return redirect(there, pk=case.pk)


def _tell(request, case: Case) -> None:
    """Saved, and what still has to be filled in."""
    if lacking := unanswered(case):
        said = _("已儲存。尚有必填項目：%(numbers)s。")
        messages.success(request, said % {"numbers": _("、").join(lacking)})
    else:
        messages.success(request, _("已儲存，必填項目均已填寫。"))


def _beside(request, case: Case, overtaken: actions.Overtaken) -> AnswersForm:
    """What this person typed stays; what somebody else has saved stands beside it, and the next click decides."""
    data = request.POST.copy()
    for key, current in overtaken.current.items():
        data[f"q{key}-version"] = current.version
    return AnswersForm(data, case=case, overtaken=overtaken.current)


def _page(request, case: Case, form: AnswersForm | None, *, refusal=None, typed=None, status=200):
    context = {
        "case": case,
        "form": form,
        "refusal": refusal,
        "typed": typed,
        "autosave": reverse("assessment:unsaved", args=[case.pk, PAGE]),
        "discard": reverse("assessment:unsaved-discard", args=[case.pk, PAGE]),
        "statistics": [one for one in case.statistics.all() if not one.is_withdrawn],
    }
    return render(request, "impact_assessment/answers.html", context, status=status)
