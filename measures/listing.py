"""A measure as a line of the year's list, and the orders in which the lines stand. Pure."""

import datetime
from dataclasses import dataclass

from measures.carried import Mark, mark
from measures.items import category_of, item_number
from measures.models import Measure
from measures.standing import WAY, Stage, Standing, standing
from plan.rules import RuleBook

LAST = datetime.date.max


@dataclass(frozen=True)
class Line:
    measure: Measure
    item: str
    category: str | None
    standing: Standing
    mark: Mark

    @property
    def stage(self) -> Stage:
        return self.standing.stage

    @property
    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """Held, else planned."""
        one = self.measure
        return (one.held_on, one.ended_on) if one.held_on else (one.planned_on, one.planned_end_on)


def line(measure: Measure, book: RuleBook, day: datetime.date) -> Line:
    rule = book.get(measure.item)
    item = item_number(rule) if rule else measure.item
    return Line(measure, item, category_of(measure.item, book), standing(measure, book, day), mark(measure))


def sorted_by(order: str, lines: list[Line], book: RuleBook) -> list[Line]:
    """By item in the plan's order where nothing else is asked for."""
    places = {code: place for place, code in enumerate(book)}
    stages = (*WAY, Stage.WITHDRAWN)
    keys = {
        "unit": lambda one: (one.measure.unit.order, one.measure.unit_id),
        "day": lambda one: one.days[0] or LAST,
        "stage": lambda one: stages.index(one.stage),
        "title": lambda one: one.measure.title,
    }
    by_item = sorted(lines, key=lambda one: (places.get(one.measure.item, len(places)), one.measure.id))
    return sorted(by_item, key=keys[order]) if order in keys else by_item
