"""The records behind the tables of impact assessments in the report: the year's cases (T9)."""

from core.contract import Evidence, Scope
from impact_assessment.compliance.facts import facts

TABLES = ("cases", "participation", "adoption", "goals")


def sources(scope: Scope) -> dict[str, Evidence]:
    known = facts(scope)
    cases = [one.case.id for one in known.cases] if known else []
    return {f"assessment-{one}": Evidence("impact_assessment.Case", tuple(cases)) for one in TABLES}
