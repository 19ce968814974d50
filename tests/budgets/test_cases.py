"""Every named case of GB-*.toml and FN-*.toml in tests/plan/cases: the budgets of a year, and what the plan says."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from budgets.compliance import RULES, findings
from core.contract import Scope
from tests.budgets.told import build
from tests.factories import day

CASE_DIR = Path(__file__).parents[1].joinpath("plan", "cases")
FILES = sorted(file for glob in ("GB-*.toml", "FN-*.toml") for file in CASE_DIR.glob(glob))
CASES = [
    pytest.param(file.stem, case, id=f"{file.stem} {case['name']}")
    for file in FILES
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_the_case_is_judged_as_the_officer_says(plan, rule, case):
    build(plan, case)
    year = case.get("year", 107) + 1911
    as_of = day(case["as_of"]) if "as_of" in case else date(year, 12, 31)
    unit_id = plan.units.get(name=case["unit"]).id if "unit" in case else None
    answer = {one.rule: one for one in findings(Scope(plan.id, year, as_of, unit_id))}[rule]
    said = {
        "verdict": str(answer.verdict),
        "have": answer.have,
        "need": answer.need,
        "said": str(answer.sentence),
    }
    wanted = {name: case[name] for name in said if name in case}
    assert {name: said[name] for name in wanted} == wanted


def test_each_rule_has_its_cases_on_both_sides():
    assert {file.stem for file in FILES} == set(RULES)
    for file in FILES:
        verdicts = {case["verdict"] for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]}
        assert {"met", "unmet", "pending"} <= verdicts
