"""Letters in the outbox: written once, mended, discarded, put back (N-1; RQ-C9, H078)."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from notices import actions
from notices.models import Letter, State
from organization import history
from organization.actor import machine
from tests import factories as make
from tests.factories import actor_of
from tests.notices.test_sending import LINK


def letter_to(agency, **kw) -> Letter:
    said = {"to_name": "王委員", "subject": "開會通知", "body": "請出席。", "office": "SECRETARIAT"}
    return Letter(agency=agency, **(said | kw))


def test_letters_wait_and_the_same_token_is_not_written_twice(secretary, cast):
    token = uuid.uuid4()
    [first] = actions.write([letter_to(cast.agency, token=token)], by=secretary)
    again, other = actions.write(
        [letter_to(cast.agency, token=token, subject="又一次"), letter_to(cast.agency)], by=secretary
    )
    assert (again.pk, again.subject) == (first.pk, "開會通知")
    assert sorted(Letter.objects.values_list("pk", "state")) == [(first.pk, "WAITING"), (other.pk, "WAITING")]
    assert [one.verb for one in history.of(first)] == ["擬信"]


def test_no_letters_are_no_letters(secretary):
    assert actions.write([], by=secretary) == []


def test_only_the_office_writes_its_letters(cast):
    for person in (cast.clerk, cast.officer, cast.stranger):
        with pytest.raises(PermissionDenied, match="這封信由「綜合企劃組（幕僚單位）」管理。"):
            actions.write([letter_to(cast.agency)], by=actor_of(person))
    assert Letter.objects.count() == 0


def test_a_command_may_write_letters_that_then_wait_for_a_person(cast):
    by = machine("每日檢查", cast.agency, make.day("105/6/1"))
    [letter] = actions.write([letter_to(cast.agency)], by=by)
    assert (letter.state, letter.agency) == (State.WAITING, cast.agency)


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "主旨\r\nBcc: x@example.org"},
        {"subject": "主旨\nBcc: x@example.org"},
        {"to_name": "甲\r\nBcc: x@example.org"},
        {"to_email": "a@example.org\n"},
        {"to_email": "a@example.org, b@example.org"},
        {"to_email": "甲"},
        {"body": ""},
    ],
)
def test_no_line_end_gets_into_a_header(secretary, cast, wrong):
    with pytest.raises(ValidationError):
        actions.write([letter_to(cast.agency, **wrong)], by=secretary)
    assert Letter.objects.count() == 0


def test_a_subject_reads_as_it_is_typed_even_if_it_looks_encoded(office, secretary, cast):
    subject = "=?utf-8?b?5YW8?= Bcc: x"
    [letter] = actions.write(
        [letter_to(cast.agency, subject=subject, to_email="a@example.org")], by=secretary
    )
    actions.send([letter], by=secretary)
    [mail] = office.letters
    assert mail["Subject"] == letter.subject == subject.replace("=?", "=？")
    assert mail["Bcc"] is None


def test_a_link_has_its_place_and_a_place_its_link(secretary, cast):
    with pytest.raises(ValidationError, match="收件人才有個人連結"):
        actions.write([letter_to(cast.agency, **LINK | {"body": "無"})], by=secretary)
    with pytest.raises(ValidationError, match="這封信沒有個人連結"):
        actions.write([letter_to(cast.agency, body="{連結}")], by=secretary)


def test_a_waiting_letter_is_mended_and_the_second_who_saves_is_told(secretary, cast):
    letter = make.make_letter(cast.agency)
    other = Letter.objects.get(pk=letter.pk)
    actions.edit(letter, by=secretary, subject="改期", body="延至下週。", to_email="")
    letter.refresh_from_db()
    assert (letter.subject, letter.body, letter.to_email) == ("改期", "延至下週。", "")
    with pytest.raises(history.Conflict) as conflict:
        actions.edit(other, by=secretary, subject="取消", body="取消", to_email="")
    assert conflict.value.current.subject == "改期"


def test_what_went_out_is_not_mended(secretary, cast, mailoutbox):
    letter = make.make_letter(cast.agency)
    actions.send([letter], by=secretary)
    letter.refresh_from_db()
    with pytest.raises(PermissionDenied, match="信件為「已寄出」，不能修改。"):
        actions.edit(letter, by=secretary, subject="x", body="x", to_email="")


def test_a_discarded_letter_says_why_and_can_be_put_back(secretary, cast, mailoutbox):
    letter = make.make_letter(cast.agency)
    assert [why for _one, why in actions.discard([letter], by=secretary, reason="").skipped] == [
        "捨棄信件須說明事由。"
    ]
    actions.discard([letter], by=secretary, reason="會議取消")
    letter.refresh_from_db()
    assert (letter.state, letter.reason) == (State.DISCARDED, "會議取消")
    assert len(actions.send([letter], by=secretary).done) == 0

    actions.retry(letter, by=secretary)
    assert len(actions.send([letter], by=secretary).done) == 1


def test_a_letter_that_went_out_is_written_once_more_as_a_new_one(secretary, cast, mailoutbox):
    letter = make.make_letter(cast.agency, about="105 年第 2 次會議")
    with pytest.raises(PermissionDenied, match="信件還沒有寄出。"):
        actions.again(letter, by=secretary)
    actions.send([letter], by=secretary)
    letter.refresh_from_db()

    copy = actions.again(letter, by=secretary)

    assert (copy.subject, copy.about, copy.state, copy.sent_at) == (
        letter.subject,
        letter.about,
        State.WAITING,
        None,
    )
    assert copy.token != letter.token
    actions.send([copy], by=secretary)
    assert len(mailoutbox) == 2


def test_each_office_sees_its_own_letters_of_its_own_agency(cast):
    mine = make.make_letter(cast.agency)
    personnel = make.make_letter(cast.agency, office="PERSONNEL")
    foreign = make.make_letter(cast.other_agency)
    seen = {
        name: set(Letter.objects.visible_to(actor_of(getattr(cast, name))).values_list("pk", flat=True))
        for name in ("clerk", "head", "secretary", "officer", "stranger")
    }
    assert seen == {
        "clerk": set(),
        "head": set(),
        "secretary": {mine.pk},
        "officer": {personnel.pk},
        "stranger": {foreign.pk},
    }


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"state": "SENT"}, "已寄出的信件須有寄出時間，其他狀態不得有。"),
        ({"state": "SENDING"}, "寄送中的信件須有開始寄送時間，其他狀態不得有。"),
        ({"state": "FAILED"}, "未寄出的信件須有原因，其他狀態不得有。"),
        ({"failure": "AWAY"}, "未寄出的信件須有原因，其他狀態不得有。"),
        ({"state": "DISCARDED"}, "捨棄信件須說明事由。"),
        ({"calendar": "BEGIN:VCALENDAR"}, "行事曆須註明用途。"),
        ({"link_until": datetime.date(2016, 1, 1)}, "個人連結須有頁面、用途、對象與失效日。"),
    ],
)
def test_a_row_can_not_say_what_is_not_so(agency, wrong, sentence):
    with pytest.raises(ValidationError) as refusal:
        letter_to(agency, **wrong).full_clean()
    assert refusal.value.messages == [sentence]


def test_a_units_letters_are_its_peoples_and_nobody_elses(cast):
    """G-11: whoever works in the unit, or manages it, has its outbox; its neighbour, other managers, offices don't."""
    letter = make.make_letter(cast.agency, office="UNIT_MANAGER", unit=cast.unit_a)
    readers = {
        name: Letter.objects.visible_to(actor_of(getattr(cast, name))).filter(pk=letter.pk).exists()
        for name in ("clerk", "head", "neighbour", "officer", "secretary", "accountant", "stranger")
    }
    assert readers == dict.fromkeys(readers, False) | {"clerk": True, "head": True}


def test_a_letter_of_a_unit_names_the_unit_and_no_other_letter_does(cast):
    for office, unit in (("UNIT_MANAGER", None), ("SECRETARIAT", cast.unit_a)):
        with pytest.raises(ValidationError, match="組室的信件須指明組室"):
            letter_to(cast.agency, office=office, unit=unit).full_clean()
