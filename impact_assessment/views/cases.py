"""The list that is watched; a case entered, described, judged, given up (伍四; G-1, G-14, G-15)."""

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
from core.clock import today
from core.contract import Scope
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES
from impact_assessment import listing, permissions
from impact_assessment.actions import cases as actions
from impact_assessment.actions.cases import ORDER, named, step_title
from impact_assessment.forms.cases import CaseFilter, CaseForm, ScreenForm
from impact_assessment.models import Case
from impact_assessment.views.asked import FORMS, cases_of, home_of, kept, seen, units_of
from organization import history
from organization.models import Unit
from organization.views.asked import agency_of
from organization.views.saying import attempt, clean_reason
from plan.rules import RuleBook, in_force
from statistics_app.views.indicators import exports


def book_of(agency_id: int, year: int) -> RuleBook:
    """The plan's rules of the year as it stands today: one query."""
    return in_force(agency_id, Scope(agency_id, year, today()).day)


@require_safe
def listed(request, year):
    """The year's cases, and those of earlier years that aren't settled."""
    agency = agency_of(request)
    rows, form = _listed(request, agency, year)
    context = {
        "year": year,
        "form": form,
        "rows": rows,
        "exports": exports(request, "assessment:cases-export", year),
        "is_ruled": form.is_ruled,
        "may_open": form.is_ruled and units_of(request.actor, agency.id).exists(),
        "may_keep": permissions.why_not_keep(request.actor, agency.id) is None,
    }
    return render(request, "impact_assessment/case_list.html", context)


def _listed(request, agency, year: int) -> tuple[list[listing.Row], CaseFilter]:
    book = book_of(agency.id, year)
    form = CaseFilter(
        request.GET,
        units=Unit.objects.filter(agency=agency),
        triggers=named(book, "triggers"),
        steps=_steps(book),
    )
    asked = form.asked()
    wanted = {name: asked[name] for name in ("unit", "kind") if asked.get(name)}
    of_year = Q(year=year) | Q(year__lt=year, withdrawn_because="")
    cases = cases_of(request.actor).of(agency.id).filter(of_year, **wanted)
    rows = [
        one
        for one in listing.rows(cases, request.actor, request.actor.day)
        if one.case.year == year or one.stage not in listing.SETTLED
    ]
    if stage := asked.get("stage"):
        rows = [one for one in rows if one.stage == stage]
    if step := asked.get("step"):
        rows = [one for one in rows if one.step and one.step.step.rule == step]
    return sorted(rows, key=listing.ORDERS[asked.get("sort", "")]), form


def _steps(book: RuleBook) -> list[tuple[str, str]]:
    """(rule, words) of each step that the plan has."""
    codes = [code for code in book.number(ORDER, "steps") or () if code in book]
    return [(code, f"{number} {step_title(book[code].text)}") for number, code in enumerate(codes, start=1)]


@require_safe
def export(request, year, kind):
    """The list as it is filtered."""
    if kind not in CONTENT_TYPES:
        raise Http404
    rows, _form = _listed(request, agency_of(request), year)
    return spreadsheet(listing.sheet(rows), kind, f"assessments-{to_roc_year(year)}")


@require_http_methods(FORMS)
def create(request, year):
    """A new case; ``?from=`` names an earlier one to start from."""
    agency, actor = agency_of(request), request.actor
    units = units_of(actor, agency.id)
    if not units.exists():
        raise PermissionDenied(permissions.why_not_open(actor, Unit(agency=agency)))
    source = _source(request)
    form = CaseForm(
        request.POST or None,
        units=units,
        triggers=named(in_force(agency.id, actor.day), "triggers"),
        initial=_initial(source, units, year),
    )
    if request.method == "POST" and form.is_valid():
        token, words = form.cleaned_data["token"], form.words()
        open_ = lambda: actions.open_case(agency, words, by=actor, token=token, source=source)  # noqa: E731
        if made := attempt(form, open_):
            messages.success(request, _("已登錄案件，請判定是否應辦。"))
            return redirect("assessment:case-screen", pk=made.pk)
    home = (reverse("assessment:cases", args=[year]), _("性別影響評估"))
    return page(request, form, _("登錄案件"), home, notice=_said_of(source))


def _source(request) -> Case | None:
    """The earlier case that is named; one that isn't to be seen doesn't exist."""
    asked = request.GET.get("from", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    return get_object_or_404(Case.objects.visible_to(request.actor), pk=asked)


def _initial(source: Case | None, units, year: int) -> dict:
    initial = {"year": to_roc_year(year), "token": uuid.uuid4()}
    if source:
        names = ("title", "kind", "summary", "authors", "contractor")
        initial |= {name: getattr(source, name) for name in names}
        initial["unit"] = source.unit_id
    elif len(units) == 1:
        initial["unit"] = units[0].pk
    return initial


def _said_of(source: Case | None) -> str:
    if source is None:
        return ""
    said = _("自「%(title)s」沿用：判定應辦後帶入相同題目的填答；統計、諮詢、檔案、意見及各步驟均重新開始。")
    return said % {"title": source.title}


@require_http_methods(FORMS)
def edit(request, pk):
    """Other words for it; once it needs an assessment unit, kind and year stay."""
    case = kept(request, pk, permissions.why_not_change)
    triggers = named(in_force(case.agency_id, case.opened_on), "triggers")
    if case.is_needed:
        triggers = {case.kind: {"title": case.kind_title}}
    form = CaseForm(
        request.POST or None,
        units=Unit.objects.filter(pk=case.unit_id) | units_of(request.actor, case.agency_id),
        triggers=triggers,
        fixed=bool(case.is_needed),
        initial=CaseForm.initial_of(case),
    )
    if request.method == "POST" and form.is_valid():
        case.version, words = form.cleaned_data["version"] or 0, form.words()
        if attempt(form, lambda: again(form, lambda: actions.change_case(case, words, by=request.actor))):
            messages.success(request, _("已儲存。"))
            return redirect("assessment:case", pk=pk)
    return page(request, form, _("更正案件"), home_of(case))


@require_http_methods(FORMS)
def screen(request, pk):
    """Needed or not, and why not."""
    case = kept(request, pk, permissions.why_not_screen)
    day = request.actor.day
    form = ScreenForm(
        request.POST or None,
        exemptions=named(in_force(case.agency_id, day), "exemptions"),
        latest=day,
        initial=ScreenForm.initial_of(case, day),
    )
    if request.method == "POST" and form.is_valid():
        case.version, said = form.cleaned_data["version"], form.screening()
        if attempt(form, lambda: again(form, lambda: actions.screen(case, said, by=request.actor))):
            told = _("已判定應辦，各步驟開始。") if said.is_needed else _("已判定免辦。")
            messages.success(request, told)
            return redirect("assessment:case", pk=pk)
        case = seen(request, pk)
    return render(request, "impact_assessment/case_screen.html", {"case": case, "form": form})


@require_POST
def withdraw(request, pk):
    """Give it up, with the reason."""
    case = seen(request, pk)
    try:
        actions.withdraw_case(case, by=request.actor, reason=clean_reason(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("已撤案。"))
    return redirect("assessment:case", pk=pk)


@require_safe
def story(request, pk):
    """All that was done to the case and what belongs to it, the newest first."""
    case = seen(request, pk)
    rows = [case, *case.steps.all(), *case.statistics.all(), *case.consultations.all(), *case.files.all()]
    rows += [*case.answers.all(), *case.engagements.all(), *case.opinions.all(), *case.reviews.all()]
    rows += [*case.goals.all(), *(one.reply for one in case.opinions.all() if hasattr(one, "reply"))]
    return render(
        request, "impact_assessment/case_history.html", {"case": case, "changes": history.around(rows)}
    )
