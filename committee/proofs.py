"""The papers of the year's meetings, for the evidence pack (伍一); restricted items keep theirs."""

from committee.models import AgendaItem, Paper
from core.contract import Proof, Scope

MEETINGS = "MT-01"


def proofs(scope: Scope, actor) -> tuple[Proof, ...]:
    """The papers of the open items of meetings held by the scope's day; one query."""
    items = (
        AgendaItem.objects.visible_to(actor)
        .standing()
        .filter(
            is_restricted=False,
            meeting__state="HELD",
            meeting__committee__agency_id=scope.agency_id,
            meeting__committee__kind="GENDER",
            meeting__held_on__range=(scope.first, scope.day),
        )
    )
    rows = Paper.objects.filter(item__in=items, is_withdrawn=False).select_related("item__meeting__committee")
    return tuple(
        Proof(next(iter(one.item.tasks), MEETINGS), f"{one.item.meeting}：{one.title}", one.file_id)
        for one in rows.order_by("item__meeting__held_on", "id")
    )
