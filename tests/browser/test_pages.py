"""Every page kind: no accessibility fault (axe), no sideways scroll on a phone, quiet console, in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import factories as make
from tests.browser.test_first_way import agency_year

__all__ = ["agency_year"]

PAGES = {
    "clerk": [
        "/training/107/my/",
        "/training/107/my/own-course/",
        "/plan/107/",
        "/accounts/me/",
        "/accounts/password/",
    ],
    "officer": [
        "/training/107/people/",
        "/training/107/verify/",
        "/training/107/courses/",
        "/training/107/sessions/new/",
    ],
    "secretary": ["/board/107/", "/plan/110/", "/reports/107/"],
}


RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")


def faults(visitor, *more: str) -> list[str]:
    """Axe's A and AA findings (by ``more`` rules too), and what is wider than the window.

    What axe itself says in the console is left out.
    """
    page, said_before = visitor.page, list(visitor.complaints)
    found = Axe().run(page, options={"runOnly": [*RULES, *more]}).response
    visitor.complaints[:] = said_before
    said = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]
    wide, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return said + ([f"wider than the window: {wide} > {room}"] if wide > room else [])


@pytest.mark.parametrize("language", ["zh-hant", "en"])
@pytest.mark.parametrize("username", PAGES)
def test_pages_are_accessible_and_fit_a_phone(agency_year, visit, username, language):
    visitor = visit(width=360)
    page = visitor.sign_in(username, make.PASSWORD)
    visitor.context.add_cookies(
        [
            {
                "name": "django_language",
                "value": language,
                "url": page.url.split("/", 3)[0] + "//" + page.url.split("/")[2],
            }
        ]
    )
    found = {}
    for address in PAGES[username]:
        page.goto(address)
        found[address] = faults(visitor)
    assert {address: said for address, said in found.items() if said} == {}


def test_the_sign_in_page_is_accessible(agency_year, visit):
    visitor = visit(width=360)
    visitor.page.goto("/accounts/sign-in/")
    assert faults(visitor) == []
