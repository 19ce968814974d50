"""The list that is watched, a case entered and judged, its page with the task list (G-1, G-2, G-14, G-15)."""

import io

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.spreadsheets import read_rows
from impact_assessment.actions import cases, steps
from impact_assessment.models import Case, NilReturn
from organization.models import Role
from tests import factories as make
from tests.factories import actor_of, day
from tests.impact_assessment import ways
from tests.impact_assessment.ways import DAYS, fresh

LIST = "/assessments/107/"


def text(answer) -> str:
    return answer.content.decode()


def page(case, *more: str) -> str:
    return "/".join(["/assessments/cases", str(case.pk), *more]) + "/"


def titles(answer) -> list[str]:
    return [one.case.title for one in answer.context["rows"]]


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_no_table_of_the_chapter_can_be_changed_in_the_admin():
    ours = {model._meta.app_label for model in admin.site._registry}
    assert "impact_assessment" not in ours


def test_one_sees_the_own_units_cases_and_the_offices_see_all(as_, house):
    ways.opened(house, title="甲案")
    cases.open_case(house.agency, ways.words(house.unit_b, title="乙案"), by=actor_of(house.neighbour))
    for who, seen in (
        ("clerk", ["甲案"]),
        ("neighbour", ["乙案"]),
        ("accountant", []),
        ("secretary", ["甲案", "乙案"]),
        ("reviewer", ["甲案", "乙案"]),
        ("stranger", []),
    ):
        assert titles(as_(getattr(house, who)).get(LIST)) == seen, who


def test_the_list_filters_sorts_and_leaves_as_a_file(as_, house):
    ways.opened(house, "107/5/1", title="新案")
    old = ways.screened(house, "107/2/1", title="舊案", kind="PUBLIC_WORKS")
    cases.open_case(house.agency, ways.words(house.planning, title="本組案"), by=actor_of(house.secretary))
    client = as_(house.secretary)
    assert titles(client.get(LIST)) == ["本組案", "新案", "舊案"]
    assert titles(client.get(LIST + "?sort=age")) == ["舊案", "新案", "本組案"]
    assert titles(client.get(LIST + "?sort=step")) == ["新案", "本組案", "舊案"]
    assert titles(client.get(LIST + f"?unit={house.unit_a.pk}")) == ["新案", "舊案"]
    assert titles(client.get(LIST + "?kind=PUBLIC_WORKS")) == ["舊案"]
    assert titles(client.get(LIST + "?stage=SCREENING&sort=title")) == ["新案", "本組案"]
    assert titles(client.get(LIST + "?step=GIA-02")) == ["舊案"]
    [row] = client.get(LIST + "?step=GIA-02").context["rows"]
    assert (row.days, row.since, str(row.who)) == (120, day("107/2/1"), "應用服務組")
    answer = client.get("/assessments/107/export.csv?step=GIA-02")
    heads, line = read_rows(io.BytesIO(answer.content), "x.csv")
    assert heads[:4] == ["年度", "案名", "類別", "主辦組室"]
    assert line[1:5] == [old.title, "公共工程中程計畫", "應用服務組", "辦理中"]


def test_what_an_earlier_year_left_open_is_still_watched_and_what_it_settled_is_not(as_, house):
    ways.screened(house, "106/12/1", title="未完", year=2017)
    done = ways.opened(house, "106/12/1", title="免辦", year=2017)
    by = actor_of(house.clerk, "106/12/1")
    cases.screen(done, cases.Screening(False, by.day, "PRICE_ONLY", "僅調整單價"), by=by)
    client = as_(house.clerk)
    assert titles(client.get(LIST)) == ["未完"]
    assert titles(client.get("/assessments/106/")) == ["未完", "免辦"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(as_, house, count):
    for number in range(count):
        ways.gather(ways.screened(house, title=f"案{number}"), house)
    assert queries(as_(house.clerk), LIST) == 26


def test_a_case_is_entered_once_by_its_unit_and_goes_on_to_the_screening(as_, house):
    client = as_(house.clerk)
    form = client.get(LIST + "new/").context["form"]
    assert form.initial["unit"] == house.unit_a.pk
    sent = {"title": "智慧路燈", "unit": house.unit_a.pk, "kind": "PUBLIC_WORKS", "year": 107}
    sent |= {"token": str(form.initial["token"])}
    answers = [client.post(LIST + "new/", sent) for _again in range(2)]
    case = Case.objects.get()
    assert {one["Location"] for one in answers} == {page(case, "screen")}
    assert (case.kind_title, case.reviewer, case.opened_on) == ("公共工程中程計畫", "RDEC_FN", day("107/6/1"))


def test_a_case_of_another_unit_can_not_be_entered_by_a_forged_form(as_, house):
    sent = {"title": "x", "unit": house.unit_b.pk, "kind": "PUBLIC_WORKS", "year": 107}
    answer = as_(house.clerk).post(LIST + "new/", sent)
    assert "查無此組室或無權使用。" in text(answer)
    assert not Case.objects.exists()


def test_a_year_without_a_rule_takes_no_case(as_, house):
    sent = {"title": "x", "unit": house.unit_a.pk, "kind": "PUBLIC_WORKS", "year": 104}
    answer = as_(house.clerk).post(LIST + "new/", sent)
    assert answer.context["form"].errors == {"year": ["104 年沒有應辦性別影響評估的現行規定。"]}


def screening(case, **said) -> dict:
    return {"screened_on": "107/6/1", "version": fresh(case).version, **said}


def test_not_needed_says_which_ground_and_why_and_can_be_judged_again(as_, house):
    case, client = ways.opened(house), as_(house.clerk)
    answer = client.post(page(case, "screen"), screening(case, is_needed="no"))
    assert answer.context["form"].errors == {
        "exemption": ["請選擇免辦類型。"],
        "not_needed_because": ["請說明免辦理由。"],
    }
    said = {"is_needed": "no", "exemption": "PRICE_ONLY", "not_needed_because": "僅依物價調整"}
    client.post(page(case, "screen"), screening(case, **said))
    case = fresh(case)
    assert (case.is_needed, case.exemption_title) == (False, "修正案僅依物價調整經費")
    assert "免辦" in text(client.get(page(case))) and not case.steps.exists()
    client.post(page(case, "screen"), screening(case, is_needed="yes"))
    case = fresh(case)
    assert (case.is_needed, case.not_needed_because, len(case.now)) == (True, "", 5)
    assert client.get(page(case, "screen")).status_code == 403


def test_two_who_judge_at_once_are_told_apart(as_, house):
    case, client = ways.opened(house), as_(house.clerk)
    old = screening(case, is_needed="no", exemption="OTHER", not_needed_because="甲說")
    client.post(page(case, "screen"), old)
    answer = client.post(page(case, "screen"), {**old, "not_needed_because": "乙說"})
    assert "剛才已被別人修改" in text(answer)
    assert fresh(case).not_needed_because == "甲說"


def test_an_earlier_case_gives_its_answers_and_nothing_else(as_, house):
    earlier = ways.ready_for_review(house, title="前案")
    client = as_(house.clerk)
    form = client.get(f"{LIST}new/?from={earlier.pk}").context["form"]
    sent = {name: form.initial[name] for name in ("title", "unit", "kind", "year", "summary", "authors")}
    client.post(f"{LIST}new/?from={earlier.pk}", {**sent, "title": "新案"})
    case = Case.objects.get(title="新案")
    assert (case.started_from, case.is_needed, case.answers.count()) == (earlier, None, 0)
    by = actor_of(house.clerk)
    case = fresh(cases.screen(case, cases.Screening(True, by.day), by=by))
    assert [one.done_on for one in case.now] == [None] * 5
    assert case.answers.count() == earlier.answers.count() > 0
    gathered = (case.statistics, case.consultations, case.files, case.opinions, case.engagements)
    assert [one.count() for one in gathered] == [0] * 5


def test_a_case_that_is_not_to_be_seen_can_not_be_started_from(as_, house):
    earlier = ways.opened(house)
    assert as_(house.neighbour).get(f"{LIST}new/?from={earlier.pk}").status_code == 404


def test_the_page_says_whose_turn_it_is_since_when_and_what_is_missing(as_, house):
    case = ways.screened(house)
    client = as_(house.clerk)
    shown = text(client.get(page(case)))
    assert "應用服務組，自107 年 3 月 1 日" in shown
    assert "尚未引用性別統計。" in shown and "尚未登錄專家諮詢。" in shown
    assert client.get(page(case)).context["first"][0] == "引用性別統計"
    ways.gather(case, house)
    assert client.get(page(case)).context["first"][0] == "填寫評估表"


def test_who_only_looks_finds_no_button(as_, house):
    case = ways.screened(house)
    assert "statistics/new/" in text(as_(house.clerk).get(page(case)))
    shown = text(as_(house.secretary).get(page(case)))
    assert "statistics/new/" not in shown and "撤案" not in shown


def finish(client, case, number, on="107/6/1"):
    return client.post(page(case, "steps", str(number), "finish"), {"done_on": on}, follow=True)


def test_a_step_is_finished_from_the_page_and_no_other_by_a_forged_request(as_, house):
    case, client = ways.screened(house), as_(house.clerk)
    assert finish(client, case, 2).status_code == 403
    assert "尚未引用性別統計。" in text(finish(client, case, 1))
    ways.gather(case, house)
    ways_done = text(finish(client, case, 5))
    assert "須先完成步驟2" in ways_done
    assert [bool(one.done_on) for one in fresh(case).now] == [True, False, False, False, False]


def test_a_day_that_can_not_be_read_finishes_nothing(as_, house):
    case = ways.screened(house)
    shown = text(finish(as_(house.clerk), case, 1, on="明天"))
    assert "看不懂日期" in shown
    assert fresh(case).current.number == 1


def test_due_days_are_set_on_a_page_and_late_ones_stand_out(as_, house):
    case, client = ways.screened(house), as_(house.clerk)
    client.post(page(case, "due"), {"due_1": "107/5/1", "due_2": "107/7/1"})
    assert "逾期" in text(client.get(page(case))) and "逾期" in text(client.get(LIST))
    answer = client.post(page(case, "due"), {"due_1": "107/5/1", "due_2": "107/4/1"})
    assert answer.context["form"].errors == {"due_2": ["期限不得早於前一步驟的期限。"]}


def test_the_unit_takes_its_case_back_on_a_page(as_, house):
    case, client = ways.gather(ways.screened(house), house), as_(house.clerk)
    assert client.post(page(case, "back"), {"to_step": 1}).context["form"].errors.keys() == {"reason"}
    client.post(page(case, "back"), {"to_step": 1, "reason": "統計過舊"})
    assert [(one.round, one.done_on) for one in fresh(case).now] == [(2, None)] * 5
    assert client.get(page(case, "back")).status_code == 403


def test_once_needed_unit_kind_and_year_stay(as_, house):
    case, client = ways.screened(house), as_(house.clerk)
    sent = {"title": "新名", "unit": house.unit_b.pk, "kind": "ORDINANCE_NEW", "year": 106}
    client.post(page(case, "edit"), {**sent, "version": fresh(case).version})
    case = fresh(case)
    assert (case.title, case.unit, case.kind, case.year) == ("新名", house.unit_a, "MAJOR_POLICY", 2018)


def test_a_case_is_given_up_with_the_reason_and_stays_on_record(as_, house):
    case, client = ways.screened(house), as_(house.clerk)
    client.post(page(case, "withdraw"), {"reason": ""})
    assert fresh(case).withdrawn_because == ""
    client.post(page(case, "withdraw"), {"reason": "計畫停辦"})
    assert "已撤案：計畫停辦" in text(client.get(page(case)))
    assert client.get(page(case, "form")).status_code == 200
    assert finish(client, case, 1).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_belongs_to_the_case(as_, house, count):
    case = ways.fill(ways.gather(ways.screened(house), house), house)
    case = ways.heard_by_expert(case, house, texts=["意見"] * count)
    steps.set_due(case, {4: day("107/7/1")}, by=actor_of(house.clerk, DAYS[3]))
    assert queries(as_(house.clerk), page(case)) == 29


def test_a_units_statement_is_made_once_and_taken_back_with_a_reason(as_, house):
    client, address = as_(house.clerk), LIST + "nil/"
    for _again in range(2):
        client.post(address, {"unit": house.unit_a.pk})
    row = NilReturn.objects.get()
    assert (row.unit, row.year, row.stated_on) == (house.unit_a, 2018, day("107/6/1"))
    assert client.post(address, {"unit": house.unit_b.pk}).status_code == 403
    client.post(f"/assessments/nil/{row.pk}/withdraw/", {"reason": ""})
    assert NilReturn.objects.standing().exists()
    client.post(f"/assessments/nil/{row.pk}/withdraw/", {"reason": "有新案"})
    assert not NilReturn.objects.standing().exists()


def test_whoever_has_a_case_states_no_nil_and_whoever_stated_it_judges_none_needed(as_, house):
    case, client = ways.opened(house), as_(house.clerk)
    shown = client.post(LIST + "nil/", {"unit": house.unit_a.pk}, follow=True)
    assert "已登錄案件" in text(shown)
    NilReturn.objects.create(unit=house.unit_a, year=2018, stated_on=day("107/5/1"))
    answer = client.post(page(case, "screen"), screening(case, is_needed="yes"))
    assert "請先撤回聲明" in text(answer) and fresh(case).is_needed is None


@pytest.mark.parametrize("count", [0, 2])
def test_the_statements_page_costs_the_same_whatever_the_number_of_units(as_, house, count):
    for number in range(count):
        make.make_unit(house.agency, f"新組{number}")
    assert queries(as_(house.clerk), LIST + "nil/") == 14


def test_what_waits_for_the_reviewer_stands_first(as_, house):
    ways.opened(house, title="先登錄")
    ways.sent(ways.ready_for_review(house, title="待審"), house)
    assert titles(as_(house.reviewer).get(LIST)) == ["待審", "先登錄"]
    assert titles(as_(house.clerk).get(LIST)) == ["先登錄", "待審"]


def test_the_reviewer_of_another_function_does_not_decide(as_, house):
    legal = make.make_unit(house.agency, "法務室", ["LEGAL_FN"])
    lawyer = make.make_person(house.agency, legal, "法務員")
    account = make.make_account(lawyer, Role.REVIEWER)
    account.grants.update(unit=legal)
    case = ways.ready_for_review(house)
    ways.sent(case, house)
    assert as_(lawyer).get(page(case, "review")).status_code == 403
    assert as_(house.reviewer).get(page(case, "review")).status_code == 200
