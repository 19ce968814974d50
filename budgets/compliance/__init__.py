"""The next year's budget compiled, handed in and reviewed, and the money of every measure, judged (伍五, 捌)."""

from django.utils.translation import gettext_noop as _n

from budgets.compliance.facts import facts
from budgets.compliance.funding import funding_findings
from budgets.compliance.rounds import round_findings
from budgets.compliance.rules import RULES
from core.contract import Finding, Scope, Sentence
from plan.rules import in_force
from plan.unjudged import unjudged

__all__ = ["RULES", "findings"]

NO_RECORDS = Sentence(_n("尚未建立性別預算的紀錄，無從判定。"))
OF_ROUNDS = ("GB-01", "GB-02", "GB-03")


def findings(scope: Scope) -> tuple[Finding, ...]:
    """A constant number of queries. Without any round nothing is guessed of the budgets."""
    book = in_force(scope.agency_id, scope.rule_day, RULES)
    known = facts(scope)
    if known is None:
        return unjudged(scope, RULES, NO_RECORDS, book)
    of_rounds = round_findings(known, book) if known.is_kept else unjudged(scope, OF_ROUNDS, NO_RECORDS, book)
    return (*of_rounds, *funding_findings(known, book))
