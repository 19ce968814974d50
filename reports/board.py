"""The living plan: the plan's text of a year, and beside each clause what the chapters find (features D-2).

Nothing is stored and nothing is pushed: the chapters are asked when somebody looks. The number of queries does not
grow with people or units.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Finding, Reading, Scope, Sentence, Table, Verdict
from plan.models import Adoption, Clause, Force, Plan, Rule
from reports.chapters import CHAPTERS

GAPS = {Verdict.UNMET, Verdict.PENDING, Verdict.UNDETERMINED, Verdict.BELOW_PRINCIPLE}
"""Verdicts after which something is still to be done."""

ORDER = (
    Verdict.UNMET,
    Verdict.PENDING,
    Verdict.BELOW_PRINCIPLE,
    Verdict.UNDETERMINED,
    Verdict.EXEMPT_ON_FILE,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)


RUNS_ON = "："


@dataclass(frozen=True)
class Judged:
    """A finding with its rule's words and force, and what would fulfil it."""

    finding: Finding
    text: str
    force: str
    duties: tuple[Duty, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.finding.verdict in GAPS

    @property
    def changing(self) -> list[Reading]:
        """The readings under which the verdict would be another."""
        return [one for one in self.finding.readings if one.verdict != self.finding.verdict]


@dataclass(frozen=True)
class Passage:
    """One clause of the plan and what is found of it."""

    label: str
    number: str
    level: int
    heading: str
    text: str
    judged: tuple[Judged, ...] = ()

    @property
    def is_open(self) -> bool:
        return any(one.is_open for one in self.judged)

    @property
    def title(self) -> str:
        """The heading where it stands on a line of its own."""
        return "" if self._runs_on else self.heading.rstrip(RUNS_ON)

    @property
    def lines(self) -> list[str]:
        """The text by paragraphs; a heading that ends in a colon runs on into the first."""
        lines = [line for line in self.text.split("\n") if line]
        if not self._runs_on:
            return lines
        return [self.heading + (lines[0] if lines else ""), *lines[1:]]

    @property
    def _runs_on(self) -> bool:
        return self.level > 1 and self.heading.endswith(RUNS_ON)


@dataclass(frozen=True)
class Board:
    """A year of the plan as of a day."""

    scope: Scope
    plan: Plan | None
    in_force: bool
    adoptions: tuple[str, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    duties: tuple[Duty, ...]
    judged: tuple[Judged, ...]

    def tally(self) -> list[tuple[Verdict, int]]:
        """How many of each verdict, the ones to look at first."""
        count = defaultdict(int)
        for one in self.judged:
            count[one.finding.verdict] += 1
        return [(verdict, count[verdict]) for verdict in ORDER if count[verdict]]

    def open(self) -> list[Judged]:
        """Where something is still to be done, most urgent first."""
        return sorted(
            (one for one in self.judged if one.is_open), key=lambda one: ORDER.index(one.finding.verdict)
        )

    def settled(self) -> list[Judged]:
        return [one for one in self.judged if not one.is_open]


def gather(scope: Scope) -> Board:
    """Ask every chapter once, and set the answers beside the plan's text."""
    plan = _plan_of(scope)
    day = _day_of_text(plan, scope.day)
    rules = {one.code: one for one in Rule.objects.filter(plan=plan).on(day)} if plan else {}
    found = [one for chapter in CHAPTERS for one in chapter.findings(scope)]
    found += _without_answer(found, rules, plan, scope)
    duties = tuple(one for chapter in CHAPTERS for one in chapter.duties(scope))
    judged = _judged(found, rules, duties)
    return Board(
        scope=scope,
        plan=plan,
        in_force=bool(plan and plan.holds_on(scope.day)),
        adoptions=_adoptions(plan, scope),
        passages=_passages(plan, day, judged),
        tables=tuple(one for chapter in CHAPTERS for one in chapter.tables(scope)),
        duties=tuple(sorted(duties, key=lambda one: one.until or datetime.date.max)),
        judged=judged,
    )


def _plan_of(scope: Scope) -> Plan | None:
    """The plan in force that day, else the one nearest before it, else the first."""
    plans = list(Plan.objects.filter(agency_id=scope.agency_id).order_by("since"))
    begun = [one for one in plans if one.since <= scope.day]
    return begun[-1] if begun else next(iter(plans), None)


def _adoptions(plan: Plan | None, scope: Scope) -> tuple[str, ...]:
    """The lines at the plan's head that had been written by then (AM-03)."""
    lines = Adoption.objects.filter(plan=plan, adopted_on__lte=scope.as_of)
    return tuple(lines.values_list("text", flat=True)) if plan else ()


def _day_of_text(plan: Plan | None, day: datetime.date) -> datetime.date:
    """Outside the plan's period its nearest text is shown (and said to be out of force)."""
    if plan is None:
        return day
    last = plan.until - datetime.timedelta(days=1) if plan.until else day
    return min(max(day, plan.since), last)


def _without_answer(found: list[Finding], rules: dict[str, Rule], plan, scope: Scope) -> list[Finding]:
    """A rule that no chapter answers for is 待確認, and says why."""
    answered = {one.rule for one in found}
    if plan and plan.holds_on(scope.day):
        why = Sentence(_n("尚無紀錄可據以判定。"))
    else:
        why = Sentence(_n("無適用規定：這一年不在計畫期程內。"))
    return [
        Finding(code, rule.clause, Verdict.UNDETERMINED, None, None, why)
        for code, rule in rules.items()
        if code not in answered and rule.force in (Force.MUST, Force.PRINCIPLE)
    ]


def _judged(found: list[Finding], rules: dict[str, Rule], duties: tuple[Duty, ...]) -> tuple[Judged, ...]:
    """Findings in the order of the plan's rules; one that no rule of this text speaks of is left out."""
    acts = defaultdict(list)
    for one in duties:
        acts[one.rule].append(one)
    beside = defaultdict(list)
    for one in found:
        beside[one.rule].append(one)
    return tuple(
        Judged(replace(one, clause=one.clause or rule.clause), rule.text, rule.force, tuple(acts[code]))
        for code, rule in rules.items()
        for one in beside[code]
    )


def _passages(plan: Plan | None, day: datetime.date, judged: tuple[Judged, ...]) -> tuple[Passage, ...]:
    beside = defaultdict(list)
    for one in judged:
        beside[one.finding.clause].append(one)
    clauses = Clause.objects.filter(plan=plan).on(day) if plan else ()
    return tuple(
        Passage(one.label, one.number, one.level, one.heading, one.text, tuple(beside[one.label]))
        for one in clauses
    )
