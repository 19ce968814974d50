"""Every named case of MS-*.toml but the register's: an agency's measures, and what the plan says of them."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from core.contract import Scope
from measures.compliance import RULES, findings
from tests.factories import day
from tests.measures.records import build

FILES = sorted(
    file
    for file in Path(__file__).parents[1].joinpath("plan", "cases").glob("MS-*.toml")
    if not file.stem.startswith("MS-F")
)
CASES = [
    pytest.param(case.get("rule", file.stem), case, id=f"{file.stem} {case['name']}")
    for file in FILES
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
ITEMS = {f"MS-{code}" for code in ("A1", "A4", "B1", "C1", "D1", "E1")}
"""Items that are shown and not judged: their cases tell whether they count as done."""


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_the_case_is_judged_as_the_officer_says(plan, rule, case):
    build(plan, case)
    as_of = day(case["as_of"]) if "as_of" in case else date(2018, 12, 31)
    unit_id = plan.units.get(name=case["unit"]).id if "unit" in case else None
    answer = {one.rule: one for one in findings(Scope(plan.id, 2018, as_of, unit_id))}[rule]
    said = {
        "verdict": str(answer.verdict),
        "have": answer.have,
        "need": answer.need,
        "said": str(answer.sentence),
        "readings": [
            f"{one.decision} {one.choice} {one.verdict} {one.have}/{one.need}" for one in answer.readings
        ],
    }
    wanted = {name: case[name] for name in said if name in case}
    assert {name: said[name] for name in wanted} == wanted


def test_each_rule_has_its_cases_on_both_sides():
    assert {file.stem for file in FILES} == set(RULES) | ITEMS
    for file in FILES:
        cases = tomllib.loads(file.read_text(encoding="utf-8"))["case"]
        verdicts = {case["verdict"] for case in cases}
        assert "met" in verdicts and {"unmet", "below_principle"} & verdicts
