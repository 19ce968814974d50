"""The plan's own frame (肆, 參): is there a plan for the day, and who answers for what."""

from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Scope, Sentence, Verdict
from organization.models import Unit
from plan.models import Plan, Rule
from plan.rules import in_force

RULES = {"PLN-03": (), "ORG-01": ("function", "units"), "ORG-02": ("tools",), "ORG-03": ("function", "units")}


def findings(scope: Scope) -> tuple[Finding, ...]:
    """Three queries: rules, plans and units of the day."""
    book = in_force(scope.agency_id, scope.day)
    plans = list(Plan.objects.filter(agency_id=scope.agency_id).on(scope.day))
    units = list(Unit.objects.filter(agency_id=scope.agency_id).on(scope.day))
    found = [_period(book.get("PLN-03"), plans)]
    found += [_one_unit(book.get(code), units) for code in ("ORG-01", "ORG-03")]
    found.append(_every_tool(book.get("ORG-02"), units))
    return tuple(one for one in found if one)


def judge_exactly(have: int, need: int) -> Verdict:
    """Just so many, no more and no fewer."""
    return Verdict.MET if have == need else Verdict.UNMET


def _period(rule: Rule | None, plans: list[Plan]) -> Finding | None:
    if rule is None:
        return None
    sentence = Sentence(_n("本年度在計畫期程內。")) if plans else Sentence(_n("本年度沒有計畫。"))
    there = Evidence("plan.Plan", tuple(one.id for one in plans))
    return Finding(rule.code, rule.clause, judge_exactly(len(plans), 1), len(plans), 1, sentence, there)


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


def _every_tool(rule: Rule | None, units: list[Unit]) -> Finding | None:
    """Each tool's responsible function belongs to some unit (參二(一))."""
    if rule is None:
        return None
    tools = rule.number("tools")
    held = {function for one in units for function in one.functions}
    have = sum(set(one["functions"]) <= held for one in tools)
    if have == len(tools):
        sentence = Sentence(_n("各工具均有主責單位。"))
    else:
        sentence = Sentence(_n("%(count)s 項工具尚無主責單位。"), {"count": len(tools) - have})
    there = Evidence("organization.Unit", tuple(one.id for one in units if one.functions))
    return Finding(rule.code, rule.clause, judge_exactly(have, len(tools)), have, len(tools), sentence, there)
