"""Members in a real browser: the what-if with and without scripts, the question before a third is broken (C-2, C-3)."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from committee.models import Membership
from organization.models import Sex
from tests import factories as make
from tests.browser.test_pages import faults


@pytest.fixture
def house(transactional_db, settings):
    """Six women of 18 on 107/6/1: just enough; a further man would be one too many."""
    settings.DEMO_DAY = datetime.date(2018, 6, 1)
    agency = make.make_agency()
    call_command("load_plan", str(make.SEED_PLAN), agency=agency.code, verbosity=0)
    planning = make.make_unit(agency, "綜合企劃組", ["PLANNING"])
    secretary = make.make_person(agency, planning, "周綜企", sex=Sex.MALE)
    make.make_account(secretary, "SECRETARIAT", username="secretary")
    members = make.make_task_force(agency, men=12, women=6)
    board = make.make_committee(agency, "EVALUATION_BOARD", "考績委員會")
    make.make_member(board, secretary, "DESIGNATED")
    return SimpleNamespace(secretary=secretary, members=members, board=board)


def result(page) -> str:
    return page.locator("#result").inner_text()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_tick_taken_away_is_judged(house, visit, javascript):
    page = visit(javascript=javascript).sign_in("secretary", make.PASSWORD)
    page.goto("/committee/what-if/")
    assert "符合" in result(page)
    assert "6/18" in result(page)
    woman = next(one for one in house.members if one.sex == Sex.FEMALE)
    page.get_by_label(woman.who.name, exact=True).uncheck()
    if not javascript:
        page.get_by_role("button", name="試算").click()
    page.locator("#result", has_text="5/17").wait_for()
    assert "換 1 位男性委員為女性即符合： 6/17 = 35.3%" in result(page)
    assert "new-1-sex" in page.url
    page.get_by_label("性別").first.select_option("F")
    if not javascript:
        page.get_by_role("button", name="試算").click()
    page.locator("#result", has_text="6/18").wait_for()
    page.reload()
    assert "6/18" in result(page)
    assert not page.get_by_label(woman.who.name, exact=True).is_checked()


def test_an_appointment_that_breaks_the_third_wants_a_tick(house, visit):
    page = visit(width=390).sign_in("secretary", make.PASSWORD)
    page.goto("/committee/")
    page.get_by_role("link", name="新增委員").click()
    page.get_by_label("人員").select_option(str(house.secretary.pk))
    page.get_by_label("身分別").select_option("INTERNAL")
    page.get_by_label("聘期起日").fill("107/6/1")
    page.get_by_role("button", name="儲存").click()
    assert "6/19，至少須 7 人" in page.locator(".errors").inner_text()
    page.get_by_label("已知悉，仍要儲存").check()
    page.get_by_role("button", name="儲存").click()
    assert "已登錄 周綜企 的聘期" in page.locator(".messages").inner_text()
    assert Membership.objects.filter(person=house.secretary, seat="INTERNAL").count() == 1


def test_the_pages_are_accessible_and_fit_a_phone(house, visit):
    visitor = visit(width=360)
    page = visitor.sign_in("secretary", make.PASSWORD)
    committee = house.members[0].committee_id
    found = {}
    for address in (
        "/committee/",
        "/committee/what-if/",
        f"/committee/{committee}/members/new/",
        f"/committee/{committee}/externals/new/",
        f"/committee/{committee}/filings/new/",
        f"/committee/members/{house.members[0].pk}/",
        f"/committee/members/{house.members[0].pk}/end/",
        "/committee/107/others/",
        "/committee/others/new/",
        f"/committee/others/{house.board.pk}/",
        f"/committee/others/{house.board.pk}/members/",
        f"/committee/others/{house.board.pk}/end/",
    ):
        page.goto(address)
        found[address] = faults(visitor)
    assert {address: said for address, said in found.items() if said} == {}
