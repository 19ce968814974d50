"""A session that several of these tests enrol for and hold."""

import pytest

from tests import factories as make
from tests.factories import day
from tests.training.sessions import HELD


@pytest.fixture
def session(plan, cast, settings):
    """Three hours on 107/5/9; the day is 107/5/1 until a test says otherwise."""
    settings.DEMO_DAY = day("107/5/1")
    course = make.make_course(plan, "CEDAW 案例", code="C1", organiser="SELF", is_cedaw=True)
    return make.make_session(course, HELD, 180)
