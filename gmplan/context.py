"""What every page gets: the actor, the year and the years of the plan, the day, the rail."""

import datetime

from django.conf import settings

from core.clock import today
from gmplan.navigation import rail
from plan.models import Plan


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


def plan_years(agency_id: int) -> list[int]:
    """The CE years of the agency's plans, in order."""
    spans = Plan.objects.filter(agency_id=agency_id).values_list("since", "until")
    return sorted(
        {
            year
            for since, until in spans
            for year in range(since.year, _last_day(until).year + 1 if until else since.year + 1)
        }
    )


def _last_day(until: datetime.date) -> datetime.date:
    return until - datetime.timedelta(days=1)


def asked_year(request) -> int | None:
    """The year in the page's address."""
    match = request.resolver_match
    return match.kwargs.get("year") if match else None


def default_year(years: list[int], day: datetime.date) -> int:
    """This year, or the plan's year nearest to it."""
    return min(years, key=lambda year: abs(year - day.year), default=day.year)


def _within(year: int, day: datetime.date) -> datetime.date:
    """The plan's text of a year is that of its last day that has come."""
    return min(max(day, datetime.date(year, 1, 1)), datetime.date(year, 12, 31))
