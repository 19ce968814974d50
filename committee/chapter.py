"""What the reports may see of 伍一 and 陸二(六)."""

from django.utils.translation import gettext_noop as _n

from committee.compliance import RULES, findings
from committee.figures import duties, tables
from committee.proofs import proofs
from committee.sources import sources

__all__ = ["CLAUSE", "RULES", "TITLE", "duties", "findings", "proofs", "sources", "tables"]

CLAUSE = "伍一"
TITLE = _n("性別平等專案小組")
