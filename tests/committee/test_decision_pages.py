"""Decisions recorded in the form, and those that can not be (C-14, C-21), through the client."""

import datetime

import pytest
from django.urls import reverse

from committee import actions
from committee.models import Attendance, Resolution, Section
from tests import factories as make
from tests.factories import actor_of

YEAR = {"year": 2018}


def decide(client, item, outcome, **extra):
    return client.post(
        reverse("committee:item-decide", args=[item.pk]), {"outcome": outcome, "text": "照案"} | extra
    )


@pytest.mark.parametrize(
    ("votes", "outcome", "said"),
    [
        ((3, 6, 0), "PASSED", "不能通過"),
        ((99, 0, 0), "PASSED", "多於出席 10 人"),
        ((6, 3, 0), "REJECTED", "不能為不通過"),
        ((5, 5, 0), "PASSED", "不能通過"),
    ],
)
def test_votes_that_can_not_be_are_refused(as_, held, cast, votes, outcome, said):
    by = actor_of(cast.secretary, "107/5/10")
    item = actions.add_item(held, actions.Words("加開課程", Section.EXTEMPORE), by=by)
    counts = dict(zip(("votes_for", "votes_against", "votes_abstained"), map(str, votes), strict=True))
    page = decide(as_(cast.secretary), item, outcome, **counts)
    assert page.status_code == 400 and said in page.content.decode()
    assert Resolution.objects.count() == 0


def test_a_decision_before_the_opening_or_due_before_the_meeting_is_refused(as_, held, cast):
    by = actor_of(cast.secretary, "107/5/10")
    item = actions.add_item(held, actions.Words("加開課程", Section.EXTEMPORE), by=by)
    client = as_(cast.secretary)
    assert "不得早於宣布開會時間" in decide(client, item, "PASSED", decided_at="03:00").content.decode()
    late = {"unit": cast.unit_a.pk, "what": "規劃", "due_on": "100/1/1"}
    assert "辦理期限不得早於會議日。" in decide(client, item, "PASSED", **late).content.decode()
    assert Resolution.objects.count() == 0


def test_a_resolution_is_corrected_with_a_reason_that_stays_in_its_history(as_, held, cast):
    by = actor_of(cast.secretary, "107/5/10")
    item = actions.add_item(held, actions.Words("加開課程", Section.EXTEMPORE), by=by)
    client = as_(cast.secretary)
    assert [decide(client, item, "PASSED").status_code for _click in range(2)] == [302, 302]
    assert "更正決議須說明事由。" in decide(client, item, "DEFERRED").content.decode()
    decide(client, item, "DEFERRED", reason="登錄錯誤")
    page = client.get(reverse("committee:item-detail", args=[item.pk])).content.decode()
    assert "結果：通過 → 保留" in page and "登錄錯誤" in page


def test_an_invalid_meeting_passes_nothing_by_the_form(as_, meeting, force, cast):
    make.hold_meeting(meeting, force[3:13], actor_of(cast.secretary, "107/5/10"))
    item = actions.add_item(
        meeting, actions.Words("加開課程", Section.EXTEMPORE), by=actor_of(cast.secretary, "107/5/10")
    )
    page = decide(as_(cast.secretary), item, "PASSED")
    assert page.status_code == 400
    assert "無效會議不得通過議案或解除列管。" in page.content.decode()
    assert "照案" in page.content.decode()
    assert Resolution.objects.count() == 0


def test_what_the_form_does_not_know_is_not_written(as_, meeting, force, cast):
    make.hold_meeting(meeting, force[3:13], actor_of(cast.secretary, "107/5/10"))
    item = actions.add_item(
        meeting, actions.Words("加開課程", Section.EXTEMPORE), by=actor_of(cast.secretary, "107/5/10")
    )
    forged = {"is_valid": "1", "quorum": '{"valid": true}', "opening": "{}"}
    decide(as_(cast.secretary), item, "DEFERRED", **forged)
    resolution = Resolution.objects.get()
    assert (resolution.is_valid, resolution.is_passing, resolution.quorum["valid"]) == (False, False, False)


def test_a_resolution_keeps_the_presence_with_its_inputs(as_, held, force, cast):
    item = actions.add_item(
        held, actions.Words("加開課程", Section.EXTEMPORE), by=actor_of(cast.secretary, "107/5/10")
    )
    follow = {"unit": cast.unit_a.pk, "what": "規劃課程", "due_on": "107/9/30"}
    assert decide(as_(cast.secretary), item, "PASSED", **follow).status_code == 302
    kept = Resolution.objects.get().quorum
    assert (kept["present"], kept["members"], kept["needed"], kept["external"]) == (10, 19, 10, 2)
    assert (kept["ask"]["D-03"], len(kept["lines"]), kept["day"]) == ("internal", 19, "2018-05-10")


def test_presence_at_the_moment_of_the_vote_counts(as_, held, force, cast):
    """Two externals came; one leaves at three: what is decided later isn't valid any more."""
    Attendance.objects.filter(membership=force[2]).update(left=datetime.time(15))
    item = actions.add_item(
        held, actions.Words("加開課程", Section.EXTEMPORE), by=actor_of(cast.secretary, "107/5/10")
    )
    client = as_(cast.secretary)
    assert decide(client, item, "PASSED", decided_at="15:30").status_code == 400
    assert decide(client, item, "PASSED", decided_at="14:30").status_code == 302
