"""The grid of attendance, the quorum beside it and the opening, through the client (C-4 – C-6)."""

import re

import pytest
from django.urls import reverse

from committee.models import Attendance, Meeting
from tests import factories as make
from tests.factories import actor_of

YEAR = {"year": 2018}


def ticked(members, here, how="PRESENT", **extra) -> dict:
    """The grid's fields: ``here`` came, all others stayed away."""
    there = {one.id for one in here}
    fields = {f"m{one.id}-how": how if one.id in there else "ABSENT" for one in members}
    return fields | {"observers": "", "version": "0"} | extra


def said(page) -> str:
    """The quorum's sentence on a page."""
    text = re.search(r'<p id="quorum".*?</p>', page.content.decode(), re.S).group()
    return re.sub(r"<[^>]+>", "", text).strip()


def test_all_came_is_one_button(as_, meeting, force, cast):
    as_(cast.secretary).post(
        reverse("committee:attendance", args=[meeting.pk]), {"version": "0", "observers": "", "verb": "all"}
    )
    assert set(Attendance.objects.values_list("how", flat=True)) == {"PRESENT"}
    assert Attendance.objects.count() == 19


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (2, 12, "有效會議：出席 10/19（至少 10）；府外委員 2（至少 2）。"),
        (3, 13, "無效：出席 10/19（至少 10），但府外委員 1，未達 2 人。"),
        (2, 11, "無效：出席 9/19，未達 10 人；府外委員 2（至少 2）。"),
        (3, 12, "無效：出席 9/19，未達 10 人；府外委員 1，未達 2 人。"),
    ],
)
def test_the_quorum_is_said_while_ticking_and_after_saving(as_, meeting, force, cast, first, last, text):
    client, sent = as_(cast.secretary), ticked(force, force[first:last])
    preview = client.post(reverse("committee:attendance-quorum", args=[meeting.pk]), sent)
    assert text in said(preview)
    assert Attendance.objects.count() == 0
    page = client.post(
        reverse("committee:attendance", args=[meeting.pk]), sent | {"verb": "save"}, follow=True
    )
    assert text in said(page)


def test_exactly_half_of_twenty_is_enough(as_, meeting, force, cast):
    twentieth = make.make_member(
        meeting.committee, make.make_person(cast.agency, None, "委員20"), since="107/1/1"
    )
    page = as_(cast.secretary).post(
        reverse("committee:attendance-quorum", args=[meeting.pk]), ticked([*force, twentieth], force[:10])
    )
    assert "有效會議：出席 10/20（至少 10）；府外委員 4（至少 2）。" in said(page)


def test_a_deputy_without_a_name_is_refused_and_the_ticks_stay(as_, meeting, force, cast):
    sent = ticked(force, force[:10]) | {f"m{force[6].id}-how": "DEPUTY", "verb": "save"}
    page = as_(cast.secretary).post(reverse("committee:attendance", args=[meeting.pk]), sent).content.decode()
    assert "代理出席須填代理人姓名。" in page
    assert Attendance.objects.count() == 0
    assert page.count("checked") == 19


def test_the_second_to_save_the_grid_is_told(as_, meeting, force, cast):
    client = as_(cast.secretary)
    where, sent = (
        reverse("committee:attendance", args=[meeting.pk]),
        ticked(force, force[:10]) | {"verb": "save"},
    )
    client.post(where, sent)
    answer = client.post(where, sent | {f"m{force[0].id}-how": "EXCUSED"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "別人剛才也存了出席" in page and "現有內容：出席" in page
    assert Attendance.objects.get(membership=force[0]).how == "PRESENT"
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    client.post(where, sent | {f"m{force[0].id}-how": "EXCUSED", "version": version})
    assert Attendance.objects.get(membership=force[0]).how == "EXCUSED"


def test_opening_saves_what_is_ticked(as_, meeting, force, cast):
    sent = ticked(force, force[2:12]) | {"verb": "open", "chair": force[4].pk, "at": "14:00"}
    as_(cast.secretary).post(reverse("committee:attendance", args=[meeting.pk]), sent)
    opened = Meeting.objects.get()
    assert (opened.state, opened.opening["present"], opened.opening["valid"]) == ("HELD", 10, True)


def test_an_opening_that_is_refused_saves_nothing(as_, meeting, force, cast):
    sent = ticked(force, force[2:12]) | {"verb": "open", "chair": "", "at": ""}
    page = as_(cast.secretary).post(reverse("committee:attendance", args=[meeting.pk]), sent).content.decode()
    assert "宣布開會須填這一欄。" in page
    assert (Meeting.objects.get().state, Attendance.objects.count()) == ("RELEASED", 0)


def test_a_correction_after_the_opening_says_why_and_stays_in_the_history(as_, meeting, force, cast):
    make.hold_meeting(meeting, force[3:13], actor_of(cast.secretary, "107/5/10"))
    client, where = as_(cast.secretary), reverse("committee:attendance", args=[meeting.pk])
    sent = ticked(force, force[2:13]) | {"version": str(Meeting.objects.get().version), "verb": "save"}
    assert "更正事由" in client.post(where, sent).content.decode()
    assert Attendance.objects.get(membership=force[2]).how == "ABSENT"
    client.post(where, sent | {"reason": "漏勾一人"})
    page = client.get(reverse("committee:meeting-detail", args=[meeting.pk])).content.decode()
    assert "開會時無效，更正出席後有效。" in page
    assert "出席情形：缺席 → 出席" in page and "漏勾一人" in page
    assert "lines" not in page
