"""What would comply, by whom and until when: the accounting office's and the units' (伍五, 捌)."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop as _n

from budgets.compliance import rounds
from budgets.compliance.facts import Facts, facts
from budgets.compliance.funding import Source, unsettled
from budgets.compliance.funding import page as measures_page
from budgets.compliance.rules import RULES
from budgets.models import Round
from core.contract import Duty, Scope, Sentence
from core.roc import to_roc_year
from organization.models import Unit
from plan.rules import RuleBook, in_force
from statistics_app.compliance.indicators import few

OPEN = _n("開始 %(year)s 年度性別預算編列")
FILL = _n("填報 %(year)s 年度性別預算，無相關預算者須明示")
CORRECT = _n("依退回意見補正 %(year)s 年度性別預算")
ASK = _n("請各組室填報 %(year)s 年度性別預算執行情形")
TELL = _n("填報 %(year)s 年度性別預算執行情形")
PRESENT = _n("將 %(year)s 年度性別預算提報專案小組檢視")
LINK = _n("將措施列入年度預算並建立對應：%(names)s")
STATE = _n("填報措施的經費來源：%(names)s")


@dataclass(frozen=True)
class Asked:
    """Who is asked as of when."""

    known: Facts
    book: RuleBook

    @property
    def scope(self) -> Scope:
        return self.known.scope

    @property
    def until(self) -> datetime.date | None:
        """What is still owed of a year that is over has no day until which it might wait."""
        return None if self.scope.closed else self.scope.last

    @property
    def office(self) -> Unit | None:
        """The unit that the plan makes answer for budgets, that day."""
        function = self.book.number("GB-01", "function")
        there = (one for one in self.known.units if one.holds_on(self.scope.day))
        return next((one for one in there if function in one.functions), None)

    def of(self, code: str, unit: Unit | None, what: Sentence, url: str, until) -> Iterator[Duty]:
        """Nothing that a rule doesn't ask for, nor what is another unit's."""
        if code in self.book and self.scope.unit_id in (None, unit.id if unit else None):
            who = Sentence("%(unit)s", {"unit": unit.name}) if unit else Sentence(_n("會計室"))
            yield Duty(code, who, what, until, url)


def duties(scope: Scope) -> tuple[Duty, ...]:
    """A constant number of queries. A year that is over can't be opened or reviewed in time any more."""
    known = facts(scope)
    if known is None:
        return ()
    asked = Asked(known, in_force(scope.agency_id, scope.rule_day, RULES))
    asks = [_fill, _tell, _fund] if known.is_kept else [_fund]
    if known.is_kept and not scope.closed:
        asks = [_open, _present, *asks]
    return tuple(one for ask in asks for one in ask(asked))


def _year(year: int) -> dict:
    return {"year": to_roc_year(year)}


def _open(asked: Asked) -> Iterator[Duty]:
    year = asked.scope.year + 1
    if asked.known.coming is None:
        yield from asked.of(
            "GB-01", asked.office, Sentence(OPEN, _year(year)), rounds.page(year), asked.until
        )


def _present(asked: Asked) -> Iterator[Duty]:
    """Until the budget year begins."""
    year = asked.scope.year + 1
    if asked.known.coming and not rounds.reviewed_on_time(asked.known):
        what = Sentence(PRESENT, _year(year))
        yield from asked.of("GB-03", asked.office, what, rounds.page(year), asked.until)


def _fill(asked: Asked) -> Iterator[Duty]:
    """Each unit its lines or that it has none, once it has been asked for them."""
    one = asked.known.coming
    for owed in asked.known.compiling if one else ():
        if owed.handed is None:
            what = Sentence(CORRECT if owed.returned else FILL, _year(one.year))
            unit = asked.known.heir_of(owed.unit)
            yield from asked.of("GB-02", unit, what, _page(one, unit), one.due_on)


def _tell(asked: Asked) -> Iterator[Duty]:
    """The units what was spent; before that the accounting office asks them."""
    one, known = asked.known.current, asked.known
    if not (known.execution and rounds.is_execution_asked(known)):
        return
    if not (one.execution_opened_on and one.execution_opened_on <= known.until):
        yield from asked.of(
            "GB-02", asked.office, Sentence(ASK, _year(one.year)), rounds.page(one.year), None
        )
        return
    for owed in known.execution:
        if owed.handed is None:
            what = Sentence(TELL, _year(one.year))
            yield from asked.of("GB-02", owed.unit, what, _page(one, owed.unit), one.execution_due_on)


def _page(one: Round, unit: Unit) -> str:
    return reverse("budgets:unit", kwargs={"year": one.year, "pk": unit.id})


def _fund(asked: Asked) -> Iterator[Duty]:
    """The unit that leads a measure says what pays for it."""
    open_: dict[tuple, list[str]] = defaultdict(list)
    for one, source in unsettled(asked.known):
        unit = asked.known.heir_of(one.unit)
        open_[unit, LINK if source == Source.NO_LINE else STATE].append(one.title)
    for (unit, message), titles in open_.items():
        what = Sentence(message, {"names": few(titles)})
        yield from asked.of("FN-01", unit, what, measures_page(asked.scope), asked.until)
