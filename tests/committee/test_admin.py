"""The admin's way to members goes through the actions; to what a meeting decided there is none (RQ-B7)."""

import pytest

from committee import actions
from committee.models import AgendaItem, Committee, Meeting, Membership, Minutes, Resolution
from organization import history
from organization.models import Role, Sex
from tests import factories as make
from tests.factories import actor_of, day

ADMIN = "/admin/committee"


@pytest.fixture
def force(plan, cast, settings):
    settings.DEMO_DAY = day("107/6/1")
    return make.make_task_force(plan)


@pytest.fixture
def invalid(force, cast):
    """An invalid meeting with a discussion item that nobody has decided."""
    meeting = make.make_meeting(force[0].committee)
    make.hold_meeting(meeting, force[4:8], actor_of(cast.secretary, "107/5/10"))
    return AgendaItem.objects.create(meeting=meeting, section="DISCUSSION", title="討論案")


def term(committee, person, **changed) -> dict:
    sent = {"committee": committee.pk, "person": person.pk, "seat": "INTERNAL", "since": "2018-06-01"}
    return sent | changed


def errors(answer) -> dict:
    return answer.context["adminform"].form.errors


def test_an_appointment_in_the_admin_is_the_actions_and_has_its_line(as_, cast, force):
    answer = as_(cast.secretary).post(f"{ADMIN}/membership/add/", term(force[0].committee, cast.clerk))
    assert answer.status_code == 302
    made = Membership.objects.get(person=cast.clerk)
    line = history.of(made).get()
    assert (line.verb, line.channel) == ("聘（派）任", "admin")


def test_what_the_action_refuses_is_said(as_, cast, force):
    client, committee = as_(cast.secretary), force[0].committee
    sitting = next(one.person for one in force if one.person)
    refused = errors(client.post(f"{ADMIN}/membership/add/", term(committee, sitting)))
    assert "任期不得重疊" in refused["__all__"][0]
    assert "person" in errors(client.post(f"{ADMIN}/membership/add/", term(committee, cast.stranger)))
    assert Membership.objects.count() == 19


def test_the_admin_asks_once_more_before_a_third_is_broken(as_, cast, plan, settings):
    settings.DEMO_DAY = day("107/6/1")
    committee = make.make_task_force(plan, men=12, women=6)[0].committee
    client, sent = as_(cast.secretary), term(committee, cast.head)
    answer = client.post(f"{ADMIN}/membership/add/", sent)
    assert "至少須 7 人" in errors(answer)["confirm"][0]
    said = answer.context["adminform"].form["alerted"].value()
    assert (
        client.post(f"{ADMIN}/membership/add/", sent | {"alerted": said, "confirm": "on"}).status_code == 302
    )


def test_a_correction_asks_why_and_leaves_the_member_who_they_are(as_, cast, force):
    row, client = force[5], as_(cast.secretary)
    address = f"{ADMIN}/membership/{row.pk}/change/"
    sent = term(row.committee, cast.clerk, letter="府人字第1號", since="2010-01-01", seat=row.seat)
    assert "reason" in errors(client.post(address, sent))
    assert client.post(address, sent | {"reason": "補登文號"}).status_code == 302
    row.refresh_from_db()
    assert (row.letter, row.person == cast.clerk) == ("府人字第1號", False)
    assert history.of(row).first().reason == "補登文號"


def test_a_change_that_undoes_a_passed_resolution_is_refused_in_words(as_, cast, force):
    meeting = make.make_meeting(force[0].committee)
    by = actor_of(cast.secretary, "107/5/10")
    make.hold_meeting(meeting, force[2:12], by)
    item = AgendaItem.objects.create(meeting=meeting, section="DISCUSSION", title="討論案")
    actions.decide(item, actions.Decision("PASSED"), by=by)
    row = force[3]
    sent = {"seat": "EXTERNAL", "since": "2018-05-20", "reason": "更正起日"}
    answer = as_(cast.secretary).post(f"{ADMIN}/membership/{row.pk}/change/", sent, follow=True)
    assert answer.status_code == 200
    assert "會使該次會議無效" in answer.content.decode()
    row.refresh_from_db()
    assert row.since == make.BEGIN


def test_committees_are_founded_by_those_who_keep_the_register(as_, cast, force):
    sent = {
        "agency": cast.agency.pk,
        "kind": "EVALUATION_BOARD",
        "level": "FIRST_LEVEL",
        "name": "考績委員會",
        "since": "2018-01-01",
    }
    assert as_(cast.head).post(f"{ADMIN}/committee/add/", sent).status_code == 403
    assert as_(cast.officer).post(f"{ADMIN}/committee/add/", sent).status_code == 302
    assert as_(cast.officer).post(f"{ADMIN}/committee/add/", sent | {"kind": "GENDER"}).status_code in (
        200,
        403,
    )
    assert list(Committee.objects.others().values_list("name", flat=True)) == ["考績委員會"]


def test_the_task_force_is_not_turned_into_a_board_by_the_personnel_office(as_, cast, force):
    committee = force[0].committee
    sent = {
        "agency": cast.agency.pk,
        "kind": "TASK_FORCE",
        "level": "FIRST_LEVEL",
        "name": "改名",
        "since": "2010-01-01",
        "reason": "x",
    }
    assert as_(cast.officer).post(f"{ADMIN}/committee/{committee.pk}/change/", sent).status_code == 403
    committee.refresh_from_db()
    assert committee.kind == "GENDER"


@pytest.mark.parametrize("who", ["officer", "secretary", "admin"])
def test_how_to_reach_somebody_from_outside_is_shown_to_two_roles(as_, cast, force, who):
    admin = make.make_person(cast.agency, cast.planning, "紀管理")
    make.make_account(admin, Role.SYSTEM_ADMIN, username="admin", is_staff=True)
    outside = make.make_external(cast.agency, "府外信", Sex.FEMALE, email="outside@example.org")
    person = admin if who == "admin" else getattr(cast, who)
    answer = as_(person).get(f"{ADMIN}/external/{outside.pk}/change/")
    assert answer.status_code == 200
    assert ("outside@example.org" in answer.content.decode()) == (who != "officer")


def test_another_agencys_rows_are_not_there(as_, cast, force):
    client = as_(cast.stranger)
    for model in ("committee", "membership", "external", "meeting"):
        assert list(client.get(f"{ADMIN}/{model}/").context["cl"].queryset) == []
    assert client.get(f"{ADMIN}/membership/{force[0].pk}/change/").status_code == 302


@pytest.mark.parametrize("model", ["meeting", "agendaitem", "resolution", "minutes"])
def test_what_belongs_to_a_meeting_is_read_by_the_secretariat_and_changed_by_nobody(
    as_, cast, invalid, model
):
    minutes, _made = Minutes.objects.get_or_create(meeting=invalid.meeting)
    rows = {"meeting": invalid.meeting, "agendaitem": invalid, "minutes": minutes}
    client = as_(cast.secretary)
    assert client.get(f"{ADMIN}/{model}/").status_code == 200
    assert client.get(f"{ADMIN}/{model}/add/").status_code == 403
    if model in rows:
        address = f"{ADMIN}/{model}/{rows[model].pk}"
        assert client.get(f"{address}/change/").status_code == 200
        assert client.post(f"{address}/change/", {"state": "CONFIRMED", "reason": "x"}).status_code == 403
        assert client.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    assert as_(cast.officer).get(f"{ADMIN}/{model}/").status_code == 403


@pytest.mark.parametrize("who", ["secretary", "officer", "admin"])
def test_a_forged_post_makes_no_passing_resolution(as_, cast, invalid, who):
    admin = make.make_person(cast.agency, cast.planning, "紀管理")
    make.make_account(admin, Role.SYSTEM_ADMIN, username="admin", is_staff=True, is_superuser=True)
    person = admin if who == "admin" else getattr(cast, who)
    forged = {
        "item": invalid.pk,
        "outcome": "PASSED",
        "is_unanimous": "on",
        "is_valid": "on",
        "quorum": "{}",
        "reason": "x",
    }
    assert as_(person).post(f"{ADMIN}/resolution/add/", forged).status_code == 403
    assert Resolution.objects.count() == 0
    assert not AgendaItem.objects.get(pk=invalid.pk).is_passed
    assert Meeting.objects.get(pk=invalid.meeting_id).opening["valid"] is False
