"""The public zone and its desk in a real browser: accessible, narrow and wide, without scripts (issue's acceptance)."""

import pytest

from tests import factories as make
from tests.browser.test_pages import faults
from tests.public_zone.conftest import house

__all__ = ["house"]

TARGETS = "wcag22aa"
"""Every link and button is large enough for a finger (target-size)."""
PAGES = (
    "/public/",
    "/public/doit/",
    "/public/doit/sitemap/",
    "/public/doit/statistics/",
    "/public/doit/statistics/doit-01/",
    "/public/doit/statistics/doit-02/",
    "/public/doit/members/members/",
    "/public/doit/minutes/107-1/",
    "/public/doit/plan/taipei_doit_105_108/",
    "/public/doit/analyses/{analysis}/",
)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_zone_is_accessible_at_every_width_and_has_no_scripts(house, visit, width):
    visitor = visit(width=width)
    found = {}
    for address in PAGES:
        visitor.page.goto(address.format(analysis=house.analyses[0].id))
        assert visitor.page.locator("script").count() == 0
        found[address] = faults(visitor, TARGETS)
    assert {address: said for address, said in found.items() if said} == {}


def test_without_scripts_a_citizen_walks_from_the_first_page_to_the_numbers(house, visit):
    page = visit(width=390, javascript=False).page
    page.goto("/public/doit/")
    page.get_by_label("專區導覽").get_by_role("link", name="性別統計").click()
    page.get_by_role("main").get_by_role("link", name="參訓人次").click()
    assert page.get_by_role("heading", level=1).text_content() == "參訓人次"
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "doit-02.csv"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_desk_and_the_preview_are_accessible(house, cast, visit, width):
    visitor = visit(width=width)
    page = visitor.sign_in("accountant", make.PASSWORD)
    found = {}
    for address in ("/publish/", "/publish/statistics/doit-02/", "/publish/statistics/doit-01/"):
        page.goto(address)
        found[address] = faults(visitor, TARGETS)
    assert {address: said for address, said in found.items() if said} == {}


def test_what_is_published_at_the_desk_is_read_by_everybody(house, cast, visit):
    page = visit().sign_in("accountant", make.PASSWORD)
    page.goto("/publish/")
    page.get_by_label("公開「參訓人次」").check()
    page.get_by_role("button", name="公開勾選的").click()
    assert "已公開 1 項資料。" in page.get_by_role("status").text_content()
    stranger = visit().page
    stranger.goto("/public/doit/statistics/doit-02/")
    assert "87,654" in stranger.get_by_role("main").text_content()


def test_the_whole_chart_is_seen_on_a_phone(house, visit):
    page = visit(width=390).page
    page.goto("/public/doit/statistics/doit-02/")
    chart = page.locator("figure.chart")
    assert chart.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert chart.locator("svg").bounding_box()["width"] <= 390
