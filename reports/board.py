"""The living plan: the plan's text of a year, and beside each clause what the chapters find (features D-2).

Nothing is stored and nothing is pushed: the chapters are asked when somebody looks. The number of queries does not
grow with people or units.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Finding, Scope, Sentence, Table, Verdict
from plan.models import Adoption, Clause, Force, Plan, Rule
from reports.chapters import CHAPTERS

OPEN = {Verdict.UNMET, Verdict.PENDING, Verdict.UNDETERMINED, Verdict.BELOW_PRINCIPLE, Verdict.EXEMPT_ON_FILE}
"""Verdicts that somebody still has to look at."""

ORDER = (
    Verdict.UNMET,
    Verdict.PENDING,
    Verdict.BELOW_PRINCIPLE,
    Verdict.UNDETERMINED,
    Verdict.EXEMPT_ON_FILE,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)


@dataclass(frozen=True)
class Judged:
    """A finding with its rule's words and force, and what would fulfil it."""

    finding: Finding
    text: str
    force: str
    duties: tuple[Duty, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.finding.verdict in OPEN


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
    def paragraphs(self) -> list[str]:
        return self.text.split("\n")


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
    judged: tuple[Judged, ...] = field(default=())

    def tally(self) -> list[tuple[Verdict, int]]:
        """How many of each verdict, the ones to look at first."""
        count = defaultdict(int)
        for one in self.judged:
            count[one.finding.verdict] += 1
        return [(verdict, count[verdict]) for verdict in ORDER if count[verdict]]

    def open(self) -> list[Judged]:
        """What is not 符合, most urgent first."""
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
        adoptions=tuple(Adoption.objects.filter(plan=plan).values_list("text", flat=True)) if plan else (),
        passages=_passages(plan, day, judged),
        tables=tuple(one for chapter in CHAPTERS for one in chapter.tables(scope)),
        duties=tuple(sorted(duties, key=lambda one: one.until or datetime.date.max)),
        judged=judged,
    )


def _plan_of(scope: Scope) -> Plan | None:
    """The plan in force that day, else the one nearest before it, else the first."""
    plans = list(Plan.objects.filter(agency_id=scope.agency_id).order_by("since"))
    holding = [one for one in plans if one.holds_on(scope.day)]
    earlier = [one for one in plans if one.since <= scope.day]
    return (holding or earlier or plans or [None])[-1 if earlier else 0]


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
    order = {code: position for position, code in enumerate(rules)}
    acts = defaultdict(list)
    for one in duties:
        acts[one.rule].append(one)
    return tuple(
        Judged(
            finding=one,
            text=rules[one.rule].text if one.rule in rules else "",
            force=rules[one.rule].force if one.rule in rules else "",
            duties=tuple(acts[one.rule]),
        )
        for one in sorted(found, key=lambda one: order.get(one.rule, len(order)))
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
