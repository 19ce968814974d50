"""A budget year from its opening to its end, and who may what (GB-01 – GB-03; B-5)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from budgets import permissions
from budgets.actions import lines, returns, rounds
from budgets.models import Line, Round, Stage, UnitReturn
from committee import actions as committee
from committee.models import AgendaItem, Outcome
from tests import factories as make
from tests.budgets import records
from tests.factories import actor_of, day

DUE = {"due_on": "107/8/31", "preset": "central", "categories": "", "instructions": "請於期限內填報"}


def test_the_accounting_office_opens_a_round_and_every_unit_is_asked(as_, plan, cast, june):
    answer = as_(cast.accountant).post(reverse("budgets:round-create", args=[2019]), DUE, follow=True)
    assert "已請 5 個組室填報。" in answer.content.decode()
    one = Round.objects.get()
    assert (one.year, one.opened_on, one.due_on) == (2019, day("107/6/1"), day("107/8/31"))
    assert list(one.titles) == ["PLAN", "GUIDELINE", "TOOL", "LAW", "OTHER"]
    assert one.returns.filter(stage=Stage.COMPILING, state="OPEN").count() == 5
    assert rounds.open_round(plan, 2019, records.TERMS, by=actor_of(cast.accountant)) == one


def test_nobody_else_opens_one(as_, plan, cast, june):
    for who in (cast.clerk, cast.head, cast.officer, cast.secretary):
        assert as_(who).get(reverse("budgets:round-create", args=[2019])).status_code == 403
    with pytest.raises(PermissionDenied, match="由會計室統籌辦理"):
        rounds.open_round(plan, 2019, records.TERMS, by=actor_of(cast.stranger))


def test_categories_of_ones_own_are_taken_line_by_line_and_keep_their_codes(as_, cast, opened):
    page = reverse("budgets:round-edit", args=[2019])
    sent = DUE | {"preset": "free", "categories": "宣導\n設施", "version": "0"}
    as_(cast.accountant).post(page, sent)
    opened.refresh_from_db()
    assert opened.titles == {"C1": "宣導", "C2": "設施"}
    records.make_line(opened, cast.unit_a, cast, category="C2")
    answer = as_(cast.accountant).post(page, sent | {"categories": "宣導\n培力", "version": "1"})
    assert "已有項目屬於：設施，不能移除。" in answer.content.decode()
    as_(cast.accountant).post(page, sent | {"categories": "設施\n培力", "version": "1"})
    opened.refresh_from_db()
    assert opened.titles == {"C2": "設施", "C3": "培力"}


def test_a_free_list_needs_its_categories(as_, cast, june, plan):
    sent = DUE | {"preset": "free"}
    answer = as_(cast.accountant).post(reverse("budgets:round-create", args=[2019]), sent)
    assert "自訂類別須逐行填寫，至少一類。" in answer.content.decode()


def test_a_category_outside_the_list_is_no_category(cast, opened):
    with pytest.raises(ValidationError, match="沒有「X」這個類別"):
        records.make_line(opened, cast.unit_a, cast, category="X")


def test_the_execution_begins_when_every_unit_is_approved_and_locks_the_budget(as_, cast, opened):
    line = records.make_line(opened, cast.unit_a, cast)
    by = actor_of(cast.accountant)
    with pytest.raises(
        PermissionDenied, match="編列尚未核定：綜合企劃組、人事室、會計室、應用服務組、設施網路組"
    ):
        rounds.begin_execution(opened, day("109/1/31"), by=by)
    records.approve_all(opened, cast)
    as_(cast.accountant).post(reverse("budgets:round-execution", args=[2019]), {"due_on": "109/1/31"})
    opened.refresh_from_db()
    assert opened.stage == Stage.EXECUTION
    assert [row.unit for row in opened.returns.filter(stage=Stage.EXECUTION)] == [cast.unit_a]
    compiled = UnitReturn.objects.get(unit=cast.unit_a, stage=Stage.COMPILING)
    compiled.round = opened
    with pytest.raises(PermissionDenied, match="編列階段已結束"):
        lines.save_lines(compiled, [lines.Entry({"amount": 1}, line.pk, line.version)], by=by)
    with pytest.raises(PermissionDenied, match="編列階段已結束"):
        returns.send_back(compiled, by=by, remark="再改")


def test_the_outturn_is_filled_in_the_same_grid_and_asked_of_every_line(as_, cast, opened):
    line = records.make_line(opened, cast.unit_a, cast, amount=1_000, counted=800)
    records.approve_all(opened, cast)
    rounds.begin_execution(opened, day("109/1/31"), by=actor_of(cast.accountant))
    page = reverse("budgets:unit", args=[2019, cast.unit_a.pk])
    box = dict.fromkeys(
        (f"l{line.pk}-outturn", f"l{line.pk}-carried_over", f"l{line.pk}-difference_reason"), ""
    )
    box |= {"token": "", f"l{line.pk}-version": "0"}
    client = as_(cast.clerk)
    answer = client.post(page, box | {"verb": "submit"}, follow=True)
    assert "尚未填執行數：性別友善設施改善。沒有支出者請填 0。" in answer.content.decode()
    answer = client.post(page, box | {f"l{line.pk}-outturn": "900"})
    assert "執行數超過性別預算數者須說明差異原因。" in answer.content.decode()
    client.post(
        page, box | {f"l{line.pk}-outturn": "700", f"l{line.pk}-carried_over": "100", "verb": "submit"}
    )
    line.refresh_from_db()
    assert (line.outturn, line.carried_over) == (700, 100)
    assert UnitReturn.objects.get(unit=cast.unit_a, stage=Stage.EXECUTION).state == "SUBMITTED"
    assert "87.5%" in client.get(page).content.decode()


def test_what_was_approved_still_adds_up_while_the_outturn_is_asked_for(as_, cast, opened):
    line = records.make_line(opened, cast.unit_a, cast, amount=1_000, counted=800)
    records.approve_all(opened, cast)
    by = actor_of(cast.accountant)
    opened = rounds.begin_execution(opened, day("109/1/31"), by=by)
    home = as_(cast.accountant).get(reverse("budgets:round", args=[2019]))
    assert (home.context["approved"].counted, home.context["total"].counted) == (800, 800)
    assert (home.context["ready"], home.context["asked"], len(home.context["rows"])) == (0, 1, 5)
    told = {"outturn": 700, "carried_over": None, "difference_reason": ""}
    handed = returns.return_of(opened, cast.unit_a)
    lines.save_lines(handed, [lines.Entry(told, line.pk, line.version)], by=by)
    returns.submit(handed, by=by)
    assert _approved(as_, cast).outturn is None
    returns.approve(handed, by=by)
    assert (_approved(as_, cast).outturn, _approved(as_, cast).measured) == (700, 800)


def _approved(as_, cast):
    return as_(cast.accountant).get(reverse("budgets:round", args=[2019])).context["approved"]


def test_a_unit_without_lines_is_not_asked_what_it_spent(as_, cast, opened):
    records.make_line(opened, cast.unit_a, cast)
    records.approve_all(opened, cast)
    rounds.begin_execution(opened, day("109/1/31"), by=actor_of(cast.accountant))
    page = reverse("budgets:unit", args=[2019, cast.unit_b.pk])
    client = as_(cast.accountant)
    assert "本組室本年度沒有性別預算項目，不必填報執行情形。" in client.get(page).content.decode()
    assert client.post(page, {"verb": "nil", "token": ""}).status_code == 403
    assert not UnitReturn.objects.filter(unit=cast.unit_b, stage=Stage.EXECUTION).exists()


def test_a_year_is_closed_knowingly_while_an_outturn_is_not_approved(as_, cast, opened):
    records.make_line(opened, cast.unit_a, cast)
    records.approve_all(opened, cast)
    by = actor_of(cast.accountant)
    opened = rounds.begin_execution(opened, day("109/1/31"), by=by)
    home, client = reverse("budgets:round", args=[2019]), as_(cast.accountant)
    said = client.get(home).content.decode()
    assert f"執行情形尚未核定：{cast.unit_a}。" in said
    assert "仍要結案" in said
    handed = returns.return_of(opened, cast.unit_a)
    line = opened.lines.get()
    told = {"outturn": 0, "carried_over": None, "difference_reason": ""}
    lines.save_lines(handed, [lines.Entry(told, line.pk, line.version)], by=by)
    returns.approve(returns.submit(handed, by=by), by=by)
    said = client.get(home).content.decode()
    assert "尚未核定" not in said
    assert "仍要結案" not in said
    assert "結案</button>" in said


def test_a_unit_reads_that_the_sums_are_its_own(as_, cast, opened):
    page = reverse("budgets:round", args=[2019])
    assert "不是全機關的合計" in as_(cast.clerk).get(page).content.decode()
    assert "不是全機關的合計" not in as_(cast.accountant).get(page).content.decode()


def test_a_closed_year_is_closed_until_it_is_reopened_with_a_reason(as_, cast, opened):
    records.hand_in(opened, cast.unit_a, cast, is_nil=True)
    close = reverse("budgets:round-close", args=[2019])
    assert as_(cast.accountant).post(close).status_code == 403
    records.approve(opened, cast.unit_b, cast, is_nil=True)
    returns.approve(returns.return_of(opened, cast.unit_a), by=actor_of(cast.accountant))
    as_(cast.accountant).post(close)
    opened.refresh_from_db()
    assert opened.closed_on == day("107/6/1")
    handed = returns.return_of(opened, cast.planning)
    assert "已結案" in permissions.why_not_fill(actor_of(cast.secretary), handed)
    assert as_(cast.accountant).post(close, {"verb": "reopen"}).status_code == 403
    as_(cast.accountant).post(close, {"verb": "reopen", "reason": "補登"})
    opened.refresh_from_db()
    assert opened.closed_on is None


def test_the_review_is_read_from_the_resolution_of_a_valid_meeting(as_, plan, cast, opened):
    members = make.make_task_force(plan)
    meeting = make.make_meeting(members[0].committee, "107/6/20", 2)
    page = reverse("budgets:round-present", args=[2019])
    assert as_(cast.clerk).post(page, {"meeting": meeting.pk}).status_code == 302
    assert not AgendaItem.objects.filter(title__contains="性別預算").exists()
    as_(cast.secretary).post(page, {"meeting": meeting.pk})
    as_(cast.secretary).post(page, {"meeting": meeting.pk})
    item = AgendaItem.objects.get(title="108 年度性別預算檢視")
    assert (item.tasks, item.url) == (["TK-06"], "/budgets/108/")
    opened.refresh_from_db()
    assert not opened.is_reviewed
    by = actor_of(cast.secretary, "107/6/20")
    make.hold_meeting(meeting, members[:10], by)
    item.refresh_from_db()
    committee.decide(item, committee.Decision(Outcome.PASSED), by=by)
    assert Round.objects.get().is_reviewed


@pytest.mark.parametrize(
    ("who", "units"),
    [
        ("clerk", ["應用服務組"]),
        ("head", ["應用服務組"]),
        ("neighbour", ["設施網路組"]),
        ("secretary", ["綜合企劃組", "人事室", "會計室", "應用服務組", "設施網路組"]),
        ("accountant", ["綜合企劃組", "人事室", "會計室", "應用服務組", "設施網路組"]),
    ],
)
def test_a_unit_sees_its_own_budget_the_offices_all(as_, cast, opened, who, units):
    records.make_line(opened, cast.unit_a, cast, title="甲的項目", amount=777)
    answer = as_(getattr(cast, who)).get(reverse("budgets:round", args=[2019]))
    assert [row.handed.unit.name for row in answer.context["rows"]] == units
    assert answer.context["total"].amount == (777 if "應用服務組" in units else 0)


def test_another_agency_has_no_part_in_it(as_, cast, opened):
    answer = as_(cast.stranger).get(reverse("budgets:round", args=[2019]))
    assert answer.context["round"] is None


def test_a_unit_made_since_gets_its_return_when_it_saves(cast, opened):
    late = make.make_unit(cast.agency, "新設組", since=day("107/6/15"))
    records.make_line(opened, late, cast)
    assert UnitReturn.objects.get(unit=late).state == "OPEN"
    assert Line.objects.get().unit == late


def test_a_year_without_a_round_says_who_begins_it(as_, plan, cast, june):
    page = reverse("budgets:round", args=[2019])
    assert "開始編列" in as_(cast.accountant).get(page).content.decode()
    text = as_(cast.clerk).get(page).content.decode()
    assert "會計室" in text
    assert "開始編列" not in text


@pytest.mark.parametrize("units", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_units_as_for_one(
    as_, cast, opened, units, django_assert_num_queries
):
    for unit in (cast.unit_a, cast.unit_b, cast.planning)[:units]:
        records.make_line(opened, unit, cast)
    client = as_(cast.accountant)
    page = reverse("budgets:round", args=[2019])
    client.get(page)
    with django_assert_num_queries(19):
        client.get(page)
