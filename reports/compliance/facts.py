"""What the chapter is judged by: the year's editions and texts as they were known on a day."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from committee.models import AgendaItem
from core.contract import Scope
from organization.models import Unit
from publishing.models import Publication, State
from reports.models import ChapterText, Edition, EditionKind, TextState
from reports.owed import Owed, owed
from reports.permissions import counts, decision_of, is_amended, may_be_announced


@dataclass(frozen=True)
class Facts:
    """``editions`` in their order, ``texts`` that were submitted by then, ``owed`` what the plan asks for."""

    scope: Scope
    is_kept: bool
    editions: tuple[Edition, ...] = ()
    texts: tuple[ChapterText, ...] = ()
    owed: tuple[Owed, ...] = ()
    office: Unit | None = None

    @cached_property
    def passed(self) -> Edition | None:
        """The first edition that a valid meeting had passed by then."""
        return next((one for one in self.editions if self._is_passed(one)), None)

    def _is_passed(self, edition: Edition) -> bool:
        return bool(
            self.was_held(edition)
            and edition.kind != EditionKind.ERRATUM
            and (is_amended(edition) or (may_be_announced(edition) and counts(edition, decision_of(edition))))
        )

    def was_held(self, edition: Edition) -> AgendaItem | None:
        """The item by which a meeting held by then dealt with the edition."""
        item = edition.item
        held = item and item.meeting.state == "HELD" and item.meeting.held_on <= self.scope.as_of
        return item if held else None

    @property
    def passed_on(self) -> datetime.date | None:
        return self.passed.item.meeting.held_on if self.passed else None

    @cached_property
    def announced(self) -> list[Edition]:
        """Announced by then, oldest first."""
        return [
            one
            for one in self.editions
            if one.is_announced and one.announcement.announced_on <= self.scope.as_of
        ]

    @cached_property
    def compiled_on(self) -> datetime.date | None:
        """When the newest edition but an erratum was frozen: what was not submitted by then isn't in it."""
        days = [one.frozen_on for one in self.editions if one.kind != EditionKind.ERRATUM]
        return max(days, default=None)

    @cached_property
    def submitted(self) -> dict[tuple, ChapterText]:
        """By section and unit; after the report was compiled a text is too late for it."""
        last = self.compiled_on or datetime.date.max
        return {(one.section, one.unit_id): one for one in self.texts if one.submitted_on <= last}

    @property
    def missing(self) -> list[Owed]:
        return [one for one in self.owed if one.key not in self.submitted]


def facts(scope: Scope) -> Facts:
    """Whatever the number of editions and units, the same few queries."""
    begun = Edition.objects.filter(
        agency_id=scope.agency_id, year__lte=scope.year, frozen_on__lte=scope.as_of
    )
    texts = ChapterText.objects.filter(
        agency_id=scope.agency_id,
        year__lte=scope.year,
        state=TextState.SUBMITTED,
        submitted_on__lte=scope.as_of,
    )
    if not (begun.exists() or texts.exists()):
        return Facts(scope, is_kept=False)
    units = Unit.objects.filter(agency_id=scope.agency_id).on(scope.day)
    mine = owed(scope.agency_id, scope.year)
    return Facts(
        scope,
        is_kept=True,
        editions=tuple(begun.filter(year=scope.year).whole().order_by("number")),
        texts=tuple(texts.filter(year=scope.year)),
        owed=tuple(one for one in mine if scope.unit_id in (None, one.unit.id)),
        office=next((one for one in units if "PLANNING" in one.functions), None),
    )


def is_shown(publication: Publication | None, day: datetime.date) -> bool:
    """Did the public see it at the end of ``day``? What a newer copy replaced was not taken away."""
    if publication is None:
        return True
    ended = publication.ended_on
    return ended is None or ended > day or publication.state == State.REPLACED
