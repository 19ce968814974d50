"""The look keeps its promises: nothing inline, nothing foreign, each part stands with much and with nothing."""

import datetime
import re

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string

from core.contract import Column, Sentence, Table, Verdict, plain

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
SHEETS = sorted(path for path in (settings.BASE_DIR / "static").rglob("*") if path.suffix in {".css", ".js"})

INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=\s*[\"']|javascript:", re.IGNORECASE)
FOREIGN = re.compile(
    r"(?:href|src|action|url\(|@import|from)\s*[=\s(]?\s*[\"']?(?:https?:)?//", re.IGNORECASE
)


def faults(pattern, paths):
    return [
        f"{path.relative_to(settings.BASE_DIR)}: {found.group()}"
        for path in paths
        for found in pattern.finditer(path.read_text())
    ]


def words(html):
    """What a reader sees, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def component(name, **context):
    return render_to_string(f"components/{name}.html", context)


def test_no_template_has_a_style_or_script_inside():
    assert faults(INLINE, TEMPLATES) == []


@pytest.mark.parametrize(
    "planted",
    ['<p style="color: red">', "<script>alert(1)</script>", '<a onclick="go()">', "<style>p {}</style>"],
)
def test_an_inline_style_or_script_would_be_found(planted):
    assert INLINE.search(planted)


def test_nothing_is_fetched_from_a_foreign_host():
    assert faults(FOREIGN, TEMPLATES + SHEETS) == []


@pytest.mark.parametrize(
    "planted",
    [
        '<link href="https://cdn.example/x.css">',
        '<img src="//x.example/y">',
        "@import url(https://x.example/f)",
    ],
)
def test_a_foreign_host_would_be_found(planted):
    assert FOREIGN.search(planted)


def test_scripts_put_no_data_into_the_page_as_markup():
    assert (
        faults(
            re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|eval\(|localStorage|sessionStorage"), SHEETS
        )
        == []
    )


def test_sheets_and_scripts_stay_short():
    long = [
        path.name
        for path in SHEETS
        if len(path.read_text().splitlines()) > (100 if path.suffix == ".js" else 300)
    ]
    assert long == []


def test_every_crispy_form_has_the_error_summary_that_names_the_faults_of_the_whole_form():
    silent = [
        path.name
        for path in TEMPLATES
        if re.search(r"\|crispy\b|{% crispy ", path.read_text())
        and "components/errors.html" not in path.read_text()
    ]
    assert silent == []


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_is_said_by_mark_and_word(verdict):
    assert words(component("verdict", verdict=verdict)) == f"{verdict.mark} {verdict.label}"
    assert component("verdict", verdict=str(verdict)) == component("verdict", verdict=verdict)


@pytest.mark.parametrize(
    ("have", "need", "said"),
    [
        (17, 19, "17/19 = 89.5%"),
        (0, 19, "0/19 = 0.0%"),
        (None, 19, "–/19"),
        (0, 0, "0/0"),
        (3, None, "3"),
        (None, None, "–"),
    ],
)
def test_the_fraction_stands_before_the_percent_and_missing_is_not_zero(have, need, said):
    assert words(component("fraction", have=have, need=need)) == said


def test_a_state_has_a_word_and_a_quiet_tone_when_none_is_given():
    assert component("state", label="待核").split("\n")[1] == '<span class="state tone-quiet">待核</span>'


def test_the_state_bar_marks_the_present_step_and_is_silent_without_steps():
    steps = [{"label": "草案", "state": "done"}, {"label": "送小組", "state": "current", "who": "綜合企劃組"}]
    assert words(component("statebar", steps=steps)) == "草案 （已完成） 送小組 綜合企劃組"
    assert component("statebar", steps=steps).count('aria-current="step"') == 1
    assert words(component("statebar")) == ""


def test_an_empty_state_says_what_belongs_here_and_leaves_out_what_is_not_known():
    full = component(
        "empty", sentence="尚無課程。", clause="伍二", url="/x/", button="新增", responsible="人事室"
    )
    assert words(full) == "尚無課程。 依據： 伍二 負責單位：人事室 新增"
    assert words(component("empty", sentence="尚無課程。")) == "尚無課程。"


class Trial(forms.Form):
    name = forms.CharField(label="課程", help_text="全名")
    kind = forms.ChoiceField(label="性質", choices=[("a", "基礎")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="相符")

    def clean(self):
        raise forms.ValidationError("同一天已登錄。")


def test_the_error_summary_names_each_fault_with_the_way_to_its_field():
    html = component("errors", form=Trial({}))
    assert 'role="alert"' in html
    assert re.findall(r'href="#([^"]+)"', html) == ["id_name", "id_kind_0", "id_sure"]
    assert "同一天已登錄。" in html
    assert words(component("errors", form=Trial())) == ""


def test_a_field_is_read_label_hint_fault_control():
    html = render_to_string("components/field.html", {"field": Trial({})["name"]})
    parts = [html.index(part) for part in ("<label", 'id="id_name_helptext"', 'id="id_name_error"', "<input")]
    assert parts == sorted(parts)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html


def test_every_link_of_the_summary_finds_its_field():
    form = Trial({})
    page = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))
    targets = re.findall(r'href="#([^"]+)"', component("errors", form=form))
    assert [one for one in targets if f'id="{one}"' not in page] == []


def test_the_pager_keeps_the_filters_and_is_silent_on_a_single_page(rf):
    def pager(count, number):
        context = {"page_obj": Paginator(range(count), 25).page(number)}
        return render_to_string("components/pager.html", context, request=rf.get("/?unit=3&page=2"))

    assert re.findall(r'href="([^"]+)"', pager(60, 2)) == ["?unit=3&amp;page=1", "?unit=3&amp;page=3"]
    assert "第 26–50 筆，共 60 筆" in pager(60, 2)
    assert words(pager(25, 1)) == ""


COLUMNS = (
    Column("unit", Sentence("組室")),
    Column("need", Sentence("應訓"), "int", Sentence("主管人員")),
    Column("done", Sentence("已訓"), "int", Sentence("主管人員")),
    Column("time", Sentence("時數"), "minutes"),
    Column("day", Sentence("課程日"), "date"),
)
TABLE = Table(
    "t",
    Sentence("完成情形"),
    COLUMNS,
    (("人事室", 3, 0, 150, datetime.date(2018, 3, 8)), ("會計室", 2, None, None, None)),
    foot=(("合計", 5, 0, 150, None),),
)


def cells(html):
    return [
        [words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]
        for row in re.findall(r"<tr>.*?</tr>", html, re.S)
    ]


def test_a_table_groups_its_headings_and_a_missing_number_is_a_dash():
    assert cells(component("table", table=TABLE)) == [
        ["組室", "主管人員", "時數", "課程日"],
        ["應訓", "已訓"],
        ["人事室", "3", "0", "2.5", "107/3/8"],
        ["會計室", "2", "–", "–", "–"],
        ["合計", "5", "0", "2.5", ""],
    ]


def test_a_table_reads_the_same_from_a_snapshot():
    assert component("table", table=plain(TABLE)) == component("table", table=TABLE)


def test_a_table_without_rows_says_so():
    assert cells(component("table", table=Table("e", Sentence("空"), COLUMNS[:1], ())))[-1] == [
        "本表尚無資料。"
    ]


@pytest.mark.parametrize("number", ["400", "403", "404", "500"])
def test_an_error_page_needs_neither_request_nor_database(number):
    html = render_to_string(f"{number}.html")
    assert re.search(rf"錯誤代碼 {number} \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d", words(html))
    assert "<form" not in html


def test_a_refusal_prints_its_reason():
    assert "不能核定自己的時數。" in render_to_string("403.html", {"exception": "不能核定自己的時數。"})


def test_the_heading_of_a_page_is_also_its_title(rf):
    page = Template('{% extends "base.html" %}{% block title %}我的時數{% endblock %}')
    request = rf.get("/")
    html = page.render(Context({"request": request, "agency": None}))
    assert re.findall(r"<title>(.*?)</title>", html) == ["我的時數 性別主流化實施計畫"]
    assert re.findall(r"<h1>(.*?)</h1>", html) == ["我的時數"]


def test_no_sheet_names_a_colour_outside_the_tokens():
    stray = [
        f"{path.name}: {colour}"
        for path in SHEETS
        if path.name not in {"tokens.css"}
        for colour in re.findall(r"#[0-9a-f]{3,6}\b", path.read_text(), re.IGNORECASE)
        if colour not in {"#fff", "#000"}
    ]
    assert stray == []


def test_a_page_names_no_address_outside_its_blocks():
    """What a child template says before its first block is never read: a link made there would lead nowhere."""
    lost = [
        path.name
        for path in TEMPLATES
        if (text := path.read_text(encoding="utf-8")).startswith("{% extends")
        and re.search(r"{% url [^%]* as \w+ %}", text.partition("{% block")[0])
    ]
    assert lost == []
