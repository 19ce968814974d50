"""The cast of 107/6/1 with the plan, the assessment forms and a reviewer of its own."""

import pytest

from organization.models import Role, Sex
from tests import factories as make
from tests.factories import day
from tests.impact_assessment.ways import load_forms


@pytest.fixture
def house(plan, cast, settings, tmp_path):
    """The cast; ``reviewer`` is 研考 of 綜合企劃組. Files and PDFs go to a folder of the test's own."""
    settings.DEMO_DAY = day("107/6/1")
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    settings.PDF_ROOT = tmp_path / "pdf"
    load_forms(plan)
    cast.reviewer = make.make_person(plan, cast.planning, "翁研考", sex=Sex.MALE)
    make.make_account(cast.reviewer, Role.REVIEWER, username="reviewer")
    return cast
