"""The chapter's pages: list, one measure, matrix, round, import."""

import pytest
from django.urls import reverse

from tests import factories as make

PAGES = ("measures", "measure-create", "matrix", "copy", "round", "import")


@pytest.fixture(autouse=True)
def day(settings):
    settings.DEMO_DAY = make.day("107/6/1")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_year_is_there_with_and_without_measures(as_, plan, cast, name):
    client = as_(cast.head)
    assert client.get(reverse(f"measures:{name}", args=[2018])).status_code == 200
    make.make_measure(cast.unit_a, year=2017)
    make.make_measure(cast.unit_a, held_on="107/3/8", male=3, female=4)
    assert client.get(reverse(f"measures:{name}", args=[2018])).status_code == 200
