"""The yearly review of the indicators: a result for each, concluded, reported (伍三(二)1; S-7, TK-03)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee import actions as committee
from committee.models import Outcome
from statistics_app.actions import reviews as actions
from statistics_app.actions.reviews import Said, Words
from statistics_app.models import IndicatorReview, ReviewLine
from tests import factories as make
from tests.factories import actor_of, day

PAGE = "/statistics/107/review/"

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def three(cast):
    return [
        make.make_indicator(cast.agency, cast.personnel, code="A-1", title="員工人數"),
        make.make_indicator(cast.agency, cast.unit_a, code="A-2", title="服務人次"),
        make.make_indicator(cast.agency, cast.unit_b, code="A-3", title="設備數"),
    ]


@pytest.fixture
def review(cast, three):
    return actions.open_review(cast.agency, 2018, by=actor_of(cast.accountant))


def text(answer) -> str:
    return answer.content.decode()


def typed(review, three, *results, verb="save", **changed) -> dict:
    """The form as it was read, with what is typed into it."""
    sent = {"version": review.version, "held_on": "107/5/30", "participants": "會計室、各組室", "note": ""}
    sent |= {"initial-held_on": "", "initial-participants": "", "initial-note": "", "verb": verb}
    for indicator, result in zip(three, results, strict=False):
        name, _comma, reason = result.partition("：")
        sent |= {f"result_{indicator.pk}": name, f"reason_{indicator.pk}": reason}
        sent |= {f"initial-result_{indicator.pk}": "", f"initial-reason_{indicator.pk}": ""}
    return sent | changed


def said(review) -> dict:
    return {one.indicator.code: (one.result, one.reason) for one in review.lines.select_related("indicator")}


def test_looking_begins_nothing_the_button_does_and_once(as_, cast, three):
    client = as_(cast.accountant)
    assert "開始檢討" in text(client.get(PAGE))
    assert not IndicatorReview.objects.exists()
    assert [client.post(PAGE, {"verb": "open"}).status_code for _again in range(2)] == [302, 302]
    assert IndicatorReview.objects.get().year == 2018


def test_every_indicator_in_force_is_listed_and_no_other(as_, cast, review):
    make.make_indicator(cast.agency, cast.unit_a, code="OLD", until=day("107/1/1"))
    make.make_indicator(cast.agency, cast.unit_a, code="NEXT", since="108/1/1")
    shown = as_(cast.accountant).get(PAGE).context["form"]
    assert [one.code for one, _result, _reason in shown.rows()] == ["A-1", "A-2", "A-3"]


def test_all_lines_are_saved_at_once_and_open_ones_stay_open(as_, cast, review, three):
    client = as_(cast.accountant)
    sent = typed(review, three, "KEPT", "DROPPED：服務停辦", "")
    assert client.post(PAGE, sent).status_code == 302
    review.refresh_from_db()
    assert said(review) == {"A-1": ("KEPT", ""), "A-2": ("DROPPED", "服務停辦")}
    assert (review.held_on, review.participants) == (day("107/5/30"), "會計室、各組室")


def test_the_open_ones_are_kept_with_one_click(as_, cast, review, three):
    as_(cast.accountant).post(PAGE, typed(review, three, "", "CHANGED：定義修正", "", verb="rest"))
    assert said(review) == {"A-1": ("KEPT", ""), "A-2": ("CHANGED", "定義修正"), "A-3": ("KEPT", "")}


def test_a_change_without_a_reason_is_said_at_its_field_and_nothing_is_lost(as_, cast, review, three):
    answer = as_(cast.accountant).post(PAGE, typed(review, three, "KEPT", "DROPPED", "", note="結論"))
    form = answer.context["form"]
    assert answer.status_code == 400
    assert form.errors == {f"reason_{three[1].pk}": ["新增、修正或刪除須說明理由。"]}
    assert (form["note"].value(), form[f"result_{three[0].pk}"].value()) == ("結論", "KEPT")
    assert not ReviewLine.objects.exists()


def test_it_is_concluded_when_every_indicator_has_a_result(as_, cast, review, three):
    client = as_(cast.accountant)
    page = client.post(PAGE, typed(review, three, "KEPT", "DROPPED：停辦", "", verb="conclude"), follow=True)
    assert "尚有 1 項指標沒有檢討結果：A-3。" in text(page)
    review.refresh_from_db()
    assert review.concluded_on is None
    rest = typed(review, three, "KEPT", "DROPPED：停辦", "KEPT", verb="conclude")
    assert "檢討已結案。" in text(client.post(PAGE, rest, follow=True))
    review.refresh_from_db()
    three[1].refresh_from_db()
    assert (review.concluded_on, three[1].until) == (day("107/6/1"), day("108/1/1"))


def test_it_is_not_concluded_without_day_and_participants(cast, review, three):
    by = actor_of(cast.accountant)
    lines = {one: Said("KEPT") for one in three}
    actions.write_review(review, Words(participants="會計室"), lines, by=by)
    with pytest.raises(ValidationError, match="檢討日及參與人員"):
        actions.conclude(review, by=by)


def test_what_is_concluded_is_locked_and_read_by_all(as_, cast, review, three):
    by = actor_of(cast.accountant)
    actions.write_review(
        review, Words(day("107/5/30"), "會計室"), {one: Said("KEPT") for one in three}, by=by
    )
    actions.conclude(review, by=by)
    review.refresh_from_db()
    with pytest.raises(PermissionDenied, match="已結案"):
        actions.write_review(review, Words(day("107/5/30"), "改"), {}, by=by)
    answer = as_(cast.accountant).post(PAGE, typed(review, three, "DROPPED：改", "KEPT", "KEPT"))
    assert (answer.status_code, "內容不能再更改" in text(answer)) == (400, True)
    make.make_indicator(cast.agency, cast.unit_a, code="LATER")
    page = as_(cast.clerk).get(PAGE)
    assert page.context["form"] is None
    assert "員工人數" in text(page) and "LATER" not in text(page)


def test_a_changed_indicator_says_whether_a_new_series_follows(as_, cast, review, three):
    client = as_(cast.accountant)
    client.post(PAGE, typed(review, three, "CHANGED：定義修正"))
    assert "尚無接續的新指標" in text(client.get(PAGE))
    make.make_indicator(
        cast.agency, cast.personnel, code="A-9", since="108/1/1", replaces=three[0], change_reason="定義修正"
    )
    assert "接續的新指標" in text(client.get(PAGE)) and "A-9" in text(client.get(PAGE))


def test_who_saves_second_sees_both_and_keeps_what_was_typed(as_, cast, review, three):
    client = as_(cast.accountant)
    client.post(PAGE, typed(review, three, "KEPT", "CHANGED：甲說", "", note="甲的結論"))
    answer = client.post(PAGE, typed(review, three, "", "DROPPED：乙說", "KEPT", participants="乙"))
    form, second = answer.context["form"], three[1].pk
    assert answer.status_code == 409
    assert answer.context["theirs"] == {
        "participants": "會計室、各組室",
        f"result_{second}": "修正",
        f"reason_{second}": "甲說",
        f"result_{three[2].pk}": "（空白）",
    }
    mine = [form[name].value() for name in ("participants", f"result_{second}", f"reason_{second}")]
    assert mine == ["乙", "DROPPED", "乙說"]
    # What only the other had written is taken over.
    assert (form["note"].value(), form[f"result_{three[0].pk}"].value()) == ("甲的結論", "KEPT")
    review.refresh_from_db()
    again = {name: form[name].value() for name in form.fields} | {"verb": "save"}
    assert client.post(PAGE, again).status_code == 302
    assert said(review) == {"A-1": ("KEPT", ""), "A-2": ("DROPPED", "乙說"), "A-3": ("KEPT", "")}


def test_the_second_of_two_clicks_changes_nothing(as_, cast, review, three):
    client, sent = as_(cast.accountant), typed(review, three, "KEPT", "", "")
    assert [client.post(PAGE, sent).status_code for _again in range(2)] == [302, 302]
    review.refresh_from_db()
    assert review.version == 1


@pytest.mark.parametrize("role", ["clerk", "head", "secretary", "officer"])
def test_others_read_it_but_do_not_write_it(as_, cast, review, three, role):
    client = as_(getattr(cast, role))
    page = client.get(PAGE)
    assert (page.status_code, page.context["form"]) == (200, None)
    assert client.post(PAGE, typed(review, three, "KEPT")).status_code == 403


def test_another_agency_sees_nothing_of_it(as_, cast, review):
    assert as_(cast.stranger).get(PAGE).context["review"] is None


def test_the_secretariat_puts_it_on_the_agenda_once(as_, cast, review, three, meeting):
    by = actor_of(cast.accountant)
    actions.write_review(review, Words(day("107/5/30"), "會計室"), {}, by=by)
    client, sent = as_(cast.secretary), {"meeting": meeting.pk}
    assert [client.post(f"{PAGE}report/", sent).status_code for _again in range(2)] == [302, 302]
    item = meeting.items.get()
    assert (item.section, item.tasks, item.url, item.unit) == ("REPORT", ["TK-03"], PAGE, cast.accounting)
    assert item.title == "107 年性別統計指標檢討結果（107 年 5 月 30 日檢討）"
    review.refresh_from_db()
    assert (review.reported_in, review.is_reported) == (item, False)


def test_it_is_reported_when_a_valid_meeting_has_heard_it(cast, review, meeting, force):
    by = actor_of(cast.secretary, "107/6/20")
    actions.write_review(review, Words(day("107/5/30"), "會計室"), {}, by=actor_of(cast.accountant))
    review = actions.report(review, meeting, by=by)
    held = make.hold_meeting(meeting, force[:12], by)
    committee.decide(held.items.get(), committee.Decision(Outcome.NOTED), by=by)
    assert IndicatorReview.objects.get().is_reported


def test_a_result_is_not_left_open_again(as_, cast, review, three):
    client = as_(cast.accountant)
    client.post(PAGE, typed(review, three, "KEPT"))
    review.refresh_from_db()
    form = client.post(PAGE, typed(review, three, "")).context["form"]
    assert form.errors == {f"result_{three[0].pk}": ["已有結果，不能改回未定。"]}


def test_who_keeps_no_agenda_is_told_who_does(as_, cast, review, meeting):
    actions.write_review(review, Words(day("107/5/30"), "會計室"), {}, by=actor_of(cast.accountant))
    assert "由組室主管或綜合企劃組排入" in text(as_(cast.accountant).get(PAGE))
    assert as_(cast.clerk).post(f"{PAGE}report/", {"meeting": meeting.pk}).status_code == 302
    assert not meeting.items.exists()


def test_a_long_review_costs_what_a_short_one_costs(as_, cast):
    actions.open_review(cast.agency, 2018, by=actor_of(cast.accountant))
    client, costs = as_(cast.accountant), []
    for number in range(1, 4):
        make.make_indicator(cast.agency, cast.unit_a, code=f"A-{number}")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as spent:
            client.get(PAGE)
        costs.append(len(spent))
    assert costs[0] == costs[2]
