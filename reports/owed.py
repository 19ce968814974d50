"""Who writes which section of the year's report: the offices that 參 names, and of 陸 every unit (柒二; R-2, RP-06).

Sections and their owners come from the plan's text of the year, as the report prints them.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _n

from organization.models import Unit, UnitFunction
from plan.models import Clause, Force, Plan, Rule
from reports.judged import Passage
from reports.sections import TOOLS, Section, sections

EVERYBODY = "陸"
"""The article of which each unit reports its own."""
ITSELF = "柒"
"""The article of the report: what is looked back on and improved."""
TOLD = (TOOLS, EVERYBODY, ITSELF)
"""Articles of which there is something to tell each year; the others only frame them."""
JOINED = "、"


@dataclass(frozen=True)
class Outline:
    """The plan's text as ``sections`` reads it of a board, with nothing judged."""

    passages: tuple[Passage, ...]
    tables: tuple = ()


@dataclass(frozen=True)
class Owed:
    """One text that somebody writes: which section, and which unit."""

    section: Section
    unit: Unit

    @property
    def key(self) -> tuple[str, int]:
        return self.section.label, self.unit.id


def owed(agency_id: int, year: int) -> list[Owed]:
    """Every text of the year's report, in the order of its sections and of the units: four queries."""
    day = datetime.date(year, 12, 31)
    plan = Plan.objects.filter(agency_id=agency_id).on(day).first()
    if plan is None:
        return []
    units = list(Unit.objects.filter(agency_id=agency_id).on(day))
    judged = Rule.objects.filter(plan=plan, force__in=(Force.MUST, Force.PRINCIPLE)).on(day)
    clauses = set(judged.values_list("clause", flat=True))
    found = sections(Outline(tuple(_passages(plan, day))))
    return [
        Owed(section, unit)
        for section in found
        if _is_told(section, found, clauses)
        for unit in _writers(section, units)
    ]


def _passages(plan: Plan, day: datetime.date) -> Iterable[Passage]:
    for one in Clause.objects.filter(plan=plan).on(day):
        yield Passage(one.label, one.number, one.level, one.heading, one.text)


def _is_told(section: Section, found: list[Section], clauses: set[str]) -> bool:
    """Is there a rule of this section itself, not only of one within it?"""
    inner = [one.label for one in found if one.label != section.label and one.label.startswith(section.label)]
    return section.label.startswith(TOLD) and any(
        one.startswith(section.label) and not one.startswith(tuple(inner)) for one in clauses
    )


def _writers(section: Section, units: list[Unit]) -> list[Unit]:
    """The units that the section's owner names, by their own name or by the function they have."""
    if section.label == EVERYBODY:
        return units
    named = section.owner.split(JOINED)
    return [one for one in units if one.name in named or _functions(named) & set(one.functions)]


FUNCTIONS = {_n("法務"): UnitFunction.LEGAL_FN, _n("研考"): UnitFunction.RDEC_FN}
"""參 names two functions where the others are units (ORG-02)."""


def _functions(named: list[str]) -> set[str]:
    return {FUNCTIONS[one] for one in named if one in FUNCTIONS}
