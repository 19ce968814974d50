"""What a copy of last year's measure takes along, and whether it was changed since (M-4). Pure."""

from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _n

from measures.models import Measure

TAKEN = (
    "item",
    "title",
    "content",
    "relation",
    "target_group",
    "resources",
    "partners",
    "budget_note",
    "goal",
)
"""Days, numbers, results and evidence stay with the year in which they were."""


class Mark(StrEnum):
    NEW = "NEW"
    SAME = "SAME"
    CHANGED = "CHANGED"

    @property
    def label(self) -> str:
        return gettext(LABELS[self])


LABELS = {Mark.NEW: _n("新"), Mark.SAME: _n("沿用"), Mark.CHANGED: _n("已改")}


def mark(measure: Measure) -> Mark:
    """New this year, as it was last year, or changed since."""
    before = measure.copied_from
    if before is None:
        return Mark.NEW
    same = all(getattr(measure, name) == getattr(before, name) for name in TAKEN)
    return Mark.SAME if same else Mark.CHANGED
