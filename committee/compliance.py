"""The task force and its meetings (伍一, 玖, 陸二(六)): no records are kept of them yet."""

from django.utils.translation import gettext_noop as _n

from core.contract import Finding, Scope, Sentence
from plan.unjudged import unjudged

RULES = {
    "TF-01": (),
    "TF-02": (),
    "TF-03": (),
    "TF-04": ("members",),
    "TF-05": (),
    "TF-06": (),
    "TF-07": ("members",),
    "TF-08": (),
    "TF-09": (),
    "TF-10": (),
    "TF-11": (),
    "TK-01": (),
    "TK-02": (),
    "TK-03": (),
    "TK-04": (),
    "TK-05": (),
    "TK-06": (),
    "TK-07": (),
    "TK-08": (),
    "TK-09": (),
    "TK-10": (),
    "MT-01": (),
    "MT-02": (),
    "MT-03": (),
    "MT-04": (),
    "MT-05": (),
    "MT-06": (),
    "AM-01": (),
    "AM-02": (),
    "AM-03": (),
    "MS-F1": (),
    "MS-F2": (),
    "MS-F3": (),
}
"""The chapter's rules, and the numbers each needs of the plan."""


def findings(scope: Scope) -> tuple[Finding, ...]:
    return unjudged(scope, RULES, Sentence(_n("尚未建立委員、會議與決議的紀錄，無從判定。")))
