"""A task force of nineteen, four of them external, and the secretariat's day."""

import pytest

from tests import factories as make
from tests.factories import actor_of


@pytest.fixture
def force(plan, cast, settings, tmp_path):
    """The members: externals first, then convener and vice convener. Today is 107/5/10."""
    settings.DEMO_DAY = make.day("107/5/10")
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    return make.make_task_force(plan)


@pytest.fixture
def meeting(force):
    """The first meeting of 107, announced for today."""
    return make.make_meeting(force[0].committee, "107/5/10")


@pytest.fixture
def held(meeting, force, cast):
    """The meeting, opened with ten of nineteen, two of them external."""
    return make.hold_meeting(meeting, force[2:12], actor_of(cast.secretary, "107/5/10"))
