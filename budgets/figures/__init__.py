"""The budget tables of the report (domain 2.6, T10), and who still has to do what by when."""

from budgets.compliance.facts import Facts, facts
from budgets.figures.duties import duties
from budgets.figures.funding import funding_table
from budgets.figures.lines import compiled_table, execution_table, purpose_table
from budgets.figures.sums import category_table, unit_table
from budgets.models import Line
from core.contract import Scope, Table

__all__ = ["duties", "tables"]


def tables(scope: Scope) -> tuple[Table, ...]:
    """A constant number of queries. The year's own budget, as far as the accounting office has approved it."""
    known = facts(scope)
    if known is None:
        return ()
    lines, last = (known.approved(known.rounds.get(scope.year - back)) for back in (0, 1))
    found = [*_of_lines(known, lines, last), funding_table(known)]
    return tuple(one for one in found if one.rows)


def _of_lines(known: Facts, lines: list[Line], last: list[Line]) -> list[Table]:
    if not lines:
        return []
    return [
        category_table(known, lines, last),
        unit_table(known, lines, last),
        compiled_table(known, lines),
        purpose_table(known, lines),
        execution_table(known, lines),
    ]
