"""The records behind the statistics tables of the report (T7, T8)."""

from core.contract import Evidence, Scope
from statistics_app.compliance.facts import facts


def sources(scope: Scope) -> dict[str, Evidence]:
    """By table: the indicators, the approved tables of each, the year's review, its analyses."""
    known = facts(scope)
    if known is None:
        return {}
    approved = {one.code: known.approved(one, known.until) for one in known.indicators}
    numbers = [table for tables in approved.values() for table in tables]
    return {
        "statistics-numbers": _of("statistics_app.YearTable", numbers),
        "statistics-indicators": _of("statistics_app.Indicator", known.indicators),
        "statistics-review": _of("statistics_app.IndicatorReview", [known.review] if known.review else []),
        "statistics-analyses": _of("statistics_app.Analysis", [one.analysis for one in known.of_year()]),
        **{f"indicator-{code}": _of("statistics_app.YearTable", tables) for code, tables in approved.items()},
    }


def _of(model: str, rows) -> Evidence:
    return Evidence(model, tuple(one.id for one in rows))
