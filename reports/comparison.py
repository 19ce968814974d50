"""The year beside the one before: each rule now, on the same day a year ago, and at that year's end (R-12)."""

import calendar
import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _n

from core.contract import Finding, Scope, Verdict
from reports.board import judge_rules
from reports.judged import GAPS, Board, Judged


class Turn(StrEnum):
    """What became of a rule since the same day a year ago."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEW = "new"
    GONE = "gone"

    @property
    def label(self) -> str:
        return gettext(FACES[self][0])

    @property
    def mark(self) -> str:
        return FACES[self][1]

    @property
    def tone(self) -> str:
        return FACES[self][2]


FACES = {
    Turn.BETTER: (_n("進步"), "▲", "ok"),
    Turn.WORSE: (_n("退步"), "▼", "fail"),
    Turn.SAME: (_n("持平"), "–", "quiet"),
    Turn.NEW: (_n("本年新增"), "＋", "info"),
    Turn.GONE: (_n("本年不再適用"), "－", "quiet"),
}


@dataclass(frozen=True)
class Line:
    """One rule in both years; the rule holds at least in one of them."""

    judged: Judged
    now: Finding | None
    then: Finding | None
    whole: Finding | None

    @property
    def turn(self) -> Turn:
        """Fulfilled or not comes first; of the same kind the share decides, in whole numbers."""
        if self.now is None:
            return Turn.GONE
        if self.then is None:
            return Turn.NEW
        if Verdict.UNDETERMINED in (self.now.verdict, self.then.verdict):
            return Turn.SAME
        now, then = _standing(self.now), _standing(self.then)
        if now == then:
            return Turn.SAME
        return Turn.BETTER if now > then else Turn.WORSE


def _standing(finding: Finding) -> tuple[bool, Fraction]:
    """(is it fulfilled, its share): what two years are compared by. More than enough is enough."""
    is_done = finding.verdict not in GAPS
    return is_done, Fraction(1) if is_done else Fraction(finding.have or 0, finding.need or 1)


@dataclass(frozen=True)
class Comparison:
    """The lines of a year beside the year before, and the two days of that one."""

    now: Scope
    then: Scope
    whole: Scope
    lines: tuple[Line, ...]

    def tally(self) -> list[tuple[Turn, int]]:
        count = Counter(one.turn for one in self.lines)
        return [(turn, count[turn]) for turn in Turn if count[turn]]


def compare(board: Board) -> Comparison:
    """The board's own verdicts beside those of the same day a year before and of that whole year."""
    then = replace(board.scope, year=board.scope.year - 1, as_of=a_year_before(board.scope.as_of))
    whole = replace(then, as_of=then.last)
    known, ended = judge_rules(then), judge_rules(whole)
    return Comparison(board.scope, then, whole, tuple(_lines(board.judged, known, ended)))


def a_year_before(day: datetime.date) -> datetime.date:
    """The same day of the year before; the 29th of February has only the 28th."""
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


def _lines(now: Iterable[Judged], then: Iterable[Judged], whole: Iterable[Judged]) -> Iterable[Line]:
    """The rules of this year in their order, then those that only the year before had."""
    before, ended = _by_rule(then), _by_rule(whole)
    for one in now:
        code = one.finding.rule
        yield Line(one, one.finding, _finding(before.get(code)), _finding(ended.get(code)))
    gone = ended.keys() - _by_rule(now).keys()
    for code, one in ended.items():
        if code in gone:
            yield Line(one, None, _finding(before.get(code)), one.finding)


def _by_rule(judged: Iterable[Judged]) -> dict[str, Judged]:
    return {one.finding.rule: one for one in judged}


def _finding(one: Judged | None) -> Finding | None:
    return one.finding if one else None
