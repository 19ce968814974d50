"""The questionnaire as a participant sees it: no account, no session, one code, one sheet (T-12)."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from core.clock import today
from notices.links import guarded
from organization.views.saying import attempt
from training import actions
from training.forms import AnswerForm
from training.models import Evaluation, Method
from training.views.sessions import PAGE_METHODS


def _evaluation(token: str) -> Evaluation | None:
    rows = Evaluation.objects.select_related("session__course__agency")
    return rows.filter(token=token, method=Method.QUESTIONNAIRE).first()


@require_http_methods(PAGE_METHODS)
def answer(request, token):
    """The questions; a code that was used before leads to the same thanks, and keeps nothing."""
    evaluation = _evaluation(token)
    if evaluation is None or not evaluation.is_open(today()):
        page = {"evaluation": evaluation}
        return guarded(render(request, "training/evaluation_closed.html", page, status=404))
    form = AnswerForm(request.POST or None, evaluation=evaluation)
    if request.method == "POST" and form.is_valid() and _kept(evaluation, form) is not None:
        return guarded(redirect("training:invited-evaluation-thanks", token=token))
    page = {"evaluation": evaluation, "session": evaluation.session, "form": form}
    return guarded(render(request, "training/evaluation_answer.html", page))


def _kept(evaluation, form) -> bool | None:
    code, stamp = form.cleaned_data["code"], form.cleaned_data["stamp"]
    return attempt(form, lambda: actions.answer(evaluation, code, form.values, stamp=stamp, day=today()))


@require_safe
def thanks(request, token):
    """What becomes of the sheet."""
    evaluation = _evaluation(token)
    if evaluation is None:
        return guarded(render(request, "training/evaluation_closed.html", status=404))
    return guarded(render(request, "training/evaluation_thanks.html", {"evaluation": evaluation}))
