"""The secretariat's pages of a meeting (C-4 – C-19), through the client."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committee import actions
from committee.models import AgendaItem, Attendance, Meeting, Minutes, Outcome, Resolution, Section
from notices.models import Letter
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


@pytest.fixture
def held(meeting, force, cast):
    """The meeting, opened with ten of nineteen, two of them external."""
    return make.hold_meeting(meeting, force[2:12], actor_of(cast.secretary, "107/5/10"))


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


def test_a_draft_of_minutes_is_the_secretariats(as_, held, cast):
    where = reverse("committee:minutes-odt", args=[held.pk])
    assert as_(cast.clerk).get(where).status_code == 404
    actions.circulate(Minutes.objects.get(), by=actor_of(cast.secretary, "107/5/10"))
    assert as_(cast.clerk).get(where).status_code == 200


def test_a_day_on_which_there_is_no_task_force_is_refused(as_, force, cast):
    sent = {"held_on": "95/1/1", "starts": "14:00", "place": "第一會議室"}
    page = as_(cast.secretary).post(reverse("committee:meetings", kwargs=YEAR), sent).content.decode()
    assert "這一天不在小組的設置期間內。" in page


def decide(client, item, outcome, **extra):
    return client.post(
        reverse("committee:item-decide", args=[item.pk]), {"outcome": outcome, "text": "照案"} | extra
    )


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


def test_the_minutes_are_one_click_away_as_pdf_and_odt(as_, held, cast):
    client = as_(cast.secretary)
    page = client.get(reverse("committee:meeting-detail", args=[held.pk])).content.decode()
    for name in ("committee:minutes-pdf", "committee:minutes-odt"):
        assert reverse(name, args=[held.pk]) in page
    odt = client.get(reverse("committee:minutes-odt", args=[held.pk]))
    assert odt.content.startswith(b"PK")


def test_two_secretaries_see_both_versions_and_lose_nothing(as_, held, cast):
    client, where = as_(cast.secretary), reverse("committee:minutes", args=[held.pk])
    seen = re.search(r'name="seen" value="(\w+)"', client.get(where).content.decode()).group(1)
    first = {"recorder": "周綜企", "opening_words": "甲的版本", "closing_words": "", "seen": seen}
    assert client.post(where, first).status_code == 302
    page = client.post(where, first | {"opening_words": "乙的版本", "closing_words": "乙另外寫的"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "甲的版本" in text and "乙的版本" in text and "乙另外寫的" in text
    assert Minutes.objects.get().opening_words == "甲的版本"
    seen = re.search(r'name="seen" value="(\w+)"', text).group(1)
    client.post(where, first | {"opening_words": "乙的版本", "seen": seen})
    assert Minutes.objects.get().opening_words == "乙的版本"


def test_confirmed_minutes_change_by_an_erratum_only(as_, held, force, cast):
    second = make.make_meeting(held.committee, "107/5/20", number=2)
    by = actor_of(cast.secretary, "107/5/20")
    actions.fill_agenda(second, by=by)
    make.hold_meeting(second, force[:12], by)
    confirming = AgendaItem.objects.get(meeting=second, section="CONFIRM", confirms__meeting=held)
    actions.decide(confirming, actions.Decision(Outcome.PASSED), by=by)
    client = as_(cast.secretary)
    assert client.get(reverse("committee:minutes", args=[held.pk])).status_code == 403
    where = reverse("committee:minutes-erratum", args=[held.pk])
    seen = re.search(r'name="seen" value="(\w+)"', client.get(where).content.decode()).group(1)
    without = client.post(where, {"recorder": "周綜企", "opening_words": "更正", "seen": seen, "reason": ""})
    assert without.status_code == 200 and "更正" in without.content.decode()
    client.post(where, {"recorder": "周綜企", "opening_words": "更正", "seen": seen, "reason": "漏字"})
    editions = list(Minutes.objects.get(meeting=held).editions.values_list("number", "reason"))
    assert editions == [(0, ""), (1, "漏字")]
    first, corrected = (one.document for one in Minutes.objects.get(meeting=held).editions.all())
    assert "更正" not in str(first) and "更正" in str(corrected)


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


def test_two_secretaries_who_wrote_in_different_places_both_stay(as_, held, cast):
    client, where = as_(cast.secretary), reverse("committee:minutes", args=[held.pk])
    seen = re.search(r'name="seen" value="(\w+)"', client.get(where).content.decode()).group(1)
    blank = {
        "recorder": "周綜企",
        "was_recorder": "周綜企",
        "opening_words": "",
        "closing_words": "",
        "seen": seen,
    }
    blank |= {"was_opening_words": "", "was_closing_words": ""}
    client.post(where, blank | {"opening_words": "甲的致詞"})
    page = client.post(where, blank | {"closing_words": "乙的其他"})
    text = page.content.decode()
    assert page.status_code == 409 and "甲的致詞" in text and "乙的其他" in text
    seen = re.search(r'name="seen" value="(\w+)"', text).group(1)
    client.post(where, blank | {"opening_words": "甲的致詞", "closing_words": "乙的其他", "seen": seen})
    minutes = Minutes.objects.get()
    assert (minutes.opening_words, minutes.closing_words) == ("甲的致詞", "乙的其他")


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
