"""Lines beside the year before and beside the official books (B-6, B-7)."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from budgets.actions import official as actions
from budgets.comparison import checked
from budgets.models import OfficialTotal
from core.spreadsheets import read_rows
from tests.budgets import records
from tests.factories import actor_of


@pytest.fixture
def years(plan, cast, june):
    """Of 107: kept 100, raised 100, dropped 50; of 108: kept, raised to 121, new 70."""
    last, one = records.make_round(plan, cast, 2018), records.make_round(plan, cast, 2019)
    for title, before, now in (("持平", 100, 100), ("增列", 100, 121), ("減列", 1_000, 900)):
        old = records.make_line(last, cast.unit_a, cast, title, before)
        records.make_line(one, cast.unit_a, cast, title, now, continues_id=old.pk)
    records.make_line(last, cast.unit_a, cast, "停辦", 50)
    records.make_line(one, cast.unit_b, cast, "新辦", 70)
    return one


@pytest.mark.parametrize(
    ("percent", "titles"),
    [
        ("", ["增列", "減列", "停辦", "新辦"]),
        ("10", ["增列", "停辦", "新辦"]),
        ("20", ["增列", "停辦", "新辦"]),
        ("21", ["停辦", "新辦"]),
    ],
)
def test_only_what_moved_by_more_than_is_asked_is_listed(as_, cast, years, percent, titles):
    page = reverse("budgets:changes", args=[2019])
    rows = as_(cast.accountant).get(page, {"percent": percent}).context["rows"]
    assert [row.shown.title for row in rows] == titles


def test_a_percentage_that_is_none_is_said(as_, cast, years):
    page = reverse("budgets:changes", args=[2019])
    assert "percent-error" in as_(cast.accountant).get(page, {"percent": "x"}).content.decode()


def test_a_unit_sees_only_its_own_changes_and_the_file_says_the_same(as_, cast, years):
    page = reverse("budgets:changes-export", args=[2019, "csv"])
    answer = as_(cast.neighbour).get(page)
    assert [row[:4] for row in read_csv(answer)] == [["新增", "設施網路組", "一般行政", "新辦"]]


def read_csv(answer) -> list[list]:
    """The rows below the heads."""
    return read_rows(io.BytesIO(answer.content), "x.csv")[1:]


def enter(client, one, **kw):
    told = {"unit": "", "what": "counted", "amount": "1,200", "source": "108 年度單位預算書"}
    return client.post(reverse("budgets:total-create", args=[one.year]), told | kw)


def test_a_total_is_held_against_the_lines_and_its_difference_explained(as_, cast, years):
    client = as_(cast.accountant)
    enter(client, years)
    total = OfficialTotal.objects.get()
    assert [(row.summed, row.gap, row.is_explained) for row in checked(years, [total])] == [(1_191, 9, False)]
    client.post(reverse("budgets:total-explain", args=[total.pk]), {"explanation": "尾數", "version": "0"})
    total.refresh_from_db()
    assert (total.explained, total.explanation) == (9, "尾數")
    assert "已說明" in client.get(reverse("budgets:official", args=[2019])).content.decode()


def test_an_explanation_is_of_its_difference_and_of_no_other(cast, years):
    by = actor_of(cast.accountant)
    total = OfficialTotal(round=years, what="counted", amount=1_200, source="預算書")
    total = actions.explain(actions.keep_total(total, by=by), "尾數", by=by)
    records.make_line(years, cast.unit_b, cast, "後補", 3)
    assert not checked(years, [total])[0].is_explained


def test_a_units_total_is_seen_and_explained_by_the_unit(as_, cast, years):
    enter(as_(cast.accountant), years, unit=cast.unit_b.pk, amount="71")
    enter(as_(cast.accountant), years)
    page = reverse("budgets:official", args=[2019])
    assert len(as_(cast.neighbour).get(page).context["rows"]) == 1
    assert len(as_(cast.clerk).get(page).context["rows"]) == 0
    total = OfficialTotal.objects.get(unit=cast.unit_b)
    explain = reverse("budgets:total-explain", args=[total.pk])
    assert as_(cast.clerk).get(explain).status_code == 404
    as_(cast.neighbour).post(explain, {"explanation": "進位", "version": "0"})
    total.refresh_from_db()
    assert total.explained == 1


def test_the_same_total_is_not_entered_twice_and_a_wrong_one_is_withdrawn(as_, cast, years):
    client = as_(cast.accountant)
    enter(client, years)
    assert "全機關已登錄這種總數。" in enter(client, years).content.decode()
    total = OfficialTotal.objects.get()
    client.post(reverse("budgets:total-withdraw", args=[total.pk]), {"reason": "誤登"})
    enter(client, years, amount="1,191")
    assert "相符" in client.get(reverse("budgets:official", args=[2019])).content.decode()


def test_nothing_to_explain_is_said(as_, cast, years):
    client = as_(cast.accountant)
    enter(client, years, amount="1,191")
    page = reverse("budgets:total-explain", args=[OfficialTotal.objects.get().pk])
    answer = client.post(page, {"explanation": "無", "version": "0"})
    assert "各項合計與總數相符，不須說明。" in answer.content.decode()


def test_totals_come_in_by_file_and_go_out_to_come_in_again_unchanged(as_, cast, years, settings, tmp_path):
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    client, page = as_(cast.accountant), reverse("budgets:official-import", args=[2019])
    rows = '組室,金額種類,核定總數（元）,來源\r\n全機關,性別預算數,"1,200",預算書\r\n沒有的組,性別預算數,1,預算書\r\n'
    answer = client.post(page, {"file": SimpleUploadedFile("總數.csv", rows.encode()), "verb": "check"})
    assert [(number, column) for number, column, _said in answer.context["judged"].faults] == [(3, "組室")]
    kept = answer.context["form"]["kept"].value()
    client.post(page, {"kept": kept, "verb": "confirm", "choice": "GOOD"})
    assert list(OfficialTotal.objects.values_list("unit", "what", "amount")) == [(None, "counted", 1_200)]
    made = client.get(reverse("budgets:official-export", args=[2019, "csv"])).content
    answer = client.post(page, {"file": SimpleUploadedFile("總數.csv", made), "verb": "check"})
    found = answer.context["judged"]
    assert (found.counted.unchanged, found.rows, found.faults) == (1, (), ())
    assert as_(cast.clerk).get(page).status_code == 403
