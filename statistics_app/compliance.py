"""Gender statistics and analyses (伍三): no records are kept of them yet."""

from django.utils.translation import gettext_noop as _n

from core.contract import Finding, Scope, Sentence
from plan.unjudged import unjudged

RULES = {
    "ST-01": ("reviews",),
    "ST-02": (),
    "ST-03": ("uses",),
    "ST-04": ("months",),
    "ST-05": ("reports",),
    "ST-06": ("submissions",),
    "ST-07": ("papers",),
    "ST-08": ("items",),
}
"""The chapter's rules, and the numbers each needs of the plan."""


def findings(scope: Scope) -> tuple[Finding, ...]:
    return unjudged(scope, RULES, Sentence(_n("尚未建立性別統計與分析的紀錄，無從判定。")))
