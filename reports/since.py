"""Which records changed since an edition was frozen, and which of them a difference comes from (features 3 no. 7)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from core.contract import Evidence, Scope
from organization.models import Change
from reports import annual
from reports.board import gather
from reports.chapters import CHAPTERS
from reports.drift import Difference, differences
from reports.judged import Board
from reports.models import Edition

PEOPLE = ("organization.person", "organization.post", "organization.leave", "organization.unit")
"""What every chapter counts."""
OUTSIDE = ("reports.", "notices.", "publishing.", "organization.attachment")
"""Records that no other chapter counts, by the beginnings of their names."""
MOST = 10
"""So many changes are shown beside one difference."""


@dataclass(frozen=True)
class Drifted:
    """A difference, and the numbers of the changes that it may come from, newest first."""

    difference: Difference
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Drift:
    """What the edition would print otherwise now; ``changes`` are those behind it, numbered from 1.

    ``changed`` is how many records' changes there were in the agency since.
    """

    rows: tuple[Drifted, ...]
    changes: tuple[Change, ...]
    changed: int


def scope_of(edition: Edition) -> Scope:
    """The year as of the day for which the edition was frozen."""
    return Scope(edition.agency_id, edition.year, edition.as_of)


def changes_since(edition: Edition) -> list[Change]:
    """The agency's changes after the edition was frozen, newest first; letters and the report itself are left out."""
    frozen = Change.objects.filter(model="reports.edition", object_id=edition.pk).order_by("id").first()
    rows = Change.objects.filter(agency_id=edition.agency_id, id__gt=frozen.id if frozen else 0)
    for begin in OUTSIDE:
        rows = rows.exclude(model__startswith=begin)
    return list(rows)


def drift(edition: Edition) -> Drift:
    """The edition against the report as it would be made now for the same day."""
    found = differences(edition.content, annual.edition(scope_of(edition)))
    changes = changes_since(edition)
    if not found:
        return Drift((), (), len(changes))
    sought = _Sought(gather(scope_of(edition)), changes)
    rows = tuple(Drifted(one, sought.numbers(one)) for one in found)
    return Drift(rows, tuple(sought.numbered), len(changes))


class _Sought:
    """Finds the changes behind a difference: of the records that the rule counts, else of the chapter's."""

    def __init__(self, board: Board, changes: list[Change]):
        self.changes = changes
        self.numbered: list[Change] = []
        self.records = _records(changes)
        self.evidence: dict[str, set[tuple]] = defaultdict(set)
        for one in board.judged:
            for list_ in (one.finding.counted, one.finding.asked):
                self.evidence[one.finding.rule] |= _keys(list_)

    def numbers(self, difference: Difference) -> tuple[int, ...]:
        """The numbers of the changes, each of which is numbered where it is met first."""
        wanted = self.evidence[difference.rule] if difference.rule else set()
        direct = [one for one in self.changes if wanted & self.records.get((one.model, one.object_id), set())]
        return tuple(self._number(one) for one in (direct or self._of_chapter(difference.clause))[:MOST])

    def _number(self, change: Change) -> int:
        if change not in self.numbered:
            change.about = described(change)
            self.numbered.append(change)
        return self.numbered.index(change) + 1

    def _of_chapter(self, clause: str) -> list[Change]:
        names = {
            one.__name__.partition(".")[0] for one in CHAPTERS if clause and clause.startswith(one.CLAUSE)
        }
        return [one for one in self.changes if one.model in PEOPLE or one.model.partition(".")[0] in names]


def _keys(evidence: Evidence | None) -> set[tuple]:
    return {(evidence.model.lower(), one) for one in evidence.ids} if evidence else set()


def _records(changes: Iterable[Change]) -> dict[tuple, set[tuple]]:
    """Each changed record with itself and all that it points to: a query for each table."""
    by_model: dict[str, set[int]] = defaultdict(set)
    for one in changes:
        by_model[one.model].add(one.object_id)
    found = {}
    for label, ids in by_model.items():
        model = apps.get_model(label)
        for row in model._base_manager.filter(pk__in=ids):
            found[label, row.pk] = {(label, row.pk), *_pointed_at(row)}
    return found


def described(change: Change) -> str:
    """Which kind of record it was."""
    return str(apps.get_model(change.model)._meta.verbose_name)


def _pointed_at(row: models.Model) -> set[tuple]:
    return {
        (one.related_model._meta.label_lower, getattr(row, one.attname))
        for one in row._meta.concrete_fields
        if isinstance(one, models.ForeignKey)
    }
