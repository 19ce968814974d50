"""The year's measures, and one with all that became of it (陸; M-1, M-3, M-8)."""

import datetime
import uuid
from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.views.members import spreadsheet
from committee.views.terms import again
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES
from measures import lists, permissions
from measures.actions import measures as actions
from measures.carried import mark
from measures.forms.measures import EnterForm, MeasureFilter, MeasureForm
from measures.items import FESTIVALS, category_of, festivals, item_label
from measures.listing import Line, line, sorted_by
from measures.models import Measure
from measures.standing import WAY, Stage, standing
from measures.story import story
from measures.views.asked import (
    FORMS,
    book_of,
    form_page,
    kept,
    kind_or_404,
    measures_of,
    scope_of,
    units_of,
)
from organization import history
from organization.models import Unit
from organization.views.asked import agency_of
from organization.views.saying import attempt, clean_reason, done
from statistics_app.views.indicators import exports
from statistics_app.views.meetings import chosen, coming


def home_of(measure: Measure) -> tuple[str, str]:
    """The page of the measure: address and title."""
    return reverse("measures:measure", args=[measure.pk]), measure.title


def list_of(year: int) -> tuple[str, str]:
    return reverse("measures:measures", args=[year]), _("具體措施")


@require_safe
def listed(request, year):
    """The agency's measures of the year, as the filter leaves them; below them the festivals to come."""
    agency = agency_of(request)
    rows, form, book = _listed(request, agency, year)
    context = {
        "year": year,
        "form": form,
        "rows": rows,
        "exports": exports(request, "measures:measures-export", year),
        "may_write": bool(book) and permissions.why_not_write_any(request.actor, agency.id) is None,
        "festivals": festivals(book, year),
        "festival_item": FESTIVALS,
    }
    return render(request, "measures/measure_list.html", context)


def _listed(request, agency, year: int) -> tuple[list[Line], MeasureFilter, dict]:
    """The lines as the filter leaves them, in the order asked for; withdrawn ones only where they are asked for."""
    scope, book = scope_of(agency.id, year), book_of(agency.id, year)
    form = MeasureFilter(request.GET, units=Unit.objects.filter(agency=agency), book=book)
    asked = form.asked()
    rows = measures_of(request.actor).of(agency.id).in_year(year)
    if unit := asked.get("unit"):
        rows = rows.credited_to(unit.id)
    if asked.get("stage") != Stage.WITHDRAWN:
        rows = rows.standing()
    found = [line(one, book, scope.day) for one in rows]
    for name in ("category", "stage", "mark"):
        if asked.get(name):
            found = [one for one in found if getattr(one, name) == asked[name]]
    return sorted_by(asked.get("sort", ""), found, book), form, book


@require_safe
def export(request, year, kind):
    """The list as it is filtered."""
    kind_or_404(kind, CONTENT_TYPES)
    rows, _form, book = _listed(request, agency_of(request), year)
    return spreadsheet(lists.measures(rows, book), kind, f"measures-{to_roc_year(year)}")


@require_http_methods(FORMS)
def create(request, year):
    """A new measure, with its first piece of evidence on the same page; the address may name item, unit and day."""
    agency, actor = agency_of(request), request.actor
    units = units_of(actor, agency.id)
    own = list(units)
    if refusal := permissions.why_not_write_any(actor, agency.id):
        raise PermissionDenied(refusal)
    initial = {"token": uuid.uuid4(), "unit": own[0] if len(own) == 1 else None, **_named(request)}
    form = EnterForm(
        request.POST or None,
        request.FILES or None,
        actor=actor,
        year=year,
        book=book_of(agency.id, year),
        units=units,
        all_units=Unit.objects.filter(agency=agency).on(actor.day),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"]
        enter = lambda: actions.enter(agency, form.words(), by=actor, token=token, proof=form.first_proof())  # noqa: E731
        if made := attempt(form, enter):
            messages.success(request, _("已新增措施。"))
            return redirect("measures:measure", pk=made.pk)
    return form_page(request, form, _("新增具體措施"), list_of(year))


def _named(request) -> dict:
    """What the address fills in: matrix and festivals lead here."""
    found = {name: request.GET[name] for name in ("item", "unit") if request.GET.get(name)}
    with suppress(KeyError, ValueError):
        found["planned_on"] = datetime.date.fromisoformat(request.GET["planned_on"])
    return found


@require_http_methods(FORMS)
def edit(request, pk):
    """What is on record of it was wrong, or has happened since."""
    measure, actor = kept(request, pk), request.actor
    own = Unit.objects.filter(id__in=[one.id for one in measure.units])
    form = MeasureForm(
        request.POST or None,
        year=measure.year,
        book=book_of(measure.agency_id, measure.year),
        units=units_of(actor, measure.agency_id) | own.filter(id=measure.unit_id),
        all_units=Unit.objects.filter(agency=measure.agency_id).on(actor.day) | own,
        initial=MeasureForm.initial_of(measure),
    )
    if request.method == "POST" and form.is_valid():
        measure.version = form.cleaned_data["version"] or 0
        if attempt(form, lambda: again(form, lambda: actions.change(measure, form.words(), by=actor))):
            messages.success(request, _("已儲存。"))
            return redirect("measures:measure", pk=pk)
    return form_page(request, form, _("更正具體措施"), home_of(measure))


@require_safe
def detail(request, pk):
    """One measure: where it stands, what is missing, its evidence, what became of it."""
    actor = request.actor
    measure = get_object_or_404(measures_of(actor).prefetch_related("updates"), pk=pk)
    book = book_of(measure.agency_id, measure.year)
    stands = standing(measure, book, scope_of(measure.agency_id, measure.year).day)
    may_change = permissions.why_not_change(actor, measure) is None
    may_report = may_change and permissions.why_not_report(actor, measure) is None
    rule = book.get(measure.item)
    changes = history.around([measure, *measure.evidence.all()])
    context = {
        "measure": measure,
        "year": measure.year,
        "stands": stands,
        "steps": _steps(stands.stage),
        "rule": rule,
        "item": item_label(rule) if rule else measure.item,
        "category": category_of(measure.item, book),
        "mark": mark(measure),
        "proofs": [(one, one.dated_on.year == measure.year) for one in measure.proofs],
        "story": story(measure, timezone.localdate(changes[-1].at) if changes else None),
        "may_change": may_change,
        "may_withdraw": may_change and permissions.why_not_withdraw(actor, measure) is None,
        "may_report": may_report,
        "meetings": coming(actor, measure.agency_id, [measure.unit]) if may_report else [],
        "changes": changes,
    }
    return render(request, "measures/measure_detail.html", context)


def _steps(stage: Stage) -> list[dict]:
    """How far it has come, for the state bar."""
    if stage not in WAY:
        return []
    reached = WAY.index(stage)
    states = ["done"] * reached + ["current"] + ["next"] * (len(WAY) - reached - 1)
    return [{"label": one.label, "state": state} for one, state in zip(WAY, states, strict=True)]


@require_POST
def withdraw(request, pk):
    """Take it out of the year, with the reason."""
    measure = get_object_or_404(measures_of(request.actor), pk=pk)
    try:
        actions.withdraw(measure, by=request.actor, reason=clean_reason(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("已撤下。"))
    return redirect("measures:measure", pk=pk)


@require_POST
def report(request, pk):
    """Put it on the agenda of a meeting to come."""
    measure = get_object_or_404(measures_of(request.actor), pk=pk)
    meeting = chosen(request, coming(request.actor, measure.agency_id, [measure.unit]))
    if meeting is None:
        messages.error(request, _("請選擇一次即將召開的會議。"))
    elif done(request, lambda: actions.report(measure, meeting, by=request.actor)):
        messages.success(request, _("已排入%(meeting)s議程。") % {"meeting": meeting})
    return redirect("measures:measure", pk=pk)
