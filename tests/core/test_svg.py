"""Charts: real text, no colour alone, nothing hostile, the same numbers the same bytes."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.svg import WIDTH, bars, fraction, lines, ratio

SVG = "{http://www.w3.org/2000/svg}"


def texts(chart: str) -> list[str]:
    return [one.text for one in ElementTree.fromstring(chart).iter(f"{SVG}text")]


def widths(chart: str) -> list[float]:
    return [float(one.get("width")) for one in ElementTree.fromstring(chart).iter(f"{SVG}rect")]


def drawn() -> dict[str, str]:
    return {
        "ratio": ratio("完成率", [("甲組", 17, 19), ("乙組", None, 4)]),
        "bars": bars("人數", [("105 年", 9, 8), ("106 年", 12, None)], ("女", "男")),
        "lines": lines("變化", [("女", [8, 9]), ("男", [9, None])], ["105", "106"]),
    }


@pytest.mark.parametrize("kind", ["ratio", "bars", "lines"])
def test_a_chart_is_an_image_with_a_title_and_its_own_font(kind):
    root = ElementTree.fromstring(drawn()[kind])
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text
    assert "'Noto Sans TC', 'Microsoft JhengHei', 'PingFang TC', sans-serif" in root.get("font-family")


@pytest.mark.parametrize("kind", ["ratio", "bars", "lines"])
def test_a_chart_has_no_style_and_no_script_and_is_the_same_each_time(kind):
    chart = drawn()[kind]
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", chart)
    assert chart == drawn()[kind]


def test_each_row_says_fraction_and_percent_and_what_is_missing():
    assert texts(drawn()["ratio"]) == ["甲組", "17/19\u200289.5%", "乙組", "–"]
    assert texts(ratio("x", [("甲", 0, 12), ("乙", 0, 0), ("丙", 1234, 1500)]))[1::2] == [
        "0/12\u20020.0%",
        "0/0",
        "1,234/1,500\u200282.3%",
    ]


@pytest.mark.parametrize(
    ("have", "need", "said"),
    [
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 8, "12.5%"),
        (1, 2000, "0.1%"),
        (1, 2001, "0.0%"),
        (3, 2, "150.0%"),
    ],
)
def test_percentages_are_rounded_half_up(have, need, said):
    assert fraction(have, need) == f"{have:,}/{need:,}\u2002{said}"


def test_the_filled_part_is_the_share_and_never_more_than_the_whole():
    whole, filled = widths(ratio("x", [("甲", 1, 2)]))
    assert filled == whole / 2
    assert widths(ratio("x", [("甲", 3, 2)])) == [whole, whole]
    assert widths(ratio("x", [("甲", 0, 2)])) == [whole]


def test_series_differ_by_more_than_colour_and_are_named():
    chart = drawn()["bars"]
    assert texts(chart) == ["女", "男", "105 年", "9", "8", "106 年", "12", "–"]
    assert len(re.findall(r'<pattern id="hatch-[0-9a-f]{8}"', chart)) == 1
    assert set(re.findall(r'stroke-dasharray="([^"]+)"', drawn()["lines"])) == {"none", "7 4"}


def test_a_small_value_beside_a_large_one_is_still_seen():
    assert min(widths(bars("x", [("甲", 1_234_567), ("乙", 1)]))) == 2


def test_a_line_breaks_where_a_value_is_missing():
    chart = lines("x", [("女", [1, None, 3, 4])], ["1", "2", "3", "4"])
    path = re.search(r'd="(M[^"]+)" stroke="#5b2a6e"', chart).group(1)
    assert (path.count("M"), path.count("L")) == (2, 1)
    assert texts(chart)[-3:] == ["1", "3", "4"]


def test_pictures_of_one_page_do_not_share_their_patterns():
    one, other = (bars("x", [("甲", 1, count)], ("女", "男")) for count in (2, 3))
    assert set(re.findall(r'id="([^"]+)"', one)).isdisjoint(re.findall(r'id="([^"]+)"', other))


def test_labels_are_inert():
    hostile = "<script>alert(1)</script>\"'&"
    for chart in (
        ratio(hostile, [(hostile, 1, 2)]),
        bars(hostile, [(hostile, 1, 2)], (hostile, "url(#hatch)")),
        lines(hostile, [(hostile, [1]), (hostile, [2])], [hostile]),
    ):
        assert "<script" not in chart
        assert ElementTree.fromstring(chart)[0].text == hostile


def test_a_long_label_takes_two_lines_and_ends_with_an_ellipsis():
    assert texts(ratio("x", [("臺北市政府資訊局資通安全及個人資料保護推動小組", 1, 1)]))[:2] == [
        "臺北市政府資訊局資通",
        "安全及個人資料保護…",
    ]
    assert texts(ratio("x", [("Department of Information", 1, 1)]))[:2] == ["Department of", "Information"]


@given(
    st.lists(st.tuples(st.text(st.characters(exclude_categories=["C"])), st.none() | st.integers(0, 10**9)))
)
def test_nothing_is_drawn_outside_the_picture(rows):
    root = ElementTree.fromstring(bars("x", rows))
    height = float(root.get("height"))
    for one in root.iter(f"{SVG}rect"):
        assert float(one.get("x")) + float(one.get("width")) <= WIDTH
        assert 0 <= float(one.get("y")) <= float(one.get("y")) + float(one.get("height")) <= height
    for one in root.iter(f"{SVG}text"):
        assert 0 <= float(one.get("y")) <= height + 1


def test_a_chart_of_nothing_is_drawn_all_the_same():
    for chart in (ratio("x", []), bars("x", []), lines("x", [], []), lines("x", [("女", [])], [])):
        assert ElementTree.fromstring(chart)[0].text == "x"
