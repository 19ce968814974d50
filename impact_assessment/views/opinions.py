"""The task force asked, its opinions entered, every opinion answered (伍四(三), (四); G-8)."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee.views.terms import page
from impact_assessment import permissions, standing
from impact_assessment.actions import opinions as actions
from impact_assessment.actions import unsaved
from impact_assessment.forms.opinions import PAGE, RepliesForm
from impact_assessment.forms.working import TaskForceForm
from impact_assessment.models import Case, Opinion, Part
from impact_assessment.views.asked import FORMS, home_of, kept, piece, refuse_page, seen
from organization.views.saying import attempt, clean_reason, done
from statistics_app.views.meetings import chosen, coming


@require_POST
def present(request, pk):
    """Put it on the agenda of a meeting to come."""
    case = seen(request, pk)
    meeting = chosen(request, coming(request.actor, case.agency_id, [case.unit]))
    if meeting is None:
        messages.error(request, _("請選擇一次即將召開的會議。"))
    elif done(request, lambda: actions.present(case, meeting, by=request.actor)):
        messages.success(request, _("已排入%(meeting)s議程。") % {"meeting": meeting})
    return redirect("assessment:case", pk=pk)


@require_http_methods(FORMS)
def record(request, pk):
    """What the task force said, from its minutes."""
    case = kept(request, pk, permissions.why_not_record_opinion)
    questions = case.form.questions.filter(part=Part.PARTICIPATION)
    form = TaskForceForm(request.POST or None, questions=questions, initial={"token": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        said = {"question": data["question"], "token": data["token"], "by": request.actor}
        if attempt(form, lambda: actions.record_opinion(case, data["text"], **said)):
            messages.success(request, _("已登錄小組意見。"))
            return redirect("assessment:opinions", pk=pk)
    return page(request, form, _("登錄專案小組意見"), home_of(case))


@require_POST
def withdraw(request, pk):
    """The task force has not said so."""
    opinion = piece(request, Opinion, pk)
    try:
        actions.withdraw_opinion(opinion, by=request.actor, reason=clean_reason(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("已撤下。"))
    return redirect("assessment:opinions", pk=opinion.case_id)


@require_http_methods(FORMS)
def opinions(request, pk):
    """All opinions of the round with their answers: to be written in its step, to be read by all who see the case."""
    case = seen(request, pk)
    refusal = _refusal(request.actor, case)
    if request.method == "POST":
        refuse_page(refusal)
        return _save(request, case)
    rows = standing.opinions(case)
    typed = None if refusal else unsaved.typed(case, PAGE, by=request.actor)
    initial = RepliesForm.initial_of(rows, request.actor.day) | (typed.fields if typed else {})
    form = None if refusal else RepliesForm(opinions=rows, latest=request.actor.day, initial=initial)
    return _page(request, case, form, typed=typed)


def _refusal(actor, case: Case) -> str | None:
    """Why nothing can be answered here, or None."""
    rows = standing.opinions(case)
    if not rows:
        return _("這一輪沒有意見。")
    return permissions.why_not_reply(actor, case, rows[0])


def _save(request, case: Case):
    rows, day = standing.opinions(case), request.actor.day
    form = RepliesForm(request.POST, opinions=rows, latest=day)
    if not form.is_valid():
        return _page(request, case, form, status=400)
    try:
        made = attempt(form, lambda: actions.reply_all(case, form.answered(), by=request.actor))
    except actions.Overtaken as overtaken:
        data = request.POST.copy()
        for key, current in overtaken.current.items():
            data[f"o{key}-version"] = current.version
        form = RepliesForm(data, opinions=rows, latest=day, overtaken=overtaken.current)
        return _page(request, case, form, status=409)
    if made is None:
        return _page(request, case, form, status=400)
    unsaved.forget(case, PAGE, by=request.actor)
    left = len(standing.open_opinions(seen(request, case.pk)))
    said = _("已儲存，尚有 %(n)s 項未回復。") % {"n": left} if left else _("已儲存，意見均已回復。")
    messages.success(request, said)
    return redirect("assessment:opinions" if left else "assessment:case", pk=case.pk)


def _page(request, case: Case, form: RepliesForm | None, *, typed=None, status=200):
    actor, rows = request.actor, standing.opinions(case)
    context = {
        "case": case,
        "form": form,
        "rows": [(one, permissions.why_not_take_opinion(actor, case, one) is None) for one in rows],
        "former": [one for one in case.opinions.all() if one.round != standing.since_round(case)],
        "may_record": permissions.why_not_record_opinion(actor, case) is None,
        "typed": typed,
        "autosave": reverse("assessment:unsaved", args=[case.pk, PAGE]),
        "discard": reverse("assessment:unsaved-discard", args=[case.pk, PAGE]),
    }
    return render(request, "impact_assessment/opinions.html", context, status=status)
