"""What the tables say of a year of 伍三: indicators with their cells, review, analyses, form, published copies.

An act counts on its own day, whenever it was typed. What belongs to a year may follow later (a review concluded, a
table approved, a recommendation decided): it counts as soon as the day that is asked has come.
"""

import datetime
from calendar import monthrange
from dataclasses import dataclass, replace
from functools import cached_property

from core.contract import Scope
from organization.models import Unit
from publishing.models import Kind, Publication
from statistics_app.cells import Spot, cells_of
from statistics_app.models import (
    Adoption,
    Analysis,
    Indicator,
    IndicatorReview,
    Recommendation,
    Sending,
    State,
    YearlyForm,
    YearTable,
)
from statistics_app.sums import missing, shape_of

OURS = (Kind.STATISTICS, Kind.ANALYSIS)
"""The kinds of published copies that are this chapter's."""


def is_approved(table: YearTable, day: datetime.date) -> bool:
    """Was the table approved by then?"""
    return table.state == State.APPROVED and table.approved_on <= day


@dataclass(frozen=True)
class Compiled:
    """An indicator that is asked for the year: its table, and the cells by sex that are still 未填."""

    indicator: Indicator
    table: YearTable | None
    missing: tuple[Spot, ...]
    is_approved: bool


@dataclass(frozen=True)
class Paper:
    """A completed analysis as it stood on the day that is asked; ``units`` are those it is credited to."""

    analysis: Analysis
    units: tuple[Unit, ...]
    until: datetime.date

    @property
    def advice(self) -> list[Recommendation]:
        return self.analysis.advice

    @property
    def decided(self) -> list[Recommendation]:
        return [
            one for one in self.advice if one.adoption != Adoption.PENDING and one.decided_on <= self.until
        ]

    @property
    def uses(self) -> int:
        """How many of its recommendations have changed something."""
        return sum(one.adoption in (Adoption.ADOPTED, Adoption.PARTLY) for one in self.decided)

    @property
    def is_followed_up(self) -> bool:
        """Of all that it recommends it is said what became of it."""
        return bool(self.advice) and len(self.decided) == len(self.advice)

    @property
    def sendings(self) -> list[Sending]:
        return [one for one in self.analysis.sendings.all() if one.sent_on <= self.until]

    @property
    def replies(self) -> int:
        return sum(one.replied_on is not None and one.replied_on <= self.until for one in self.sendings)

    @property
    def is_presented(self) -> bool:
        """In a valid meeting that had been held by then."""
        return self.analysis.is_presented and self.analysis.presented_in.meeting.held_on <= self.until


@dataclass(frozen=True)
class Facts:
    """An agency's records. ``every`` indicator and all ``papers`` are the agency's, the rest is the scope's unit's."""

    scope: Scope
    units: tuple[Unit, ...]
    heirs: dict[int, int]
    every: tuple[Indicator, ...]
    tables: dict[tuple[int, int], YearTable]
    review: IndicatorReview | None
    form: YearlyForm | None
    papers: tuple[Paper, ...]
    published: tuple[Publication, ...]
    is_zone_used: bool

    @property
    def until(self) -> datetime.date:
        """The last day of which anything is known."""
        return max(self.scope.as_of, self.scope.day)

    @cached_property
    def indicators(self) -> list[Indicator]:
        """Those in force on some day of the year that has come."""
        return [
            one
            for one in self.every
            if one.since <= self.scope.day and (one.until is None or one.until > self.scope.first)
            if self.scope.unit_id in (None, self.heirs[one.owner_id])
        ]

    @cached_property
    def compiled(self) -> list[Compiled]:
        """The indicators with a period that is over: one that isn't is not asked for yet."""
        found = []
        for one in self.indicators:
            if parts := self._parts(one):
                table = self.tables.get((one.id, self.scope.year))
                shape = replace(shape_of(one, list(one.categories.all())), parts=parts)
                blank = missing(shape, cells_of(table) if table else {})
                done = table is not None and is_approved(table, self.until)
                found.append(Compiled(one, table, tuple(blank), done))
        return found

    def approved(self, indicator: Indicator, day: datetime.date) -> list[YearTable]:
        """Its tables of the year and the one before that were approved by ``day``, the older first."""
        years = (self.scope.year - 1, self.scope.year)
        rows = (self.tables.get((indicator.id, year)) for year in years)
        return [one for one in rows if one and is_approved(one, day)]

    def _parts(self, indicator: Indicator) -> tuple[int, ...]:
        """The periods at whose end it is in force and that are over on the day."""
        year, number = self.scope.year, len(indicator.parts)
        ends = {}
        for part in indicator.parts:
            month = 12 * part // number
            ends[part] = datetime.date(year, month, monthrange(year, month)[1])
        return tuple(part for part, end in ends.items() if end <= self.scope.day and indicator.holds_on(end))

    def of_year(self, comprehensive: bool | None = None, *, everybody: bool = False) -> list[Paper]:
        """Completed in the year: all, the accounting office's comprehensive ones, or the units' own.

        With ``everybody`` the whole agency's, where the scope names a unit.
        """
        return [
            one
            for one in self.papers
            if one.analysis.completed_on >= self.scope.first
            if comprehensive in (None, one.analysis.is_comprehensive)
            if everybody
            or self.scope.unit_id is None
            or self.scope.unit_id in {self.heirs[unit.id] for unit in one.units}
        ]

    @property
    def copies(self) -> list[Publication]:
        """What of the chapter the public sees on the day."""
        day = self.scope.day
        return [
            one for one in self.published if one.kind in OURS and (one.ended_on is None or one.ended_on > day)
        ]


def facts(scope: Scope) -> Facts | None:
    """A constant number of queries, whatever the number of records; None where nothing was ever kept."""
    agency_id = scope.agency_id
    until = max(scope.as_of, scope.day)
    every = tuple(Indicator.objects.of(agency_id).select_related("owner").prefetch_related("categories"))
    reviews = list(IndicatorReview.objects.filter(agency_id=agency_id).prefetch_related("lines__indicator"))
    forms = list(YearlyForm.objects.filter(agency_id=agency_id))
    analyses = list(Analysis.objects.of(agency_id).standing().whole())
    if not (every or reviews or forms or analyses):
        return None
    units = list(Unit.objects.filter(agency_id=agency_id))
    copies = Publication.objects.filter(agency_id=agency_id).defer("content")
    published = [one for one in copies if one.published_on <= scope.day]
    tables = YearTable.objects.filter(indicator__agency_id=agency_id, year__in=(scope.year - 1, scope.year))
    return Facts(
        scope=scope,
        units=tuple(one for one in units if one.holds_on(scope.day)),
        heirs=heirs(units, scope.day),
        every=every,
        tables={(one.indicator_id, one.year): one for one in tables},
        review=next((one for one in reviews if one.year == scope.year), None),
        form=next((one for one in forms if one.year == scope.year), None),
        papers=tuple(_papers(analyses, scope.day, until)),
        published=tuple(published),
        is_zone_used=bool(copies),
    )


def _papers(analyses: list[Analysis], day: datetime.date, until: datetime.date) -> list[Paper]:
    """The completed ones, the oldest first."""
    done = [one for one in analyses if one.completed_on and one.completed_on <= day]
    done.sort(key=lambda one: (one.completed_on, one.id))
    return [Paper(one, tuple(one.writers), until) for one in done]


def heirs(units: list[Unit], day: datetime.date) -> dict[int, int]:
    """Each unit by the one that it has become: a renamed unit lives on in its successor."""
    next_one = {one.id: one.successor_id for one in units if not one.holds_on(day)}
    found = {}
    for unit in units:
        place = unit.id
        for _step in units:
            place = next_one.get(place) or place
        found[unit.id] = place
    return found
