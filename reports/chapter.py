"""What the reports may see of 柒: their own chapter, in the shape of every other."""

from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Scope, Table
from reports.compliance import RULES, findings
from reports.duties import duties
from reports.proofs import proofs

__all__ = ["CLAUSE", "RULES", "TITLE", "duties", "findings", "proofs", "sources", "tables"]

CLAUSE = "柒"
TITLE = _n("計畫擬訂及成效評估")


def tables(scope: Scope) -> tuple[Table, ...]:
    """The report is the table of all the others."""
    return ()


def sources(scope: Scope) -> dict[str, Evidence]:
    """It has no tables."""
    return {}
