"""A checked file let in: whole or not at all (伍五; I-2)."""

import uuid
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgets import files
from budgets.actions.lines import save_lines
from budgets.models import Round
from organization.models import Attachment
from organization.models.change import Channel


@transaction.atomic
def bring(one: Round, kept: Attachment, file, *, by) -> files.Found:
    """Check ``file`` once more and write its lines; the same file let in twice makes no line twice."""
    found = files.check(file, kept.original_name, one, by)
    if found.faults:
        raise ValidationError(_("有 %(n)s 處錯誤，沒有寫入任何一列。") % {"n": len(found.faults)})
    made_of = uuid.uuid5(uuid.NAMESPACE_OID, kept.stored_name)
    for unit, entries in found.entries.items():
        named = [
            entry if entry.pk else replace(entry, token=uuid.uuid5(made_of, f"{unit}.{place}"))
            for place, entry in enumerate(entries)
        ]
        save_lines(found.units[unit], named, by=by, channel=Channel.IMPORT)
    return found
