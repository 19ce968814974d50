"""What the reports may see of 伍四."""

from django.utils.translation import gettext_noop as _n

from impact_assessment.compliance import RULES, findings
from impact_assessment.figures import duties, tables
from impact_assessment.proofs import proofs
from impact_assessment.sources import sources

__all__ = ["CLAUSE", "RULES", "TITLE", "duties", "findings", "proofs", "sources", "tables"]

CLAUSE = "伍四"
TITLE = _n("性別影響評估")
