"""Records that came with a file which was undone: nobody has withdrawn them one by one (I-10)."""

from collections.abc import Iterable

from organization.models import BatchState, ImportBatch
from training.models import Hours, State


def marked(records: Iterable[Hours]) -> list[Hours]:
    """Each says whether its import was undone: ``is_undone``; one query."""
    rows = list(records)
    numbers = {one.batch_number for one in rows if one.state == State.WITHDRAWN} - {None}
    undone = ImportBatch.objects.filter(pk__in=numbers, state=BatchState.UNDONE)
    undone = set(undone.values_list("pk", flat=True)) if numbers else set()
    for one in rows:
        one.is_undone = one.state == State.WITHDRAWN and one.batch_number in undone
    return rows


def apart(records: Iterable[Hours]) -> tuple[list[Hours], list[Hours]]:
    """Those that stand, and those whose import was undone."""
    rows = marked(records)
    return [one for one in rows if not one.is_undone], [one for one in rows if one.is_undone]
