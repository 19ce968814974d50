"""The drafts and plans of the year's cases, for the evidence pack (伍四). What proves who an expert is stays here."""

from core.contract import Proof, Scope
from impact_assessment.models import Case, CaseFile
from impact_assessment.standing import FILL


def proofs(scope: Scope, actor) -> tuple[Proof, ...]:
    """The files of the cases that the actor may see; one query."""
    cases = Case.objects.visible_to(actor).standing().filter(agency_id=scope.agency_id, year=scope.year)
    rows = CaseFile.objects.filter(case__in=cases, is_withdrawn=False, dated_on__lte=scope.day)
    rows = rows.select_related("case", "file").order_by("case_id", "id")
    return tuple(Proof(FILL, f"{one.case.title}：{one}", one.file_id) for one in rows)
