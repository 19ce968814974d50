"""Concrete measures (陸): no records are kept of them yet."""

from django.utils.translation import gettext_noop as _n

from core.contract import Finding, Scope, Sentence
from plan.unjudged import unjudged

RULES = {
    "MS-01": ("categories", "kinds"),
    "MS-02": ("items",),
    "MS-C3": (),
    "MS-C4": (),
    "MS-E3": (),
}
"""The chapter's rules, and the numbers each needs of the plan."""


def findings(scope: Scope) -> tuple[Finding, ...]:
    return unjudged(scope, RULES, Sentence(_n("尚未建立具體措施的紀錄，無從判定。")))
