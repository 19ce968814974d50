"""What every page gets: the actor, the year and the years of the plan, the day, the rail."""

import datetime

from django.conf import settings

from core.clock import today
from gmplan.navigation import rail
from plan.years import default_year, plan_years


def page(request) -> dict:
    """Two queries for one who is signed in, none for a stranger or where no database is to be asked."""
    actor = getattr(request, "actor", None)
    day = today()
    context = {"actor": actor, "demo_day": settings.DEMO_DAY, "today": day}
    if not actor or not actor.agency:
        return context
    years = plan_years(actor.agency_id)
    year = asked_year(request) or default_year(years, day)
    return context | {
        "agency": actor.agency,
        "year": year,
        "years": years,
        "navigation": rail(actor, year, _within(year, day), request.path),
    }


def asked_year(request) -> int | None:
    """The year in the page's address."""
    match = request.resolver_match
    return match.kwargs.get("year") if match else None


def _within(year: int, day: datetime.date) -> datetime.date:
    """The plan's text of a year is that of its last day that has come."""
    return min(max(day, datetime.date(year, 1, 1)), datetime.date(year, 12, 31))
