"""A letter goes out at most once, whatever the mail server and the process do (RQ-H12; H162, H175)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.urls import NoReverseMatch

from core import clock
from notices import actions, links
from notices.models import Failure, Letter, PersonalLink, State
from organization import history
from tests import factories as make
from tests.factories import actor_of

LINK = {
    "link_view": "opinion",
    "link_purpose": "opinion",
    "link_object_id": 7,
    "link_until": make.day("105/7/1"),
    "body": "請於 {連結} 表示意見。",
}


def reasons(outcome) -> list[str]:
    return [reason for _letter, reason in outcome.skipped]


def test_a_letter_goes_out_as_it_was_read(office, secretary, cast):
    letter = make.make_letter(cast.agency, to_name='王"委員, Ms.', subject="開會通知：第 2 次會議")

    outcome = actions.send([letter], by=secretary)

    letter.refresh_from_db()
    [mail] = office.letters
    assert [one.pk for one in outcome.done] == [letter.pk]
    assert (letter.state, letter.sent_by, letter.claimed_at) == (State.SENT, secretary.account, None)
    assert mail["Subject"] == "開會通知：第 2 次會議"
    [to] = mail["To"].addresses
    assert (to.display_name, to.addr_spec) == ('王"委員, Ms.', "member@example.org")
    assert (mail["From"], mail["Reply-To"]) == ("office@example.org", "secretary@example.org")
    assert (mail.get_content_type(), mail.get_content().strip()) == ("text/plain", "請撥冗出席。")


def test_an_invitation_brings_its_calendar_entry_as_a_part_and_as_a_file(office, secretary, cast):
    ics = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:第 2 次會議\r\nEND:VCALENDAR\r\n"
    letter = make.make_letter(cast.agency, calendar=ics, method="REQUEST")

    actions.send([letter], by=secretary)

    parts = {one.get_content_type(): one for one in office.letters[0].walk()}
    assert set(parts) == {
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/ics",
    }
    assert dict(parts["text/calendar"]["Content-Type"].params) == {"method": "REQUEST", "charset": "utf-8"}
    assert parts["text/calendar"].get_content().splitlines() == ics.splitlines()
    assert parts["application/ics"].get_filename() == "invite.ics"
    assert parts["application/ics"].get_content() == ics.encode()


@pytest.mark.urls("tests.notices.addresses")
def test_the_personal_link_is_made_when_the_letter_goes_and_is_stored_nowhere(office, secretary, cast):
    letter = make.make_letter(cast.agency, **LINK)
    assert PersonalLink.objects.count() == 0

    actions.send([letter], by=secretary)

    text = office.letters[0].get_content()
    raw = text.partition("/invited/")[2].partition("/")[0]
    link = links.find(raw, "opinion", make.day("105/6/30"))
    assert text.strip() == f"請於 https://plan.example.org/invited/{raw}/ 表示意見。"
    assert (link.object_id, link.digest) == (7, links.digest(raw))
    letter.refresh_from_db()
    stored = [*history.values(letter).values(), *history.values(link).values()]
    stored += [change.changes for change in (*history.of(letter), *history.of(link))]
    assert raw not in repr(stored)


@pytest.mark.parametrize(
    ("refuses", "failure"),
    [
        ("address", Failure.ADDRESS),
        ("letter", Failure.REFUSED),
        ("hang up", Failure.BROKEN),
    ],
)
def test_what_the_mail_server_refuses_stays_with_the_reason_and_can_be_sent_again(
    office, secretary, cast, refuses, failure
):
    letter = make.make_letter(cast.agency)
    office.refuses = refuses

    outcome = actions.send([letter], by=secretary)

    letter.refresh_from_db()
    assert (letter.state, letter.failure, letter.sent_at) == (State.FAILED, failure, None)
    assert reasons(outcome) == [failure.label]
    office.refuses = ""
    actions.send([letter], by=secretary)
    letter.refresh_from_db()
    assert (letter.state, letter.failure) == (State.SENT, "")


def test_one_refused_address_does_not_hold_up_the_others(office, secretary, cast):
    office.refuses = "address"
    letters = [make.make_letter(cast.agency) for _letter in range(2)]
    assert reasons(actions.send(letters, by=secretary)) == [Failure.ADDRESS.label] * 2


def test_with_the_mail_server_away_only_the_first_letter_is_tried(settings, office, secretary, cast):
    letters = [make.make_letter(cast.agency) for _letter in range(3)]
    office.shutdown()
    office.server_close()

    outcome = actions.send(letters, by=secretary)

    assert reasons(outcome) == [Failure.AWAY.label, *["連不上郵件伺服器，這封還沒寄。"] * 2]
    assert [one.state for one in Letter.objects.order_by("pk")] == ["FAILED", "WAITING", "WAITING"]


def test_a_mail_server_that_stays_silent_is_left_after_the_time_set(settings, office, secretary, cast):
    settings.EMAIL_TIMEOUT, office.delay = 0.2, 1
    actions.send([letter := make.make_letter(cast.agency)], by=secretary)
    letter.refresh_from_db()
    assert (letter.state, letter.failure) == (State.FAILED, Failure.BROKEN)


class Killed(BaseException):
    pass


class Killing(BaseEmailBackend):
    """The process dies while the letter is on its way."""

    def send_messages(self, _messages):
        raise Killed


class Watching(BaseEmailBackend):
    """Sends the letter once more in the middle of sending it, and notes whether a transaction is open."""

    seen = []

    def send_messages(self, _messages):
        letter = Letter.objects.get()
        second = actions.send([letter], by=self.by)
        self.seen.append((letter.state, connection.in_atomic_block, reasons(second)))


def test_a_letter_cut_off_is_not_sent_again_by_itself_but_put_back_by_a_person(
    transactional_db, settings, secretary, cast
):
    settings.EMAIL_BACKEND = f"{__name__}.Killing"
    letter = make.make_letter(cast.agency)
    with pytest.raises(Killed):
        actions.send([letter], by=secretary)
    letter.refresh_from_db()
    later = clock.moment() + datetime.timedelta(minutes=11)
    assert (letter.state, letter.said(clock.moment())) == (State.SENDING, "")
    assert letter.said(later) == "寄送中斷，不確定是否寄出"

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert reasons(actions.send([letter], by=secretary)) == ["信件為「寄送中」，不能改為「寄送中」。"]
    with pytest.raises(PermissionDenied, match="信件正在寄送，請稍候。"):
        actions.retry(letter, by=secretary)

    Letter.objects.update(claimed_at=clock.moment() - datetime.timedelta(minutes=11))
    actions.retry(letter, by=secretary)
    outcome = actions.send([letter], by=secretary)
    assert [one.state for one in outcome.done] == [State.SENT]


def test_two_clicks_at_once_send_one_mail_and_no_transaction_is_open_meanwhile(
    transactional_db, settings, secretary, cast
):
    settings.EMAIL_BACKEND = f"{__name__}.Watching"
    Watching.by, Watching.seen = secretary, []
    letter = make.make_letter(cast.agency)

    outcome = actions.send([letter], by=secretary)

    assert Watching.seen == [(State.SENDING, False, ["信件為「寄送中」，不能改為「寄送中」。"])]
    assert [one.pk for one in outcome.done] == [letter.pk]


def test_a_letter_that_went_out_is_not_sent_again(secretary, cast, mailoutbox):
    letter = make.make_letter(cast.agency)
    for _click in range(2):
        outcome = actions.send([letter], by=secretary)
    assert reasons(outcome) == ["信件為「已寄出」，不能改為「寄送中」。"]
    assert len(mailoutbox) == 1


def test_a_letter_without_an_address_or_with_a_dead_link_is_not_sent(secretary, cast, mailoutbox):
    bare = make.make_letter(cast.agency, to_email="")
    late = make.make_letter(cast.agency, **LINK | {"link_until": make.day("105/6/1")})
    outcome = actions.send([bare, late], by=secretary)
    assert reasons(outcome) == ["沒有電子郵件地址。", "信中的個人連結已過期，請回原頁重新產生信件。"]
    assert (len(mailoutbox), PersonalLink.objects.count()) == (0, 0)


def test_a_letter_whose_link_leads_nowhere_is_not_claimed(secretary, cast, mailoutbox):
    letter = make.make_letter(cast.agency, **LINK | {"link_view": "nowhere"})
    with pytest.raises(NoReverseMatch):
        actions.send([letter], by=secretary)
    letter.refresh_from_db()
    assert (letter.state, PersonalLink.objects.count(), len(mailoutbox)) == (State.WAITING, 0, 0)


def test_another_offices_or_agencys_letters_are_not_sent(secretary, cast, mailoutbox):
    letters = [
        make.make_letter(cast.agency, office="PERSONNEL"),
        make.make_letter(cast.other_agency),
    ]
    outcome = actions.send(letters, by=secretary)
    assert reasons(outcome) == ["這封信由「人事室」管理。", "這封信由「綜合企劃組（幕僚單位）」管理。"]
    assert len(mailoutbox) == 0


def test_a_deputy_sends_in_the_others_name(cast, mailoutbox):
    make.make_deputyship(cast.secretary.account, cast.clerk.account, "105/1/1", "106/1/1")
    letter = make.make_letter(cast.agency)
    actions.send([letter], by=actor_of(cast.clerk, "105/6/1"))
    assert {(one.who, one.stands_in_for) for one in history.of(letter)} == {("王小明", "周綜企")}
