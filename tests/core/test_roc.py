"""民國 dates are read as officers write them, refused with an example, shown in the reader's language."""

import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.roc import (
    RocDateField,
    RocDateWidget,
    RocYearConverter,
    format_day,
    format_period,
    format_roc,
    format_short,
    from_roc_year,
    parse_roc,
    to_roc_year,
)

MARCH_8 = datetime.date(2016, 3, 8)
TODAY = datetime.date(2018, 11, 15)

ACCEPTED = [
    "105/3/8",
    "105/03/08",
    "1050308",
    "105.3.8",
    "105-03-08",
    "民國105年3月8日",
    "中華民國105年3月8日",
    "中華民國 105 年 03 月 08 日",
    "民國1050308",
    "105 年 3 月 8 日",
    "１０５／３／８",
    "１０５年３月８日",
    "\u3000105 / 3 / 8 ",
    "2016-03-08",
    "2016/3/8",
    "２０１６/３/８",
    "20160308",
    "西元2016年3月8日",
]

REFUSED = {
    "": "invalid",
    "春天": "invalid",
    "105/3": "invalid",
    "105/3-8": "invalid",
    "10 5/3/8": "invalid",
    "٣/٣/٣": "invalid",
    "10000-01-01": "invalid",
    "105/2/30": "impossible",
    "107/2/29": "impossible",
    "105/13/1": "impossible",
    "1051301": "impossible",
    "0/1/1": "before_roc",
    "000/1/1": "before_roc",
    "-1/1/1": "before_roc",
    "民國前1年": "before_roc",
    "民前1年1月1日": "before_roc",
    "0001-01-01": "before_roc",
    "1911-12-31": "before_roc",
    "3/8/2016": "ambiguous",
    "3.8.105": "ambiguous",
    "40/50/2016": "impossible",
    "42437": "serial",
    "42437.5": "serial",
    "2016-03-08T00:00": "time",
    "112-08-30 10:09": "time",
    "民國2016年3月8日": "era",
    "西元105年3月8日": "era",
}


def refusal(text: str) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        parse_roc(text)
    return caught.value


@pytest.mark.parametrize("text", ACCEPTED)
def test_each_way_of_writing_the_8th_of_march_is_read(text):
    assert parse_roc(text) == MARCH_8


@pytest.mark.parametrize(("text", "code"), REFUSED.items())
def test_what_is_no_day_is_refused_with_an_example(text, code):
    refused = refusal(text)
    assert refused.code == code
    assert "105/3/8" in refused.messages[0] or "105年3月8日" in refused.messages[0]


def test_a_leap_day_is_read_in_a_leap_year_and_a_two_digit_year_before_100():
    assert parse_roc("105/2/29") == datetime.date(2016, 2, 29)
    assert parse_roc("97/3/8") == datetime.date(2008, 3, 8)
    assert parse_roc("990101") == datetime.date(2010, 1, 1)
    assert parse_roc("0970308") == datetime.date(2008, 3, 8)
    assert parse_roc("1/1/1") == datetime.date(1912, 1, 1)


def test_a_day_with_the_year_last_is_refused_with_both_its_readings():
    assert "105/3/8 或 105/8/3" in refusal("3/8/2016").messages[0]
    assert "：105/8/13。" in refusal("13/8/2016").messages[0]


def test_a_refusal_repeats_no_more_than_forty_characters():
    assert len(refusal("九" * 10_000).messages[0]) < 100


@given(st.dates(datetime.date(1912, 1, 1), datetime.date(2910, 12, 31)))
def test_every_way_of_showing_a_day_is_read_back(day):
    with translation.override("zh-hant"):
        assert parse_roc(format_roc(day)) == day
        assert parse_roc(format_short(day)) == day
    assert parse_roc(day.isoformat()) == day
    assert from_roc_year(to_roc_year(day.year)) == day.year


@given(st.text())
def test_any_text_is_a_day_or_a_sentence(text):
    try:
        day = parse_roc(text)
    except ValidationError as refused:
        said = refused.messages[0]
    else:
        said = format_roc(day)
    assert said


def test_pages_in_chinese_count_in_roc_and_pages_in_english_in_common_era():
    with translation.override("zh-hant"):
        assert (format_day(MARCH_8), format_short(MARCH_8)) == ("105 年 3 月 8 日", "105/3/8")
    with translation.override("en"):
        assert (format_day(MARCH_8), format_short(MARCH_8)) == ("8 March 2016", "2016-03-08")


def test_a_period_says_its_year_once():
    first, last = datetime.date(2016, 1, 1), datetime.date(2016, 12, 31)
    assert format_period(first, last) == "105年1月1日至12月31日"
    assert format_period(first, datetime.date(2017, 1, 31)) == "105年1月1日至106年1月31日"
    with translation.override("en"):
        assert format_period(first, last) == "1 January 2016 – 31 December 2016"


def test_the_filters_show_days_years_and_periods():
    template = Template(
        "{% load roc %}{{ a|roc_date }}|{{ a|roc_short }}|{{ a|roc_year }}|{{ 2016|roc_year }}"
        "|{{ a|roc_period:b }}|{{ no|roc_date }}{{ no|roc_short }}{{ no|roc_year }}{{ a|roc_period:no }}|"
    )
    context = Context({"a": MARCH_8, "b": datetime.date(2016, 4, 1), "no": None})
    assert template.render(context) == "105 年 3 月 8 日|105/3/8|105|105|105年3月8日至4月1日||"


def test_a_moment_is_shown_as_the_day_it_was_here():
    late = datetime.datetime(2016, 3, 7, 17, 0, tzinfo=datetime.UTC)
    assert Template("{% load roc %}{{ at|roc_short }}").render(Context({"at": late})) == "105/3/8"


def test_the_year_in_an_address_is_a_roc_year():
    converter = RocYearConverter()
    assert (converter.to_python("105"), converter.to_url(2016)) == (2016, "105")
    with pytest.raises(ValueError, match="before the calendar"):
        converter.to_url(1911)


class Held(forms.Form):
    held_on = RocDateField(label="日期", latest=TODAY)


class Planned(forms.Form):
    due_on = RocDateField(label="期限", required=False, day=lambda: TODAY)


def codes(form) -> list[str]:
    return [error["code"] for errors in form.errors.get_json_data().values() for error in errors]


def test_a_field_gives_the_day_and_keeps_what_was_typed():
    good, bad = Held({"held_on": "105/3/8"}), Held({"held_on": "105/2/30"})
    assert good.is_valid()
    assert good.cleaned_data == {"held_on": MARCH_8}
    assert codes(bad) == ["impossible"]
    assert 'value="105/2/30"' in str(bad["held_on"])


def test_a_field_shows_its_day_the_way_it_may_be_typed():
    shown = str(Held(initial={"held_on": MARCH_8})["held_on"])
    assert 'type="text"' in shown
    assert 'value="105/3/8"' in shown
    assert 'inputmode="numeric"' in shown
    with translation.override("en"):
        assert 'value="2016-03-08"' in str(Held(initial={"held_on": MARCH_8})["held_on"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("107/11/15", []),
        ("107/11/16", ["too_late"]),
        ("39/1/1", []),
        ("38/12/31", ["too_early"]),
        ("999/1/1", ["too_late"]),
        ("", ["required"]),
        ("\u3000", ["required"]),
    ],
)
def test_an_event_that_has_been_lies_between_1950_and_the_day_of_typing(text, expected):
    assert codes(Held({"held_on": text})) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("112/11/15", []), ("112/11/16", ["too_late"]), ("9999-12-31", ["too_late"]), ("", [])],
)
def test_a_plan_reaches_five_years_ahead(text, expected):
    assert codes(Planned({"due_on": text})) == expected


def test_five_years_after_a_leap_day_there_is_a_last_day_too():
    assert RocDateField(day=datetime.date(2016, 2, 29)).last_day() == datetime.date(2021, 2, 28)


def test_the_same_day_typed_otherwise_is_no_change():
    same = Held({"held_on": "2016-03-08"}, initial={"held_on": MARCH_8})
    other = Held({"held_on": "105/3/9"}, initial={"held_on": MARCH_8})
    broken = Held({"held_on": "105/3"}, initial={"held_on": MARCH_8})
    assert [one.has_changed() for one in (same, other, broken)] == [False, True, True]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (MARCH_8, MARCH_8),
        (datetime.datetime.combine(MARCH_8, datetime.time(9)), MARCH_8),
        ("105/03/08", MARCH_8),
        (1050308, MARCH_8),
        (1050308.0, MARCH_8),
        ("", None),
        ("\u3000", None),
        (None, None),
    ],
)
def test_an_imported_cell_is_read_typed_or_written(cell, day):
    assert RocDateWidget().clean(cell) == day


def test_an_imported_serial_number_is_refused_and_a_data_file_gets_iso():
    with pytest.raises(ValidationError, match="序號"):
        RocDateWidget().clean(42437.0)
    assert RocDateWidget().render(MARCH_8) == "2016-03-08"
    assert RocDateWidget().render(None) == ""
    assert RocDateWidget(coerce_to_string=False).render(MARCH_8) == MARCH_8


def test_days_sort_across_the_year_100():
    texts = ["100/1/1", "99/12/31", "101/1/1", "9/1/1"]
    assert sorted(texts, key=parse_roc) == ["9/1/1", "99/12/31", "100/1/1", "101/1/1"]
