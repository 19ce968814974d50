"""Sealing what was added to the history since (RQ-H16): a step of its own, never part of a write (decision 0013).

Links have no history lines of their own: they are about nothing else.
"""

import datetime
import logging

from django.db import connection, transaction
from django.db.models import Max

from organization import chain
from organization.models import Change, HistoryLink

LOG = logging.getLogger("gmplan.history")
MOST = 1000
"""Lines of one link: what has to be read again to name the one that is wrong."""


def seal(*, at: datetime.datetime) -> list[HistoryLink]:
    """Extend every agency's chain to the newest line, and write the heads down outside. A second run adds nothing."""
    newest = _settled()
    made = []
    for pk, _name in chain.agencies():
        while link := _add(pk, newest, at):
            made.append(link)
    found = chain.heads()
    chain.remember(_never_back(found))
    for head in found if made else []:
        LOG.info("history sealed", extra=head)
    return made


def _settled() -> int:
    """The newest line before which none can still appear: whoever is writing one has finished."""
    with transaction.atomic():
        _alone(Change, "SHARE")
        return Change.objects.aggregate(newest=Max("id"))["newest"] or 0


def _alone(model, mode: str) -> None:
    """SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {model._meta.db_table} IN {mode} MODE")


@transaction.atomic
def _add(agency_id: int | None, newest: int, at: datetime.datetime) -> HistoryLink | None:
    """One link, in a transaction of its own: SQLite's writers wait for it and not for all that has to be sealed."""
    _alone(HistoryLink, "SHARE ROW EXCLUSIVE")
    before = HistoryLink.objects.filter(agency_id=agency_id).order_by("number").last()
    number, previous, done = (before.number, before.digest, before.last) if before else (0, "", 0)
    rest = chain.rows(agency_id, most=MOST, id__gt=done, id__lte=newest)
    texts = [(row["id"], chain.text_of(row)) for row in rest]
    if not texts:
        return None
    link = HistoryLink(
        agency_id=agency_id,
        number=number + 1,
        first=texts[0][0],
        last=texts[-1][0],
        lines=chain.fingerprints(texts),
        previous=previous,
        at=at,
    )
    link.digest = chain.digest_of(link, texts)
    link.save()
    return link


def _never_back(found: list[dict]) -> list[dict]:
    """A head that was written down stays, where the chain is shorter than it: the loss must remain visible."""
    here = {one["agency"]: one for one in found}
    for old in chain.remembered():
        new = here.get(old["agency"])
        if new is None or new["number"] < old["number"] or not _contains(old):
            here[old["agency"]] = old
    return sorted(here.values(), key=lambda one: one["agency"] or 0)


def _contains(head: dict) -> bool:
    return HistoryLink.objects.filter(
        agency_id=head["agency"], number=head["number"], digest=head["digest"]
    ).exists()
