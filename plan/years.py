"""The years of an agency's plans (肆)."""

import datetime

from plan.models import Plan


def plan_years(agency_id: int | None) -> list[int]:
    """The CE years of the agency's plans, in order; one query."""
    spans = Plan.objects.filter(agency_id=agency_id).values_list("since", "until")
    return sorted(
        {
            year
            for since, until in spans
            for year in range(since.year, ((until - datetime.timedelta(days=1)) if until else since).year + 1)
        }
    )


def default_year(years: list[int], day: datetime.date) -> int:
    """This year, or the plan's year nearest to it."""
    return min(years, key=lambda year: abs(year - day.year), default=day.year)
