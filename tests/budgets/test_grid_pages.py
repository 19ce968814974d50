"""The unit's grid as a page without scripts: filled, refused, saved once, in the face of others (B-1 – B-4)."""

import pytest
from django.urls import reverse

from budgets.models import Line, ReturnState, UnitReturn
from tests.budgets import records

TOKEN = "0f0e0d0c-0b0a-4908-8706-050403020100"


@pytest.fixture
def page(opened, cast):
    return reverse("budgets:unit", args=[2019, cast.unit_a.pk])


def typed(number=0, **kw) -> dict:
    """A new row as a browser sends it."""
    told = {"work_plan": "一般行政", "title": "哺集乳室設備", "category": "PLAN", "amount": "1,200,000"}
    told = {
        "branch_plan": "",
        "usage": "",
        "goal": "",
        "counted": "",
        "share_reason": "",
        "continues": "",
    } | told
    return {"token": TOKEN, "verb": "save"} | {
        f"n{number}-{name}": text for name, text in (told | kw).items()
    }


def changed(line: Line, **kw) -> dict:
    """A stored row as it is sent, with what was typed over it."""
    names = ("work_plan", "branch_plan", "usage", "title", "category", "goal", "amount", "share_reason")
    told = {name: getattr(line, name) for name in names} | {"version": line.version}
    told |= {"counted": "" if line.is_whole else line.counted}
    return {"token": TOKEN, "verb": "save"} | {
        f"l{line.pk}-{name}": text for name, text in (told | kw).items()
    }


def test_a_clerk_of_the_unit_fills_a_line_without_scripts(as_, cast, page):
    answer = as_(cast.clerk).post(
        page,
        typed() | typed(1, title="性別統計講座", amount="３０，０００", counted="40%", share_reason="四成"),
        follow=True,
    )
    assert "已儲存 2 項。" in answer.content.decode()
    assert list(Line.objects.values_list("title", "amount", "counted", "order")) == [
        ("哺集乳室設備", 1_200_000, 1_200_000, 1),
        ("性別統計講座", 30_000, 12_000, 2),
    ]


def test_the_same_form_sent_twice_makes_each_line_once(as_, cast, page):
    client = as_(cast.clerk)
    client.post(page, typed())
    client.post(page, typed())
    assert Line.objects.count() == 1


def test_what_cannot_be_saved_comes_back_as_typed_with_each_fault_at_its_box(as_, cast, page):
    sent = typed(amount="十萬", title="") | typed(1, counted="2,000,000")
    answer = as_(cast.clerk).post(page, sent)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert (
        '<a href="#n0-amount">第 1 列 預算數：「十萬」不是金額。請填整數（元），例如 1,200,000。</a>' in text
    )
    assert '<a href="#n0-title">第 1 列 項目名稱：這個欄位是必須的。</a>' in text
    assert '<a href="#n1-counted">第 2 列 性別預算數：性別預算數不得超過預算數。</a>' in text
    assert 'value="十萬"' in text
    assert not Line.objects.exists()


def test_a_part_without_a_reason_is_refused_and_a_blank_row_is_no_line(as_, cast, page):
    blank = {name: "" for name in typed(1) if name.startswith("n1-")}
    answer = as_(cast.clerk).post(page, typed(counted="500,000") | blank)
    assert "第 1 列 部分計入之理由：部分計入性別預算者須說明理由。" in answer.content.decode()
    as_(cast.clerk).post(page, typed() | blank)
    assert Line.objects.count() == 1


def test_more_rows_are_given_with_everything_typed_still_there(as_, cast, page):
    answer = as_(cast.clerk).post(page, typed() | {"verb": "more"})
    assert len(answer.context["grid"].rows) == 11
    assert 'value="哺集乳室設備"' in answer.content.decode()
    assert not Line.objects.exists()


def test_the_second_to_save_sees_what_the_first_saved_and_may_save_over_it(as_, cast, opened, page):
    line = records.make_line(opened, cast.unit_a, cast, amount=100)
    mine = changed(line, amount="300")
    as_(cast.head).post(page, changed(line, amount="200"))
    client = as_(cast.clerk)
    answer = client.post(page, mine)
    assert answer.status_code == 409
    assert "現有：200" in answer.content.decode()
    assert 'value="300"' in answer.content.decode()
    client.post(page, mine | {f"l{line.pk}-version": "1"})
    line.refresh_from_db()
    assert line.amount == 300


def test_the_sums_stand_under_the_grid_without_scripts(as_, cast, opened, page):
    records.make_line(opened, cast.unit_a, cast, amount=1_000_000, counted=400_000)
    records.make_line(opened, cast.unit_a, cast, amount=234_567)
    answer = as_(cast.clerk).get(page)
    assert answer.context["grid"].sums == {"amount": 1_234_567, "counted": 634_567}
    assert '<b data-sum="counted">634,567</b>' in answer.content.decode()


def test_last_years_lines_begin_the_grid_and_are_told_apart_from_new_ones(as_, plan, cast, opened, page):
    last = records.make_round(plan, cast, 2018)
    records.make_line(last, cast.unit_a, cast, amount=500, counted=200)
    records.make_line(last, cast.unit_b, cast, title="別組的項目")
    answer = as_(cast.clerk).get(page, {"start": "last"})
    text = answer.content.decode()
    assert "別組的項目" not in text
    assert not Line.objects.filter(round=opened).exists()
    [row] = [row for row in answer.context["grid"].rows if row.before]
    assert (row["amount"].value(), row["continues"].value()) == ("500", Line.objects.get(unit=cast.unit_a).pk)
    as_(cast.clerk).post(page, typed(continues=str(row.before.pk), amount="600"))
    assert Line.objects.get(round=opened).continues == row.before
    assert ">200</td>" in as_(cast.clerk).get(page).content.decode()


def test_last_years_lines_are_offered_until_each_is_continued(as_, plan, cast, opened, page):
    last = records.make_round(plan, cast, 2018)
    line = records.make_line(last, cast.unit_a, cast)
    client = as_(cast.clerk)
    assert "帶入上年度項目（1 項）" in client.get(page).content.decode()
    client.post(page, typed(continues=line.pk))
    assert "帶入上年度項目" not in client.get(page).content.decode()


def test_an_emptied_line_leads_to_where_it_is_withdrawn(as_, cast, opened, page):
    line = records.make_line(opened, cast.unit_a, cast)
    names = ("work_plan", "branch_plan", "usage", "title", "category", "goal", "amount", "share_reason")
    answer = as_(cast.clerk).post(page, changed(line, **dict.fromkeys(names, ""), counted=""))
    assert [what for _id, _where, what in answer.context["grid"].faults] == [
        "要刪去這一項，請按列首的項次，到明細撤下。"
    ]
    line.refresh_from_db()
    assert line.amount == 100_000


def test_a_share_of_more_than_the_whole_is_refused_in_plain_words(as_, cast, page):
    answer = as_(cast.clerk).post(page, typed(counted="150%"))
    assert "占比不得超過 100%。" in answer.content.decode()


def test_who_approves_reads_the_goal_and_the_reason_beside_the_amounts(as_, cast, opened, page):
    records.make_line(opened, cast.unit_a, cast, counted=40_000, goal="減少差距", usage="業務費")
    records.hand_in(opened, cast.unit_a, cast)
    said = as_(cast.accountant).get(page).content.decode()
    for text in ("減少差距", "一般行政／業務費", "僅部分與性別有關", "40.0%"):
        assert text in said


def test_another_units_last_line_cannot_be_continued(as_, plan, cast, opened, page):
    last = records.make_round(plan, cast, 2018)
    theirs = records.make_line(last, cast.unit_b, cast)
    answer = as_(cast.clerk).post(page, typed(continues=str(theirs.pk)))
    assert "查無接續的上年度項目。" in answer.content.decode()
    assert not Line.objects.filter(round=opened).exists()


def test_a_unit_hands_in_is_returned_with_a_remark_and_is_approved(as_, cast, opened, page):
    as_(cast.clerk).post(page, typed() | {"verb": "submit"})
    handed = UnitReturn.objects.get(unit=cast.unit_a)
    assert handed.state == ReturnState.SUBMITTED
    assert as_(cast.clerk).post(page, typed(1)).status_code == 403
    decide = reverse("budgets:unit-decide", args=[2019, cast.unit_a.pk])
    assert as_(cast.clerk).post(decide, {"verb": "approve"}).status_code == 403
    as_(cast.accountant).post(decide, {"verb": "return", "reason": "請補性別目標"})
    assert "會計室退回意見：請補性別目標" in as_(cast.clerk).get(page).content.decode()
    as_(cast.clerk).post(
        page, {"token": TOKEN, "verb": "submit"} | changed(Line.objects.get()) | {"verb": "submit"}
    )
    as_(cast.accountant).post(decide, {"verb": "approve"})
    handed.refresh_from_db()
    assert (handed.state, str(handed.approved_on), handed.remark) == ("APPROVED", "2018-06-01", "")


def test_a_nil_return_is_said_and_refused_where_there_are_lines(as_, cast, opened, page):
    records.make_line(opened, cast.unit_a, cast)
    answer = as_(cast.clerk).post(
        page, {"token": TOKEN, "verb": "nil"} | changed(Line.objects.get()) | {"verb": "nil"}, follow=True
    )
    assert "不能填無相關預算" in answer.content.decode()
    other = reverse("budgets:unit", args=[2019, cast.unit_b.pk])
    as_(cast.neighbour).post(other, {"token": TOKEN, "verb": "nil"})
    assert UnitReturn.objects.get(unit=cast.unit_b).is_nil


def test_a_return_without_lines_must_say_so(as_, cast, page):
    answer = as_(cast.clerk).post(page, {"token": TOKEN, "verb": "submit"}, follow=True)
    assert "確無相關預算者，請按「無相關預算」" in answer.content.decode()


def test_nobody_sees_another_units_grid(as_, cast, opened, page):
    assert as_(cast.neighbour).get(page).status_code == 404
    assert as_(cast.stranger).get(page).status_code == 404
    assert as_(cast.secretary).get(page).status_code == 200
    assert as_(cast.secretary).post(page, typed()).status_code == 403


@pytest.mark.parametrize("lines", [1, 3])
def test_the_grid_asks_the_database_as_often_for_three_lines_as_for_one(
    as_, cast, opened, page, lines, django_assert_num_queries
):
    for _number in range(lines):
        records.make_line(opened, cast.unit_a, cast)
    client = as_(cast.clerk)
    client.get(page)
    with django_assert_num_queries(QUERIES):
        client.get(page)


QUERIES = 14
