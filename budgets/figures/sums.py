"""Sums of approved lines by category and by unit beside the year before: each line once, whole dollars (T10; B-2)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _n

from budgets.compliance.facts import Facts
from budgets.models import Line
from committee.figures.cells import column
from core.contract import Sentence, Table
from core.roc import to_roc_year

CLAUSE = "伍五"
TOTAL = Sentence(_n("合計"))
BESIDE = _n("金額單位：新臺幣元。上年度為 %(last)s 年度。")
ALONE = _n("金額單位：新臺幣元。%(last)s 年度沒有已核定之項目。")
BEFORE = (None, None, None)
"""Of the year before: what is not there."""


@dataclass(frozen=True)
class Spent:
    """What lines come to. ``told`` of the ``lines`` have an approved outturn; without any it is None, not zero."""

    lines: int = 0
    amount: int = 0
    counted: int = 0
    told: int = 0
    outturn: int | None = None
    carried_over: int | None = None

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            self.lines + other.lines,
            self.amount + other.amount,
            self.counted + other.counted,
            self.told + other.told,
            _sum(self.outturn, other.outturn),
            _sum(self.carried_over, other.carried_over),
        )

    @property
    def rate(self) -> tuple[int, int] | None:
        """(outturn, budget); a part of the outturn beside the whole budget would be no rate."""
        return (self.outturn, self.counted) if self.told and self.told == self.lines else None


def _sum(*parts: int | None) -> int | None:
    told = [one for one in parts if one is not None]
    return sum(told) if told else None


def spent(known: Facts, one: Line) -> Spent:
    """One line."""
    outturn = known.outturn(one)
    if outturn is None:
        return Spent(1, one.amount, one.counted)
    return Spent(1, one.amount, one.counted, 1, outturn, one.carried_over)


def by(known: Facts, lines: list[Line], key: Callable[[Line], object]) -> dict:
    found: dict = {}
    for one in lines:
        found[key(one)] = found.get(key(one), Spent()) + spent(known, one)
    return found


def category_table(known: Facts, lines: list[Line], last: list[Line]) -> Table:
    """Every category of the round, and those of the year before that it has no more."""
    titles = known.current.titles
    before = known.rounds.get(known.scope.year - 1)
    now, then = (by(known, rows, lambda one: one.category) for rows in (lines, last))
    old = before.titles if before else {}
    shown = titles | {code: old[code] for code in old if code in then and code not in titles}
    rows = [(text, now.get(code, Spent()), then.get(code)) for code, text in shown.items()]
    return _table(known, "category", _n("%(year)s 年度性別預算（按類別）"), _n("類別"), rows)


def unit_table(known: Facts, lines: list[Line], last: list[Line]) -> Table:
    """Every unit with lines in either year; a renamed unit's stand with its successor."""
    now, then = (by(known, rows, lambda one: known.heirs[one.unit_id]) for rows in (lines, last))
    shown = [one for one in known.units if one.id in now or one.id in then]
    rows = [(one.name, now.get(one.id, Spent()), then.get(one.id)) for one in shown]
    return _table(known, "unit", _n("%(year)s 年度性別預算（按組室）"), _n("組室"), rows)


Row = tuple[str, Spent, Spent | None]


def _table(known: Facts, key: str, title: str, head: str, rows: list[Row]) -> Table:
    """Without an approved line of the year before there is nothing to stand beside."""
    then = [one for _title, _now, one in rows if one is not None]
    total = (TOTAL, sum((one for _title, one, _then in rows), Spent()), sum(then, Spent()) if then else None)
    now, before = _n("本年度"), _n("上年度")
    columns = (
        column(key, head),
        column("lines", _n("項數"), "int", now),
        column("amount", _n("預算數"), "int", now),
        column("counted", _n("性別預算數"), "int", now),
        column("outturn", _n("執行數"), "int", now),
        column("rate", _n("執行率"), "percent", now),
        column("counted-before", _n("性別預算數"), "int", before),
        column("outturn-before", _n("執行數"), "int", before),
        column("rate-before", _n("執行率"), "percent", before),
    )
    shown = len(columns) if then else len(columns) - len(BEFORE)
    return Table(
        key=f"budget-{key}",
        title=Sentence(title, {"year": to_roc_year(known.scope.year)}),
        columns=columns[:shown],
        rows=tuple(_cells(*row)[:shown] for row in rows),
        foot=(_cells(*total)[:shown],),
        clause=CLAUSE,
        note=Sentence(BESIDE if then else ALONE, {"last": to_roc_year(known.scope.year - 1)}),
    )


def _cells(title, now: Spent, then: Spent | None) -> tuple:
    before = BEFORE if then is None else (then.counted, then.outturn, then.rate)
    return (title, now.lines, now.amount, now.counted, now.outturn, now.rate, *before)
