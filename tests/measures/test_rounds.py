"""The update round of a year (M-5)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from measures.actions import rounds as actions
from measures.actions.rounds import Told
from measures.models import Measure, Update, UpdateRound
from notices.models import Letter
from organization import history
from tests import factories as make
from tests.factories import actor_of

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def opened(plan, cast):
    return actions.open_round(plan, 2018, due_on=make.day("107/7/15"), by=actor_of(cast.secretary))


def test_only_the_secretariat_opens_a_round_and_once(plan, cast, opened):
    with pytest.raises(PermissionDenied, match="由綜合企劃組開立"):
        actions.open_round(plan, 2018, due_on=make.day("107/7/15"), by=actor_of(cast.head))
    again = actions.open_round(plan, 2018, due_on=make.day("107/7/15"), by=actor_of(cast.secretary))
    assert again == opened
    with pytest.raises(ValidationError, match="已有進行中的填報"):
        actions.open_round(plan, 2018, due_on=make.day("107/8/1"), by=actor_of(cast.secretary))


def test_a_round_is_due_after_it_opens(plan, cast):
    with pytest.raises(ValidationError, match="填報期限不得早於開始日"):
        actions.open_round(plan, 2018, due_on=make.day("107/5/31"), by=actor_of(cast.secretary))


def test_what_is_told_brings_the_measure_up_to_date(opened, cast):
    measure = make.make_measure(cast.unit_a, planned_on="107/9/1")
    told = Told(False, "改期", planned_on=make.day("107/10/11"), male=1, female=2)
    row = actions.tell(opened, measure, told, by=actor_of(cast.clerk))
    measure.refresh_from_db()
    assert (row.is_as_planned, row.text, row.filled_on) == (False, "改期", make.day("107/6/1"))
    assert (measure.planned_on, measure.planned_end_on, measure.female) == (
        make.day("107/10/11"),
        make.day("107/10/11"),
        2,
    )


def test_a_changed_course_must_be_told(opened, cast):
    measure = make.make_measure(cast.unit_a)
    with pytest.raises(ValidationError, match="須填辦理情形"):
        actions.tell(opened, measure, Told(False), by=actor_of(cast.clerk))


def test_two_who_tell_at_once_do_not_write_over_each_other(opened, cast):
    measure = make.make_measure(cast.unit_a)
    stale = Measure.objects.get(pk=measure.pk)
    actions.tell(opened, measure, Told(True, "甲"), by=actor_of(cast.clerk))
    with pytest.raises(history.Conflict):
        actions.tell(opened, stale, Told(True, "乙"), by=actor_of(cast.head))
    assert Update.objects.get().text == "甲"


def test_a_closed_round_is_told_nothing_more(opened, cast):
    measure = make.make_measure(cast.unit_a)
    with pytest.raises(PermissionDenied):
        actions.close_round(opened, by=actor_of(cast.head))
    closed = actions.close_round(opened, by=actor_of(cast.secretary))
    assert actions.close_round(closed, by=actor_of(cast.secretary)).version == closed.version
    with pytest.raises(PermissionDenied, match="目前沒有進行中的填報"):
        actions.tell(closed, measure, Told(True), by=actor_of(cast.clerk))


def test_another_units_measure_is_not_told_of(opened, cast):
    measure = make.make_measure(cast.unit_a)
    with pytest.raises(PermissionDenied):
        actions.tell(opened, measure, Told(True), by=actor_of(cast.neighbour))


def test_saving_leads_to_the_next_of_ones_own_and_at_last_to_the_round(opened, cast, as_):
    first = make.make_measure(cast.unit_a, "甲")
    make.make_measure(cast.unit_b, "鄰")
    second = make.make_measure(cast.unit_a, "乙", item="MS-C1")
    client = as_(cast.head)
    data = {"is_as_planned": "on", "version": 0}
    answer = client.post(reverse("measures:measure-update", args=[first.pk]), data)
    assert answer["Location"] == reverse("measures:measure-update", args=[second.pk])
    answer = client.post(answer["Location"], data)
    assert answer["Location"] == f"{reverse('measures:round', args=[2018])}#m{second.pk}"


def test_saving_may_lead_back_to_the_same_place_in_the_list(opened, cast, as_):
    first = make.make_measure(cast.unit_a, "甲")
    make.make_measure(cast.unit_a, "乙")
    data = {"is_as_planned": "on", "version": 0, "then": "list"}
    answer = as_(cast.head).post(reverse("measures:measure-update", args=[first.pk]), data)
    assert answer["Location"] == f"{reverse('measures:round', args=[2018])}#m{first.pk}"


def test_the_secretariat_opens_and_closes_the_round_on_its_page(plan, cast, as_):
    client, page = as_(cast.secretary), reverse("measures:round", args=[2018])
    client.post(page, {"due_on": "107/7/15"})
    found = UpdateRound.objects.get()
    assert "請於 107 年 7 月 15 日前填報" in client.get(page).content.decode()
    client.post(reverse("measures:round-close", args=[found.pk]))
    assert "107 年 6 月 1 日結束" in client.get(page).content.decode()


def test_a_unit_can_not_open_a_round(plan, cast, as_):
    answer = as_(cast.head).post(reverse("measures:round", args=[2018]), {"due_on": "107/7/15"})
    assert (answer.status_code, UpdateRound.objects.count()) == (403, 0)


def test_heads_who_are_behind_get_one_letter_a_day_and_it_waits(opened, cast, as_):
    make.make_measure(cast.unit_a, "甲")
    make.make_measure(cast.unit_b, "鄰")
    told = make.make_measure(cast.unit_a, "乙")
    actions.tell(opened, told, Told(True), by=actor_of(cast.clerk))
    client, page = as_(cast.secretary), reverse("measures:round-remind", args=[opened.pk])
    for _again in range(2):
        answer = client.post(page, follow=True).content.decode()
    letter = Letter.objects.get()
    assert (letter.to_name, letter.office, letter.state) == ("林主任", "SECRETARIAT", "WAITING")
    assert ("・甲" in letter.body, "・乙" in letter.body, "107 年 7 月 15 日" in letter.body) == (
        True,
        False,
        True,
    )
    assert "設施網路組沒有主管帳號，未擬信。" in answer
    assert as_(cast.head).post(page).status_code == 403
