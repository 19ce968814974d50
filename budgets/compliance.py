"""Gender budgets (伍五, 捌): no records are kept of them yet."""

from django.utils.translation import gettext_noop as _n

from core.contract import Finding, Scope, Sentence
from plan.unjudged import unjudged

RULES = {
    "GB-01": ("rounds",),
    "GB-02": (),
    "GB-03": ("items",),
    "FN-01": (),
}
"""The chapter's rules, and the numbers each needs of the plan."""


def findings(scope: Scope) -> tuple[Finding, ...]:
    return unjudged(scope, RULES, Sentence(_n("尚未建立性別預算的紀錄，無從判定。")))
