"""The task force as participant: put on its agenda, read from its resolution, its opinions entered (伍四(三))."""

import pytest
from django.core.exceptions import PermissionDenied

from committee import actions as committee
from committee.models import Outcome
from impact_assessment import standing
from impact_assessment.actions import opinions, steps
from tests import factories as make
from tests.factories import actor_of, day
from tests.impact_assessment import ways
from tests.impact_assessment.test_case_pages import page, text
from tests.impact_assessment.ways import fresh


@pytest.fixture
def force(house):
    return make.make_task_force(house.agency)


@pytest.fixture
def meeting(force):
    return make.make_meeting(force[0].committee, "107/6/1", 2)


@pytest.fixture
def ready(house):
    """A case whose form is filled in."""
    return ways.fill(ways.gather(ways.screened(house), house), house)


def hold(house, force, meeting, case, present=19) -> None:
    """The meeting takes place with ``present`` members and deals with the case."""
    by = actor_of(house.secretary)
    make.hold_meeting(meeting, force[:present], by)
    item = fresh(case).presented_in
    committee.decide(item, committee.Decision(Outcome.PASSED), by=by)


def test_the_units_manager_puts_it_on_the_agenda_once(as_, house, meeting, ready):
    client = as_(house.head)
    for _again in range(2):
        shown = client.post(page(ready, "present"), {"meeting": meeting.pk}, follow=True)
    assert "已排入" in text(shown) or "尚無有效決議" in text(shown)
    [item] = meeting.items.all()
    assert (item.title, item.unit, item.url) == (
        "性別影響評估程序參與：智慧路燈計畫",
        house.unit_a,
        page(ready),
    )
    assert standing.steps(fresh(ready))[2].mark == standing.Mark.WAITING


def test_a_valid_resolution_finishes_the_participation_and_its_opinions_are_answered(
    house, force, meeting, ready
):
    by = actor_of(house.head)
    opinions.present(ready, meeting, by=by)
    with pytest.raises(PermissionDenied, match="專案小組還沒有有效決議"):
        opinions.record_opinion(ready, "意見", by=by)
    hold(house, force, meeting, ready)
    token = ways.token()
    question = ready.form.questions.get(number="10-7")
    for _again in range(2):
        row = opinions.record_opinion(ready, "補目標值", question=question, by=by, token=token)
    case = steps.finish_step(ready, 3, on=day("107/6/1"), by=by)
    assert [one.pk for one in standing.open_opinions(case)] == [row.pk]
    opinions.reply(row, opinions.Answered("NOT_ADOPTED", day("107/6/1"), reason="已有"), by=by)
    assert steps.finish_step(case, 4, on=day("107/6/1"), by=by).current.number == 5


def test_a_meeting_that_resolved_nothing_counts_for_nothing(house, force, meeting, ready):
    opinions.present(ready, meeting, by=actor_of(house.head))
    by = actor_of(house.secretary)
    make.hold_meeting(meeting, force, by)
    assert not standing.is_heard(fresh(ready))


def test_a_hearing_belongs_to_the_round_in_which_it_took_place(house, force, meeting, ready):
    by = actor_of(house.head)
    opinions.present(ready, meeting, by=by)
    hold(house, force, meeting, ready)
    case = steps.finish_step(ready, 3, on=day("107/6/1"), by=by)
    case = steps.go_back(case, 3, reason="再徵詢", by=by)
    assert case.presented_in is None
    assert [str(one) for one in standing.missing(case, case.current)] == [
        "尚無符合資格專家的書面意見，專案小組也還沒有有效決議。"
    ]


def test_an_opinion_of_the_task_force_is_taken_out_with_a_reason_an_experts_is_not(
    house, force, meeting, ready
):
    by = actor_of(house.head)
    opinions.present(ready, meeting, by=by)
    hold(house, force, meeting, ready)
    row = opinions.record_opinion(ready, "誤登", by=by)
    opinions.withdraw_opinion(row, by=by, reason="非本案")
    assert standing.opinions(fresh(ready)) == []
    case = ways.heard_by_expert(ready, house, "107/6/1")
    with pytest.raises(PermissionDenied, match="專家的意見不能撤下"):
        opinions.withdraw_opinion(standing.opinions(fresh(case))[0], by=by, reason="x")
