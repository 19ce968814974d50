"""The total is the sum of the approved lines to the dollar, whatever they are linked to (B-4; property test)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgets.actions import lines as actions
from budgets.amounts import Share
from budgets.models import Line, Round
from budgets.sums import category_sums, total, unit_sums
from tests import factories as make
from tests.budgets import records
from tests.factories import actor_of

AMOUNT = st.integers(0, 9_999_999_999_999)


@st.composite
def told(draw) -> tuple:
    """(unit's number, amount, counted, category, how many things it is linked to)."""
    amount = draw(AMOUNT)
    counted = draw(st.integers(0, amount))
    category = draw(st.sampled_from(["PLAN", "TOOL", "OTHER"]))
    return draw(st.integers(0, 1)), amount, counted, category, draw(st.integers(0, 3))


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(told(), min_size=1, max_size=6), approved=st.tuples(st.booleans(), st.booleans()))
def test_the_total_is_the_sum_of_approved_lines_each_once(plan, cast, rows, approved):
    by, units = actor_of(cast.accountant), (cast.unit_a, cast.unit_b)
    year = 2000 + Round.objects.count()
    one = records.make_round(plan, cast, year)
    indicators = [make.make_indicator(plan, cast.unit_a, code=f"I{year}-{n}") for n in range(3)]
    for number, (unit, amount, counted, category, links) in enumerate(rows):
        line = records.make_line(one, units[unit], cast, f"項目{number}", amount, counted, category=category)
        for indicator in indicators[:links]:
            actions.link(line, "indicator", indicator, by=by)
    for unit, is_approved in enumerate(approved):
        if is_approved:
            records.approve(one, units[unit], cast, is_nil=not any(row[0] == unit for row in rows))
    counted = [row for row in rows if approved[row[0]]]
    expected = {"amount": sum(row[1] for row in counted), "counted": sum(row[2] for row in counted)}
    mine = Line.objects.filter(round=one)
    found = mine.approved().totals()
    assert {name: found[name] for name in expected} == expected
    linked = mine.approved().filter(links__indicator__in=indicators).totals()
    assert linked["counted"] == sum(row[2] for row in counted if row[4])
    sums = unit_sums(one, by)
    assert total(row for row in sums if row.is_approved).counted == expected["counted"]
    assert sum(part.counted for _title, part in category_sums(one, by)) == expected["counted"]


@given(amount=AMOUNT, hundredths=st.integers(0, 10_000))
def test_a_share_is_within_half_a_dollar_and_never_more_than_the_whole(amount, hundredths):
    part = Share(hundredths).of(amount)
    assert 0 <= part <= amount
    assert abs(part * 10_000 - amount * hundredths) * 2 <= 10_000


def test_a_withdrawn_line_counts_no_more_and_an_outturn_never_told_is_not_zero(plan, cast, june):
    one = records.make_round(plan, cast)
    kept = records.make_line(one, cast.unit_a, cast, amount=10)
    gone = records.make_line(one, cast.unit_a, cast, amount=5)
    actions.withdraw(gone, by=actor_of(cast.accountant), reason="重複")
    records.approve(one, cast.unit_a, cast)
    found = Line.objects.filter(round=one).approved()
    assert list(found) == [kept]
    assert found.totals() == {"amount": 10, "counted": 10, "outturn": None, "carried_over": None}
