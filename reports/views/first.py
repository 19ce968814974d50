"""The first page by role."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from core.clock import today
from organization.models import Role
from plan.years import default_year, plan_years

FIRST_PAGES = (
    (
        {Role.SECRETARIAT, Role.SYSTEM_ADMIN, Role.OVERSIGHT, Role.UNIT_MANAGER},
        "reports:board",
    ),
    ({Role.REVIEWER}, "assessment:cases"),
    ({Role.PERSONNEL}, "training:people"),
    ({Role.ACCOUNTING}, "statistics:tables"),
)
"""Whoever holds one of the roles begins there; everybody else with their own hours (features 4.1)."""


@require_safe
def first(request):
    """Each to the page that says what is to be done next."""
    held = {one.role for one in request.actor.held}
    view = next((view for roles, view in FIRST_PAGES if roles & held), "training:my")
    year = default_year(plan_years(request.actor.agency_id), today())
    return redirect(view, year=year)
