"""Gender impact assessments (伍四): no records are kept of them yet."""

from django.utils.translation import gettext_noop as _n

from core.contract import Finding, Scope, Sentence
from plan.unjudged import unjudged

RULES = {
    "GIA-01": ("triggers", "exemptions"),
    "GIA-02": ("statistics", "consultations"),
    "GIA-03": (),
    "GIA-04": ("experts", "items"),
    "GIA-05": (),
    "GIA-06": (),
    "GIA-07": ("bases",),
    "GIA-08": ("steps",),
}
"""The chapter's rules, and the numbers each needs of the plan."""


def findings(scope: Scope) -> tuple[Finding, ...]:
    return unjudged(scope, RULES, Sentence(_n("尚未建立性別影響評估案件的紀錄，無從判定。")))
