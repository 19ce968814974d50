"""The furnished agency on 107/11/15."""

import pytest

from tests.factories import day
from tests.public_zone.house import TODAY, furnish


@pytest.fixture
def house(plan, cast, settings, tmp_path):
    """See ``tests.public_zone.house``."""
    settings.DEMO_DAY = day(TODAY)
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    return furnish(plan, cast)
