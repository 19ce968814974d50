"""Last year's measures become this year's drafts (M-4)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from measures.actions.copying import carry_over
from measures.carried import Mark, mark
from measures.models import Measure
from tests import factories as make
from tests.factories import actor_of

pytestmark = pytest.mark.usefixtures("today", "plan")


@pytest.fixture
def last_year(cast):
    held = {"held_on": "106/3/8", "male": 3, "female": 5, "achieved": "8 人", "goal": "50 人"}
    measure = make.make_measure(cast.unit_a, year=2017, joint=(cast.unit_b,), content="座談", **held)
    make.make_evidence(measure, "106/3/8")
    return measure


def copies():
    return list(Measure.objects.in_year(2018).whole())


def test_a_copy_takes_the_words_and_leaves_days_numbers_and_evidence(last_year, cast):
    carried = carry_over([last_year], 2018, by=actor_of(cast.clerk))
    (copy,) = copies()
    assert carried.made == (copy,)
    assert (copy.title, copy.item, copy.content, copy.goal) == ("婦女節講座", "MS-A4", "座談", "50 人")
    assert (copy.planned_on, copy.held_on, copy.male, copy.female, copy.achieved) == (None,) * 4 + ("",)
    assert (copy.proofs, copy.joint_units, copy.copied_from) == ([], [cast.unit_b], last_year)


def test_copying_twice_changes_nothing(last_year, cast):
    carry_over([last_year], 2018, by=actor_of(cast.clerk))
    again = carry_over([last_year], 2018, by=actor_of(cast.clerk))
    assert (again.made, again.known, len(copies())) == ((), (last_year,), 1)


def test_what_the_year_has_already_is_left(last_year, cast):
    make.make_measure(cast.unit_a)
    carried = carry_over([last_year], 2018, by=actor_of(cast.clerk))
    assert (carried.made, carried.known) == ((), (last_year,))


def test_a_renamed_units_measures_go_to_its_successor(last_year, cast, plan):
    heir = make.make_unit(plan, "新應用組", since="107/1/1")
    cast.unit_a.until, cast.unit_a.successor = make.day("107/1/1"), heir
    cast.unit_a.save()
    carry_over([last_year], 2018, by=actor_of(cast.secretary))
    assert [one.unit for one in copies()] == [heir]


def test_nobody_carries_over_anothers_measures(last_year, cast):
    with pytest.raises(PermissionDenied):
        carry_over([last_year], 2018, by=actor_of(cast.neighbour))
    assert copies() == []


def test_a_copy_is_the_same_until_it_is_changed(last_year, cast):
    carry_over([last_year], 2018, by=actor_of(cast.clerk))
    (copy,) = copies()
    assert (mark(copy), mark(make.make_measure(cast.unit_a, "新講座"))) == (Mark.SAME, Mark.NEW)
    copy.planned_on = make.day("107/3/8")
    assert mark(copy) == Mark.SAME
    copy.content = "改為工作坊"
    assert mark(copy) == Mark.CHANGED


def test_the_page_ticks_what_is_not_there_and_asks_for_a_choice(last_year, cast, as_):
    client, address = as_(cast.head), reverse("measures:copy", args=[2018])
    make.make_measure(cast.unit_b, "鄰組講座", year=2017)
    page = client.get(address).content.decode()
    assert f'value="{last_year.pk}" id="m{last_year.pk}" checked' in page
    assert "鄰組講座" not in page
    assert "請勾選要沿用的措施。" in client.post(address).content.decode()
    page = client.post(address, {"measure": [last_year.pk]}, follow=True).content.decode()
    assert "已沿用 1 項措施為草稿。" in page
    page = client.get(address).content.decode()
    assert ("已沿用" in page, f'value="{last_year.pk}"' in page) == (True, False)


def test_a_forged_choice_of_another_units_measure_is_nothing(last_year, cast, as_):
    other = make.make_measure(cast.unit_b, "鄰組講座", year=2017)
    as_(cast.head).post(reverse("measures:copy", args=[2018]), {"measure": [other.pk]})
    assert copies() == []
