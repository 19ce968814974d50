"""A session that several of these tests enrol for and hold, and the office that imports files."""

from types import SimpleNamespace

import pytest

from tests import factories as make
from tests.factories import actor_of, day
from tests.training.sessions import HELD


@pytest.fixture
def session(plan, cast, settings):
    """Three hours on 107/5/9; the day is 107/5/1 until a test says otherwise."""
    settings.DEMO_DAY = day("107/5/1")
    course = make.make_course(plan, "CEDAW 案例", code="C1", organiser="SELF", is_cedaw=True)
    return make.make_session(course, HELD, 180)


@pytest.fixture
def office(plan, cast, settings, tmp_path):
    """A course of the catalogue that was held on 106/3/8, and the officer's actor in 107."""
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    course = make.make_course(plan, "性別主流化概念", code="B1", organiser="DCSD")
    session = make.make_session(course, "106/3/8", 120)
    return SimpleNamespace(by=actor_of(cast.officer), course=course, session=session, **vars(cast))
