"""The outbox as its people see it (N-1, N-3; H175)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import clock
from notices import actions
from notices.models import LONGEST_SENDING, Letter, PersonalLink, State
from tests import factories as make
from tests.notices.test_calendar import MEETING, as_ics, changed
from tests.notices.test_sending import LINK

LIST = reverse("notices:letter-list")
DECIDE = reverse("notices:letter-decide")


@pytest.fixture
def outbox(as_, cast, settings):
    """The secretary's browser on 1 June 105: ``outbox(address)`` gives the page's words."""
    settings.DEMO_DAY = make.day("105/6/1")
    client = as_(cast.secretary)

    def words(address, sent=None) -> str:
        answer = client.get(address) if sent is None else client.post(address, sent, follow=True)
        assert answer.status_code == 200
        main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
        return re.sub(r"\s+", " ", re.sub(r"<br>", " ", main))

    words.client = client
    return words


def detail(letter) -> str:
    return reverse("notices:letter-detail", args=[letter.pk])


def test_the_list_shows_what_waits_and_when_a_letter_last_went_out(outbox, cast):
    assert "沒有符合條件的信件。" in outbox(LIST)
    make.make_letter(cast.agency, subject="開會通知甲", about="105 年第 2 次會議", about_url="/meetings/2/")
    at = timezone.make_aware(timezone.datetime(2016, 5, 30, 9, 5))
    make.make_letter(cast.agency, subject="開會通知乙", state="SENT", sent_at=at)
    make.make_letter(cast.other_agency, subject="他局的信")
    words = outbox(LIST)
    assert "1 封" in words and "最近一次寄出：105 年 5 月 30 日 09:05" in words
    assert "開會通知甲" in words and '<a href="/meetings/2/">105 年第 2 次會議</a>' in words
    assert "開會通知乙" not in words and "他局的信" not in words
    make.make_letter(cast.agency, subject="開會通知丙", state="FAILED", failure="ADDRESS")
    assert "開會通知丙" in outbox(LIST) and "開會通知丙" not in outbox(f"{LIST}?state=WAITING")
    assert "3 封" in outbox(f"{LIST}?state=")
    assert "開會通知乙" in outbox(f"{LIST}?state=SENT&q=王委員")


def test_three_letters_cost_as_many_queries_as_one(outbox, cast):
    outbox(LIST)
    counts = []
    for _more in (1, 2):
        for _letter in range(_more):
            make.make_letter(cast.agency)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            outbox(f"{LIST}?state=")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_ticked_letters_are_sent_the_others_wait_and_what_was_left_says_why(outbox, cast, mailoutbox):
    letters = [
        make.make_letter(cast.agency, to_email=email) for email in ("a@example.org", "", "c@example.org")
    ]
    sent = {"id": [letters[0].pk, letters[1].pk], "verb": "send", "shown": "state=WAITING&page=1"}
    words = outbox(DECIDE, sent)
    assert "已寄出 1 封。" in words and "王委員：沒有電子郵件地址。" in words
    assert [one.state for one in Letter.objects.order_by("pk")] == ["SENT", "WAITING", "WAITING"]
    assert [mail.to for mail in mailoutbox] == [["=?utf-8?b?546L5aeU5ZOh?= <a@example.org>"]]


def test_a_double_click_sends_one_mail(outbox, cast, mailoutbox):
    letter = make.make_letter(cast.agency)
    for _click in range(2):
        words = outbox(DECIDE, {"id": letter.pk, "verb": "send"})
    assert "王委員：信件為「已寄出」，不能改為「寄送中」。" in words
    assert len(mailoutbox) == 1


def test_another_agencys_letter_is_neither_seen_nor_sent(outbox, cast, mailoutbox):
    letter = make.make_letter(cast.other_agency)
    assert "沒有勾選任何一封。" in outbox(DECIDE, {"id": letter.pk, "verb": "send"})
    found = [
        outbox.client.get(detail(letter)).status_code,
        *(
            outbox.client.post(reverse(f"notices:letter-{verb}", args=[letter.pk])).status_code
            for verb in ("retry", "again", "detail")
        ),
    ]
    assert (found, len(mailoutbox)) == ([404] * 4, 0)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"verb": "send"}, "沒有勾選任何一封。"),
        ({"verb": "send", "id": ["x", "9" * 30, "-1"]}, "沒有勾選任何一封。"),
    ],
)
def test_nothing_ticked_is_said(outbox, sent, said):
    assert said in outbox(DECIDE, sent)


def test_a_forged_verb_is_refused(outbox, cast):
    letter = make.make_letter(cast.agency)
    assert outbox.client.post(DECIDE, {"id": letter.pk, "verb": "burn"}).status_code == 400


def test_discarding_asks_for_a_reason_and_can_be_undone(outbox, cast):
    letter = make.make_letter(cast.agency)
    assert "捨棄信件須說明事由。" in outbox(DECIDE, {"id": letter.pk, "verb": "discard", "reason": " "})
    words = outbox(DECIDE, {"id": letter.pk, "verb": "discard", "reason": "會議取消", "letter": "1"})
    assert "已捨棄 1 封。" in words and "會議取消" in words
    assert "已放回待寄" in outbox(reverse("notices:letter-retry", args=[letter.pk]), {})
    letter.refresh_from_db()
    assert letter.state == State.WAITING


def test_a_letter_reads_as_it_will_go_out(outbox, cast):
    letter = make.make_letter(cast.agency, **LINK, calendar=as_ics(MEETING), method="REQUEST")
    words = outbox(detail(letter))
    assert '請於 <span class="quiet">（個人連結，寄出時產生）</span> 表示意見。' in words
    assert "105 年 9 月 6 日 14:00 – 16:30" in words and "市政大樓 8 樓" in words
    assert "邀請或變更" in words and "前一日" in words
    assert PersonalLink.objects.count() == 0


def test_a_meeting_past_midnight_names_both_days(outbox, cast):
    late = changed(ends=MEETING.ends.replace(day=7, hour=1), cancelled=True)
    letter = make.make_letter(cast.agency, calendar=as_ics(late), method="CANCEL")
    words = outbox(detail(letter))
    assert "105 年 9 月 6 日 14:00 – 105 年 9 月 7 日 01:30" in words and "前一日" not in words


@pytest.mark.urls("tests.notices.addresses")
def test_a_sent_letter_does_not_show_its_link(outbox, cast, mailoutbox):
    letter = make.make_letter(cast.agency, **LINK)
    words = outbox(DECIDE, {"id": letter.pk, "verb": "send", "letter": "1"})
    assert "/invited/" in mailoutbox[0].body
    assert "（個人連結，只在寄出的信裡）" in words and "/invited/" not in words
    assert "周綜企" in words and "再擬一封" in words and "修改</h2>" not in words
    assert "已再擬一封同樣的信" in outbox(reverse("notices:letter-again", args=[letter.pk]), {})


def test_a_text_with_markup_stays_text(outbox, cast):
    letter = make.make_letter(cast.agency, subject="<b>x</b>", body="<script>x</script>\n次行", to_name="<i>")
    words = outbox(detail(letter))
    assert "&lt;script&gt;x&lt;/script&gt; 次行" in words and "<script>x" not in words
    assert "<b>x" not in words and "<i>" not in words


def typed(letter, **kw) -> dict:
    now = {name: getattr(letter, name) for name in ("to_email", "subject", "body", "version")}
    return now | kw


def test_a_letter_is_mended_on_its_page(outbox, cast):
    letter = make.make_letter(cast.agency)
    assert "已修改，信件還沒有寄出。" in outbox(detail(letter), typed(letter, subject="改期", state="SENT"))
    letter.refresh_from_db()
    assert (letter.subject, letter.state, letter.version) == ("改期", "WAITING", 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"subject": "甲\r\nBcc: x@example.org"}, "這一欄只能有一行文字"),
        ({"subject": ""}, "這個欄位是必須的"),
        ({"to_email": "a@b\n"}, "輸入有效的電子郵件地址"),
        ({"to_email": ""}, "請填電子郵件；不寄的信請捨棄。"),
        ({"body": "{連結}"}, "這封信沒有個人連結"),
        ({"version": "x"}, "輸入整數"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(outbox, cast, wrong, said):
    letter = make.make_letter(cast.agency)
    words = outbox(detail(letter), typed(letter, **{"body": "打了很久的字"} | wrong))
    assert said in words
    assert wrong.get("body", "打了很久的字") in words
    letter.refresh_from_db()
    assert letter.version == 0


def test_who_saves_second_sees_the_others_text_and_keeps_their_own(outbox, cast, secretary):
    letter = make.make_letter(cast.agency)
    mine = typed(letter, body="我打的字")
    actions.edit(letter, by=secretary, subject="同事的主旨", body="同事的字", to_email="x@example.org")

    words = outbox(detail(letter), mine)

    assert "這封信剛才已被別人修改" in words
    assert "同事的字" in words and "> 我打的字</textarea>" in words
    assert 'name="subject" value="開會通知"' in words
    assert 'name="version" value="1"' in words
    outbox(detail(letter), mine | {"version": 1})
    letter.refresh_from_db()
    assert letter.body == "我打的字"


def test_a_letter_cut_off_says_so_and_offers_the_way_back(outbox, cast):
    at = clock.moment() - 2 * LONGEST_SENDING
    letter = make.make_letter(cast.agency, state="SENDING", claimed_at=at)
    assert "寄送中斷，不確定是否寄出" in outbox(f"{LIST}?state=SENDING")
    words = outbox(detail(letter))
    assert "寄送中斷，不確定是否寄出" in words and "放回待寄" in words


def test_one_without_an_office_or_a_unit_has_no_outbox(as_, cast):
    retired = make.make_person(cast.agency, name="退休員")
    make.make_account(retired)
    answer = as_(retired).get(LIST)
    assert answer.status_code == 403
    assert "寄件匣由寄信的窗口管理。" in answer.content.decode()
