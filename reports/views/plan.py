"""The living plan: the plan's text with its verdicts in the margin."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.clock import today
from core.contract import Scope
from organization.views.asked import agency_of
from reports.views.asked import scope_of, shown


@require_safe
def plan(request, year):
    """The plan's text with its verdicts in the margin (look.md: the plan is the dashboard)."""
    refused = ""
    try:
        scope = scope_of(request, year)
    except ValidationError as error:
        refused = error.messages[0]
        scope = Scope(agency_of(request).id, year, today())
    context = shown(request, scope) | {
        "only_open": request.GET.get("only") == "open",
        "refused": refused,
        "asked": request.GET.get("as_of", ""),
    }
    return render(request, "reports/plan.html", context, status=400 if refused else 200)
