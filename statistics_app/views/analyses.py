"""The year's analyses and whose turn it is; one with all that became of it (伍三(二)3; S-8)."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.views.members import spreadsheet
from committee.views.terms import again, page
from core import files
from core.clock import today
from core.contract import Scope
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES
from organization import history
from organization.models import Unit
from organization.views.asked import agency_of
from organization.views.saying import attempt, clean_reason, done
from statistics_app import lists, permissions
from statistics_app.actions import analyses as actions
from statistics_app.figures.rotation import rotation
from statistics_app.forms.analyses import AnalysisFilter, CompleteForm, PlanForm
from statistics_app.models import Analysis
from statistics_app.standing import WAY, Stage, standing
from statistics_app.views.indicators import FORMS, exports
from statistics_app.views.meetings import chosen, coming


def analyses_of(actor):
    return Analysis.objects.visible_to(actor).whole()


def home_of(analysis: Analysis) -> tuple[str, str]:
    """The page of the analysis: address and title."""
    return reverse("statistics:analysis", args=[analysis.pk]), analysis.title


def units_of(actor, agency_id: int):
    """The units that the actor may plan for: all for the offices, else where they manage or work."""
    units = Unit.objects.filter(agency_id=agency_id).on(actor.day)
    if permissions.may_answer_for(actor, agency_id, ()):
        return units
    own = Q(id__in=actor.managed_units)
    if actor.person:
        own |= Q(id__in=actor.person.posts.employed().on(actor.day).values("unit"))
    return units.filter(own)


@require_safe
def listed(request, year):
    """Planned for the year, or completed in it."""
    agency = agency_of(request)
    rows, form = _listed(request, agency, year)
    context = {
        "year": year,
        "form": form,
        "rows": rows,
        "exports": exports(request, "statistics:analyses-export", year),
        "may_plan": units_of(request.actor, agency.id).exists(),
    }
    return render(request, "statistics_app/analysis_list.html", context)


def _listed(request, agency, year: int) -> tuple[list[tuple], AnalysisFilter]:
    """(analysis, its standing) as the filter leaves them."""
    rows = analyses_of(request.actor).of(agency.id).filter(Q(year=year) | Q(completed_on__year=year))
    form = AnalysisFilter(request.GET, units=Unit.objects.filter(agency=agency))
    asked = form.cleaned_data if form.is_valid() else {}
    if unit := asked.get("unit"):
        rows = rows.filter(units__unit=unit, units__is_withdrawn=False)
    found = [(one, standing(one)) for one in rows]
    stage = asked.get("stage")
    return [(one, stands) for one, stands in found if not stage or stands.stage == stage], form


@require_safe
def export(request, year, kind):
    """The list as it is filtered."""
    if kind not in CONTENT_TYPES:
        raise Http404
    rows, _form = _listed(request, agency_of(request), year)
    return spreadsheet(lists.analyses(rows), kind, f"analyses-{to_roc_year(year)}")


@require_safe
def turns(request, year):
    """Units by years, and who is next."""
    agency = agency_of(request)
    rows = rotation(Scope(agency.id, year, today()))
    plannable = set(units_of(request.actor, agency.id).values_list("id", flat=True))
    context = {
        "year": year,
        "rows": [(one, one.unit.id in plannable and one.last != year) for one in rows],
        "years": [year_ for year_, _analyses in rows[0].years] if rows else [],
        "next": next((one for one in rows if one.is_next), None),
    }
    return render(request, "statistics_app/rotation.html", context)


@require_http_methods(FORMS)
def create(request, year):
    """Plan an analysis; the rotation page names the unit in the address."""
    agency, actor = agency_of(request), request.actor
    units = units_of(actor, agency.id)
    if not units.exists():
        raise PermissionDenied(permissions.why_not_plan_analysis(actor, agency.id, [None]))
    initial = {"year": to_roc_year(year), "token": uuid.uuid4(), "units": request.GET.getlist("unit")[:1]}
    form = PlanForm(
        request.POST or None,
        units=units,
        with_comprehensive=permissions.is_accounting(actor, agency.id),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"]
        made = attempt(form, lambda: actions.plan_analysis(agency, form.plan(), by=actor, token=token))
        if made:
            messages.success(request, _("已列入預定。"))
            return redirect("statistics:analysis", pk=made.pk)
    home = (reverse("statistics:analyses", args=[year]), _("性別分析"))
    return page(request, form, _("預定性別分析"), home)


@require_http_methods(FORMS)
def edit(request, pk):
    """Another topic, other units, another way."""
    analysis = kept(request, pk, permissions.why_not_change_analysis)
    actor = request.actor
    own = Unit.objects.filter(id__in=[one.id for one in analysis.writers])
    form = PlanForm(
        request.POST or None,
        units=units_of(actor, analysis.agency_id) | own,
        with_comprehensive=permissions.is_accounting(actor, analysis.agency_id),
        initial=PlanForm.initial_of(analysis),
    )
    if request.method == "POST" and form.is_valid():
        analysis.version = form.cleaned_data["version"] or 0
        plan = form.plan(is_comprehensive=analysis.is_comprehensive)
        if attempt(form, lambda: again(form, lambda: actions.change_analysis(analysis, plan, by=actor))):
            return redirect("statistics:analysis", pk=pk)
    return page(request, form, _("更正預定內容"), home_of(analysis))


def kept(request, pk: int, why_not) -> Analysis:
    """An analysis that the actor may do this with; 404 where it isn't to be seen, 403 with the reason otherwise."""
    analysis = get_object_or_404(analyses_of(request.actor), pk=pk)
    if refusal := why_not(request.actor, analysis):
        raise PermissionDenied(refusal)
    return analysis


@require_http_methods(FORMS)
def complete(request, pk):
    """Hand in the text, or a better one until it was presented."""
    analysis = kept(request, pk, permissions.why_not_complete)
    initial = {name: getattr(analysis, name) for name in ("completed_on", "summary", "version")}
    form = CompleteForm(
        request.POST or None, request.FILES or None, actor=request.actor, analysis=analysis, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        analysis.version, data = form.cleaned_data["version"], form.cleaned_data
        words = {"on": data["completed_on"], "file": form.attachment, "summary": data["summary"]}
        if attempt(form, lambda: again(form, lambda: actions.complete(analysis, **words, by=request.actor))):
            messages.success(request, _("已登錄完成。"))
            return redirect("statistics:analysis", pk=pk)
    return page(request, form, _("登錄完成"), home_of(analysis), _("登錄完成"))


@require_safe
def detail(request, pk):
    """One analysis: where it stands, what is missing, what became of it."""
    actor = request.actor
    analysis = get_object_or_404(analyses_of(actor), pk=pk)
    may_change = permissions.why_not_change_analysis(actor, analysis) is None
    may_present = may_change and permissions.why_not_present_analysis(actor, analysis) is None
    stands = standing(analysis)
    advice = [(one, permissions.why_not_decide(actor, one) is None) for one in analysis.advice]
    sendings = [(one, permissions.why_not_reply(actor, one) is None) for one in analysis.sendings.all()]
    context = {
        "analysis": analysis,
        "stands": stands,
        "steps": _steps(stands.stage),
        "advice": advice,
        "sendings": sendings,
        "may_change": may_change,
        "may_complete": may_change and permissions.why_not_complete(actor, analysis) is None,
        "may_send": may_change and analysis.completed_on,
        "may_withdraw": may_change and not analysis.completed_on,
        "may_present": may_present,
        "meetings": coming(actor, analysis.agency_id, analysis.writers) if may_present else [],
        "changes": history.around([analysis, *(one for one, _may in (*advice, *sendings))]),
    }
    return render(request, "statistics_app/analysis_detail.html", context)


def _steps(stage: Stage) -> list[dict]:
    """How far it has come, for the state bar."""
    if stage not in WAY:
        return []
    reached = WAY.index(stage)
    states = ["done"] * reached + ["current"] + ["next"] * (len(WAY) - reached - 1)
    return [{"label": one.label, "state": state} for one, state in zip(WAY, states, strict=True)]


@require_safe
def file(request, pk):
    """The text, to whoever may see the analysis."""
    return files.serve(get_object_or_404(analyses_of(request.actor).filter(file__isnull=False), pk=pk).file)


@require_POST
def withdraw(request, pk):
    """Give it up, with the reason."""
    analysis = get_object_or_404(analyses_of(request.actor), pk=pk)
    try:
        actions.withdraw_analysis(analysis, by=request.actor, reason=clean_reason(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("已停止撰擬。"))
    return redirect("statistics:analysis", pk=pk)


@require_POST
def present(request, pk):
    """Put it on the agenda of a meeting to come."""
    analysis = get_object_or_404(analyses_of(request.actor), pk=pk)
    meeting = chosen(request, coming(request.actor, analysis.agency_id, analysis.writers))
    if meeting is None:
        messages.error(request, _("請選擇一次即將召開的會議。"))
    elif done(request, lambda: actions.present(analysis, meeting, by=request.actor)):
        messages.success(request, _("已排入%(meeting)s議程。") % {"meeting": meeting})
    return redirect("statistics:analysis", pk=pk)
