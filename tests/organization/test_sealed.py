"""History rows are only ever added (RQ-H15): the running database refuses, and so would the other one."""

import pytest
from django.db import IntegrityError, connection, transaction

from organization import sealed
from organization.models import Change
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(agency):
    return Change.objects.create(
        agency=agency, who="王小明", model="organization.agency", object_id=1, verb="x"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda line: Change.objects.filter(pk=line.pk).update(who="別人"),
        lambda line: Change.objects.filter(pk=line.pk)._raw_delete("default"),
        lambda line: line.delete(),
        lambda line: sealed.run(
            connection, [f"UPDATE organization_change SET who = 'x' WHERE id = {line.pk}"]
        ),
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(line, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(line)
    line.refresh_from_db()
    assert line.who == "王小明"


def test_a_line_is_added_as_before(line):
    assert make.Person.objects.count() == 0
    assert Change.objects.count() == 1


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_both_databases_get_one_trigger_for_each_verb(vendor):
    text = " ".join(sealed.sealing(vendor, "organization_change"))
    assert [f"BEFORE {verb} ON organization_change" in text for verb in sealed.VERBS] == [True, True]
