"""Analyses: planned by turns, handed in, sent, presented, used or not (伍三(二)3; S-8, ST-05, ST-07, ST-08)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committee import actions as committee
from committee.models import Outcome
from core.contract import Scope
from core.spreadsheets import read_rows
from statistics_app.actions import analyses as actions
from statistics_app.actions import uses
from statistics_app.actions.uses import Decision
from statistics_app.figures.rotation import rotation
from statistics_app.models import Analysis, Recommendation, Sending
from statistics_app.standing import Stage, standing
from tests import factories as make
from tests.factories import actor_of, day

PAGE = "/statistics/107/analyses/"
NEW = "/statistics/107/analyses/new/"
ROTATION = "/statistics/107/rotation/"
TOKEN = "0f0e0d0c-0b0a-4908-8706-050403020100"

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def planned(cast):
    return make.make_analysis(cast.agency, cast.unit_a)


@pytest.fixture
def completed(cast):
    file = make.make_attachment(cast.agency)
    return make.make_analysis(
        cast.agency, cast.unit_a, title="服務分析", completed_on="107/4/30", authors="王小明", file=file
    )


def address(name: str, row) -> str:
    return reverse(f"statistics:{name}", args=[row.pk])


def text(answer) -> str:
    return answer.content.decode()


def whole(row) -> Analysis:
    return Analysis.objects.whole().get(pk=row.pk)


def typed(*units, **changed) -> dict:
    said = {"title": "資訊人力性別分析", "year": "107", "units": [one.pk for one in units]}
    return said | {"way": "IN_HOUSE", "authors": "", "token": TOKEN} | changed


def advise(analysis, text="調整服務時段", **kw) -> Recommendation:
    return Recommendation.objects.create(analysis=analysis, text=text, **kw)


def adopt(row, by) -> Recommendation:
    return uses.decide(row, Decision("ADOPTED", "107年服務計畫", decided_on=day("107/5/20")), by=by)


def hear(analysis, meeting, members, by) -> None:
    """The meeting is held, and takes note of the analysis."""
    item = actions.present(analysis, meeting, by=by).presented_in
    make.hold_meeting(meeting, members, by)
    committee.decide(item, committee.Decision(Outcome.NOTED), by=by)


def test_one_form_sent_twice_plans_one_analysis(as_, cast):
    client = as_(cast.clerk)
    assert [client.post(NEW, typed(cast.unit_a)).status_code for _again in range(2)] == [302, 302]
    made = Analysis.objects.get()
    assert (made.title, made.year, made.writers) == ("資訊人力性別分析", 2018, [cast.unit_a])


def test_joint_papers_credit_all_their_units(as_, cast):
    as_(cast.accountant).post(NEW, typed(cast.unit_a, cast.unit_b))
    assert Analysis.objects.get().writers == [cast.unit_a, cast.unit_b]


def test_a_unit_plans_for_itself_only(as_, cast):
    form = as_(cast.clerk).post(NEW, typed(cast.unit_b)).context["form"]
    assert "查無此組室或無權使用。" in form.errors["units"]
    plan = actions.Plan(2018, "甲", (cast.unit_b,))
    with pytest.raises(PermissionDenied):
        actions.plan_analysis(cast.agency, plan, by=actor_of(cast.clerk))


def test_only_the_accounting_office_writes_comprehensive_ones(as_, cast):
    plan = actions.Plan(2018, "甲", (cast.unit_a,), is_comprehensive=True)
    with pytest.raises(ValidationError, match="綜合分析由會計室撰擬"):
        actions.plan_analysis(cast.agency, plan, by=actor_of(cast.head))
    as_(cast.accountant).post(NEW, typed(cast.accounting, is_comprehensive="on"))
    assert Analysis.objects.get().is_comprehensive


def test_other_units_take_over_and_the_history_keeps_the_first(as_, cast, planned):
    sent = typed(cast.unit_b, version="0", title="新題目")
    assert as_(cast.accountant).post(address("analysis-edit", planned), sent).status_code == 302
    assert (whole(planned).writers, planned.units.count()) == ([cast.unit_b], 2)
    assert as_(cast.clerk).get(address("analysis-edit", planned)).status_code == 403


def test_it_is_handed_in_with_its_file_which_is_kept_when_the_form_is_refused(as_, cast, planned):
    client, page = as_(cast.clerk), address("analysis-complete", planned)
    none = client.post(page, {"completed_on": "107/5/1", "version": "0"}).context["form"]
    assert none.errors["file"] == ["完成的分析須附全文檔案。"]
    pdf = SimpleUploadedFile("分析.pdf", b"%PDF-1.4 text")
    late = client.post(page, {"completed_on": "108/1/1", "file": pdf, "version": "0"}).context["form"]
    assert "日期不得晚於" in late.errors["completed_on"][0]
    again = {"completed_on": "107/5/1", "kept": late["kept"].value(), "summary": "摘要", "version": "0"}
    assert client.post(page, again).status_code == 302
    planned.refresh_from_db()
    assert (planned.completed_on, planned.file.original_name) == (day("107/5/1"), "分析.pdf")
    answer = as_(cast.neighbour).get(address("analysis-file", planned))
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 text"


def test_another_agency_finds_none_of_it(as_, cast, completed):
    client = as_(cast.stranger)
    sending = Sending.objects.create(analysis=completed, unit=cast.unit_b, sent_on=day("107/5/2"))
    rows = {"analysis": completed, "analysis-file": completed, "analysis-edit": completed, "send": completed}
    rows |= {"recommend": completed, "reply": sending, "recommendation": advise(completed)}
    assert {name: client.get(address(name, row)).status_code for name, row in rows.items()} == dict.fromkeys(
        rows, 404
    )
    assert client.get(PAGE).context["rows"] == []


@pytest.mark.parametrize("role", ["neighbour", "officer"])
def test_other_units_read_it_but_change_nothing(as_, cast, completed, role):
    client = as_(getattr(cast, role))
    assert client.get(address("analysis", completed)).status_code == 200
    for name in ("analysis-edit", "analysis-complete", "send", "recommend"):
        assert client.get(address(name, completed)).status_code == 403
    for name in ("analysis-withdraw", "analysis-present"):
        client.post(address(name, completed), {"reason": "x", "meeting": "1"})
    assert whole(completed).version == 0


def test_it_is_sent_to_several_units_at_once_and_each_answers_for_itself(as_, cast, completed):
    sent = {"units": [cast.unit_b.pk, cast.personnel.pk], "sent_on": "107/5/2"}
    client = as_(cast.accountant)
    assert client.post(address("send", completed), sent).status_code == 302
    assert set(completed.sendings.values_list("unit__name", flat=True)) == {"設施網路組", "人事室"}
    mine = completed.sendings.get(unit=cast.unit_b)
    answer = {"replied_on": "107/5/10", "reply": "納入規劃", "version": "0"}
    assert as_(cast.officer).post(address("reply", mine), answer).status_code == 403
    assert as_(cast.neighbour).post(address("reply", mine), answer).status_code == 302
    mine.refresh_from_db()
    assert (mine.replied_on, mine.reply) == (day("107/5/10"), "納入規劃")


def test_what_is_not_completed_is_not_sent_and_not_presented(as_, cast, planned, meeting):
    assert as_(cast.accountant).get(address("send", planned)).status_code == 403
    with pytest.raises(PermissionDenied, match="分析完成後才能提報"):
        actions.present(planned, meeting, by=actor_of(cast.secretary))


def test_the_days_of_sending_and_answering_follow_each_other(cast, completed):
    by = actor_of(cast.accountant)
    with pytest.raises(ValidationError, match="送出日須在完成日"):
        uses.send(completed, [cast.unit_b], on=day("107/4/1"), by=by)
    sending = uses.send(completed, [cast.unit_b], on=day("107/5/2"), by=by)[0]
    assert uses.send(completed, [cast.unit_b], on=day("107/5/3"), by=by) == []
    with pytest.raises(ValidationError, match="回復日須在送出日"):
        uses.reply(sending, on=day("107/5/1"), text="早", by=by)


def test_the_unit_concerned_decides_on_a_recommendation(as_, cast, completed):
    row = advise(completed, unit=cast.unit_b)
    sent = {"adoption": "ADOPTED", "used_in": "網路服務計畫", "decided_on": "107/5/20", "version": "0"}
    assert as_(cast.clerk).post(address("recommendation", row), sent).status_code == 403
    assert as_(cast.neighbour).post(address("recommendation", row), sent).status_code == 302
    row.refresh_from_db()
    assert (row.adoption, row.used_in, row.decided_on) == ("ADOPTED", "網路服務計畫", day("107/5/20"))


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"adoption": "ADOPTED", "used_in": ""}, "used_in", "採用者須填運用之政策、計畫或業務。"),
        ({"adoption": "NOT_ADOPTED", "reason": ""}, "reason", "不採用或部分採用須填理由。"),
        ({"adoption": "PARTLY", "reason": ""}, "reason", "不採用或部分採用須填理由。"),
        ({"adoption": "PENDING"}, "decided_on", "研析中的建議沒有決定日。"),
        ({"decided_on": ""}, "decided_on", "請填決定日。"),
        ({"decided_on": "107/4/1"}, "decided_on", "決定日須在完成日"),
    ],
)
def test_a_decision_says_where_or_why_and_when(as_, cast, completed, changed, field, said):
    row = advise(completed)
    sent = {"adoption": "ADOPTED", "used_in": "計畫", "decided_on": "107/5/20", "version": "0"} | changed
    form = as_(cast.clerk).post(address("recommendation", row), sent).context["form"]
    assert said in form.errors[field][0]
    row.refresh_from_db()
    assert row.adoption == "PENDING"


def test_a_recommendation_is_listed_once_and_taken_off_with_a_reason(as_, cast, completed):
    client, sent = as_(cast.clerk), {"text": "調整服務時段", "unit": ""}
    assert [client.post(address("recommend", completed), sent).status_code for _again in range(2)] == [
        302,
        302,
    ]
    row = completed.recommendations.get()
    client.post(address("recommendation-withdraw", row), {"reason": ""})
    assert whole(completed).advice == [row]
    client.post(address("recommendation-withdraw", row), {"reason": "重複"})
    assert whole(completed).advice == []


def test_it_is_given_up_with_a_reason_and_changed_no_more(as_, cast, planned, completed):
    client = as_(cast.clerk)
    client.post(address("analysis-withdraw", planned), {"reason": ""})
    assert whole(planned).withdrawn_because == ""
    client.post(address("analysis-withdraw", planned), {"reason": "業務移撥"})
    assert standing(whole(planned)).stage == Stage.WITHDRAWN
    assert client.get(address("analysis-edit", planned)).status_code == 403
    assert client.post(address("analysis-withdraw", completed), {"reason": "x"}).status_code == 403


def test_its_state_grows_with_its_records(cast, planned, meeting, force):
    stages, by = [standing(whole(planned)).stage], actor_of(cast.accountant, "107/6/20")
    plan = actions.Plan(2018, planned.title, (cast.unit_a,), authors="王小明")
    planned = actions.change_analysis(whole(planned), plan, by=by)
    stages.append(standing(whole(planned)).stage)
    file = make.make_attachment(cast.agency)
    planned = actions.complete(whole(planned), on=day("107/5/1"), file=file, summary="", by=by)
    stages.append(standing(whole(planned)).stage)
    hear(planned, meeting, force[:12], actor_of(cast.secretary, "107/6/20"))
    stages.append(standing(whole(planned)).stage)
    row = uses.recommend(whole(planned), "調整服務時段", unit=None, by=by)
    said = [str(one) for one in standing(whole(planned)).missing]
    adopt(row, by)
    stages.append(standing(whole(planned)).stage)
    assert stages == [Stage.PLANNED, Stage.WRITTEN, Stage.COMPLETED, Stage.PRESENTED, Stage.CLOSED]
    assert said == ["1 項建議尚未決定參採情形。"]


def test_what_is_missing_is_said_on_its_page(as_, cast, planned):
    page = text(as_(cast.clerk).get(address("analysis", planned)))
    for words in (
        "尚未填撰擬人或受託單位。",
        "尚未登錄完成日及全文檔案。",
        "尚未提報專案小組。",
        "尚未登錄建議事項。",
    ):
        assert words in page


def test_a_comprehensive_one_is_closed_only_when_it_was_sent(cast, completed, meeting, force):
    completed.is_comprehensive = True
    completed.save()
    by = actor_of(cast.accountant, "107/6/20")
    hear(completed, meeting, force[:12], actor_of(cast.secretary, "107/6/20"))
    adopt(advise(completed), by)
    assert [str(one) for one in standing(whole(completed)).missing] == ["尚未送請業務相關組室參考。"]
    uses.send(completed, [cast.unit_b], on=day("107/6/20"), by=by)
    assert standing(whole(completed)).stage == Stage.CLOSED


def test_it_is_put_on_the_agenda_with_its_task_and_its_page_once(as_, cast, completed, meeting):
    client, sent = as_(cast.head), {"meeting": meeting.pk}
    page = address("analysis-present", completed)
    assert [client.post(page, sent).status_code for _again in range(2)] == [302, 302]
    item = meeting.items.get()
    assert (item.title, item.tasks) == ("性別分析專題報告：服務分析", ["TK-04"])
    assert (item.url, item.unit) == (address("analysis", completed), cast.unit_a)
    assert not whole(completed).is_presented


def test_an_invalid_meeting_does_not_count_and_another_can_hear_it(cast, completed, meeting, force):
    by = actor_of(cast.secretary, "107/6/20")
    hear(completed, meeting, force[4:7], by)
    assert not whole(completed).is_presented
    later = make.make_meeting(force[0].committee, "107/7/10", 3)
    hear(whole(completed), later, force[:12], actor_of(cast.secretary, "107/7/10"))
    assert whole(completed).is_presented


def test_what_a_meeting_has_heard_keeps_its_text(as_, cast, completed, meeting, force):
    hear(completed, meeting, force[:12], actor_of(cast.secretary, "107/6/20"))
    assert as_(cast.clerk).get(address("analysis-complete", completed)).status_code == 403
    later = make.make_meeting(force[0].committee, "107/7/10", 3)
    with pytest.raises(PermissionDenied, match="已排入"):
        actions.present(completed, later, by=actor_of(cast.secretary))


def test_next_is_the_unit_that_has_waited_longest(as_, cast):
    for unit, year in (
        (cast.planning, 2016),
        (cast.personnel, 2015),
        (cast.accounting, 2017),
        (cast.unit_a, 2018),
        (cast.unit_b, 2017),
    ):
        make.make_analysis(cast.agency, unit, year=year)
    found = rotation(Scope(cast.agency.pk, 2018, day("107/6/1")))
    assert [one.last for one in found] == [2016, 2015, 2017, 2018, 2017]
    assert [one.unit for one in found if one.is_next] == [cast.personnel]
    page = as_(cast.accountant).get(ROTATION)
    assert "建議由人事室撰擬：上一篇在 104 年" in text(page)
    assert f"{NEW}?unit={cast.personnel.pk}" in text(page)


def test_a_unit_that_never_wrote_comes_first_and_comprehensive_ones_do_not_count(cast):
    for unit in (cast.planning, cast.personnel, cast.unit_a, cast.unit_b):
        make.make_analysis(cast.agency, unit, year=2015)
    make.make_analysis(cast.agency, cast.accounting, year=2017, is_comprehensive=True)
    found = rotation(Scope(cast.agency.pk, 2018, day("107/6/1")))
    assert [one.unit for one in found if one.is_next] == [cast.accounting]


def test_a_commission_counts_in_the_year_it_was_accepted(cast):
    make.make_analysis(
        cast.agency,
        cast.unit_a,
        year=2016,
        way="COMMISSIONED",
        completed_on="107/2/1",
        file=make.make_attachment(cast.agency),
    )
    found = rotation(Scope(cast.agency.pk, 2018, day("107/6/1")))
    assert [one.last for one in found if one.unit == cast.unit_a] == [2018]


def test_the_link_of_the_rotation_names_the_unit_in_the_form(as_, cast):
    form = as_(cast.accountant).get(NEW, {"unit": cast.unit_b.pk}).context["form"]
    assert form["units"].value() == [str(cast.unit_b.pk)]


def test_the_list_has_the_years_and_is_filtered(as_, cast, planned, completed):
    make.make_analysis(cast.agency, cast.unit_b, title="他年", year=2017)
    client = as_(cast.clerk)

    def titles(**asked):
        return [one.title for one, _stands in client.get(PAGE, asked).context["rows"]]

    assert titles() == [planned.title, "服務分析"]
    assert titles(stage="COMPLETED") == ["服務分析"]
    assert titles(unit=cast.unit_b.pk) == []


@pytest.mark.parametrize("kind", ["ods", "xlsx", "csv"])
def test_the_list_is_exported(as_, cast, completed, kind, tmp_path):
    advise(completed)
    file = tmp_path / f"list.{kind}"
    file.write_bytes(as_(cast.clerk).get(f"/statistics/107/analyses/export.{kind}").content)
    row = list(read_rows(file.open("rb"), file.name))[1]
    assert (row[1], row[2], row[8], row[9], row[11]) == (
        "服務分析",
        "應用服務組",
        "調整服務時段",
        "研析中",
        "完成",
    )


@pytest.mark.parametrize("page", [PAGE, ROTATION])
def test_a_long_list_costs_what_a_short_one_costs(as_, cast, page):
    client, costs = as_(cast.accountant), []
    for number in range(1, 4):
        made = make.make_analysis(cast.agency, cast.unit_a, title=f"分析{number}")
        advise(made)
        client.get(page)
        with CaptureQueriesContext(connection) as spent:
            client.get(page)
        costs.append(len(spent))
    assert costs[0] == costs[2]
