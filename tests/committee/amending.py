"""An amendment of 伍二(二)1 and its way through a meeting, for tests."""

import pytest

from committee import actions
from committee.models import Amendment, Outcome
from plan.models import Clause
from tests import factories as make
from tests.factories import actor_of, day

STAFF = "伍二(二)1"
MEETINGS = "伍一(三)"


@pytest.fixture
def force(plan, cast, settings):
    """19 members, four of them external, on 107/4/2; gives the members."""
    settings.DEMO_DAY = day("107/4/2")
    return make.make_task_force(plan)


@pytest.fixture
def meeting(force):
    """The second meeting of the year, announced for 107/5/10."""
    return make.make_meeting(force[0].committee, "107/5/10", number=2)


def clause(label: str = STAFF) -> Clause:
    return Clause.objects.filter(label=label).latest("since")


def propose(cast, label=STAFF, by=None, on="107/4/2", **changed) -> Amendment:
    """林主任 proposes four hours instead of three."""
    standing = clause(label)
    said = {
        "unit": cast.unit_a,
        "clause": standing,
        "new_text": standing.text.replace("3小時", "4小時"),
        "numbers": {"TR-05": {"hours": 4}},
        "reason": "加強培力",
    }
    return actions.propose(Amendment(**(said | changed)), by=actor_of(by or cast.head, on))


def present(amendment, meeting, cast, on="107/4/2"):
    return actions.present(amendment, meeting, by=actor_of(cast.secretary, on))


def decide(item, cast, outcome=Outcome.PASSED, on="107/5/10"):
    return actions.decide(item, actions.Decision(outcome, "照案辦理"), by=actor_of(cast.secretary, on))


def hold(meeting, members, cast, on="107/5/10"):
    return make.hold_meeting(meeting, members, actor_of(cast.secretary, on))


def read(amendment) -> tuple:
    fresh = Amendment.objects.get(pk=amendment.pk)
    return fresh.stage, fresh.said
