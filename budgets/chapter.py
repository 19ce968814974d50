"""What the reports may see of 伍五 and 捌."""

from django.utils.translation import gettext_noop as _n

from budgets.compliance import RULES, findings
from budgets.figures import duties, tables
from budgets.sources import sources
from core.contract import Proof, Scope

__all__ = ["CLAUSE", "RULES", "TITLE", "duties", "findings", "proofs", "sources", "tables"]

CLAUSE = "伍五"
TITLE = _n("性別預算")


def proofs(scope: Scope, actor) -> tuple[Proof, ...]:
    """Budgets are proved by their records, which have no files."""
    return ()
