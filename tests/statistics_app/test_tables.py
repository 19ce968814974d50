"""S-2 – S-6: numbers are checked, kept once, told in the history, approved and locked."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from organization import history
from organization.models import Role
from statistics_app.actions import tables as actions
from statistics_app.cells import Side, Sign, Spot, cells_of
from statistics_app.models import State, YearTable
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(cast):
    return make.make_indicator(cast.agency, cast.unit_a, "薦任", "委任")


@pytest.fixture
def office(cast):
    return make.actor_of(cast.accountant, "107/6/1")


def entry(indicator, *numbers, year=2018, version=0, because=None) -> actions.Entry:
    spots = [
        Spot(one.id, 1, side)
        for one in indicator.categories.all()
        for side in (Side.MALE, Side.FEMALE, Side.TOTAL)
    ]
    return actions.Entry(year, version, dict(zip(spots, numbers, strict=False)), because or {})


def D(*numbers):
    return [Decimal(one) if isinstance(one, int) else one for one in numbers]


def test_numbers_are_kept_and_the_history_names_the_cells(staff, office):
    [table] = actions.save_entries(staff, [entry(staff, *D(12, 8))], by=office)
    [again] = actions.save_entries(staff, [entry(staff, *D(13, 8), version=table.version)], by=office)
    assert sorted(again.cells.values()) == ["13", "8"]
    assert [one.reason for one in history.of(again)] == ["薦任 男 12→13", "薦任 男 –→12；薦任 女 –→8"]


def test_the_same_numbers_again_change_nothing(staff, office):
    actions.save_entries(staff, [entry(staff, *D(12, 8))], by=office)
    assert actions.save_entries(staff, [entry(staff, *D(12, 8), version=7)], by=office) == []
    assert history.of(YearTable.objects.get()).count() == 1


def test_the_second_of_two_is_told_what_stands_there(staff, office):
    actions.save_entries(staff, [entry(staff, *D(12, 8))], by=office)
    actions.save_entries(staff, [entry(staff, *D(13, 8), version=0)], by=office)
    with pytest.raises(history.Conflict) as conflict:
        actions.save_entries(staff, [entry(staff, *D(20, 8), version=0)], by=office)
    assert Decimal(13) in cells_of(conflict.value.current).values()


def test_all_years_are_kept_or_none(staff, office):
    with pytest.raises(ValidationError):
        actions.save_entries(staff, [entry(staff, *D(1, 2)), entry(staff, *D(1, 2, 9), year=2017)], by=office)
    assert not YearTable.objects.exists()


def test_a_total_that_is_not_the_sum_wants_a_reason(staff, office):
    first = staff.categories.first()
    with pytest.raises(ValidationError, match="合計 21 與各性別之和 20 不符"):
        actions.save_entries(staff, [entry(staff, *D(12, 8, 21))], by=office)
    because = {f"{first.id}/1": "含未登錄性別 1 人"}
    [table] = actions.save_entries(staff, [entry(staff, *D(12, 8, 21), because=because)], by=office)
    assert table.because == because


def test_approved_numbers_are_locked_until_the_office_opens_them_with_a_reason(staff, office):
    [table] = actions.save_entries(staff, [entry(staff, *D(12, 8), Sign.NOT_APPLICABLE, *D(3, 4))], by=office)
    table = YearTable.objects.get()
    actions.approve(table, by=office)
    with pytest.raises(PermissionDenied, match="已核定鎖定"):
        actions.save_entries(staff, [entry(staff, *D(1, 1), version=table.version + 1)], by=office)
    with pytest.raises(PermissionDenied, match="事由"):
        actions.reopen(table, by=office, reason=" ")
    opened = actions.reopen(table, by=office, reason="更正誤植")
    assert (opened.state, opened.approved_on, opened.reason) == (State.OPEN, None, "更正誤植")


def test_blank_cells_are_named_and_not_approved(staff, office):
    [table] = actions.save_entries(staff, [entry(staff, *D(12, 8))], by=office)
    with pytest.raises(ValidationError, match="107 年尚有未填：委任 男、委任 女"):
        actions.approve(table, by=office)


def test_a_sign_is_an_answer(staff, office):
    numbers = [*D(0, 8), None, Sign.UNPUBLISHED, Sign.NOT_APPLICABLE]
    [table] = actions.save_entries(staff, [entry(staff, *numbers)], by=office)
    approved = actions.approve(table, by=office)
    assert set(approved.cells.values()) == {"0", "8", "unpublished", "na"}


def test_the_owner_unit_fills_and_submits_and_others_do_not(staff, cast, office):
    clerk, neighbour = make.actor_of(cast.clerk), make.actor_of(cast.neighbour)
    [table] = actions.save_entries(staff, [entry(staff, *D(12, 8), None, *D(1, 1))], by=clerk)
    with pytest.raises(PermissionDenied, match="應用服務組或會計室"):
        actions.save_entries(staff, [entry(staff, *D(1, 1), version=table.version)], by=neighbour)
    submitted = actions.submit(table, by=clerk)
    with pytest.raises(PermissionDenied, match="會計室核定"):
        actions.approve(submitted, by=clerk)
    assert actions.approve(submitted, by=office).state == State.APPROVED


def test_an_accountant_of_another_agency_does_nothing_here(staff, cast):
    other = make.make_person(cast.other_agency, name="他會計")
    make.make_account(other, Role.ACCOUNTING, username="other-accountant")
    with pytest.raises(PermissionDenied):
        actions.save_entries(staff, [entry(staff, *D(1, 1))], by=make.actor_of(other))


def test_a_note_is_bound_to_its_cell_once_and_taken_off(staff, office):
    [table] = actions.save_entries(staff, [entry(staff, *D(12, 8))], by=office)
    spot = Spot(staff.categories.first().id, 1, Side.MALE)
    first = actions.note(table, "含約聘", by=office, spot=spot)
    assert actions.note(table, "含約聘", by=office, spot=spot) == first
    assert actions.withdraw_note(first, by=office).is_withdrawn
    assert actions.note(table, "含約聘", by=office, spot=spot) != first
