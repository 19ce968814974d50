"""Who is missing and how they hear of it: once a week, their own open things, else silence (T-10, N-1 – N-3)."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from core.contract import Scope
from notices.models import Letter, Run, State
from organization import history
from organization.models import PostKind
from tests import factories as make
from tests.factories import actor_of, day
from training import actions, letters
from training.compliance.unfinished import unfinished
from training.models import Hours, Reminder

YEAR = 2018
ON = day("107/10/1")


@pytest.fixture
def house(plan, cast, settings):
    """王小明 lacks an hour, 鄰組員 has all; 林主任 heads 應用服務組 and, as the others, has none."""
    settings.DEMO_DAY = ON
    settings.SITE_URL = "https://plan.example.org"
    for person in (cast.clerk, cast.head, cast.neighbour):
        person.email = f"p{person.pk}@example.org"
        person.save()
    session = make.make_session(make.make_course(plan, "概論"), "107/3/8", 180)
    make.make_hours(cast.clerk, session, 120, verified_by=cast.officer.account)
    make.make_hours(cast.neighbour, session, 180, verified_by=cast.officer.account)
    cast.session = session
    return cast


def open_things(house, on=ON, unit=None) -> dict:
    found = unfinished(Scope(house.agency.id, YEAR, on, unit)).people
    return {one.name: [str(sentence) for sentence in one.sentences] for one in found}


def remind(house, on=ON, by=None):
    who = actor_of(by or house.officer, on)
    return actions.remind(Scope(house.agency.id, on.year, on), by=who)


def bodies() -> dict:
    return {one.to_name: one.body for one in Letter.objects.all()}


def test_each_hears_only_of_own_open_things_with_hours_day_and_clause(house):
    said = open_things(house)
    assert said["王小明"] == ["尚缺 1 小時，107 年 12 月 31 日前完成（伍二(二)1）"]
    assert "鄰組員" not in said


def test_a_head_hears_of_the_unit_in_one_line(house):
    assert open_things(house)["林主任"][1:] == ["應用服務組尚有 1 人未完成：王小明"]


def test_a_head_who_has_finished_still_hears_of_the_unit(house):
    make.make_hours(house.head, house.session, 180, verified_by=house.officer.account)
    assert open_things(house)["林主任"] == ["應用服務組尚有 1 人未完成：王小明"]


def test_of_many_in_a_unit_five_are_named_and_all_are_counted(house):
    for number in range(6):
        make.make_person(house.agency, house.unit_a, f"同仁{number}")
    line = open_things(house)["林主任"][1]
    assert line.startswith("應用服務組尚有 7 人未完成：王小明、同仁0") and line.endswith("等")
    assert line.count("、") == 4


def test_hours_that_wait_for_the_personnel_office_are_nobodys_own_to_do(house):
    other = make.make_session(make.make_course(house.agency, "實務"), "107/4/8", 60)
    make.make_hours(house.clerk, other, 60)
    found = unfinished(Scope(house.agency.id, YEAR, ON))
    assert "王小明" not in [one.name for one in found.people]
    assert found.verifying == 1


def test_advanced_hours_that_wait_are_nobodys_own_to_do_either(house):
    make.make_post(house.clerk, house.unit_a, kind=PostKind.FOCAL_POINT)
    course = make.make_course(house.agency, "進階", level="ADVANCED")
    make.make_hours(house.clerk, make.make_session(course, "107/4/8", 1800))
    assert "王小明" not in open_things(house)
    Hours.objects.filter(session__course=course).update(state="RETURNED", reason="缺證明")
    assert "進階" in open_things(house)["王小明"][0]


def test_hours_sent_back_are_named_until_they_are_corrected(house):
    other = make.make_session(make.make_course(house.agency, "外訓"), "107/4/8", 60)
    make.make_hours(house.neighbour, other, 60, state="RETURNED", reason="缺證明")
    assert open_things(house)["鄰組員"] == ["退回待補正 1 筆"]


def test_a_liaison_hears_of_the_advanced_part_in_the_same_line(house):
    make.make_post(house.clerk, house.unit_a, kind=PostKind.FOCAL_POINT)
    [line] = open_things(house)["王小明"]
    assert line.startswith("尚缺 ") and "、進階 " in line


def test_somebody_who_left_is_not_written_to(house):
    gone = make.make_person(house.agency, house.unit_b, "離職員", until="107/5/1")
    other = make.make_session(make.make_course(house.agency, "外訓"), "107/4/8", 60)
    make.make_hours(gone, other, 60, state="RETURNED", reason="缺證明")
    assert "離職員" not in open_things(house)


def test_nothing_missing_nothing_written(plan, cast, settings):
    settings.DEMO_DAY = ON
    session = make.make_session(make.make_course(plan, "概論"), "107/3/8", 180)
    for person in (cast.clerk, cast.head, cast.officer, cast.secretary, cast.accountant, cast.neighbour):
        make.make_hours(person, session, 180, verified_by=cast.officer.account)
    assert remind(cast)[0] == []
    assert Letter.objects.count() == 0


def test_a_letter_reads_in_five_lines_on_a_phone(house):
    make.make_post(house.head, house.unit_a, kind=PostKind.FOCAL_POINT)
    other = make.make_session(make.make_course(house.agency, "外訓"), "107/4/8", 60)
    make.make_hours(house.head, other, 60, state="RETURNED", reason="缺證明")
    remind(house)
    assert bodies()["王小明"].splitlines() == [
        "王小明 您好，您的未完成事項：",
        "・尚缺 1 小時，107 年 12 月 31 日前完成（伍二(二)1）",
        "https://plan.example.org/training/107/my/（資訊局人事室）",
    ]
    assert len(bodies()["林主任"].splitlines()) == 5


def test_letters_wait_in_the_personnel_offices_outbox_and_history_says_who_wrote(house, mailoutbox):
    written, _batch = remind(house)
    letter = Letter.objects.get(to_name="王小明")
    assert (letter.office, letter.state, letter.subject) == (
        "PERSONNEL",
        State.WAITING,
        "107 年性別主流化訓練：您的未完成事項",
    )
    assert len(written) == Reminder.objects.count() == Letter.objects.count()
    assert [one.who for one in history.of(letter)] == ["陳人事"]
    assert mailoutbox == []


def test_within_a_week_nobody_is_written_to_again_by_any_run(house):
    first = len(remind(house)[0])
    written, batch = remind(house, day("107/10/7"))
    assert (written, batch.rested) == ([], first)


def test_after_a_week_the_newer_letter_takes_the_place_of_one_nobody_sent(house):
    first = len(remind(house)[0])
    assert len(remind(house, day("107/10/8"))[0]) == first
    states = list(Letter.objects.filter(to_name="王小明").order_by("id").values_list("state", "reason"))
    assert states == [("DISCARDED", "由較新的信取代。"), ("WAITING", "")]


@pytest.mark.parametrize("who", ["clerk", "head", "secretary", "stranger"])
def test_only_the_personnel_office_of_the_agency_reminds(house, who):
    with pytest.raises(PermissionDenied, match="提醒由人事室寄送"):
        remind(house, by=getattr(house, who))


def test_a_year_that_is_over_is_not_reminded_of(house):
    with pytest.raises(PermissionDenied, match="當年度"):
        actions.remind(Scope(house.agency.id, 2017, ON), by=actor_of(house.officer, ON))


def test_queries_do_not_grow_with_the_people(house, django_assert_num_queries):
    for number in range(30):
        make.make_person(house.agency, house.unit_a, f"同仁{number}")
    with django_assert_num_queries(9):
        letters.digests(Scope(house.agency.id, YEAR, ON))


def test_the_page_shows_the_letters_and_writes_none(house, as_):
    page = as_(house.officer).get(reverse("training:remind", args=[YEAR])).content.decode()
    assert "尚缺 1 小時，107 年 12 月 31 日前完成（伍二(二)1）" in page
    assert "王小明 您好，您的未完成事項：" in page
    assert Letter.objects.count() == 0


def test_one_unit_alone_can_be_reminded(house, as_):
    as_(house.officer).post(reverse("training:remind", args=[YEAR]) + f"?unit={house.unit_a.pk}")
    assert sorted(bodies()) == ["林主任", "王小明"]


def test_the_page_says_which_heads_hear_nothing_for_want_of_an_account_or_the_role(house, as_):
    address = reverse("training:remind", args=[YEAR])
    page = as_(house.officer).get(address).content.decode()
    assert "綜合企劃組、人事室、會計室主管無帳號或未授權，未通知。" in page
    page = as_(house.officer).get(f"{address}?unit={house.unit_a.pk}").content.decode()
    assert "未授權" not in page


def test_the_page_says_how_many_were_left_out(house, as_):
    count = len(remind(house)[0])
    page = as_(house.officer).get(reverse("training:remind", args=[YEAR])).content.decode()
    assert f"{count} 人最近已提醒過，這次不再擬信。" in page


def test_sending_from_the_page_sends_what_has_an_address_and_says_what_has_none(house, as_, mailoutbox):
    answer = as_(house.officer).post(reverse("training:remind", args=[YEAR]), {"verb": "send"}, follow=True)
    assert sorted(one.to[0].split(" ")[-1] for one in mailoutbox) == sorted(
        f"<{one.email}>" for one in (house.clerk, house.head)
    )
    said = [str(one) for one in answer.context["messages"]]
    assert said[0] == "已寄出 2 封提醒。"
    assert "周綜企：沒有電子郵件地址。" in said


def digest(*options) -> str:
    said = io.StringIO()
    call_command("write_digests", *options, stdout=said)
    return said.getvalue()


def test_the_command_writes_the_week_once_and_sends_nothing_unless_the_agency_allows_it(house, mailoutbox):
    count = Letter.objects.count
    assert digest("--agency", "doit", "--send") == "doit: 5 written, 0 left out, 0 sent\n"
    assert digest("--agency", "doit", "--send") == "doit: 0 written, 5 left out, 0 sent\n"
    assert (count(), mailoutbox) == (5, [])


def test_where_it_is_allowed_the_command_sends(house, settings, mailoutbox):
    settings.DIGESTS_SENT_BY_ITSELF = ["doit"]
    assert digest("--agency", "doit", "--send").startswith("doit: 5 written, 0 left out, 2 sent\n")
    digest("--agency", "doit", "--send")
    assert len(mailoutbox) == 2


def test_an_agency_that_is_not_there_is_said(house):
    with pytest.raises(CommandError, match="nowhere"):
        digest("--agency", "nowhere")


def test_the_outbox_says_when_the_command_last_ran(house, as_):
    page = as_(house.officer).get(reverse("notices:letter-list")).content.decode()
    assert "上次執行：無" in page
    digest()
    assert Run.objects.count() == 2
    page = as_(house.officer).get(reverse("notices:letter-list")).content.decode()
    assert "write_digests，擬信 5 封、寄出 0 封、未寄出 0 封" in page
    assert page.count("寄件匣") >= 2
