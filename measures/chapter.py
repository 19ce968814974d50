"""What the reports may see of 陸."""

from django.utils.translation import gettext_noop as _n

from measures.compliance import RULES, findings
from measures.figures import duties, tables
from measures.proofs import proofs
from measures.sources import sources

__all__ = ["CLAUSE", "RULES", "TITLE", "duties", "findings", "proofs", "sources", "tables"]

CLAUSE = "陸"
TITLE = _n("推展性別平等工作策略及具體措施")
