"""S-3: 未填, 0, 不適用, 未發布 and 遮蔽 are five different things, from typing to writing and back."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from statistics_app.cells import Sign, kept, read, stored, total_of, write

FIVE = {"": None, "0": Decimal(0), "--": Sign.NOT_APPLICABLE, "…": Sign.UNPUBLISHED, "*": Sign.MASKED}


@pytest.mark.parametrize(("text", "value"), FIVE.items())
def test_each_of_the_five_is_read_and_written_as_itself(text, value):
    assert read(text, decimals=0) == value
    assert write(read(text, decimals=0), 0) == text


def test_the_five_differ():
    assert len({repr(read(text, decimals=0)) for text in FIVE}) == 5


@pytest.mark.parametrize("text", ["-", "－", "–", "n/a", "NULL"])
def test_a_sign_that_can_mean_two_things_is_refused_with_the_choices(text):
    with pytest.raises(ValidationError, match="不明確"):
        read(text, decimals=0)


@pytest.mark.parametrize(
    ("text", "number"),
    [("１,２３４", "1234"), (" 1234 ", "1234"), ("1,234,567", "1234567"), ("12.50", "12.5")],
)
def test_numbers_as_offices_write_them(text, number):
    assert read(text, decimals=1) == Decimal(number)


@pytest.mark.parametrize("text", ["12,34", "1e5", "=1+1", "十二", "12.55", "-3", "1" * 16, "1.2.3"])
def test_what_is_no_such_number_is_refused(text):
    with pytest.raises(ValidationError):
        read(text, decimals=1)


@given(st.one_of(st.sampled_from(list(Sign)), st.decimals(0, 10**12, places=2)))
def test_what_is_kept_comes_back(value):
    assert kept(stored(value)) == value


@given(st.one_of(st.none(), st.sampled_from(list(Sign)), st.decimals(0, 10**12, places=2)), st.booleans())
def test_what_is_written_is_read_as_the_same(value, grouped):
    assert read(write(value, 2, grouped=grouped), decimals=2) == value


def test_a_total_needs_every_part():
    assert total_of([Decimal(2), Decimal(3)]) == 5
    assert total_of([Decimal(2), None]) is None
    assert total_of([Decimal(2), Sign.UNPUBLISHED]) is Sign.UNPUBLISHED
    assert total_of([Decimal(2), Sign.NOT_APPLICABLE]) == 2
    assert total_of([Sign.NOT_APPLICABLE, Sign.NOT_APPLICABLE]) is Sign.NOT_APPLICABLE
