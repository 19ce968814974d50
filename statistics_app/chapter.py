"""What the reports may see of 伍三."""

from django.utils.translation import gettext_noop as _n

from statistics_app.compliance import RULES, findings
from statistics_app.figures import duties, tables
from statistics_app.proofs import proofs
from statistics_app.sources import sources

__all__ = ["CLAUSE", "RULES", "TITLE", "duties", "findings", "proofs", "sources", "tables"]

CLAUSE = "伍三"
TITLE = _n("性別統計及分析")
