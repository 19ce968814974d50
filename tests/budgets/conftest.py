"""The house of 伍五: an open round of 108 on 107/6/1, with the plan loaded."""

import pytest

from tests.budgets import records
from tests.factories import day


@pytest.fixture
def june(settings):
    settings.DEMO_DAY = day("107/6/1")


@pytest.fixture
def opened(plan, cast, june):
    """The round of 108, opened by the accounting office."""
    return records.make_round(plan, cast)
