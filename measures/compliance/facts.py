"""What the chapter is judged by: the year's measures, the matrix of units and categories, the committees' register."""

from dataclasses import dataclass, replace

from django.urls import reverse

from committee.compliance.rules import RULES as OF_COMMITTEES
from core.contract import Scope
from measures.compliance.rules import RULES
from measures.items import categories
from measures.known import Entry, Known, known
from measures.matrix import Line, Matrix, matrix_of
from measures.models import Measure
from organization.models import Unit
from plan.rules import RuleBook, in_force


@dataclass(frozen=True)
class Facts:
    """``whole`` is the matrix of the agency, whichever unit the scope names."""

    year: Known
    whole: Matrix

    @property
    def scope(self) -> Scope:
        return self.year.scope

    @property
    def book(self) -> RuleBook:
        return self.year.book

    @property
    def lines(self) -> list[Line]:
        """The scope's unit, or all that exist on the day."""
        return [one for one in self.whole.lines if self.scope.unit_id in (None, one.unit.id)]

    @property
    def mine(self) -> list[Entry]:
        return self.year.mine

    @property
    def new(self) -> list[Unit]:
        """Units of the scope that were founded in the year, and are nobody's successor."""
        heirs = {one.successor_id for one in self.year.units}
        return [
            one.unit for one in self.lines if one.unit.since > self.scope.first and one.unit.id not in heirs
        ]


def facts(scope: Scope) -> Facts | None:
    """A constant number of queries; None where the agency never kept a measure."""
    year = known(replace(scope, unit_id=None), book_of(scope))
    if not year.entries and not Measure.objects.of(scope.agency_id).exists():
        return None
    return Facts(replace(year, scope=scope), matrix_of(year))


def book_of(scope: Scope) -> RuleBook:
    """The day's rules, those that speak of committees with the numbers that judging these needs."""
    return in_force(scope.agency_id, scope.rule_day, OF_COMMITTEES | RULES)


def register_codes(book: RuleBook) -> set[str]:
    """The categories that the committees' register decides."""
    return {one.code for one in categories(book) if one.of_register}


def page(scope: Scope, name: str) -> str:
    """The chapter's page of the year."""
    return reverse(f"measures:{name}", kwargs={"year": scope.year})
