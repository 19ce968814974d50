"""Sessions in a real browser: clicks counted, pages accessible, seats and lists as people use them (T-6, T-8, T-14)."""

import pytest

from tests import factories as make
from tests.browser.test_first_way import TODAY
from tests.browser.test_pages import faults
from training.models import Enrolment, Hours, Place, State

PEOPLE = 40


@pytest.fixture
def house(transactional_db, settings):
    """Forty people of 應用服務組 enrolled for yesterday's session, another one to come with two seats."""
    settings.DEMO_DAY = TODAY
    agency = make.make_agency()
    make.load_plan(agency)
    unit = make.make_unit(agency, "應用服務組")
    office = make.make_unit(agency, "人事室", ["PERSONNEL"])
    officer = make.make_person(agency, office, "陳人事")
    make.make_account(officer, "PERSONNEL", username="officer")
    clerk = make.make_person(agency, unit, "王小明")
    make.make_account(clerk, username="clerk")
    people = [make.make_person(agency, unit, f"同仁{number:02}") for number in range(PEOPLE)]
    course = make.make_course(agency, "CEDAW 案例", code="C1", organiser="SELF", is_cedaw=True)
    held = make.make_session(course, "107/11/14", 180, seats=60)
    other = make.make_course(agency, "性別預算實務", code="C2", organiser="SELF")
    make.make_session(other, "107/11/28", 120, seats=2)
    for person in people:
        make.make_enrolment(person, held, unit)
    return held


class Clicker:
    """Counts the clicks of one way through the pages."""

    def __init__(self):
        self.count = 0

    def __call__(self, locator):
        self.count += 1
        locator.click()


def test_forty_people_attended_in_four_clicks(house, visit):
    page, click = visit().sign_in("officer", make.PASSWORD), Clicker()
    page.goto("/training/107/courses/")
    click(page.get_by_role("link", name="CEDAW 案例"))
    click(page.get_by_role("link", name="登錄出席"))
    click(page.get_by_role("checkbox", name="同仁07出席"))
    click(page.get_by_role("button", name="儲存出席"))
    assert "出席 39 人，時數已核。" in page.locator(".messages").inner_text()
    assert click.count <= 4
    assert Hours.objects.filter(session=house, state=State.VERIFIED, minutes=180).count() == PEOPLE - 1
    assert Enrolment.objects.get(state=Place.ABSENT).person.name == "同仁07"


def test_all_attended_works_without_scripts_and_partial_hours_are_kept(house, visit):
    page = visit(javascript=False, width=390).sign_in("officer", make.PASSWORD)
    page.goto(f"/training/sessions/{house.pk}/attendance/")
    page.get_by_label("同仁03時數").fill("1.5")
    page.get_by_role("button", name="全部出席，儲存").click()
    assert "出席 40 人，時數已核。" in page.locator(".messages").inner_text()
    assert list(Hours.objects.filter(minutes=90).values_list("person__name", flat=True)) == ["同仁03"]


def test_who_came_without_a_place_is_chosen_from_the_list_of_people(house, visit):
    page = visit().sign_in("officer", make.PASSWORD)
    page.goto(f"/training/sessions/{house.pk}/attendance/")
    box = page.get_by_label("從人員名單加入")
    first = page.locator("#others option", has_text="").first.get_attribute("value")
    box.fill(first)
    box.press("Enter")
    assert page.get_by_label("現場加入者").input_value() == first
    page.get_by_role("button", name="全部出席，儲存").click()
    assert "出席 41 人，時數已核" in page.locator(".messages").inner_text()


def test_thirty_hours_are_verified_in_three_clicks(house, visit):
    for place in Enrolment.objects.all()[:30]:
        make.make_hours(place.person, house)
    page, click = visit().sign_in("officer", make.PASSWORD), Clicker()
    page.goto("/board/107/")
    click(page.get_by_role("link", name="時數核定"))
    click(page.get_by_role("checkbox", name="勾選本頁全部"))
    click(page.get_by_role("button", name="核定勾選的"))
    assert "已核 30 筆" in page.locator(".messages").inner_text()
    assert click.count <= 3


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_one_enrols_in_two_clicks_and_cancels_with_a_reason(house, visit, javascript):
    page, click = visit(javascript=javascript).sign_in("clerk", make.PASSWORD), Clicker()
    click(page.get_by_role("link", name="報名參訓"))
    click(page.get_by_role("button", name="報名 107/11/28 性別預算實務"))
    assert "已報名。" in page.locator(".messages").inner_text()
    assert click.count <= 2
    page.get_by_role("link", name="性別預算實務").click()
    page.get_by_label("取消事由").fill("公出")
    page.get_by_role("button", name="取消報名").click()
    assert "已取消報名" in page.locator(".messages").inner_text()


def test_the_office_enrols_a_page_of_people_and_the_rest_waits(house, visit):
    page = visit().sign_in("officer", make.PASSWORD)
    page.goto("/training/107/courses/")
    page.get_by_role("link", name="性別預算實務").click()
    page.get_by_role("link", name="挑選參訓人員").click()
    page.get_by_role("checkbox", name="勾選本頁全部").check()
    page.get_by_role("button", name="報名勾選的人").click()
    said = page.locator(".messages").inner_text()
    assert "已報名 2 人。" in said
    assert "40 人因名額已滿列入候補。" in said
    page.get_by_label("應用服務組名額").fill("1")
    page.get_by_label("人事室名額").fill("2")
    page.get_by_role("button", name="依此分配名額").click()
    assert "各組室名額合計 3，與場次名額 2 不符。" in page.locator(".errors").inner_text()
    assert page.get_by_label("人事室名額").input_value() == "2"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_accessible_and_fit(house, visit, width):
    visitor = visit(width=width)
    page, found = visitor.sign_in("officer", make.PASSWORD), {}
    addresses = [
        f"/training/sessions/{house.pk}/{end}" for end in ("", "choose/?list=all", "attendance/", "change/")
    ]
    for address in [
        *addresses,
        "/training/107/coming/",
        "/training/107/submissions/",
        "/training/107/courses/",
    ]:
        page.goto(address)
        found[address] = faults(visitor)
    assert {address: said for address, said in found.items() if said} == {}
