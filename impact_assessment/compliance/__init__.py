"""Cases, the experts heard and the order of the steps, judged (伍四)."""

from django.utils.translation import gettext_noop as _n

from core.contract import Finding, Scope, Sentence
from impact_assessment.compliance.cases import case_findings
from impact_assessment.compliance.facts import facts
from impact_assessment.compliance.order import order_findings
from impact_assessment.compliance.rules import RULES
from plan.rules import in_force
from plan.unjudged import unjudged

__all__ = ["RULES", "findings"]

NO_RECORDS = Sentence(_n("尚未建立性別影響評估案件的紀錄，無從判定。"))


def findings(scope: Scope) -> tuple[Finding, ...]:
    """A constant number of queries. Without any record of the chapter nothing is guessed."""
    book = in_force(scope.agency_id, scope.rule_day, RULES)
    known = facts(scope)
    if known is None:
        return unjudged(scope, RULES, NO_RECORDS, book)
    return (*case_findings(known, book), *order_findings(known, book))
