"""What the reports may see of 伍四."""

from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Scope, Table
from impact_assessment.compliance import RULES, findings

__all__ = ["CLAUSE", "RULES", "TITLE", "duties", "findings", "tables"]

CLAUSE = "伍四"
TITLE = _n("性別影響評估")


def tables(scope: Scope) -> tuple[Table, ...]:
    """None until the chapter keeps records."""
    return ()


def duties(scope: Scope) -> tuple[Duty, ...]:
    """None until the chapter keeps records."""
    return ()
