"""The living plan: the plan's text of a year, and beside each clause what the chapters find (features D-2).

Nothing is stored and nothing is pushed: the chapters are asked when somebody looks. The number of queries does not
grow with people or units.
"""

import datetime
from collections import defaultdict
from dataclasses import replace

from django.utils.translation import gettext_noop as _n

from core.contract import Duty, Finding, Scope, Sentence, Verdict
from plan.models import Adoption, Clause, Force, Plan, Rule
from reports.chapters import CHAPTERS
from reports.judged import Board, Judged, Passage


def gather(scope: Scope) -> Board:
    """Ask every chapter once, and set the answers beside the plan's text."""
    plan = _plan_of(scope)
    day = _day_of_text(plan, scope.rule_day)
    duties = tuple(one for chapter in CHAPTERS for one in chapter.duties(scope))
    judged = _of_plan(plan, day, scope, duties)
    tables = {chapter.__name__.partition(".")[0]: chapter.tables(scope) for chapter in CHAPTERS}
    return Board(
        scope=scope,
        plan=plan,
        in_force=bool(plan and plan.holds_on(scope.day)),
        adoptions=_adoptions(plan, scope),
        passages=_passages(plan, day, judged),
        tables=tuple(one for made in tables.values() for one in made),
        makers={one.key: app for app, made in tables.items() for one in made},
        duties=tuple(sorted(duties, key=lambda one: one.until or datetime.date.max)),
        judged=judged,
    )


def judge_rules(scope: Scope) -> tuple[Judged, ...]:
    """The rules' verdicts alone, without what is still to be done: for a year that is only looked back on."""
    plan = _plan_of(scope)
    return _of_plan(plan, _day_of_text(plan, scope.rule_day), scope, ())


def _of_plan(
    plan: Plan | None, day: datetime.date, scope: Scope, duties: tuple[Duty, ...]
) -> tuple[Judged, ...]:
    """Every chapter's findings, judged by the rules of ``day``."""
    rules = {one.code: one for one in Rule.objects.filter(plan=plan).on(day)} if plan else {}
    found = [one for chapter in CHAPTERS for one in chapter.findings(scope)]
    found += _without_answer(found, rules, plan, scope)
    return _judged(found, rules, duties)


def _plan_of(scope: Scope) -> Plan | None:
    """The plan in force that day, else the one nearest before it, else the first."""
    plans = list(Plan.objects.filter(agency_id=scope.agency_id).order_by("since"))
    begun = [one for one in plans if one.since <= scope.rule_day]
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
