"""A line's own page: its texts, what it pays for, its way out, its history (B-1, B-4; FN-01)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from budgets.actions import lines as actions
from budgets.models import Line, Link
from tests import factories as make
from tests.budgets import records
from tests.factories import actor_of


@pytest.fixture
def line(opened, cast):
    return records.make_line(opened, cast.unit_a, cast, amount=1_000, counted=400)


def test_the_page_shows_amount_share_reason_and_history(as_, cast, line):
    text = as_(cast.clerk).get(reverse("budgets:line", args=[line.pk])).content.decode()
    assert "1,000 元" in text
    assert "40.0%，僅部分與性別有關" in text
    assert "吳會計 填報" in text
    assert as_(cast.neighbour).get(reverse("budgets:line", args=[line.pk])).status_code == 404


def test_texts_are_edited_on_a_page_and_a_stale_one_is_told(as_, cast, line):
    page = reverse("budgets:line-edit", args=[line.pk])
    sent = records.values(amount="2,000", counted="50%", share_reason="半數") | {
        "target": "滿意度 80%",
        "version": "0",
    }
    as_(cast.clerk).post(page, sent | {"description": "增設\n二處"})
    line.refresh_from_db()
    assert (line.amount, line.counted, line.description) == (2_000, 1_000, "增設\n二處")
    answer = as_(cast.head).post(page, sent | {"description": "別的"})
    assert "別人剛才的修改" in answer.content.decode()


def test_a_line_is_linked_once_and_its_amount_stays(as_, cast, line):
    indicator = make.make_indicator(cast.agency, cast.unit_a)
    page = reverse("budgets:line-link", args=[line.pk])
    client = as_(cast.clerk)
    client.post(page, {"indicator": indicator.pk})
    actions.link(line, "indicator", indicator, by=actor_of(cast.clerk))
    assert str(indicator) in client.get(reverse("budgets:line", args=[line.pk])).content.decode()
    found = Link.objects.get()
    client.post(reverse("budgets:link-withdraw", args=[found.pk]))
    found.refresh_from_db()
    assert found.is_withdrawn
    actions.link(line, "indicator", indicator, by=actor_of(cast.clerk))
    assert Link.objects.count() == 1
    assert Line.objects.standing().totals()["counted"] == 400


def test_nothing_chosen_is_said_and_another_agencys_is_not_there(as_, cast, line):
    page = reverse("budgets:line-link", args=[line.pk])
    assert "請選擇一項。" in as_(cast.clerk).post(page, {}).content.decode()
    foreign = make.make_indicator(cast.other_agency, cast.other_unit)
    assert as_(cast.clerk).post(page, {"indicator": foreign.pk}).status_code == 400
    with pytest.raises(ValidationError, match="查無此項"):
        actions.link(line, "indicator", foreign, by=actor_of(cast.clerk))
    with pytest.raises(PermissionDenied, match="由應用服務組或會計室登錄"):
        actions.link(line, "indicator", foreign, by=actor_of(cast.neighbour))


def test_links_may_be_added_to_an_approved_line_amounts_may_not(cast, opened, line):
    records.approve(opened, cast.unit_a, cast)
    indicator = make.make_indicator(cast.agency, cast.unit_a)
    assert actions.link(line, "indicator", indicator, by=actor_of(cast.clerk)).pk
    with pytest.raises(PermissionDenied, match="已核定"):
        actions.describe(line, {"amount": 1}, by=actor_of(cast.accountant))


def test_a_line_is_withdrawn_with_its_reason_and_stays(as_, cast, line):
    page = reverse("budgets:line-withdraw", args=[line.pk])
    assert as_(cast.clerk).post(page, {"reason": " "}).status_code == 403
    as_(cast.clerk).post(page, {"reason": "改列他項"})
    line.refresh_from_db()
    assert line.withdrawn_because == "改列他項"
    assert "已撤下：改列他項" in as_(cast.clerk).get(reverse("budgets:line", args=[line.pk])).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": -1, "counted": -1}, "預算數須為 0 以上"),
        ({"amount": 10, "counted": 11}, "性別預算數不得超過預算數"),
        ({"amount": 10, "counted": 9, "share_reason": ""}, "部分計入性別預算者須說明理由"),
        ({"outturn": 401, "difference_reason": ""}, "執行數超過性別預算數者須說明差異原因"),
        ({"carried_over": 1}, "保留數須與執行數並填"),
    ],
)
def test_what_can_never_be_true_is_refused_by_the_table_itself(line, wrong, said):
    for name, value in wrong.items():
        setattr(line, name, value)
    with pytest.raises(ValidationError, match=said):
        line.full_clean()
