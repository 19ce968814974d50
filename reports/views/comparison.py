"""The year beside the one before, and under another year's rules: two ways of looking at the same records."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.roc import format_year, to_roc_year
from organization.models import Unit
from plan.years import plan_years
from reports import permissions
from reports.comparison import compare
from reports.views.board import beside, looked_at
from reports.what_if import what_if


@require_safe
def last_year(request, year):
    """Verdict and numbers of each rule now, on the same day a year ago, and at that year's end."""
    context = beside(request, looked_at(request, year))
    return render(request, "reports/comparison.html", context | {"found": compare(context["board"])})


@require_safe
def other_rules(request, year):
    """The year's records under another year's rules; hypothetical, and kept nowhere."""
    scope = looked_at(request, year)
    years = [one for one in plan_years(scope.agency_id) if one != year]
    asked = _asked(request, years)
    context = {
        "year": year,
        "scope": scope,
        "unit": Unit.objects.filter(id=scope.unit_id).first(),
        "years": years,
        "asked": asked,
        "may_pack": permissions.why_not_pack(request.actor, scope.agency_id) is None,
    }
    if asked:
        rows = what_if(scope, asked)
        context["differing"] = [one for one in rows if one.differs]
        context["same"] = [one for one in rows if not one.differs]
    return render(request, "reports/what_if.html", context)


def _asked(request, years: list[int]) -> int | None:
    """The CE year whose rules are tried, or None where none is said yet."""
    if not (text := request.GET.get("rules")):
        return None
    found = next((one for one in years if format_year(one) == text or str(to_roc_year(one)) == text), None)
    if found is None:
        raise Http404
    return found
