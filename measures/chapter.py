"""What the reports may see of 陸."""

from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Scope, Table
from measures.compliance import RULES, findings

__all__ = ["CLAUSE", "RULES", "TITLE", "duties", "findings", "tables"]

CLAUSE = "陸"
TITLE = _n("推展性別平等工作策略及具體措施")


def tables(scope: Scope) -> tuple[Table, ...]:
    """None until the chapter keeps records."""
    return ()


def duties(scope: Scope) -> tuple[Duty, ...]:
    """None until the chapter keeps records."""
    return ()
