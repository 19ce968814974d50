"""Whatever stands in the address: an answer of the site's own, never a 500 (RQ-C5, H027, H037 – H040)."""

import pytest

from tests import factories as make

ODD = [
    "",
    "x",
    "-1",
    "0",
    "999999999",
    "9" * 400,
    "%",
    "'",
    '"><script>',
    "\x00",
    "１",
    "105/2/30",
    "../../etc",
    "ümlaut 王",
]
PAGES = {
    "/training/107/people/": ["list", "rule", "unit"],
    "/training/107/people/export.csv": ["list", "rule", "unit"],
    "/training/107/verify/": ["state", "q", "page"],
    "/plan/107/": ["as_of", "only", "agency"],
    "/board/107/": ["agency", "unit"],
    "/reports/107/": ["as_of", "agency"],
    "/": ["year"],
}


@pytest.fixture
def officer(as_, plan, cast, settings):
    settings.DEMO_DAY = make.day("107/6/1")
    return as_(cast.officer)


@pytest.mark.parametrize("page", PAGES)
def test_odd_questions_get_an_answer(officer, page):
    broken = {}
    for name in PAGES[page]:
        for value in ODD:
            status = officer.get(page, {name: value}).status_code
            if status not in (200, 302, 400, 404):
                broken[name, value] = status
    assert broken == {}


@pytest.mark.parametrize(
    "address",
    [
        "/plan/0/",
        "/plan/1/",
        "/plan/999/",
        "/plan/1000/",
        "/plan/abc/",
        "/reports/999/",
        "/board/1/",
        "/training/999/my/",
        "/training/107/people/export.exe",
        "/training/107/hours/export.__class__",
        f"/training/hours/{'9' * 400}/",
        "/training/hours/9223372036854775808/",
        "/training/hours/0/",
        "/.git/config",
        "/.env",
        "/media/",
        "//evil.example/",
        "/static/../manage.py",
    ],
)
def test_odd_addresses_get_an_answer(officer, address):
    assert officer.get(address).status_code in (200, 302, 400, 404)


def test_a_bulk_decision_with_odd_ids_changes_nothing(officer):
    answer = officer.post("/training/hours/decide/", {"id": ["x", "9" * 400, "-1", "0"], "verb": "verify"})
    assert answer.status_code == 302
