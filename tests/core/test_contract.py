"""The contract's values: what they say, how they are shown, how a snapshot is read back."""

import datetime
import json

import pytest

from core.contract import Scope, Sentence, Verdict, canonical, plain, sentence
from core.templatetags.contract import cell, hours, number, percent


@pytest.mark.parametrize(
    ("as_of", "day", "closed"),
    [
        ("2017-06-30", "2017-06-30", False),
        ("2017-12-31", "2017-12-31", True),
        ("2019-06-01", "2017-12-31", True),
        ("2016-05-01", "2017-01-01", False),
    ],
)
def test_a_scope_stands_for_a_day_within_its_year(as_of, day, closed):
    scope = Scope(1, 2017, datetime.date.fromisoformat(as_of))
    assert (scope.day, scope.closed) == (datetime.date.fromisoformat(day), closed)


def test_a_sentence_keeps_its_text_untranslated_and_says_it_with_its_values():
    said = Sentence("%(day)s %(who)s", {"day": datetime.date(2016, 3, 8), "who": ["甲", Sentence("符合")]})
    assert str(said) == "105 年 3 月 8 日 甲、符合"
    assert sentence(json.loads(canonical(said))) == Sentence(
        "%(day)s %(who)s", {"day": datetime.date(2016, 3, 8), "who": ["甲", Sentence("符合")]}
    )


def test_the_same_values_give_the_same_text_and_none_stays_none():
    one, other = {"b": None, "a": Verdict.MET}, {"a": Verdict.MET, "b": None}
    assert canonical(one) == canonical(other) == '{"a":"met","b":null}'


def test_a_value_that_json_does_not_know_is_refused():
    with pytest.raises(TypeError):
        plain({"rate": 0.5})


def test_every_verdict_has_a_mark_a_word_and_a_tone():
    faces = [(one.mark, one.label, one.tone) for one in Verdict]
    assert len({mark for mark, _, _ in faces}) == len({label for _, label, _ in faces}) == 7


@pytest.mark.parametrize(
    ("have", "need", "said"),
    [
        (17, 19, "89.5%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 16, "6.3%"),
        (0, 5, "0.0%"),
        (0, 0, "–"),
        (None, 4, "–"),
    ],
)
def test_a_percentage_is_rounded_half_up_and_nothing_is_not_zero(have, need, said):
    assert percent(have, need) == said


def test_numbers_are_grouped_and_missing_is_not_zero():
    assert [number(1234567), number(0), number(None)] == ["1,234,567", "0", "–"]
    assert [hours(150), hours(0), hours(None), hours(75000)] == ["2.5", "0.0", "–", "1,250.0"]


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ((17, 19), "ratio", "17/19"),
        ((17, 19), "percent", "89.5%"),
        (None, "ratio", "–"),
        (None, "text", "–"),
        (90, "minutes", "1.5"),
    ],
)
def test_a_cell_is_shown_by_its_columns_kind(value, kind, said):
    assert cell(value, kind) == said
