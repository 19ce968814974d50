"""The task force's tables of the report (domain 2.1, T1 – T3, T12), and who still has to do what by when."""

from committee.compliance.records import held_in, roster_on
from committee.compliance.rules import RULES
from committee.figures.bodies import body_table
from committee.figures.duties import duties
from committee.figures.meetings import attendance_table, meeting_table
from committee.figures.members import balance_table, member_table
from committee.figures.resolutions import coverage_table, follow_up_table, resolution_table
from core.contract import Scope, Table
from plan.rules import in_force

__all__ = ["duties", "tables"]


def tables(scope: Scope) -> tuple[Table, ...]:
    """A constant number of queries. A unit is shown what it has to follow up, the agency everything."""
    if scope.unit_id:
        return _of_records(follow_up_table(scope))
    book = in_force(scope.agency_id, scope.rule_day, RULES)
    held = held_in(scope)
    roster = roster_on(scope.agency_id, scope.day)
    return _of_records(
        member_table(roster),
        balance_table(roster, book),
        meeting_table(held),
        attendance_table(held),
        coverage_table(held, book),
        resolution_table(scope, held),
        follow_up_table(scope),
        body_table(scope, book),
    )


def _of_records(*found: Table) -> tuple[Table, ...]:
    """What nobody has recorded is no table."""
    return tuple(one for one in found if one.rows)
