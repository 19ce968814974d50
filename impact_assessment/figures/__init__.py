"""The report's tables of impact assessments (domain 2.1, T9), and who still has to do what by when."""

from core.contract import Scope, Table
from impact_assessment.compliance.facts import facts
from impact_assessment.compliance.rules import RULES
from impact_assessment.figures.adoption import adoption_table
from impact_assessment.figures.duties import duties
from impact_assessment.figures.participation import participation_table
from impact_assessment.figures.register import case_table, goal_table
from plan.rules import in_force

__all__ = ["duties", "tables"]


def tables(scope: Scope) -> tuple[Table, ...]:
    """A constant number of queries. A unit is shown its own cases."""
    known = facts(scope)
    if known is None:
        return ()
    book = in_force(scope.agency_id, scope.rule_day, RULES)
    found = (
        case_table(known, book),
        participation_table(known, book),
        adoption_table(known),
        goal_table(known),
    )
    return tuple(one for one in found if one.rows)
