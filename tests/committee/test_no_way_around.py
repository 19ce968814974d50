"""A decision exists only as the resolution of a valid meeting: no door leads round it (伍一(三), C-14)."""

import pytest
import tablib
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from import_export.resources import modelresource_factory

from committee import actions
from committee.compliance.records import sitting_of
from committee.models import Amendment, Membership, Outcome, Resolution, Section
from plan.models import Clause, Rule
from tests import factories as make
from tests.factories import actor_of


@pytest.fixture
def invalid(meeting, force, cast):
    """Opened with ten of nineteen, but one external member only."""
    return make.hold_meeting(meeting, force[3:13], actor_of(cast.secretary, "107/5/10"))


@pytest.fixture
def item(invalid, cast):
    words = actions.Words("加開課程", Section.EXTEMPORE, tasks=("TK-02",))
    return actions.add_item(invalid, words, by=actor_of(cast.secretary, "107/5/10"))


@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.PASSED_AS_AMENDED])
def test_the_action_refuses(item, cast, outcome):
    with pytest.raises(PermissionDenied, match="無效會議不得通過議案"):
        actions.decide(item, actions.Decision(outcome), by=actor_of(cast.secretary, "107/5/10"))


@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.PASSED_AS_AMENDED, Outcome.CLOSED])
def test_the_database_refuses(item, outcome):
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.create(item=item, outcome=outcome, is_valid=False, quorum={})


def test_a_deferred_resolution_can_not_be_turned_into_a_passed_one(item, cast):
    resolution = actions.decide(
        item, actions.Decision(Outcome.DEFERRED), by=actor_of(cast.secretary, "107/5/10")
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.filter(pk=resolution.pk).update(outcome=Outcome.PASSED)


def test_an_import_of_resolutions_refuses_the_row(item):
    rows = tablib.Dataset(
        [item.pk, "PASSED", "照案", "1", "0", "{}"],
        headers=["item", "outcome", "text", "is_unanimous", "is_valid", "quorum"],
    )
    resource = modelresource_factory(Resolution)()
    result = resource.import_data(rows, raise_errors=False, use_transactions=True)
    assert result.has_errors() or result.has_validation_errors()
    assert Resolution.objects.count() == 0


def test_an_amendment_before_an_invalid_meeting_changes_nothing(meeting, force, cast):
    clause = Clause.objects.get(label="伍一(三)")
    by = actor_of(cast.secretary, "107/5/10")
    amendment = actions.propose(
        Amendment(
            unit=cast.planning,
            clause=clause,
            new_text="新條文",
            numbers={"MT-05": {"meetings": 4}},
            reason="x",
        ),
        by=by,
    )
    item = actions.present(amendment, meeting, by=by)
    make.hold_meeting(meeting, force[3:13], by)
    with pytest.raises(PermissionDenied):
        actions.decide(item, actions.Decision(Outcome.PASSED), by=by)
    amendment.refresh_from_db()
    assert (amendment.applied_on, Rule.objects.filter(code="MT-05").count()) == (None, 1)


def test_a_member_found_out_later_can_not_make_a_decided_meeting_invalid(meeting, force, cast):
    """A twentieth and a twenty-first member of that day would make 10 of 21 too few."""
    by = actor_of(cast.secretary, "107/5/10")
    make.hold_meeting(meeting, force[2:12], by)
    motion = actions.add_item(meeting, actions.Words("加開課程", Section.EXTEMPORE), by=by)
    actions.decide(motion, actions.Decision(Outcome.PASSED), by=by)
    people = [make.make_person(cast.agency, cast.unit_b, f"補登{n}") for n in (1, 2)]
    committee = meeting.committee
    first = Membership(committee=committee, seat="INTERNAL", person=people[0], since=make.day("107/1/1"))
    actions.appoint(first, by=by)
    second = Membership(committee=committee, seat="INTERNAL", person=people[1], since=make.day("107/1/1"))
    with pytest.raises(ValidationError, match="這樣更改會使該次會議無效"):
        actions.appoint(second, by=by)
    assert sitting_of(meeting).quorum.members == 20


def test_from_the_day_after_the_meeting_members_may_change_freely(meeting, force, cast):
    by = actor_of(cast.secretary, "107/5/10")
    make.hold_meeting(meeting, force[2:12], by)
    motion = actions.add_item(meeting, actions.Words("加開課程", Section.EXTEMPORE), by=by)
    actions.decide(motion, actions.Decision(Outcome.PASSED), by=by)
    for one in force[2:6]:
        actions.end_term(one, make.day("107/5/11"), because="RESIGNED", by=by)
    assert sitting_of(meeting).quorum.present == 10
