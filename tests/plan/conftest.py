"""The plan as its file says it, before any table."""

import pytest

from plan import files
from tests.factories import SEED_PLAN


@pytest.fixture(scope="session")
def tables():
    return files.read(SEED_PLAN)


@pytest.fixture
def copy(tmp_path):
    """``copy(old, new)``: the plan's two files in a folder of their own, with one passage put otherwise."""

    def write(old="", new=""):
        target = tmp_path / SEED_PLAN.name
        for source, to in ((SEED_PLAN, target), (files.rules_file(SEED_PLAN), files.rules_file(target))):
            to.write_text(source.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
        return target

    return write
