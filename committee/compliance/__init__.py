"""The task force, its meetings, the plan's amendments and the other committees, judged (伍一, 玖, 陸二(六))."""

from django.utils.translation import gettext_noop as _n

from committee.compliance.amendments import amendment_findings
from committee.compliance.bodies import body_findings
from committee.compliance.meetings import meeting_findings
from committee.compliance.members import member_findings
from committee.compliance.records import held_in
from committee.compliance.rules import RULES
from committee.compliance.tasks import task_findings
from committee.models import Committee
from core.contract import Finding, Scope, Sentence
from plan.rules import in_force
from plan.unjudged import unjudged

__all__ = ["RULES", "findings"]

OTHERS = ("MS-F1", "MS-F2", "MS-F3")


def findings(scope: Scope) -> tuple[Finding, ...]:
    """A constant number of queries. Without any committee on record nothing is guessed."""
    book = in_force(scope.agency_id, scope.rule_day, RULES)
    kinds = set(Committee.objects.filter(agency_id=scope.agency_id).values_list("kind", flat=True))
    found: list[Finding] = []
    if "GENDER" in kinds:
        held = held_in(scope)
        found += member_findings(scope, book)
        found += meeting_findings(scope, book, held)
        found += task_findings(scope, book, held)
        found += amendment_findings(scope, book)
    else:
        found += unjudged(scope, [code for code in RULES if code not in OTHERS], NO_RECORDS, book)
    if kinds - {"GENDER"}:
        found += body_findings(scope, book)
    else:
        found += unjudged(scope, OTHERS, NO_REGISTER, book)
    return tuple(found)


NO_RECORDS = Sentence(_n("尚未建立委員、會議與決議的紀錄，無從判定。"))
NO_REGISTER = Sentence(_n("尚未登錄性別平等專案小組以外的委員會，無從判定。"))
