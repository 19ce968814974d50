"""A member from outside by a personal link: this meeting, its papers, the answer, no more (C-8, RQ-B10, H047)."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from committee import actions, letters
from committee.models import AgendaItem, Invitation, Meeting, SlotAnswer
from notices.actions import mint
from organization.actions import attach
from tests import factories as make
from tests.factories import actor_of

PLAN = actions.Plan(2018, make.day("107/5/17"), datetime.time(14), None, "第一會議室")


@pytest.fixture
def announced(force, cast):
    """The meeting of 107/5/17, announced on 107/5/10."""
    by = actor_of(cast.secretary, "107/5/10")
    return actions.release(actions.plan_meeting(force[0].committee, PLAN, by=by), by=by)


def link_of(invitation, by, until="107/5/18") -> str:
    return mint(
        agency=invitation.meeting.committee.agency,
        purpose=letters.PURPOSE,
        object_id=invitation.id,
        view=letters.VIEW,
        until=make.day(until),
        by=by,
    )


@pytest.fixture
def invitation(announced, force):
    return Invitation.objects.get(meeting=announced, membership=force[0])


@pytest.fixture
def token(invitation, cast):
    return link_of(invitation, actor_of(cast.secretary, "107/5/10"))


def page_of(token, name="invited", **kw) -> str:
    return reverse(f"committee:{name}", kwargs={"token": token, **kw})


def paper_on(meeting, cast, title="附件一", name="附件.pdf", words=None):
    by = actor_of(cast.secretary, "107/5/10")
    item = actions.add_item(meeting, words or actions.Words("年度計畫"), by=by)
    file = attach(SimpleUploadedFile(name, b"%PDF-1.4 paper"), by=by)
    return actions.add_paper(item, file, title=title, by=by)


def test_the_member_answers_without_an_account_and_may_change_it(client, token, invitation):
    assert client.post(page_of(token), {"answer": "YES"}).url == page_of(token)
    client.post(page_of(token), {"answer": "NO", "remark": "出國"})
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.remark) == ("NO", "出國")
    assert "sessionid" not in client.cookies


def test_a_deputy_needs_a_name_and_what_was_typed_stays(client, token, invitation):
    page = client.post(page_of(token), {"answer": "DEPUTY", "remark": "另有會議"}).content.decode()
    assert "請人代理須填代理人姓名。" in page and "另有會議" in page
    invitation.refresh_from_db()
    assert invitation.answer == ""


def test_the_papers_are_there_and_those_of_another_meeting_are_not(client, token, announced, force, cast):
    paper = paper_on(announced, cast)
    other = make.make_meeting(announced.committee, "107/6/20", number=9)
    hidden = paper_on(other, cast, "別次的附件")
    page = client.get(page_of(token)).content.decode()
    assert "附件一" in page and "別次的附件" not in page
    served = client.get(page_of(token, "invited-paper", pk=paper.pk))
    assert b"".join(served.streaming_content) == b"%PDF-1.4 paper"
    assert client.get(page_of(token, "invited-paper", pk=hidden.pk)).status_code == 404


def test_nothing_else_opens_by_the_link(client, token, announced, cast):
    item = AgendaItem.objects.filter(meeting=announced).first() or paper_on(announced, cast).item
    for name, args in (
        ("committee:meeting-detail", [announced.pk]),
        ("committee:item-detail", [item.pk]),
        ("committee:roster", []),
        ("notices:letter-list", []),
        ("reports:first", []),
    ):
        assert client.get(reverse(name, args=args)).status_code == 302


def test_no_other_members_answer_or_address_is_on_the_page(client, token, announced, force):
    other = Invitation.objects.get(meeting=announced, membership=force[1])
    other.remark, other.answer = "別人的備註", "NO"
    other.save()
    force[1].external.email = "other@example.org"
    force[1].external.save()
    page = client.get(page_of(token)).content.decode()
    assert "別人的備註" not in page and "other@example.org" not in page


@pytest.mark.parametrize("today", ["107/5/18", "108/1/1"])
def test_the_link_dies_after_the_meetings_day_and_says_whom_to_ask(client, token, settings, cast, today):
    settings.DEMO_DAY = make.day(today)
    page = client.get(page_of(token))
    assert page.status_code == 404
    assert "請洽臺北市政府資訊局綜合企劃組" in page.content.decode()
    assert client.post(page_of(token), {"answer": "YES"}).status_code == 404
    assert client.get(page_of(token, "invited-pack")).status_code == 404


def test_on_the_meetings_own_day_it_still_opens(client, token, settings):
    settings.DEMO_DAY = make.day("107/5/17")
    assert client.get(page_of(token)).status_code == 200


@pytest.mark.parametrize(
    "change", [lambda raw: raw[:-1] + ("A" if raw[-1] != "A" else "B"), str.upper, lambda raw: "x"]
)
def test_a_changed_link_is_none(client, token, change):
    page = client.get(page_of(change(token)))
    assert page.status_code == 404
    assert "資訊局" not in page.content.decode().partition("<main")[2]


def test_a_cancelled_meeting_kills_its_links(client, token, announced, cast):
    actions.cancel(
        Meeting.objects.get(pk=announced.pk), by=actor_of(cast.secretary, "107/5/11"), reason="颱風"
    )
    assert client.get(page_of(token)).status_code == 404


def test_a_member_who_has_left_finds_it_dead(client, token, force, cast):
    actions.end_term(
        force[0], make.day("107/5/10"), because="RESIGNED", by=actor_of(cast.secretary, "107/5/10")
    )
    assert client.get(page_of(token)).status_code == 404


def test_after_the_opening_nothing_can_be_answered(client, token, announced, force, cast, settings):
    settings.DEMO_DAY = make.day("107/5/17")
    meeting = Meeting.objects.get(pk=announced.pk)
    make.hold_meeting(meeting, force[:10], actor_of(cast.secretary, "107/5/17"))
    page = client.post(page_of(token), {"answer": "YES"}).content.decode()
    assert "不能再回復" in page or "送出回復" not in page
    assert Invitation.objects.get(meeting=meeting, membership=force[0]).answer == ""


def test_the_page_tells_no_other_site_and_no_cache_where_it_was(client, token):
    answer = client.get(page_of(token))
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_the_date_poll_is_answered_by_the_same_link(client, force, cast):
    by = actor_of(cast.secretary, "107/5/10")
    draft = actions.plan_meeting(force[0].committee, actions.Plan(2018), by=by)
    slots = [(make.day("107/6/5"), datetime.time(14)), (make.day("107/6/6"), datetime.time(10))]
    draft = actions.offer_slots(draft, slots, until=make.day("107/5/20"), by=by)
    asked = Invitation.objects.get(meeting=draft, membership=force[0])
    raw = link_of(asked, by)
    first, second = draft.slots.all()
    page = client.get(page_of(raw)).content.decode()
    assert "您可以出席的時間" in page and "議程與會議資料" not in page
    client.post(page_of(raw), {"poll": "1", f"slot_{first.pk}": "YES", f"slot_{second.pk}": "NO"})
    assert sorted(SlotAnswer.objects.values_list("slot", "can")) == [(first.pk, "YES"), (second.pk, "NO")]
    chosen = actions.choose_slot(Meeting.objects.get(pk=draft.pk), first, by=by)
    assert (chosen.held_on, chosen.starts) == (make.day("107/6/5"), datetime.time(14))


def test_a_poll_that_has_closed_takes_no_answer(client, force, cast, settings):
    by = actor_of(cast.secretary, "107/5/10")
    draft = actions.plan_meeting(force[0].committee, actions.Plan(2018), by=by)
    slots = [(make.day("107/6/5"), datetime.time(14))]
    draft = actions.offer_slots(draft, slots, until=make.day("107/5/20"), by=by)
    raw = link_of(Invitation.objects.get(meeting=draft, membership=force[0]), by, until="107/6/30")
    settings.DEMO_DAY = make.day("107/5/21")
    page = client.post(page_of(raw), {"poll": "1", f"slot_{draft.slots.get().pk}": "YES"}).content.decode()
    assert "日期調查已截止。" in page
    assert SlotAnswer.objects.count() == 0
