"""The good rows of a file become measures, all of them or none (I-2, I-3)."""

from collections.abc import Iterable

from django.db import transaction

from measures.actions.measures import change, enter
from measures.imports.checker import Row
from organization.models import Agency
from organization.models.change import Channel


@transaction.atomic
def bring_in(agency: Agency, rows: Iterable[Row], *, by) -> int:
    """How many were written; a measure that somebody has changed since the check stops all."""
    rows = list(rows)
    for row in rows:
        if row.measure is None:
            enter(agency, row.words, by=by, channel=Channel.IMPORT)
        else:
            change(row.measure, row.words, by=by, channel=Channel.IMPORT)
    return len(rows)
