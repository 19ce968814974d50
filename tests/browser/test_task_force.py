"""The secretariat's year and an external member's phone, in a real browser, with their budgets of clicks (issue 3)."""

import datetime
import io
import re
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from committee import actions
from committee.models import Attendance, Invitation, Meeting
from notices.models import Letter
from organization.models import Sex
from tests import factories as make

TODAY = datetime.date(2018, 5, 10)


@pytest.fixture
def house(transactional_db, settings, tmp_path, mailoutbox):
    """Nineteen members, four of them external with addresses, and the secretary, on 107/5/10."""
    settings.DEMO_DAY = TODAY
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    agency = make.make_agency()
    call_command("load_plan", str(make.SEED_PLAN), agency=agency.code, verbosity=0)
    planning = make.make_unit(agency, "綜合企劃組", ["PLANNING"])
    secretary = make.make_person(agency, planning, "周綜企", sex=Sex.MALE)
    make.make_account(secretary, "SECRETARIAT", username="secretary")
    members = make.make_task_force(agency)
    for one in members[:4]:
        one.external.email = f"external{one.id}@example.org"
        one.external.save()
    by = make.actor_of(secretary, "107/5/1")
    return SimpleNamespace(agency=agency, secretary=secretary, members=members, by=by, mail=mailoutbox)


def announced(house, on="107/5/10") -> Meeting:
    plan = actions.Plan(2018, make.day(on), datetime.time(14), None, "第一會議室")
    meeting = actions.plan_meeting(house.members[0].committee, plan, by=house.by)
    actions.add_item(meeting, actions.Words("年度計畫", tasks=("TK-01",), explanation="說明"), by=house.by)
    return actions.release(meeting, by=house.by)


def quorum(page) -> str:
    return page.locator("#quorum").inner_text().strip()


def test_the_next_meeting_is_scheduled_in_three_clicks(house, visit):
    page = visit().sign_in("secretary", make.PASSWORD)
    page.get_by_role("link", name="會議", exact=True).click()
    page.get_by_label("日期").fill("107/6/20")
    page.get_by_label("開始時間").fill("14:00")
    page.get_by_label("地點").fill("第一會議室")
    page.get_by_role("button", name="排定").click()
    page.get_by_role("button", name="發開會通知").click()
    assert "已發開會通知" in page.locator(".messages").inner_text()
    assert Meeting.objects.get().state == "RELEASED"
    assert Letter.objects.filter(state="WAITING").count() == 19


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_when_all_came_attendance_takes_four_clicks_and_the_minutes_one(house, visit, javascript):
    meeting = announced(house)
    page = visit(javascript=javascript).sign_in("secretary", make.PASSWORD)
    page.goto(f"/committee/meetings/{meeting.pk}/")
    page.get_by_role("link", name="登錄出席").click()
    page.get_by_role("button", name="未勾選者皆出席").click()
    assert Attendance.objects.filter(how="PRESENT").count() == 19
    assert "有效會議：出席 19/19" in quorum(page)
    page.get_by_role("button", name="儲存並宣布開會").click()
    assert Meeting.objects.get().state == "HELD"
    with page.expect_download() as got:
        page.get_by_role("link", name="會議紀錄 PDF").click()
    text = "".join(one.extract_text() for one in PdfReader(got.value.path()).pages)
    assert "性別平等專案小組107年第1次會議紀錄" in re.sub(r"\s", "", text)


def test_the_quorum_follows_the_ticks_without_a_page_load(house, visit):
    meeting = announced(house)
    page = visit().sign_in("secretary", make.PASSWORD)
    page.goto(f"/committee/meetings/{meeting.pk}/attendance/")
    page.evaluate("window.kept = true")
    for one in [*house.members[2:4], *house.members[4:12]]:
        with page.expect_response("**/quorum/"):
            page.locator(f"input[name=m{one.id}-how][value=PRESENT]").check()
    page.locator("#quorum", has_text="有效會議：出席 10/19（至少 10）；府外委員 2（至少 2）").wait_for()
    page.locator(f"input[name=m{house.members[2].id}-how][value=EXCUSED]").check()
    page.locator("#quorum", has_text="無效：出席 9/19，未達 10 人；府外委員 1，未達 2 人").wait_for()
    page.locator(f"input[name=m{house.members[12].id}-how][value=PRESENT]").check()
    page.locator("#quorum", has_text="無效：出席 10/19（至少 10），但府外委員 1，未達 2 人").wait_for()
    assert page.evaluate("window.kept") is True
    assert Attendance.objects.count() == 0


def test_without_scripts_the_quorum_is_said_after_saving(house, visit):
    meeting = announced(house)
    page = visit(javascript=False).sign_in("secretary", make.PASSWORD)
    page.goto(f"/committee/meetings/{meeting.pk}/attendance/")
    for one in [*house.members[2:4], *house.members[4:12]]:
        page.locator(f"input[name=m{one.id}-how][value=PRESENT]").check()
    page.get_by_role("button", name="儲存出席").click()
    assert "有效會議：出席 10/19" in quorum(page)
    page.locator(f"input[name=m{house.members[2].id}-how][value=EXCUSED]").check()
    page.get_by_role("button", name="儲存出席").click()
    assert "無效：出席 9/19" in quorum(page)


def sent_link(house, to: str) -> str:
    """The personal link in the letter that went out to ``to``."""
    [mail] = [one for one in house.mail if to in one.to[0]]
    return re.search(r"/invited/\S+", mail.body).group()


def test_an_external_member_answers_and_reads_on_a_phone_and_sees_nothing_else(house, visit, settings):
    meeting = announced(house, "107/5/17")
    page = visit().sign_in("secretary", make.PASSWORD)
    page.goto("/outbox/")
    page.locator("[data-select-all]").check()
    page.get_by_role("button", name="寄出勾選的").click()
    assert "封" in page.locator(".messages").inner_text()
    member = house.members[0]
    link = sent_link(house, member.email)

    visitor = visit(width=390)
    phone = visitor.page
    phone.goto(link)
    assert "府外1 您好" in phone.locator("main").inner_text()
    phone.get_by_label("不克出席").check()
    phone.get_by_role("button", name="送出回復").click()
    assert "已記下您的回復" in phone.locator(".messages").inner_text()
    assert Invitation.objects.get(meeting=meeting, membership=member).answer == "NO"
    wide, room = phone.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= room
    with phone.expect_download() as got:
        phone.get_by_role("link", name="全部會議資料").click()
    pages = PdfReader(io.BytesIO(got.value.path().read_bytes())).pages
    assert "年度計畫" in re.sub(r"\s", "", "".join(one.extract_text() for one in pages))

    phone.goto(f"/committee/meetings/{meeting.pk}/")
    assert "/accounts/sign-in/" in phone.url

    settings.DEMO_DAY = datetime.date(2018, 5, 18)
    dead = phone.goto(link)
    assert dead.status == 404
    assert "請洽臺北市政府資訊局綜合企劃組" in phone.locator("main").inner_text()
    visitor.complaints[:] = [one for one in visitor.complaints if "404" not in one]


def test_two_secretaries_writing_the_same_minutes_lose_nothing(house, visit):
    meeting = announced(house)
    make.hold_meeting(meeting, house.members, make.actor_of(house.secretary, "107/5/10"))
    first = visit().sign_in("secretary", make.PASSWORD)
    second_visitor = visit()
    second = second_visitor.sign_in("secretary", make.PASSWORD)
    for page in (first, second):
        page.goto(f"/committee/meetings/{meeting.pk}/minutes/")
    first.get_by_label("主席致詞").fill("甲寫的致詞")
    first.get_by_role("button", name="儲存").click()
    second.get_by_label("主席致詞").fill("乙寫的致詞")
    second.get_by_label("其他紀錄").fill("乙寫的其他")
    second.get_by_role("button", name="儲存").click()
    shown = second.locator("main").inner_text()
    assert "別人剛才也存了這份紀錄" in shown and "甲寫的致詞" in shown
    assert second.get_by_label("主席致詞").input_value() == "乙寫的致詞"
    assert second.get_by_label("其他紀錄").input_value() == "乙寫的其他"
    second_visitor.complaints[:] = [one for one in second_visitor.complaints if "409" not in one]
