"""Text is normalised once: hostile characters are refused or taken out, names compare as people read them."""

import time

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.text import (
    HoursField,
    PlainLineField,
    PlainTextField,
    clean_line,
    clean_text,
    compare_key,
    hours_text,
    parse_hours,
)

REFUSED_IN_A_LINE = [
    "王\x00小明",
    "王\x0b小明",
    "\x1b[31m紅",
    "王\x7f",
    "王\u0085小明",
    "姓名\r\nBcc: x@y",
    "王\n小明",
    "a\u2028b",
    "\u202egpj.exe",
    "\u2066x\u2069",
    "\ud800",
    "a\ufffe",
    "a\U0010ffff",
]
KEPT = [
    "𠮷野家",
    "䨻",
    "\ue000",
    "👨‍👩‍👧",
    "🇹🇼",
    "☐",
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}",
    "=1+1",
    "None",
]
KEPT += ["' OR 1=1 --", "NULL", "-", "N/A", "محمد", "สมชาย", "Nguyễn", "a  b"]


@pytest.mark.parametrize("text", REFUSED_IN_A_LINE)
def test_a_line_with_what_cannot_be_seen_is_refused(text):
    with pytest.raises(ValidationError) as caught:
        clean_line(text)
    assert caught.value.code == "controls"


@pytest.mark.parametrize("text", KEPT)
def test_rare_and_odd_looking_text_is_kept_as_it_is(text):
    assert clean_line(text) == text
    assert clean_text(text) == text


def test_a_line_is_composed_trimmed_and_freed_of_what_has_no_width():
    assert clean_line("\u3000 王小明\n") == "王小明"
    assert clean_line("\ufeff王\u200b小明") == "王小明"
    assert clean_line("e\u0301") == "é"
    assert clean_line("a\tb") == "a b"
    assert clean_line("\u3000" * 10) == ""


def test_a_long_text_loses_controls_and_keeps_its_lines():
    assert clean_text("一\r\n二\r三\u2028四\n") == "一\n二\n三\n四"
    assert clean_text("a\x00\x0b\x1b[31m\x85\u202e\ud800\uffff\tb") == "a[31m\tb"
    assert clean_text("\n\n") == ""


@pytest.mark.parametrize("clean", [clean_line, clean_text])
def test_marks_may_pile_up_to_eight(clean):
    assert clean("x" + "\u0332" * 8) == "x" + "\u0332" * 8
    with pytest.raises(ValidationError) as caught:
        clean("x" + "\u0332" * 9)
    assert caught.value.code == "marks"


def test_a_hundred_thousand_marks_are_refused_at_once():
    began = time.monotonic()
    with pytest.raises(ValidationError):
        clean_text("a" + "\u0301\u0323" * 50_000)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("clean", [clean_line, clean_text])
@given(st.text(st.characters()))
def test_clean_text_stays_as_it_is_when_cleaned_again(clean, text):
    try:
        once = clean(text)
    except ValidationError:
        return
    assert clean(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("é", "e\u0301"),
        ("ﬁ", "fi"),
        ("１", "1"),
        ("㈱", "(株)"),
        ("臺北市", "台北市"),
        ("王\u3000小明 ", "王 小明"),
        ("a  b", "A b"),
        ("王\u200b小明", "王小明"),
        ("Straße", "STRASSE"),
    ],
)
def test_names_that_read_the_same_compare_the_same(one, other):
    assert compare_key(one) == compare_key(other)


def test_names_that_read_otherwise_compare_otherwise():
    assert compare_key("王小明") != compare_key("王曉明")
    assert compare_key("王小明") != compare_key("王 小明")


@given(st.text())
def test_a_key_is_its_own_key(text):
    assert compare_key(compare_key(text)) == compare_key(text)


class Note(forms.Form):
    title = PlainLineField(label="標題")
    body = PlainTextField(label="內容", required=False)


def codes(form) -> dict:
    return {name: [one["code"] for one in errors] for name, errors in form.errors.get_json_data().items()}


def test_a_title_has_200_characters_and_a_body_20000():
    assert Note({"title": "字" * 200, "body": "字" * 20_000}).is_valid()
    long = Note({"title": "字" * 201, "body": "字" * 20_001})
    assert codes(long) == {"title": ["max_length"], "body": ["max_length"]}
    assert "20001" in str(long.errors["body"]).replace(",", "")


def test_blanks_are_no_title_and_no_body():
    assert codes(Note({"title": "\u3000\n", "body": "\u3000"})) == {"title": ["required"]}


def test_the_fields_give_clean_text():
    form = Note({"title": " 會議\u3000", "body": "一\r\n二\x00"})
    assert form.is_valid()
    assert form.cleaned_data == {"title": "會議", "body": "一\n二"}


HALF_HOURS = {"step": 30, "least": 30, "most": 24 * 60}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("2", 120), ("2.5", 150), ("2.50", 150), ("２.５", 150), ("２．５", 150), (" 0.5 ", 30), ("24", 1440)],
)
def test_hours_are_read_as_minutes(text, minutes):
    assert parse_hours(text, **HALF_HOURS) == minutes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "range"),
        ("24.5", "range"),
        ("25", "range"),
        ("0.25", "step"),
        ("2.01", "step"),
        *[
            (text, "hours")
            for text in ("-1", "1e3", "NaN", "Infinity", "1_0", "1,5", "٣", "0x10", "二", ".5", "2.", "")
        ],
        ("9" * 400, "hours"),
    ],
)
def test_what_is_no_number_of_half_hours_is_refused(text, code):
    with pytest.raises(ValidationError) as caught:
        parse_hours(text, **HALF_HOURS)
    assert caught.value.code == code


def test_the_caller_says_step_and_range():
    assert parse_hours("0.25", step=15, least=15, most=60) == 15
    assert parse_hours("0", step=30, least=0, most=60) == 0


@given(st.integers(1, 48))
def test_half_hours_are_shown_as_they_are_read(halves):
    assert parse_hours(hours_text(halves * 30), **HALF_HOURS) == halves * 30


class Log(forms.Form):
    minutes = HoursField(label="時數", **HALF_HOURS)


def test_a_field_takes_hours_gives_minutes_and_shows_hours():
    form = Log({"minutes": "２.５"}, initial={"minutes": 150})
    assert form.is_valid()
    assert form.cleaned_data == {"minutes": 150}
    assert not form.has_changed()
    assert 'value="2.5"' in str(Log(initial={"minutes": 150})["minutes"])
    assert 'value="1e3"' in str(Log({"minutes": "1e3"})["minutes"])
    assert codes(Log({"minutes": "\u3000"})) == {"minutes": ["required"]}
