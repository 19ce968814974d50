"""Numerals of official papers."""

import pytest

from core.numerals import chapter_numeral, numeral


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")],
)
def test_items_are_numbered_in_small_numerals(number, text):
    assert numeral(number) == text


def test_chapters_are_numbered_in_great_ones():
    assert "".join(chapter_numeral(n) for n in range(1, 11)) == "壹貳參肆伍陸柒捌玖拾"
