"""Measures of a year as they stood on the day that is asked, each with the units it is credited to (陸一)."""

from dataclasses import dataclass

from core.contract import Scope
from measures.items import category_of
from measures.models import Measure
from measures.standing import Stage, Standing, standing
from organization.models import Unit
from plan.rules import RuleBook
from statistics_app.compliance.facts import heirs


@dataclass(frozen=True)
class Entry:
    """A measure with how far it has come; ``lead_id`` and ``unit_ids`` name a renamed unit by its successor."""

    measure: Measure
    standing: Standing
    category: str | None
    lead_id: int
    unit_ids: frozenset[int]

    @property
    def is_done(self) -> bool:
        return self.standing.is_done

    @property
    def is_held(self) -> bool:
        """Held by the day, whether it is proved or not."""
        return self.standing.stage in (Stage.HELD, Stage.DONE)

    @property
    def is_incomplete(self) -> bool:
        """Held but not proved, or its planned days are over and nobody has said whether it was held."""
        return self.standing.stage in (Stage.UNDER_WAY, Stage.HELD) and bool(self.standing.missing)


@dataclass(frozen=True)
class Known:
    """All measures that stand in the year, and the agency's units of every day."""

    scope: Scope
    book: RuleBook
    units: tuple[Unit, ...]
    entries: tuple[Entry, ...]

    @property
    def mine(self) -> list[Entry]:
        """Those of the scope's unit, or all."""
        unit_id = self.scope.unit_id
        return [one for one in self.entries if unit_id is None or unit_id in one.unit_ids]


def known(scope: Scope, book: RuleBook) -> Known:
    """In the plan's order of items; a constant number of queries."""
    units = list(Unit.objects.filter(agency_id=scope.agency_id))
    heir_of = heirs(units, scope.day)
    measures = Measure.objects.of(scope.agency_id).in_year(scope.year).standing().whole()
    places = {code: place for place, code in enumerate(book)}
    entries = [
        Entry(
            one,
            standing(one, book, scope.day),
            category_of(one.item, book),
            heir_of[one.unit_id],
            frozenset(heir_of[unit.id] for unit in one.units),
        )
        for one in measures
    ]
    entries.sort(key=lambda one: (places.get(one.measure.item, len(places)), one.measure.id))
    return Known(scope, book, tuple(units), tuple(entries))
