"""The task force and its meetings (伍一, 玖, 陸二(六)): no records are kept of them yet."""

from django.utils.translation import gettext_noop as _n

from core.contract import Finding, Scope, Sentence
from plan.unjudged import unjudged

RULES = {
    "TF-01": ("rosters",),
    "TF-02": ("post",),
    "TF-03": ("post",),
    "TF-04": ("members",),
    "TF-05": ("councils", "members"),
    "TF-06": (),
    "TF-07": ("members",),
    "TF-08": (),
    "TF-09": ("numerator", "denominator"),
    "TF-10": ("numerator", "denominator"),
    "TF-11": ("cause",),
    "TK-01": ("items",),
    "TK-02": ("items",),
    "TK-03": ("items",),
    "TK-04": ("items",),
    "TK-05": (),
    "TK-06": ("items",),
    "TK-07": ("items",),
    "TK-08": (),
    "TK-09": (),
    "TK-10": (),
    "MT-01": ("chairs",),
    "MT-02": ("members",),
    "MT-03": ("numerator", "denominator"),
    "MT-04": ("requires",),
    "MT-05": ("meetings",),
    "MT-06": ("meetings", "windows"),
    "AM-01": (),
    "AM-02": (),
    "AM-03": (),
    "MS-F1": ("numerator", "denominator"),
    "MS-F2": ("numerator", "denominator"),
    "MS-F3": ("numerator", "denominator"),
}
"""The chapter's rules, and the numbers each needs of the plan."""


def findings(scope: Scope) -> tuple[Finding, ...]:
    return unjudged(scope, RULES, Sentence(_n("尚未建立委員、會議與決議的紀錄，無從判定。")))
