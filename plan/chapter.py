"""What the reports may see of the plan's own frame (壹 to 肆)."""

from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Evidence, Proof, Scope, Table
from plan.compliance import RULES, findings

__all__ = ["CLAUSE", "RULES", "TITLE", "duties", "findings", "proofs", "sources", "tables"]

CLAUSE = "肆"
TITLE = _n("計畫期程與辦理單位")


def tables(scope: Scope) -> tuple[Table, ...]:
    """The frame has no figures."""
    return ()


def duties(scope: Scope) -> tuple[Duty, ...]:
    """The frame asks nothing of anybody that its findings don't say."""
    return ()


def proofs(scope: Scope, actor) -> tuple[Proof, ...]:
    """The frame is proved by the plan itself."""
    return ()


def sources(scope: Scope) -> dict[str, Evidence]:
    """It has no tables."""
    return {}
