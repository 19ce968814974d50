"""The records behind the budget tables of the report (T10): the approved lines, and the measures that are paid for."""

from budgets.compliance.facts import facts
from core.contract import Evidence, Scope

TABLES = ("category", "unit", "lines", "purposes", "execution")


def sources(scope: Scope) -> dict[str, Evidence]:
    known = facts(scope)
    if known is None:
        return {}
    lines = tuple(one.id for one in known.approved(known.rounds.get(scope.year)))
    measures = Evidence("measures.Measure", tuple(one.id for one in known.every))
    return {f"budget-{one}": Evidence("budgets.Line", lines) for one in TABLES} | {"funding": measures}
