"""Three rounds of the accounting office's, each act on its day (伍五, 捌).

106 is executed and closed, 107 compiled and reviewed, 108 open: of its units some have handed in, one was sent back.
Everything goes through the chapter's actions; the task force's items that the story has are tied to their rounds.
"""

import datetime
from collections.abc import Iterator
from functools import partial
from operator import itemgetter

from budgets.actions import lines, official, returns, rounds
from budgets.models import Line, OfficialTotal, ReturnState, Round, UnitReturn, What
from committee.models import AgendaItem
from core.roc import parse_roc
from demo.budget_lines import APPLICATIONS, LINES, NETWORK, PLANNING, SECURITY, SYSTEMS, Planned
from demo.members import Event
from demo.motions import unit_of
from demo.year import tie
from measures.models import Funding, Measure
from organization.actor import Actor, actor_for
from organization.models import Account, Agency
from statistics_app.models import Analysis, Indicator

ASK = "請編列與性別平等有關之計畫；部分相關者說明計入理由，無相關預算者亦請明示。"
REMARK = "績效指標未填目標值，請補列。"
EXPLANATION = "主計處核定數含共同供應契約之分攤，未列入各項。"
GAP = 150_000
"""What the official total of 107 has more than the lines."""


def compile_budgets(agency: Agency) -> None:
    """All of it in the order of the days."""
    accounting = Account.objects.get(username="accounting")
    events = [*_first(), *_second(), *_third()]
    for day, act in sorted(events, key=itemgetter(0)):
        act(actor_for(accounting, day))


def _first() -> Iterator[Event]:
    """106 from the first line to the last dollar."""
    yield parse_roc("105/6/1"), partial(_open, 106, "105/7/31")
    yield parse_roc("105/7/20"), partial(_fill_all, 106)
    yield parse_roc("105/8/5"), partial(_approve_all, 106)
    yield parse_roc("105/9/21"), partial(_tie, 106)
    yield parse_roc("106/3/1"), partial(_link, 106)
    yield parse_roc("107/1/3"), _begin_execution
    yield parse_roc("107/1/24"), _spend
    yield parse_roc("107/2/8"), partial(_approve_all, 106)
    yield parse_roc("107/2/9"), partial(_total, 106, What.OUTTURN, 0)
    yield parse_roc("107/2/12"), lambda by: rounds.close(_round(106, by), by=by)


def _second() -> Iterator[Event]:
    """107 is approved and reviewed; what is spent of it is told when the year has ended."""
    yield parse_roc("106/7/3"), partial(_open, 107, "106/8/31")
    yield parse_roc("106/8/15"), partial(_fill_all, 107)
    yield parse_roc("106/9/6"), partial(_approve_all, 107)
    yield parse_roc("106/10/18"), partial(_tie, 107)
    yield parse_roc("107/3/1"), partial(_link, 107)
    yield parse_roc("107/3/8"), partial(_total, 107, What.COUNTED, GAP)


def _third() -> Iterator[Event]:
    """108 on its way: approved, handed in, sent back, without any, or not yet handed in."""
    yield parse_roc("107/10/1"), partial(_open, 108, "107/11/30")
    yield parse_roc("107/10/12"), partial(_fill_all, 108, but=(PLANNING, NETWORK))
    yield parse_roc("107/10/19"), partial(_approve_all, 108, but=(SYSTEMS, SECURITY))
    yield parse_roc("107/10/19"), _send_back
    yield parse_roc("107/11/5"), partial(_save, 108, NETWORK)
    yield parse_roc("107/11/13"), partial(_tie, 108)
    yield parse_roc("107/11/14"), partial(_link, 108)


def _round(year: int, by: Actor) -> Round:
    return Round.objects.of(by.agency_id).get(year=year + 1911)


def _open(year: int, due: str, by: Actor) -> None:
    rounds.open_round(by.agency, year + 1911, rounds.Terms(parse_roc(due), "central", ASK), by=by)


def _returns(year: int, by: Actor, but: tuple[str, ...] = ()) -> Iterator[UnitReturn]:
    """The units' returns at the round's stage."""
    one = _round(year, by)
    yield from one.returns.filter(stage=one.stage).exclude(unit__name__in=but).select_related("unit")


def _of_unit(year: int, name: str) -> list[Planned]:
    return [one for one in LINES[year] if one.unit == name]


def _hand(year: int, name: str, by: Actor) -> Actor:
    """The unit's head where the demonstration has an account of one; else the accounting office fills for it."""
    return actor_for(Account.objects.get(username="manager"), by.day) if name == APPLICATIONS else by


def _fill_all(year: int, by: Actor, but: tuple[str, ...] = ()) -> None:
    for handed in _returns(year, by, but):
        name = handed.unit.name
        _save(year, name, by)
        returns.submit(handed, by=_hand(year, name, by), is_nil=not _of_unit(year, name))


def _save(year: int, name: str, by: Actor) -> None:
    handed = returns.return_of(_round(year, by), unit_of(name, by))
    lines.save_lines(handed, [lines.Entry(_values(year, one)) for one in _of_unit(year, name)], by=by)


def _values(year: int, one: Planned) -> dict:
    before = Line.objects.filter(round__year=year + 1910, title=one.continues).first()
    return one.values | {"continues": before}


def _approve_all(year: int, by: Actor, but: tuple[str, ...] = ()) -> None:
    for handed in _returns(year, by, but):
        if handed.state == ReturnState.SUBMITTED:
            returns.approve(handed, by=by)


def _send_back(by: Actor) -> None:
    handed = returns.return_of(_round(108, by), unit_of(SECURITY, by))
    returns.send_back(handed, by=by, remark=REMARK)


def _tie(year: int, by: Actor) -> None:
    """To the item that speaks of it; whether a meeting has dealt with it the item knows."""
    one = _round(year, by)
    items = AgendaItem.objects.filter(meeting__committee__agency=by.agency)
    tie(one, items.get(title=f"{year} 年度性別預算編列情形"), by)


def _link(year: int, by: Actor) -> None:
    """What each line pays for; the measures of a unit that has a budget by its first line."""
    titles = [one.title for one in LINES[year]]
    there = {one.title: one for one in _round(year, by).lines.standing().filter(title__in=titles)}
    for planned in LINES[year]:
        for name, known_by in planned.pays_for:
            lines.link(there[planned.title], name, _target(name, known_by, by), by=by)
    firsts = {planned.unit: there[planned.title] for planned in reversed(LINES[year])}
    measures = Measure.objects.of(by.agency_id).in_year(year + 1911).standing()
    for one in measures.filter(budget_note=Funding.BUDGETED, unit__name__in=firsts).select_related("unit"):
        lines.link(firsts[one.unit.name], "measure", one, by=by)


def _target(name: str, known_by: str, by: Actor) -> Indicator | Analysis:
    if name == "indicator":
        return Indicator.objects.of(by.agency_id).get(code=known_by)
    return Analysis.objects.of(by.agency_id).get(title=known_by)


def _begin_execution(by: Actor) -> None:
    rounds.begin_execution(_round(106, by), datetime.date(2018, 1, 31), by=by)


def _spend(by: Actor) -> None:
    """What was spent of 106; units without a line say so."""
    for handed in _returns(106, by):
        spent = {one.title: one.spent for one in _of_unit(106, handed.unit.name)}
        rows = Line.objects.standing().filter(round=handed.round, unit=handed.unit)
        entries = [lines.Entry(spent[one.title], one.pk, one.version) for one in rows]
        lines.save_lines(handed, entries, by=by)
        returns.submit(handed, by=_hand(106, handed.unit.name, by), is_nil=not entries)


def _total(year: int, what: str, more: int, by: Actor) -> None:
    """The agency's official total; where it has more than the lines, the reason."""
    one = _round(year, by)
    amount = one.lines.standing().totals()[what] + more
    total = OfficialTotal(round=one, what=what, amount=amount, source=f"{year} 年度單位預算書（示範）")
    official.keep_total(total, by=by)
    if more:
        official.explain(total, EXPLANATION, by=by)
