"""The statistics tables of the report (domain 2.1, T7 – T8), and who still has to do what by when."""

from core.contract import Scope, Table
from plan.rules import in_force
from statistics_app.compliance.facts import facts
from statistics_app.compliance.rules import RULES
from statistics_app.figures.analyses import analysis_table
from statistics_app.figures.duties import duties
from statistics_app.figures.indicators import meaning_table, number_table, review_table
from statistics_app.figures.numbers import numbers

__all__ = ["duties", "tables"]


def tables(scope: Scope) -> tuple[Table, ...]:
    """A constant number of queries. A unit is shown its own indicators and analyses."""
    known = facts(scope)
    if known is None:
        return ()
    shown = numbers(known, in_force(scope.agency_id, scope.rule_day, RULES).number("D-18", "persons"))
    found = (
        number_table(scope, shown),
        meaning_table(shown),
        review_table(known),
        *(table for one in shown if (table := one.series())),
        analysis_table(known),
    )
    return tuple(one for one in found if one.rows)
