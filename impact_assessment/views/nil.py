"""Which unit had something to assess in a year, and which says that it had nothing (GIA-01)."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from impact_assessment import permissions
from impact_assessment.actions import cases as actions
from impact_assessment.models import Case, NilReturn
from impact_assessment.views.asked import FORMS
from organization.models import Unit
from organization.views.asked import agency_of
from organization.views.saying import clean_reason, done


@dataclass(frozen=True)
class Line:
    """A unit's year: how many cases, or the statement that there were none."""

    unit: Unit
    count: int
    nil: NilReturn | None
    may_state: bool


@require_http_methods(FORMS)
def nil(request, year):
    """Every unit of the year; the button states 「本年度無應辦案件」."""
    agency = agency_of(request)
    units = list(Unit.objects.filter(agency=agency).during(year))
    if request.method == "POST":
        unit = next((one for one in units if str(one.pk) == request.POST.get("unit")), None)
        if unit is None:
            messages.error(request, _("請選擇組室。"))
        elif done(request, lambda: actions.state_nil(unit, year, by=request.actor)):
            messages.success(request, _("已聲明%(unit)s無應辦案件。") % {"unit": unit})
        return redirect("assessment:nil", year=year)
    return render(
        request,
        "impact_assessment/nil.html",
        {"year": year, "rows": _lines(request.actor, units, year)},
    )


def _lines(actor, units: list[Unit], year: int) -> list[Line]:
    """Two queries, whatever the number of units; one's own first."""
    counts, asked = {}, set()
    rows = Case.objects.standing().filter(unit__in=units, year=year)
    for unit_id, is_needed in rows.values_list("unit_id", "is_needed"):
        counts[unit_id] = counts.get(unit_id, 0) + 1
        if is_needed is not False:
            asked.add(unit_id)
    stated = {one.unit_id: one for one in NilReturn.objects.standing().filter(unit__in=units, year=year)}
    found = [
        Line(
            unit=one,
            count=counts.get(one.pk, 0),
            nil=stated.get(one.pk),
            may_state=one.pk not in asked and permissions.why_not_state_nil(actor, one) is None,
        )
        for one in units
    ]
    return sorted(found, key=lambda one: one.unit.pk not in actor.units)


@require_POST
def withdraw(request, pk):
    """There was something after all."""
    row = get_object_or_404(NilReturn.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    try:
        actions.withdraw_nil(row, by=request.actor, reason=clean_reason(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("已撤回聲明。"))
    return redirect("assessment:nil", year=row.year)
