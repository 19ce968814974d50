"""Indicators, tables, analyses and what was made public of them, judged (伍三)."""

from django.utils.translation import gettext_noop as _n

from core.contract import Finding, Scope, Sentence
from plan.rules import in_force
from plan.unjudged import unjudged
from statistics_app.compliance.analyses import analysis_findings
from statistics_app.compliance.facts import facts
from statistics_app.compliance.indicators import indicator_findings
from statistics_app.compliance.rules import RULES
from statistics_app.compliance.zone import zone_findings

__all__ = ["RULES", "findings"]

NO_RECORDS = Sentence(_n("尚未建立性別統計與分析的紀錄，無從判定。"))


def findings(scope: Scope) -> tuple[Finding, ...]:
    """A constant number of queries. Without any record of the chapter nothing is guessed."""
    book = in_force(scope.agency_id, scope.rule_day, RULES)
    known = facts(scope)
    if known is None:
        return unjudged(scope, RULES, NO_RECORDS, book)
    return (
        *indicator_findings(known, book),
        *zone_findings(known, book),
        *analysis_findings(known, book),
    )
