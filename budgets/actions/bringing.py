"""The good rows of a file become lines, all of them or none (伍五; I-2)."""

import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from budgets import totals_file
from budgets.actions.lines import save_lines
from budgets.actions.official import keep_total
from budgets.files import Brought
from organization.models import Attachment
from organization.models.change import Channel


@transaction.atomic
def bring_in(kept: Attachment, rows: Iterable[Brought], *, by) -> int:
    """How many were written; the same file let in twice makes no line twice."""
    made_of, by_unit = uuid.uuid5(uuid.NAMESPACE_OID, kept.stored_name), {}
    for row in rows:
        entry = row.entry if row.entry.pk else replace(row.entry, token=uuid.uuid5(made_of, str(row.number)))
        by_unit.setdefault(row.handed.unit_id, (row.handed, []))[1].append(entry)
    written = [
        save_lines(handed, entries, by=by, channel=Channel.IMPORT) for handed, entries in by_unit.values()
    ]
    return sum(map(len, written))


@transaction.atomic
def bring_totals(rows: Iterable[totals_file.Brought], *, by) -> int:
    """How many totals were written; one that somebody has changed since the look stops all."""
    return len([keep_total(row.total, by=by, channel=Channel.IMPORT) for row in rows])
