"""The plan's own frame (肆, 參): is there a plan for the day, and who answers for what."""

import datetime

from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Scope, Sentence, Verdict
from organization.models import Unit
from plan.models import Plan, Rule
from plan.rules import in_force

RULES = {
    "PLN-03": ("first_year", "last_year"),
    "ORG-01": ("function", "units"),
    "ORG-02": ("tools",),
    "ORG-03": ("function", "units"),
}


def findings(scope: Scope) -> tuple[Finding, ...]:
    """Three queries: rules, plans and units of the day."""
    book = in_force(scope.agency_id, scope.rule_day)
    plans = list(Plan.objects.filter(agency_id=scope.agency_id).on(scope.day))
    units = list(Unit.objects.filter(agency_id=scope.agency_id).on(scope.day))
    found = [_period(book.get("PLN-03"), plans)]
    found += [_one_unit(book.get(code), units) for code in ("ORG-01", "ORG-03")]
    found.append(_every_tool(book.get("ORG-02"), units))
    return tuple(one for one in found if one)


def judge_exactly(have: int, need: int) -> Verdict:
    """Just so many, no more and no fewer."""
    return Verdict.MET if have == need else Verdict.UNMET


def judge_years(plans: list[Plan], first: int, last: int) -> tuple[int, int]:
    """(have, need): how many years of the period the plans of the day cover, and how many it has."""
    years = range(first, last + 1)
    covered = {year for year in years for one in plans if one.holds_on(datetime.date(year, 12, 31))}
    return len(covered), len(years)


def _period(rule: Rule | None, plans: list[Plan]) -> Finding | None:
    if rule is None:
        return None
    have, need = judge_years(plans, rule.number("first_year"), rule.number("last_year"))
    sentence = Sentence(_n("本年度在計畫期程內。")) if plans else Sentence(_n("本年度沒有計畫。"))
    there = Evidence("plan.Plan", tuple(one.id for one in plans))
    return Finding(rule.code, rule.clause, judge_exactly(have, need), have, need, sentence, there)


def _one_unit(rule: Rule | None, units: list[Unit]) -> Finding | None:
    """Exactly one unit is the secretariat (參一) and watches over the measures (參三)."""
    if rule is None:
        return None
    holding = [one for one in units if rule.number("function") in one.functions]
    need = rule.number("units")
    if len(holding) == need:
        sentence = Sentence(_n("由%(units)s辦理。"), {"units": [one.name for one in holding]})
    else:
        sentence = Sentence(
            _n("應有 %(need)s 個單位，現有 %(have)s 個。"), {"need": need, "have": len(holding)}
        )
    there = Evidence("organization.Unit", tuple(one.id for one in holding))
    return Finding(
        rule.code, rule.clause, judge_exactly(len(holding), need), len(holding), need, sentence, there
    )


def judge_tools(tools: list[dict], held: set[str]) -> list[str]:
    """The tools for which not every function that the plan names is held by some unit."""
    return [one["tool"] for one in tools if not set(one["functions"]) <= held]


def _every_tool(rule: Rule | None, units: list[Unit]) -> Finding | None:
    """Each tool's responsible function belongs to some unit (參二(一))."""
    if rule is None:
        return None
    tools = rule.number("tools")
    held = {function for one in units for function in one.functions}
    orphans = judge_tools(tools, held)
    have = len(tools) - len(orphans)
    if orphans:
        sentence = Sentence(_n("尚無主責單位：%(tools)s。"), {"tools": orphans})
    else:
        sentence = Sentence(_n("各工具均有主責單位。"))
    there = Evidence("organization.Unit", tuple(one.id for one in units if one.functions))
    return Finding(rule.code, rule.clause, judge_exactly(have, len(tools)), have, len(tools), sentence, there)
