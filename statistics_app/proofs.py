"""The full texts of the year's analyses, for the evidence pack (伍三)."""

from core.contract import Proof, Scope
from statistics_app.models import Analysis

COMPREHENSIVE, BY_UNIT = "ST-05", "ST-07"


def proofs(scope: Scope, actor) -> tuple[Proof, ...]:
    """The analyses completed in the year by the scope's day; one query."""
    rows = Analysis.objects.visible_to(actor).filter(
        agency_id=scope.agency_id,
        withdrawn_because="",
        completed_on__range=(scope.first, scope.day),
        file__isnull=False,
    )
    return tuple(
        Proof(COMPREHENSIVE if one.is_comprehensive else BY_UNIT, one.title, one.file_id)
        for one in rows.order_by("completed_on", "id")
    )
