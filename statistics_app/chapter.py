"""What the reports may see of 伍三."""

from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Scope, Table
from statistics_app.compliance import RULES, findings

__all__ = ["CLAUSE", "RULES", "TITLE", "duties", "findings", "tables"]

CLAUSE = "伍三"
TITLE = _n("性別統計及分析")


def tables(scope: Scope) -> tuple[Table, ...]:
    """None until the chapter keeps records."""
    return ()


def duties(scope: Scope) -> tuple[Duty, ...]:
    """None until the chapter keeps records."""
    return ()
