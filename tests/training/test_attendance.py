"""Who came, and the hours that follow from it (T-6)."""

import pytest
from django.core.exceptions import PermissionDenied

from organization import history
from tests import factories as make
from tests.factories import actor_of, day
from tests.training.sessions import HELD, at, enrolled, hours_of, places_of, record, said
from training import actions
from training.models import Hours, Place, State


def test_who_came_has_verified_hours_and_who_did_not_has_none(session, cast):
    enrolled(session, cast, cast.clerk, cast.head, cast.neighbour)
    outcome = record(session, cast, (cast.clerk, 180), (cast.head, 90), (cast.neighbour, None))
    assert (len(outcome.done), outcome.skipped) == (3, [])
    assert hours_of(session) == {"王小明": (180, State.VERIFIED), "林主任": (90, State.VERIFIED)}
    assert places_of(session) == {
        "王小明": Place.ATTENDED,
        "林主任": Place.ATTENDED,
        "鄰組員": Place.ABSENT,
    }
    mine = Hours.objects.get(person=cast.clerk)
    assert (mine.held_on, mine.verified_by) == (day(HELD), cast.officer.account)
    assert [one.said for one in history.of(mine)] == ["登錄出席"]


def test_the_same_grid_twice_changes_nothing(session, cast):
    enrolled(session, cast, cast.clerk, cast.head)
    rows = [(cast.clerk, 180), (cast.head, None)]
    record(session, cast, *rows)
    before = (session.version, Hours.objects.count())
    assert record(session, cast, *rows).done == []
    session.refresh_from_db()
    assert (session.version, Hours.objects.count()) == before


def test_an_older_page_does_not_write_over_a_newer_one(session, cast):
    enrolled(session, cast, cast.clerk)
    stale = session.version
    record(session, cast, (cast.clerk, 180))
    session.version = stale
    with pytest.raises(history.Conflict):
        actions.record_attendance(
            session, [actions.Came(cast.clerk, 90)], by=actor_of(cast.officer, "107/5/10")
        )


def test_a_correction_takes_the_hours_back(session, cast):
    enrolled(session, cast, cast.clerk)
    record(session, cast, (cast.clerk, 180))
    record(session, cast, (cast.clerk, None))
    assert hours_of(session) == {"王小明": (180, State.WITHDRAWN)}
    assert Hours.objects.get().reason == "更正出席：未出席"
    record(session, cast, (cast.clerk, 120))
    assert Hours.objects.live().get().minutes == 120


def test_hours_that_were_logged_already_are_verified_by_the_grid(session, cast):
    make.make_hours(cast.clerk, session, 60)
    record(session, cast, (cast.clerk, 180))
    assert hours_of(session) == {"王小明": (180, State.VERIFIED)}


def test_one_s_own_hours_wait_for_a_colleague(session, cast):
    record(session, cast, (cast.officer, 180))
    assert hours_of(session) == {"陳人事": (180, State.PENDING)}
    assert record(session, cast, (cast.officer, 180)).done == []


def test_more_than_the_whole_time_or_outside_the_service_is_left_out_with_the_reason(session, cast):
    late = make.make_person(cast.agency, cast.unit_a, "後到職", since="107/6/1")
    outcome = record(session, cast, (cast.clerk, 210), (late, 180))
    assert [(who.name, why) for who, why in outcome.skipped] == [
        ("王小明", "時數不得超過全程 3 小時。"),
        ("後到職", "當日不在本機關任職。"),
    ]
    assert hours_of(session) == {}


def test_before_its_end_and_by_others_nothing_is_recorded(session, cast):
    with pytest.raises(PermissionDenied, match="屆時才能登錄出席"):
        record(session, cast, (cast.clerk, 180), on="107/5/8")
    for person in (cast.clerk, cast.head, cast.secretary, cast.stranger):
        with pytest.raises(PermissionDenied, match="出席由人事室登錄"):
            record(session, cast, (cast.clerk, 180), by=person)


def test_everybody_enrolled_is_ticked_and_walk_ins_are_added(as_, session, cast, settings):
    enrolled(session, cast, cast.clerk, cast.head)
    settings.DEMO_DAY = day("107/5/10")
    client, address = as_(cast.officer), at("session-attendance", session.pk)
    page = client.get(address)
    assert [row["came"].value() for row in page.context["rows"]] == [True, True]
    session.refresh_from_db()
    sent = {"version": session.version, "walk_ins": cast.neighbour.staff_number, "verb": "save"}
    for person in (cast.clerk, cast.head):
        sent |= {f"p{person.pk}-listed": "True"}
    sent |= {f"p{cast.clerk.pk}-came": "on", f"p{cast.clerk.pk}-minutes": "1.5"}
    page = client.post(address, sent, follow=True)
    assert said(page) == ["出席 2 人，時數已核。"]
    assert hours_of(session) == {"王小明": (90, State.VERIFIED), "鄰組員": (180, State.VERIFIED)}
    assert places_of(session)["林主任"] == Place.ABSENT


def test_somebody_on_the_waiting_list_who_is_named_as_a_walk_in_was_there(as_, session, cast, settings):
    make.make_enrolment(cast.clerk, session, cast.unit_a, state="WAITING")
    settings.DEMO_DAY = day("107/5/10")
    sent = {"version": session.version, "verb": "save", f"p{cast.clerk.pk}-listed": "True"}
    sent["walk_ins"] = cast.clerk.staff_number
    page = as_(cast.officer).post(at("session-attendance", session.pk), sent, follow=True)
    assert said(page) == ["出席 1 人，時數已核。"]
    assert hours_of(session) == {"王小明": (180, State.VERIFIED)}
    assert places_of(session) == {"王小明": Place.ATTENDED}


def test_the_name_may_stand_behind_the_staff_number_and_another_name_is_named(as_, session, cast, settings):
    settings.DEMO_DAY = day("107/5/10")
    client, address = as_(cast.officer), at("session-attendance", session.pk)
    numbers = (cast.clerk.staff_number, cast.head.staff_number, cast.neighbour.staff_number)
    sent = {"version": session.version, "verb": "save"}
    wrong = client.post(address, sent | {"walk_ins": f"{numbers[0]} 王大明"})
    assert "查無員工編號：王大明" in wrong.content.decode()
    client.post(address, sent | {"walk_ins": f"{numbers[0]}　王小明\n{numbers[1]} {numbers[2]}"})
    assert sorted(hours_of(session)) == ["林主任", "王小明", "鄰組員"]


def test_everybody_in_service_who_is_not_on_the_list_can_be_chosen(as_, session, cast, settings):
    enrolled(session, cast, cast.clerk)
    settings.DEMO_DAY = day("107/5/10")
    page = as_(cast.officer).get(at("session-attendance", session.pk))
    assert [one.name for one in page.context["others"]] == ["林主任", "陳人事", "周綜企", "吳會計", "鄰組員"]
    assert f'value="{cast.head.staff_number} 林主任"' in page.content.decode()


def test_who_records_reads_that_their_own_hours_wait(as_, session, cast, settings):
    enrolled(session, cast, cast.clerk, cast.officer)
    settings.DEMO_DAY = day("107/5/10")
    sent = {"version": session.version, "verb": "all"}
    sent |= {f"p{one.pk}-listed": "True" for one in (cast.clerk, cast.officer)}
    page = as_(cast.officer).post(at("session-attendance", session.pk), sent, follow=True)
    assert said(page) == ["出席 2 人，時數已核；您本人的時數待其他承辦人核定。"]


def test_who_was_enrolled_after_the_page_was_opened_is_not_absent(as_, session, cast, settings):
    enrolled(session, cast, cast.clerk, cast.head)
    settings.DEMO_DAY = day("107/5/10")
    sent = {"version": session.version, "verb": "all", f"p{cast.clerk.pk}-listed": "True"}
    as_(cast.officer).post(at("session-attendance", session.pk), sent)
    assert places_of(session) == {"王小明": Place.ATTENDED, "林主任": Place.ENROLLED}


def test_an_unknown_staff_number_is_named_and_the_grid_stays(as_, session, cast, settings):
    settings.DEMO_DAY = day("107/5/10")
    sent = {"version": session.version, "walk_ins": "99999、88888", "verb": "save"}
    page = as_(cast.officer).post(at("session-attendance", session.pk), sent)
    assert "查無員工編號：99999、88888" in page.content.decode()
    assert "99999、88888</textarea>" in page.content.decode()
    assert Hours.objects.count() == 0
