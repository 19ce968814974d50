"""Concrete measures judged: categories, items, and what single items ask for (陸一, 陸二)."""

from django.utils.translation import gettext_noop as _n

from core.contract import Finding, Scope, Sentence
from measures.compliance.categories import category_findings
from measures.compliance.facts import facts
from measures.compliance.items import item_findings
from measures.compliance.rules import RULES
from plan.unjudged import unjudged

__all__ = ["RULES", "findings"]

NO_RECORDS = Sentence(_n("尚未建立具體措施的紀錄，無從判定。"))


def findings(scope: Scope) -> tuple[Finding, ...]:
    """A constant number of queries. Without any record of the chapter nothing is guessed."""
    known = facts(scope)
    if known is None:
        return unjudged(scope, RULES, NO_RECORDS)
    return (*category_findings(known), *item_findings(known))
