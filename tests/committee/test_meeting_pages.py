"""The secretariat's pages of a meeting (C-7 – C-19), through the client."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committee import actions
from committee.models import Meeting, Minutes, Outcome, Section
from notices.models import Letter
from tests import factories as make
from tests.committee.test_attendance_pages import ticked
from tests.factories import actor_of

YEAR = {"year": 2018}


def test_a_meeting_is_planned_with_one_form_and_gets_the_next_number(as_, force, cast):
    client = as_(cast.secretary)
    sent = {
        "held_on": "107/6/20",
        "starts": "14:00",
        "place": "第一會議室",
        "token": "0f0e0d0c-0b0a-4908-8706-050403020100",
    }
    for _again in range(2):
        answer = client.post(reverse("committee:meetings", kwargs=YEAR), sent)
    meeting = Meeting.objects.get()
    assert (str(meeting), meeting.state, meeting.chair) == ("107 年第 1 次會議", "DRAFT", force[4])
    assert answer.url == reverse("committee:meeting-detail", args=[meeting.pk])


def test_a_day_that_is_none_is_said_and_everything_typed_stays(as_, force, cast):
    sent = {"held_on": "107/2/30", "starts": "14:00", "place": "第一會議室"}
    page = as_(cast.secretary).post(reverse("committee:meetings", kwargs=YEAR), sent).content.decode()
    assert "沒有「107/2/30」這一天" in page
    assert 'value="107/2/30"' in page and 'value="第一會議室"' in page
    assert Meeting.objects.count() == 0


def test_a_day_on_which_there_is_no_task_force_is_refused(as_, force, cast):
    sent = {"held_on": "95/1/1", "starts": "14:00", "place": "第一會議室"}
    page = as_(cast.secretary).post(reverse("committee:meetings", kwargs=YEAR), sent).content.decode()
    assert "這一天不在小組的設置期間內。" in page


def test_a_changed_meeting_is_the_same_calendar_entry_with_a_higher_sequence(force, cast):
    by = actor_of(cast.secretary, "107/4/1")
    for member in force[:2]:
        member.external.email = f"m{member.id}@example.org"
        member.external.save()
    plan = actions.Plan(2018, make.day("107/5/10"), datetime.time(14), None, "第一會議室")
    meeting = actions.release(actions.plan_meeting(force[0].committee, plan, by=by), by=by)
    first = list(Letter.objects.exclude(calendar="").values_list("calendar", flat=True))
    moved = actions.Plan(2018, make.day("107/5/17"), datetime.time(10), None, "第二會議室")
    actions.change_meeting(meeting, moved, by=by, chair=meeting.chair, recorder="周綜企")
    second = list(
        Letter.objects.filter(state="WAITING").exclude(calendar="").values_list("calendar", flat=True)
    )
    uid = re.compile(r"UID:(\S+)")
    assert {uid.search(one).group(1) for one in first + second} == {f"meeting-{meeting.pk}@127.0.0.1"}
    assert {re.search(r"SEQUENCE:(\d+)", one).group(1) for one in first} == {"0"}
    assert {re.search(r"SEQUENCE:(\d+)", one).group(1) for one in second} == {"1"}
    assert Letter.objects.filter(state="DISCARDED").count() == 19


@pytest.mark.parametrize("who", ["clerk", "head", "accountant", "officer"])
def test_only_the_secretariat_runs_a_meeting(as_, meeting, force, cast, who):
    client = as_(getattr(cast, who))
    before = list(Meeting.objects.values())
    for name in ("attendance", "meeting-update"):
        assert client.get(reverse(f"committee:{name}", args=[meeting.pk])).status_code == 403
    for name in ("meeting-cancel", "meeting-release", "attendance", "meeting-remind"):
        client.post(reverse(f"committee:{name}", args=[meeting.pk]), {"reason": "x", "version": "0"})
    assert list(Meeting.objects.values()) == before
    assert client.get(reverse("committee:meeting-detail", args=[meeting.pk])).status_code == 200


def test_another_agency_finds_no_meeting(as_, meeting, cast):
    client = as_(cast.stranger)
    for name in ("meeting-detail", "attendance", "minutes-pdf", "agenda-pdf", "pack-pdf", "sign-in-pdf"):
        assert client.get(reverse(f"committee:{name}", args=[meeting.pk])).status_code == 404


def test_a_draft_is_seen_by_the_secretariat_alone(as_, force, cast):
    draft = make.make_meeting(force[0].committee, "107/6/1", state="DRAFT")
    where = reverse("committee:meeting-detail", args=[draft.pk])
    assert as_(cast.secretary).get(where).status_code == 200
    assert as_(cast.clerk).get(where).status_code == 404


def test_a_restricted_item_is_for_members_and_the_secretariat(as_, meeting, force, cast):
    by = actor_of(cast.secretary, "107/5/10")
    item = actions.add_item(meeting, actions.Words("機密案", "REPORT", is_restricted=True), by=by)
    for who, status in ((cast.secretary, 200), (cast.clerk, 404), (cast.head, 404)):
        client = as_(who)
        page = client.get(reverse("committee:meeting-detail", args=[meeting.pk])).content.decode()
        assert ("機密案" in page, "（不公開）" in page) == (status == 200, status != 200)
        assert client.get(reverse("committee:item-detail", args=[item.pk])).status_code == status


@pytest.mark.parametrize("name", ["meetings", "meeting-detail"])
def test_a_list_costs_the_same_for_one_and_for_three(as_, meeting, force, cast, name):
    client = as_(cast.secretary)
    args = {"kwargs": YEAR} if name == "meetings" else {"args": [meeting.pk]}
    by = actor_of(cast.secretary, "107/5/10")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"committee:{name}", **args))
        return len(queries)

    actions.add_item(meeting, actions.Words("案一"), by=by)
    cost()
    one = cost()
    for place in (2, 3):
        make.make_meeting(meeting.committee, "107/5/10", number=place)
        actions.add_item(meeting, actions.Words(f"案{place}"), by=by)
    assert cost() == one


def twice(client, where: str, sent: dict) -> list[int]:
    """Two clicks; what the person sees is the second answer."""
    return [client.post(where, sent).status_code for _click in range(2)]


def test_two_clicks_do_once_and_end_on_the_meetings_page(as_, force, cast):
    client = as_(cast.secretary)
    draft = make.make_meeting(force[0].committee, "107/5/10", state="DRAFT")
    assert twice(client, reverse("committee:meeting-release", args=[draft.pk]), {}) == [302, 302]
    assert Letter.objects.count() == 19
    grid = reverse("committee:attendance", args=[draft.pk])
    version = Meeting.objects.get().version
    sent = ticked(force, force[:10]) | {"version": str(version), "verb": "save"}
    assert twice(client, grid, sent) == [302, 302]
    opening = ticked(force, force[:10]) | {"verb": "open", "chair": force[4].pk, "at": "14:00"}
    opening["version"] = str(Meeting.objects.get().version)
    assert twice(client, grid, opening) == [302, 302]
    where = reverse("committee:minutes", args=[draft.pk])
    seen = re.search(r'name="seen" value="(\w+)"', client.get(where).content.decode()).group(1)
    text = {"recorder": "周綜企", "opening_words": "致詞", "closing_words": "", "seen": seen}
    assert twice(client, where, text) == [302, 302]
    assert Minutes.objects.get().version == 1


def test_the_same_paper_sent_twice_is_one(as_, meeting, force, cast):
    by = actor_of(cast.secretary, "107/5/10")
    item = actions.add_item(meeting, actions.Words("年度計畫"), by=by)
    client = as_(cast.secretary)
    for _click in range(2):
        file = SimpleUploadedFile("計畫.pdf", b"%PDF-1.4 paper")
        client.post(reverse("committee:paper-create", args=[item.pk]), {"file": file, "title": "計畫"})
    assert item.papers.count() == 1


def test_a_moved_meeting_asks_its_members_again(force, cast):
    by = actor_of(cast.secretary, "107/4/1")
    plan = actions.Plan(2018, make.day("107/5/10"), datetime.time(14), None, "第一會議室")
    meeting = actions.release(actions.plan_meeting(force[0].committee, plan, by=by), by=by)
    invitation = meeting.invitations.first()
    actions.answer(invitation, by=by, answer="NO", remark="出國")
    moved = actions.Plan(2018, make.day("107/5/17"), datetime.time(14), None, "第一會議室")
    actions.change_meeting(meeting, moved, by=by, chair=meeting.chair, recorder="周綜企")
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.remark) == ("", "出國")


def test_an_agenda_knows_nothing_of_what_comes_after_its_day(held, cast):
    by = actor_of(cast.secretary, "107/5/10")
    motion = actions.add_item(held, actions.Words("加開課程", Section.EXTEMPORE), by=by)
    order = actions.Order(cast.unit_a, "規劃課程")
    actions.decide(motion, actions.Decision(Outcome.PASSED), by=by, orders=(order,))
    earlier = actions.Plan(2018, make.day("107/3/1"), datetime.time(14), None, "第一會議室")
    assert actions.plan_meeting(held.committee, earlier, by=by).items.count() == 0


def test_the_meetings_page_costs_the_same_for_one_and_for_nineteen_lines(as_, meeting, force, cast):
    client, where = as_(cast.secretary), reverse("committee:meeting-detail", args=[meeting.pk])

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(where)
        return len(queries)

    make.make_attendance(meeting, force[:1])
    cost()
    one = cost()
    make.make_attendance(meeting, force[1:])
    assert cost() == one
