"""An amendment from its proposal to the agenda and a line of progress, in a real browser and on a phone (玖, C-15)."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command

from committee import actions
from committee.models import Amendment, FollowUp, Outcome, Progress, Section
from plan.models import Clause
from tests import factories as make
from tests.browser.test_pages import faults


@pytest.fixture
def house(transactional_db, settings):
    """林主任's unit with a follow-up, the secretary, and the next meeting on 107/6/20; today is 107/6/1."""
    settings.DEMO_DAY = make.day("107/6/1")
    agency = make.make_agency()
    call_command("load_plan", str(make.SEED_PLAN), agency=agency.code, verbosity=0)
    unit = make.make_unit(agency, "應用服務組")
    planning = make.make_unit(agency, "綜合企劃組", ["PLANNING"])
    head = make.make_person(agency, unit, "林主任")
    secretary = make.make_person(agency, planning, "周綜企")
    make.make_account(head, "UNIT_MANAGER", unit=unit, username="head")
    make.make_account(secretary, "SECRETARIAT", username="secretary")
    members = make.make_task_force(agency)
    by = make.actor_of(secretary, "107/5/10")
    held = make.hold_meeting(make.make_meeting(members[0].committee, "107/5/10"), members[:10], by)
    item = actions.add_item(held, actions.Words("加開課程", Section.EXTEMPORE), by=by)
    order = actions.Order(unit, "規劃性別意識進階課程", make.day("107/9/30"))
    actions.decide(item, actions.Decision(Outcome.PASSED, "請應用服務組規劃"), by=by, orders=(order,))
    make.make_meeting(members[0].committee, "107/6/20", 2)
    return SimpleNamespace(head=head, unit=unit, by=by)


def proposal(house) -> Amendment:
    clause = Clause.objects.get(label="伍二(二)1")
    said = {"new_text": clause.text.replace("3小時", "4小時"), "numbers": {"TR-05": {"hours": 4}}}
    amendment = Amendment(unit=house.unit, clause=clause, reason="加強培力", **said)
    return actions.propose(amendment, by=make.actor_of(house.head, "107/5/20"))


def test_a_unit_proposes_and_the_secretariat_puts_it_on_the_agenda_with_one_click(house, visit):
    page = visit().sign_in("head", make.PASSWORD)
    page.goto("/committee/amendments/")
    page.get_by_role("link", name="提案修正").click()
    page.get_by_label("條款").select_option(str(Clause.objects.get(label="伍二(二)1").pk))
    page.get_by_role("button", name="下一步").click()
    text = page.get_by_label("修正條文")
    text.fill(text.input_value().replace("3小時", "4小時"))
    page.get_by_label("：時數").fill("4")
    page.get_by_label("修正理由").fill("加強培力")
    page.get_by_role("button", name="送出提案").click()
    assert page.locator("ins").first.inner_text() == "4"
    assert page.locator("del").first.inner_text() == "3"

    secretary = visit().sign_in("secretary", make.PASSWORD)
    secretary.goto(f"/committee/amendments/{Amendment.objects.get().pk}/")
    secretary.get_by_role("button", name="排入議程").click()
    assert "已排入 107 年第 2 次會議" in secretary.locator(".facts").inner_text()


def test_progress_is_told_without_javascript(house, visit):
    page = visit(javascript=False).sign_in("head", make.PASSWORD)
    page.goto("/committee/107/follow-ups/")
    page.get_by_role("link", name="加開課程").click()
    page.get_by_role("textbox", name="辦理情形").fill("已洽講師")
    page.get_by_role("button", name="填報").click()
    assert "已洽講師" in page.locator("#progress + .facts").inner_text()
    assert Progress.objects.get().text == "已洽講師"


@pytest.mark.parametrize("language", ["zh-hant", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_are_accessible_and_fit_a_phone(house, visit, width, language):
    visitor = visit(width=width)
    page = visitor.sign_in("secretary", make.PASSWORD)
    base = page.url.split("/", 3)
    cookie = {"name": "django_language", "value": language, "url": f"{base[0]}//{base[2]}"}
    visitor.context.add_cookies([cookie])
    amendment, follow_up = proposal(house), FollowUp.objects.get()
    found = {}
    for address in (
        "/committee/107/follow-ups/",
        f"/committee/follow-ups/{follow_up.pk}/",
        "/committee/amendments/",
        "/committee/amendments/new/",
        f"/committee/amendments/new/{amendment.clause_id}/",
        f"/committee/amendments/{amendment.pk}/",
    ):
        page.goto(address)
        found[address] = faults(visitor)
    assert {address: said for address, said in found.items() if said} == {}


def test_on_a_phone_old_and_new_words_stand_one_under_the_other(house, visit):
    amendment = proposal(house)
    page = visit(width=390).sign_in("head", make.PASSWORD)
    page.goto(f"/committee/amendments/{amendment.pk}/")
    cells = [one.bounding_box() for one in page.locator("#comparison + .table-frame td").all()]
    assert [one["x"] for one in cells] == [cells[0]["x"]] * 3
    assert cells[0]["y"] < cells[1]["y"] < cells[2]["y"]
    assert page.get_by_text("現行條文").last.is_visible()
