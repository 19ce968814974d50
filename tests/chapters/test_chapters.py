"""Every chapter is built alike, and together they answer for every duty of the plan (architecture 4)."""

import datetime
from collections import Counter

import pytest

from core.contract import Scope, Verdict
from organization.actor import machine
from plan.models import Force, Rule
from plan.rules import in_force
from reports.chapters import CHAPTERS
from reports.checks import check_numbers

THIN = ("statistics_app", "impact_assessment", "budgets", "measures")
"""Chapters that keep no records yet."""


def chapter(name: str):
    return next(one for one in CHAPTERS if one.__name__ == f"{name}.chapter")


def of(agency, roc: int) -> Scope:
    return Scope(agency.id, roc + 1911, datetime.date(roc + 1911, 12, 31))


@pytest.mark.parametrize("one", CHAPTERS, ids=lambda one: one.__name__)
def test_a_chapter_shows_the_same_eight_names(one, plan):
    assert sorted(one.__all__) == [
        "CLAUSE",
        "RULES",
        "TITLE",
        "duties",
        "findings",
        "proofs",
        "sources",
        "tables",
    ]
    scope = of(plan, 106)
    answers = (one.findings(scope), one.tables(scope), one.duties(scope))
    answers += (one.proofs(scope, machine("case", plan, scope.day)),)
    assert [type(answer) for answer in answers] == [tuple, tuple, tuple, tuple]


def test_each_rule_belongs_to_one_chapter():
    count = Counter(code for one in CHAPTERS for code in one.RULES)
    assert {code: times for code, times in count.items() if times > 1} == {}


@pytest.mark.parametrize("roc", [105, 107])
def test_every_duty_of_the_plan_is_answered_once_by_a_chapter(plan, roc):
    scope = of(plan, roc)
    book = in_force(plan.id, scope.day)
    duties = {code for code, rule in book.items() if rule.force in (Force.MUST, Force.PRINCIPLE)}
    answered = Counter(found.rule for one in CHAPTERS for found in one.findings(scope) if found.rule in book)
    assert answered == Counter(duties)


@pytest.mark.parametrize("name", THIN)
def test_a_chapter_without_records_says_so_and_guesses_nothing(plan, name):
    found = chapter(name).findings(of(plan, 106))
    assert found
    assert {one.verdict for one in found} == {Verdict.UNDETERMINED}
    assert {(one.have, one.need) for one in found} == {(None, None)}
    assert {"尚未建立" in str(one.sentence) for one in found} == {True}


def test_the_committee_without_records_guesses_nothing_either(plan):
    found = {one.rule: one for one in chapter("committee").findings(of(plan, 106))}
    assert {(one.verdict, one.have, one.need) for one in found.values()} == {
        (Verdict.UNDETERMINED, None, None)
    }
    assert {str(one.sentence) for code, one in found.items() if not code.startswith("MS-")} == {
        "尚未建立委員、會議與決議的紀錄，無從判定。"
    }
    assert {str(found[code].sentence) for code in ("MS-F1", "MS-F2", "MS-F3")} == {
        "尚未登錄性別平等專案小組以外的委員會，無從判定。"
    }


@pytest.mark.parametrize("name", [*THIN, "committee"])
def test_a_year_without_a_plan_finds_nothing_there(plan, name):
    assert chapter(name).findings(of(plan, 110)) == ()


def test_there_is_a_plan_for_106_and_the_report_of_it_is_not_known(plan):
    found = {one.rule: one.verdict for one in chapter("reports").findings(of(plan, 106))}
    assert found.pop("RP-01") == Verdict.MET
    assert set(found) == {"RP-02", "RP-03", "RP-04", "RP-05", "RP-06"}
    assert set(found.values()) == {Verdict.UNDETERMINED}


def test_the_plan_gives_every_number_that_a_chapter_asks_for(plan):
    assert check_numbers(None) == []


def test_a_number_that_went_missing_is_named(plan):
    Rule.objects.filter(code="MT-05").update(numbers={})
    assert [one.msg for one in check_numbers(None)] == ["MT-05 lacks 'meetings' from 2016-01-01 on"]
