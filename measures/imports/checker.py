"""Judges the rows of a file of measures by the form's own rules (I-2, I-6; RQ-D9)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.roc import to_roc_year
from core.text import compare_key
from measures import permissions
from measures.actions.measures import OWN, Words, fill_ends, wrong_days
from measures.imports.columns import COLUMNS
from measures.items import item_number, recorded
from measures.models import Funding, Measure
from organization.imports.keyed import CHANGED, FRESH, UNCHANGED, KeyedChecker
from organization.models import Unit
from plan.rules import RuleBook


@dataclass(frozen=True)
class Row:
    """A row that may be let in: what it says, and the measure that it changes where there is one."""

    number: int
    words: Words
    measure: Measure | None


class MeasuresChecker(KeyedChecker):
    """Known by year, unit, item and title. Three queries: units, own units, the year's measures."""

    def __init__(self, actor, agency, year: int, book: RuleBook):
        super().__init__(list(COLUMNS.values()))
        self.actor, self.year = actor, year
        self.names = list(COLUMNS)
        units = list(Unit.objects.filter(agency=agency).on(actor.day))
        self.units = {compare_key(one.name): one for one in units}
        everything = permissions.is_secretariat(actor, agency.id)
        self.own = {one.id for one in units} if everything else permissions.own_units(actor, agency.id)
        rules = [rule for one in recorded(book) for rule in one.items]
        self.items = {}
        for rule in rules:
            for name in (rule.code, rule.clause, item_number(rule)):
                self.items[compare_key(name)] = rule.code
        rows = Measure.objects.of(agency.id).in_year(year).standing().whole()
        self.known = {(one.unit_id, one.item, one.title): one for one in rows}

    def judge(self, number: int, *values) -> list[tuple[str, str]] | Row | None:
        said = dict(zip(self.names, values, strict=True))
        faults = self._year(said.pop("year"))
        unit = self.units.get(compare_key(said["unit"]))
        joint = [self.units.get(compare_key(one)) for one in said["joint"]]
        item = self.items.get(compare_key(said["item"]))
        if unit is None or unit.id not in self.own:
            faults.append(self._at("unit", _("查無此組室或無權使用。")))
        if None in joint or (unit and unit in joint):
            faults.append(self._at("joint", _("查無此組室，或與主辦組室相同。")))
        if item is None:
            faults.append(self._at("item", _("計畫沒有這個項次。")))
        if faults:
            return faults
        measure = self.known.get((unit.id, item, said["title"]))
        said |= {"unit": unit, "joint": tuple(joint), "item": item}
        words = _words(self.year, said, measure)
        wrong = wrong_days(words, self.year, self.actor.day)
        if wrong:
            return [self._at(name, message) for name, message in wrong.items()]
        return self.twice(number, (unit.id, item, words.title)) or self._row(number, words, measure)

    def _year(self, typed: str) -> list[tuple[str, str]]:
        if typed in ("", str(to_roc_year(self.year)), str(self.year)):
            return []
        said = _("本頁匯入 %(year)s 年的措施。") % {"year": to_roc_year(self.year)}
        return [self._at("year", said)]

    def _at(self, name: str, message: str) -> tuple[str, str]:
        return COLUMNS[name].title, message

    def _row(self, number: int, words: Words, measure: Measure | None) -> Row | None:
        if measure is None:
            self.outcomes[number] = FRESH
        elif _same(measure, words):
            self.outcomes[number] = UNCHANGED
            return None
        else:
            self.outcomes[number] = CHANGED
        return Row(number, words, measure)


def _words(year: int, said: dict, measure: Measure | None) -> Words:
    """What the row says; of a measure that is there a blank cell, or a column that the file lacks, changes nothing."""
    if measure is not None:
        blank = [name for name, value in said.items() if value in ("", None, ())]
        said = said | {name: getattr(measure, "joint_units" if name == "joint" else name) for name in blank}
    said = said | {"joint": tuple(said["joint"]), "budget_note": said["budget_note"] or Funding.UNSTATED}
    return Words(year=year, **said)


def _same(measure: Measure, words: Words) -> bool:
    """Would writing ``words`` change anything?"""
    given = Measure(**{name: getattr(words, name) for name in OWN})
    fill_ends(given)
    own = all(getattr(given, name) == getattr(measure, name) for name in OWN)
    return own and {one.id for one in words.joint} == {one.id for one in measure.joint_units}
