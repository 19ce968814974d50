"""What the reports may see of 伍五 and 捌."""

from django.utils.translation import gettext_noop as _n

from budgets.compliance import RULES, findings
from budgets.figures import duties, tables

__all__ = ["CLAUSE", "RULES", "TITLE", "duties", "findings", "tables"]

CLAUSE = "伍五"
TITLE = _n("性別預算")
