"""What every table must have (architecture 5, RQ-H7)."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from django.utils.functional import Promise

from tests.guards.sources import APPS

MODELS = [model for model in apps.get_models() if model._meta.app_label in APPS]
MAY_CASCADE = {"organization.PastPassword.account"}
"""Rows that mean nothing without their owner and are no official records."""


def nameless(model) -> bool:
    return not isinstance(model._meta.original_attrs.get("verbose_name"), Promise) or not model._meta.ordering


def silent(model) -> list[str]:
    """Constraints that answer in the library's words."""
    return [
        one.name
        for one in model._meta.constraints
        if one.violation_error_message == one.default_violation_error_message
    ]


def loose(model) -> set[str]:
    """Foreign keys that let a row disappear with another."""
    return {
        f"{model._meta.label}.{one.name}"
        for one in model._meta.get_fields()
        if isinstance(one, models.ForeignKey) and one.remote_field.on_delete is not models.PROTECT
    }


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_table_has_a_name_and_an_order_of_its_own(model):
    assert not nameless(model)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_constraint_speaks_the_officers_language(model):
    assert silent(model) == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_nothing_official_disappears_with_something_else(model):
    assert loose(model) <= MAY_CASCADE


@isolate_apps("core")
def test_a_planted_table_without_all_this_is_caught():
    class Owner(models.Model):
        class Meta:
            app_label = "core"

    class Planted(models.Model):
        owner = models.ForeignKey(Owner, on_delete=models.CASCADE)

        class Meta:
            app_label = "core"
            constraints = [models.CheckConstraint(name="mute", condition=models.Q(id__gt=0))]

    assert (nameless(Planted), silent(Planted), loose(Planted)) == (True, ["mute"], {"core.Planted.owner"})


def states() -> list[tuple]:
    return [
        (model, model.ALLOWED)
        for model in MODELS
        if any(one.name == "state" for one in model._meta.get_fields())
    ]


@pytest.mark.parametrize(("model", "allowed"), states(), ids=lambda one: getattr(one, "__name__", ""))
def test_every_state_is_reached_and_every_state_is_left_or_final(model, allowed):
    every = set(model._meta.get_field("state").choices and dict(model._meta.get_field("state").choices))
    reached = {state for targets in allowed.values() for state in targets}
    first = model._meta.get_field("state").default
    assert {str(one) for one in allowed} == every
    assert {str(one) for one in reached} | {str(first)} == every
