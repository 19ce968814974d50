"""The records behind the tables of measures in the report: the year's measures (T11)."""

from core.contract import Evidence, Scope
from measures.compliance.facts import facts

TABLES = ("matrix", "held", "content", "proofs", "participants")


def sources(scope: Scope) -> dict[str, Evidence]:
    known = facts(scope)
    rows = [one.measure.id for one in known.mine] if known else []
    return {f"measures-{one}": Evidence("measures.Measure", tuple(rows)) for one in TABLES}
