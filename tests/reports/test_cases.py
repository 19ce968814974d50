"""Every named case of RP-02 – RP-04 and RP-06 in tests/plan/cases: a report's way, and what the plan says of it."""

import tomllib
from pathlib import Path

import pytest

from committee.models import Outcome
from core.contract import Scope
from organization.actor import machine
from publishing.actions import withdraw
from publishing.models import PublishedFile
from reports.actions import editions, files, texts
from reports.compliance import findings
from reports.models import Announcement, Edition
from reports.owed import owed
from tests.factories import actor_of, day
from tests.reports import records

CASE_DIR = Path(__file__).parents[1].joinpath("plan", "cases")
RULES = ("RP-02", "RP-03", "RP-04", "RP-06")
CASES = [
    pytest.param(rule, case, id=f"{rule} {case['name']}")
    for rule in RULES
    for case in tomllib.loads((CASE_DIR / f"{rule}.toml").read_text(encoding="utf-8"))["case"]
]
OUTCOMES = {
    "通過": Outcome.PASSED,
    "修正後通過": Outcome.PASSED_AS_AMENDED,
    "保留": Outcome.DEFERRED,
    "不通過": Outcome.REJECTED,
}


@pytest.fixture
def house(plan, cast, settings, tmp_path, monkeypatch):
    """Editions hold next to nothing here: what is judged are their days and what became of them."""
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    settings.PDF_ROOT = tmp_path
    records.short_pdf(monkeypatch, tmp_path)
    made = {"rules": [], "sections": [], "adoptions": [], "agency": "", "plan": "", "compiled_by": ""}
    monkeypatch.setattr("reports.actions.editions.annual.edition", lambda scope: dict(made))
    return records.house(plan, cast)


def tell(house, case) -> None:
    for on, whose in case.get("texts", {}).items():
        _hand_in(house, on, whose)
    edition = None
    for told in case.get("report", ()):
        on, _blank, what = told.partition(" ")
        edition = _step(house, on, what, edition)


def _hand_in(house, on: str, whose: list[str]) -> None:
    """The texts of the units named, or of all of them but those (…除外)."""
    by = machine("case", house.agency, day(on))
    for one in owed(house.agency.id, records.YEAR):
        if (one.unit.name in whose) != (whose[0] == "除外"):
            text = texts.text_of(house.agency, records.YEAR, one.section.label, one.unit)
            texts.write(text, "辦理情形", has_nothing=False, by=by, submits=True)


def _step(house, on: str, what: str, edition: Edition | None) -> Edition:
    by = actor_of(house.cast.secretary, on)
    if what == "定稿":
        return records.frozen(house, on)
    if what == "修正版":
        made = editions.correct(edition, by=by, reason="依決議修正")
        files.make_pdf(made, by=by)
        return records.fresh(made)
    if what == "公告":
        editions.announce(edition, by=by)
    elif what == "撤下":
        withdraw(records.fresh(edition).announcement.publication, by=by, reason="檢視中")
    elif what == "換檔":
        other = files.attach(records.upload(), by=by)
        PublishedFile.objects.update(file=other)
    elif what == "排入":
        records.put(house, edition, on, submitted=_frozen_on(edition))
    else:
        _hold(house, on, what, edition)
    return records.fresh(edition)


def _frozen_on(edition: Edition) -> str:
    return edition.frozen_on.isoformat()


def _hold(house, on: str, what: str, edition: Edition) -> None:
    how, outcome = what.removeprefix("無效").removeprefix("談話會"), None
    valid = not what.startswith(("無效", "談話會"))
    if valid or how:
        outcome = OUTCOMES[how]
    records.held(house, edition, outcome or Outcome.DEFERRED, on, valid=valid)


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_the_case_is_judged_as_the_officer_says(house, rule, case):
    tell(house, case)
    scope = Scope(house.agency.id, records.YEAR, day(case["as_of"]))
    if "unit" in case:
        scope = Scope(
            house.agency.id, records.YEAR, day(case["as_of"]), house.agency.units.get(name=case["unit"]).id
        )
    answer = {one.rule: one for one in findings(scope)}[rule]
    said = {
        "verdict": str(answer.verdict),
        "have": answer.have,
        "need": answer.need,
        "said": str(answer.sentence),
        "otherwise": [str(one.verdict) for one in answer.readings],
    }
    wanted = {name: case[name] for name in said if name in case}
    assert {name: said[name] for name in wanted} == wanted


def test_each_rule_has_its_cases_on_both_sides():
    for rule in RULES:
        cases = tomllib.loads((CASE_DIR / f"{rule}.toml").read_text(encoding="utf-8"))["case"]
        assert {"met", "unmet", "pending"} <= {case["verdict"] for case in cases}


def test_before_anything_was_begun_nothing_is_guessed(house):
    found = {one.rule: one for one in findings(Scope(house.agency.id, records.YEAR, day("107/6/1")))}
    assert {str(found[rule].verdict) for rule in RULES} == {"undetermined"}
    assert Announcement.objects.count() == 0
