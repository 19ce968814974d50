"""A task force with a meeting to come, in the days of 107."""

import pytest

from tests import factories as make
from tests.factories import day


@pytest.fixture
def today(plan, settings, tmp_path):
    """It is 107/6/1; files and PDFs go to a folder of the test's own."""
    settings.DEMO_DAY = day("107/6/1")
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    settings.PDF_ROOT = tmp_path / "pdf"
    return plan


@pytest.fixture
def force(today, cast):
    """The members: externals first, then convener and vice convener."""
    return make.make_task_force(today)


@pytest.fixture
def meeting(force):
    """The second meeting of 107, announced for 107/6/20."""
    return make.make_meeting(force[0].committee, "107/6/20", 2)
