"""A number that a chapter asks for and the plan does not give is found before an officer finds it."""

import pytest
from django.core.checks import run_checks

from plan.checks import lacking_numbers
from plan.models import Rule
from reports.chapters import CHAPTERS

pytestmark = pytest.mark.django_db


def deployed() -> list[tuple[str, str]]:
    found = run_checks(tags=["plan"], include_deployment_checks=True)
    return [(one.id, one.msg) for one in found]


def test_the_seed_plan_gives_every_number_that_the_chapters_ask_for(plan):
    assert {code: names for chapter in CHAPTERS for code, names in chapter.RULES.items()}
    assert deployed() == []


def test_a_planted_lack_is_caught(plan):
    Rule.objects.filter(code="ORG-01").update(numbers={"units": 1})
    assert deployed() == [("plan.E001", "ORG-01 lacks 'function' from 2016-01-01 on")]


def test_a_rule_that_no_plan_has_is_caught(plan):
    assert [one.id for one in lacking_numbers({"TR-99": ("hours",)})] == ["plan.E002"]


def test_an_installation_without_a_plan_is_not_at_fault(db):
    assert deployed() == []
