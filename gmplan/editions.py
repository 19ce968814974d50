"""Every frozen edition with its digest: what backup writes down and doctor computes anew (RQ-F9, J8)."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import models

from committee.models import MinutesEdition
from core.contract import canonical
from impact_assessment.models import Edition as FormEdition
from organization.models import Change, HistoryLink
from publishing.models import Publication
from reports.models import Edition, EditionFile


@dataclass(frozen=True)
class Frozen:
    """A table of frozen rows: the column of their digest, and what the digest is over."""

    model: type[models.Model]
    column: str
    content: Callable[[models.Model], object]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def changed(self) -> Iterator[models.Model]:
        """Rows that aren't what was frozen."""
        for row in self.model._base_manager.order_by("pk").iterator(chunk_size=20):
            found = hashlib.sha256(canonical(self.content(row)).encode()).hexdigest()
            if found != getattr(row, self.column):
                yield row


FROZEN = (
    Frozen(MinutesEdition, "sha256", lambda row: row.document),
    Frozen(FormEdition, "digest", lambda row: row.content),
    Frozen(Publication, "digest", lambda row: [row.title, row.content]),
    Frozen(Edition, "digest", lambda row: row.content),
)
SEALED = tuple(
    one._meta.db_table for one in (Change, HistoryLink, MinutesEdition, FormEdition, Edition, EditionFile)
)
"""Tables whose rows the database refuses to change."""
