"""A session's evaluation for the personnel office: how, the sheet of codes, what came of it (伍二(三)1; T-12)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.clock import today
from core.printing import PrintFailed
from core.spreadsheets import Sheet
from organization import history
from organization.views.saying import attempt
from plan.rules import in_force
from training import actions, permissions
from training.compliance.demands import RULES
from training.evaluating import first_questions, participants, results, rule_of, together
from training.evaluation_sheet import sheet_of
from training.forms import AnalysisForm, Questions, StartForm
from training.models import Course, Evaluation, EvaluationForm, State
from training.views.people import WRITERS
from training.views.sessions import PAGE_METHODS, as_sheet, sessions_of


def _session(request, pk):
    session = get_object_or_404(sessions_of(request.actor), pk=pk)
    if reason := permissions.why_not_keep_courses(request.actor, session.course.agency_id):
        raise PermissionDenied(reason)
    return session


@require_http_methods(PAGE_METHODS)
def detail(request, pk):
    """Response and results, and what the office makes of them; without an evaluation, the way to begin one."""
    session = _session(request, pk)
    evaluation = Evaluation.objects.filter(session=session).first()
    if evaluation is None:
        page = {"session": session, "why_not": _why_not(request, session)}
        return render(request, "training/evaluation.html", page)
    first = {"analysis": evaluation.analysis, "version": evaluation.version}
    form = AnalysisForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and _analysed(request, evaluation, form):
        messages.success(request, _("績效分析已儲存。"))
        return redirect("training:evaluation", pk=pk)
    context = {
        "session": session,
        "evaluation": evaluation,
        "is_open": evaluation.is_open(request.actor.day),
        "came": participants(session),
        "verified": session.hours.filter(state=State.VERIFIED).count(),
        "result": results(Evaluation.objects.filter(pk=evaluation.pk), request.actor.day)[0],
        "form": form,
        "changes": history.of(evaluation),
    }
    return render(request, "training/evaluation.html", context)


def _why_not(request, session):
    return permissions.why_not_evaluate(request.actor, session, rule_of(session))


def _analysed(request, evaluation, form):
    evaluation.version = form.cleaned_data["version"]
    text = form.cleaned_data["analysis"]
    return attempt(form, lambda: actions.analyse(evaluation, text, by=request.actor))


@require_http_methods(PAGE_METHODS)
def edit(request, pk):
    """Begin the evaluation with the agency's questions, or change it while nobody has answered."""
    session = _session(request, pk)
    if reason := _why_not(request, session):
        raise PermissionDenied(reason)
    rule = rule_of(session)
    evaluation = Evaluation.objects.filter(session=session).first()
    start = evaluation or Evaluation(
        session=session, questions=first_questions(session.course.agency_id, rule)
    )
    names = ("method", "closes_on", "note", "version")
    first = {name: getattr(start, name) for name in names} | Questions.shown(start.questions)
    most = max(rule.number("most_questions"), len(start.questions))
    form = StartForm(request.POST or None, initial=first, most=most)
    if request.method == "POST" and form.is_valid():
        write = actions.change_evaluation if evaluation else actions.open_evaluation
        if attempt(form, lambda: write(form.fill(start), by=request.actor)):
            messages.success(request, _("課後評估已儲存。"))
            return redirect("training:evaluation", pk=pk)
    page = {"title": _("課後評估方式"), "button": _("儲存"), "form": form, "home_title": session.course}
    return render(
        request, "form_page.html", page | {"home": reverse("training:evaluation", args=[session.pk])}
    )


@require_POST
def codes(request, pk):
    """Print the sheet with QR code and cut-out codes; what it replaces is void. It is kept nowhere."""
    session = _session(request, pk)
    evaluation = get_object_or_404(Evaluation, session=session)
    version = request.POST.get("version", "")
    evaluation.version = int(version) if version.isdecimal() and len(version) < 9 else -1
    try:
        fresh = actions.fresh_codes(evaluation)
        pdf = sheet_of(evaluation, fresh)
        actions.hand_out(evaluation, fresh, by=request.actor)
    except PrintFailed as failure:
        messages.error(request, str(failure))
    except (ValidationError, history.Conflict) as refusal:
        said = getattr(refusal, "messages", [_("代碼單剛才已印過一次；要作廢重印，請再按一次。")])
        messages.error(request, said[0])
    else:
        answer = HttpResponse(pdf, content_type="application/pdf")
        answer["Cache-Control"] = "no-store, private"
        answer["Content-Disposition"] = content_disposition_header(
            True, _("%(course)s填答代碼單.pdf") % {"course": session.course}
        )
        return answer
    return redirect("training:evaluation", pk=pk)


@require_safe
def course(request, pk):
    """All sessions of a course, and the averages over those that may be shown."""
    row, found = _of_course(request, pk)
    exports = [(kind, reverse("training:evaluation-course-export", args=[pk, kind])) for kind in WRITERS]
    page = {"course": row, "results": found, "questions": together(found), "exports": exports}
    return render(request, "training/evaluation_course.html", page)


def _of_course(request, pk):
    row = get_object_or_404(Course.objects.visible_to(request.actor).catalogue(), pk=pk)
    if reason := permissions.why_not_keep_courses(request.actor, row.agency_id):
        raise PermissionDenied(reason)
    held = Evaluation.objects.filter(session__course=row).order_by("-session__ended_on", "-id")
    return row, results(held, request.actor.day)


@require_safe
def export(request, pk, kind):
    """The same as ODS, XLSX or CSV: a line for each question that may be shown, one for a session without any."""
    if kind not in WRITERS:
        raise Http404
    row, found = _of_course(request, pk)
    heads = [
        _("日期"),
        _("課程名稱"),
        _("評估方式"),
        _("發出"),
        _("回收"),
        _("題目"),
        _("份數"),
        _("平均"),
        _("滿分"),
    ]
    lines = [
        [
            one.evaluation.session.ended_on,
            row.title,
            one.evaluation.get_method_display(),
            *((one.invited, one.answered) if one.evaluation.is_asked_here else (None, None)),
            *((said.text, said.sheets, said.average, one.evaluation.scale) if said else (None,) * 4),
        ]
        for one in found
        for said in one.scales or (None,)
    ]
    return as_sheet(Sheet(_("課後評估"), heads, lines), f"evaluation-{pk}", kind)


@require_http_methods(PAGE_METHODS)
def questions(request):
    """The agency's own questions, with which its next evaluations begin."""
    agency = request.actor.agency
    if reason := permissions.why_not_keep_courses(request.actor, agency and agency.id):
        raise PermissionDenied(reason)
    rule = in_force(agency.id, today(), RULES).get("TR-12")
    if rule is None:
        raise PermissionDenied(_("今日沒有生效中的課後評估規定（TR-12）。"))
    row = EvaluationForm.objects.filter(agency=agency).first() or EvaluationForm(agency=agency)
    first = Questions.shown(first_questions(agency.id, rule)) | {"version": row.version}
    form = Questions(request.POST or None, initial=first, most=rule.number("most_questions"))
    if request.method == "POST" and form.is_valid():
        row.questions, row.version = form.questions, form.cleaned_data["version"]
        if attempt(form, lambda: actions.keep_form(row, by=request.actor)):
            messages.success(request, _("題目已儲存，用於之後開始的評估。"))
            return redirect("training:courses", year=request.actor.day.year)
    home = reverse("training:courses", args=[request.actor.day.year])
    page = {"title": _("課後評估題目"), "button": _("儲存"), "form": form, "home_title": _("課程與場次")}
    return render(request, "form_page.html", page | {"home": home})
