"""What the reports may see of 伍二."""

from django.utils.translation import gettext_noop as _n

from core.contract import Proof, Scope
from training.compliance import RULES, findings
from training.figures import duties, tables
from training.sources import sources

__all__ = ["CLAUSE", "RULES", "TITLE", "duties", "findings", "proofs", "sources", "tables"]

CLAUSE = "伍二"
TITLE = _n("性別意識培力")


def proofs(scope: Scope, actor) -> tuple[Proof, ...]:
    """Certificates name people: they stay with the personnel office."""
    return ()
