"""The files of the year's measures, for the evidence pack (陸)."""

from core.contract import Proof, Scope
from measures.models import Evidence


def proofs(scope: Scope, actor) -> tuple[Proof, ...]:
    """What stands as evidence by the scope's day; one query."""
    rows = (
        Evidence.objects.visible_to(actor)
        .standing()
        .filter(
            measure__agency_id=scope.agency_id,
            measure__year=scope.year,
            measure__withdrawn_because="",
            dated_on__range=(scope.first, scope.day),
            file__isnull=False,
        )
    )
    rows = rows.select_related("measure").order_by("measure__item", "measure_id", "id")
    return tuple(Proof(one.measure.item, f"{one.measure.title}：{one.caption}", one.file_id) for one in rows)
