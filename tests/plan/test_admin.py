"""The plan's rows may be looked at in the admin and changed by nobody there."""

import pytest
from django.urls import reverse

from plan.models import Rule
from tests.factories import load_plan


@pytest.fixture
def rule(plan, cast):
    load_plan(cast.other_agency)
    return Rule.objects.of(plan.id).get(code="TR-05")


def test_the_secretariat_sees_its_own_agencys_rules_only(rule, cast, as_):
    page = as_(cast.secretary).get(reverse("admin:plan_rule_changelist") + "?q=TR-05")
    assert [one.plan.agency for one in page.context["cl"].result_list] == [cast.agency]


def test_another_agencys_rule_is_not_found(rule, cast, as_):
    other = Rule.objects.of(cast.other_agency.id).get(code="TR-05")
    page = as_(cast.secretary).get(reverse("admin:plan_rule_change", args=[other.pk]))
    assert page.status_code in (302, 404)


def test_nobody_changes_adds_or_deletes_a_rule_there(rule, cast, as_):
    client = as_(cast.secretary)
    place = reverse("admin:plan_rule_change", args=[rule.pk])
    assert client.get(place).status_code == 200
    assert client.post(place, {"numbers": '{"hours": 0}'}).status_code == 403
    assert client.get(reverse("admin:plan_rule_add")).status_code == 403
    assert client.post(reverse("admin:plan_rule_delete", args=[rule.pk]), {"post": "yes"}).status_code == 403
    assert Rule.objects.get(pk=rule.pk).number("hours") == 3


def test_a_unit_manager_has_no_business_there(rule, cast, as_):
    assert as_(cast.head).get(reverse("admin:plan_rule_changelist")).status_code == 403
