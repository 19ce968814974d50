"""One code, another year, another number; and no number where nothing is in force."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from organization.actor import machine
from organization.history import of
from plan.actions import amend, amend_clause
from plan.models import Clause, Plan, Rule
from plan.rules import Gap, RuleBook, gaps, in_force, missing_numbers, overlaps
from tests.factories import day, load_plan, make_agency


def rule(code="TR-01", since="105/1/1", until="107/1/1", **numbers) -> Rule:
    return Rule(code=code, since=day(since), until=until and day(until), numbers=numbers)


def test_two_hours_in_106_three_in_107_none_in_110(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        earlier = in_force(plan.id, day("106/12/31"))
    later, after = in_force(plan.id, day("107/1/1")), in_force(plan.id, day("110/6/1"))
    assert [book.number("TR-01", "hours") for book in (earlier, later, after)] == [2, None, None]
    assert [book.number("TR-05", "hours") for book in (earlier, later, after)] == [None, 3, None]
    assert after.get("TR-05") is None
    assert len(after) == 0


def test_the_owners_decisions_are_in_the_book(plan):
    book = in_force(plan.id, day("106/6/1"))
    assert (book.number("D-05", "hours"), book.reading("D-05")) == (6, "sum")
    assert (book.number("D-06", "min_days"), book.number("D-15", "months")) == (90, 6)
    assert book.reading("D-08") == "agency"
    assert book.reading("D-99") is None


def test_another_agencys_rules_are_not_in_the_book(plan):
    other = make_agency("other", "臺北市政府他局", "他局")
    load_plan(other)
    Rule.objects.of(other.id).filter(code="TR-01").update(numbers={"hours": 9})
    assert in_force(plan.id, day("106/1/1")).number("TR-01", "hours") == 2
    assert in_force(other.id, day("106/1/1")).number("TR-01", "hours") == 9


def test_rows_that_hold_on_one_day_overlap():
    first, second, third = rule(), rule(since="106/12/31", until=None), rule("TR-02")
    assert overlaps([third, second, first]) == [(first, second)]
    assert overlaps([rule(), rule(since="107/1/1", until=None)]) == []


def test_an_open_row_overlaps_with_whatever_follows():
    first, second = rule(until=None), rule(since="108/1/1")
    assert overlaps([first, second]) == [(first, second)]


def test_gaps_before_between_and_after_are_found():
    rows = [rule(since="105/2/1", until="106/1/1"), rule(since="106/3/1", until="107/1/1")]
    assert gaps(rows, day("105/1/1"), day("109/1/1")) == [
        Gap("TR-01", day("105/1/1"), day("105/2/1")),
        Gap("TR-01", day("106/1/1"), day("106/3/1")),
        Gap("TR-01", day("107/1/1"), day("109/1/1")),
    ]
    assert gaps([rule(until=None)], day("105/1/1"), day("109/1/1")) == []


def test_a_number_that_a_rule_lacks_is_named():
    book = RuleBook([rule(hours=0), rule("MT-06", windows=[])])
    required = {"TR-01": ("hours", "audiences"), "MT-06": ("windows",), "TR-05": ("hours",)}
    assert missing_numbers(required, book) == [("TR-01", "audiences")]


def test_an_amendment_closes_the_old_version_and_opens_the_new(plan):
    old = Rule.objects.get(code="MT-05")
    new = amend(
        old,
        since=day("107/7/1"),
        by=machine("test", plan, day("107/6/20")),
        reason="107年第2次會議通過",
        numbers={"meetings": 4},
        text="每年至少召開會議4次",
    )
    assert (old.until, new.since, new.until) == (day("107/7/1"), day("107/7/1"), day("109/1/1"))
    assert (new.adopted_on, new.clause, new.force) == (day("107/7/1"), "伍一(三)", "must")
    assert in_force(plan.id, day("107/6/30")).number("MT-05", "meetings") == 3
    assert in_force(plan.id, day("107/7/1")).number("MT-05", "meetings") == 4
    assert [line.reason for line in of(new)] == ["107年第2次會議通過"]
    assert of(old).first().changes == {"until": ["2020-01-01", "2018-07-01"]}


def test_the_owner_may_choose_the_other_reading_from_a_day_on(plan):
    decision = Rule.objects.get(code="D-08")
    by = machine("test", plan, day("107/1/1"))
    amend(decision, since=day("107/1/1"), by=by, reason="首長裁示", reading="unit")
    assert in_force(plan.id, day("106/12/31")).reading("D-08") == "agency"
    assert in_force(plan.id, day("107/1/1")).reading("D-08") == "unit"


def test_a_clause_keeps_its_old_wording_for_the_old_days(plan):
    clause = Clause.objects.get(label="捌")
    by = machine("test", plan, day("107/1/1"))
    amend_clause(clause, since=day("107/1/1"), by=by, reason="修正", text="另定之。")
    assert Clause.objects.on(day("106/6/1")).get(label="捌").text == "由本局各組室編列納入年度預算。"
    assert Clause.objects.on(day("107/6/1")).get(label="捌").text == "另定之。"
    assert Clause.objects.on(day("107/6/1")).get(label="捌").heading == "經費來源："


@pytest.mark.parametrize("since", ["105/1/1", "104/6/1", "109/1/1"])
def test_an_amendment_begins_within_the_version_it_replaces(plan, since):
    old = Rule.objects.get(code="MT-05")
    with pytest.raises(ValidationError, match="修正的起日須在原版本的期間之內"):
        amend(old, since=day(since), by=machine("test", plan, day(since)), reason="太早")
    assert Rule.objects.get(code="MT-05").until == day("109/1/1")


def test_the_table_refuses_a_rule_that_ends_before_it_begins(plan):
    backwards = rule("X-01", "106/1/1", "105/1/1")
    backwards.plan, backwards.clause, backwards.force = Plan.objects.get(), "壹", "info"
    with pytest.raises(ValidationError, match="迄日須在起日之後"):
        backwards.full_clean()
    with pytest.raises(IntegrityError):
        backwards.save()


def test_the_table_refuses_one_rule_twice_from_one_day(plan):
    again = Rule.objects.get(code="TR-05")
    again.pk, again.until = None, datetime.date(2018, 6, 1)
    with pytest.raises(ValidationError, match="同一規則已有同日起的版本"):
        again.full_clean()
