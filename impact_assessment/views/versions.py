"""The assessment forms in their versions: read by all, followed by a new one, put right while unused (G-3)."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.views.terms import again, page
from impact_assessment import permissions
from impact_assessment.actions import versions as actions
from impact_assessment.actions.cases import named
from impact_assessment.forms.versions import FollowForm, QuestionForm, VersionForm
from impact_assessment.models import FormVersion, Question
from impact_assessment.views.asked import FORMS, refuse_page
from organization import history
from organization.views.asked import agency_of
from organization.views.saying import attempt, clean_reason
from plan.rules import in_force


@require_safe
def listed(request):
    """All versions, the newest first."""
    agency = agency_of(request)
    rows = FormVersion.objects.visible_to(request.actor).filter(agency=agency)
    rows = rows.annotate(asked=Count("questions", distinct=True), used=Count("cases", distinct=True))
    titles = _titles(agency.id, request.actor.day)
    context = {
        "rows": [(one, _kinds(one, titles), one.holds_on(request.actor.day)) for one in rows],
        "year": request.actor.day.year,
    }
    return render(request, "impact_assessment/form_list.html", context)


def _titles(agency_id: int, day) -> dict[str, str]:
    return {code: one["title"] for code, one in named(in_force(agency_id, day), "triggers").items()}


def _kinds(form: FormVersion, titles: dict[str, str]) -> list[str]:
    """The kinds in words; one that the plan no longer has stands by its code."""
    return [titles.get(code, code) for code in form.kinds]


def _seen(request, pk: int) -> FormVersion:
    return get_object_or_404(
        FormVersion.objects.visible_to(request.actor).select_related("agency", "replaces"), pk=pk
    )


@require_safe
def detail(request, pk):
    """The questions of a version, by section."""
    form, actor = _seen(request, pk), request.actor
    questions = list(form.questions.all())
    sections = groupby(questions, key=lambda one: (one.get_part_display(), one.section))
    titles = _titles(form.agency_id, form.since)
    context = {
        "form_version": form,
        "kinds": _kinds(form, titles),
        "sections": [(part, section, list(rows)) for (part, section), rows in sections],
        "count": len(questions),
        "used": form.cases.count(),
        "may_keep": permissions.why_not_keep(actor, form.agency_id) is None,
        "may_edit": permissions.why_not_edit_form(actor, form) is None,
        "changes": history.of(form),
    }
    return render(request, "impact_assessment/form_detail.html", context)


def _home(form: FormVersion) -> tuple[str, str]:
    return reverse("assessment:form", args=[form.pk]), form.title


@require_http_methods(FORMS)
def follow(request, pk):
    """A new version takes this one's place from a day on."""
    old = _seen(request, pk)
    refuse_page(permissions.why_not_keep(request.actor, old.agency_id))
    form = FollowForm(request.POST or None, initial={"title": old.title, "source": old.source})
    if request.method == "POST" and form.is_valid():
        words = {**form.cleaned_data, "by": request.actor}
        if made := attempt(form, lambda: actions.follow(old, **words)):
            messages.success(request, _("已立新版本，題目同原版本，可逐題修改。"))
            return redirect("assessment:form", pk=made.pk)
    notice = _("原版本至新版本起日前一日止；已開始的案件仍用原版本。")
    return page(request, form, _("另立新版本"), _home(old), notice=notice)


@require_http_methods(FORMS)
def edit(request, pk):
    """Other words for a version that isn't used yet."""
    row = _seen(request, pk)
    refuse_page(permissions.why_not_edit_form(request.actor, row))
    names = ("title", "source", "is_unverified", "version")
    form = VersionForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if request.method == "POST" and form.is_valid():
        home = _home(row)
        if attempt(form, lambda: again(form, lambda: actions.describe(form.say(row), by=request.actor))):
            messages.success(request, _("已儲存。"))
            return redirect(home[0])
    return page(request, form, _("更正表式"), _home(row))


def _question_page(request, question: Question, title: str):
    """One question to be written; the form is that of a version without cases."""
    form_version = question.form
    refuse_page(permissions.why_not_edit_form(request.actor, form_version))
    titles = _titles(form_version.agency_id, form_version.since)
    form = QuestionForm(
        request.POST or None,
        kinds=[(code, titles.get(code, code)) for code in form_version.kinds],
        initial=QuestionForm.initial_of(question),
    )
    if request.method == "POST" and form.is_valid():
        put = lambda: actions.keep_question(form.say(question), by=request.actor)  # noqa: E731
        if attempt(form, lambda: again(form, put)):
            messages.success(request, _("已儲存題目。"))
            return redirect("assessment:form", pk=form_version.pk)
    context = {"form": form, "title": title, "question": question, "form_version": form_version}
    return render(request, "impact_assessment/question.html", context)


@require_http_methods(FORMS)
def add_question(request, pk):
    """One more question, after the last."""
    form = _seen(request, pk)
    last = form.questions.aggregate(most=Max("order"))["most"] or 0
    return _question_page(request, Question(form=form, order=last + 1), _("新增題目"))


def _question(request, pk: int) -> Question:
    rows = Question.objects.filter(form__in=FormVersion.objects.visible_to(request.actor))
    return get_object_or_404(rows.select_related("form__agency"), pk=pk)


@require_http_methods(FORMS)
def edit_question(request, pk):
    """Other words for a question."""
    return _question_page(request, _question(request, pk), _("修改題目"))


@require_POST
def drop_question(request, pk):
    """Out of a version that isn't used yet, with the reason."""
    row = _question(request, pk)
    try:
        actions.drop_question(row, by=request.actor, reason=clean_reason(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("已刪去題目。"))
    return redirect("assessment:form", pk=row.form_id)
