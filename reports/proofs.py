"""The files of the year's editions, for the evidence pack (柒)."""

from core.contract import Proof, Scope
from reports.models import Edition, EditionFile

FINISHED = "RP-02"


def proofs(scope: Scope, actor) -> tuple[Proof, ...]:
    """The files of the editions frozen by the scope's day; one query."""
    editions = Edition.objects.visible_to(actor).filter(
        agency_id=scope.agency_id, year=scope.year, frozen_on__lte=scope.as_of
    )
    rows = EditionFile.objects.filter(edition__in=editions).select_related("edition")
    return tuple(
        Proof(FINISHED, f"{one.edition}：{one}", one.file_id)
        for one in rows.order_by("edition__number", "kind")
    )
