"""The pages of the living plan: each to the page of the role, names only to whom they concern, bad days refused."""

import pytest

from organization.models import Role
from tests import factories as make


@pytest.fixture
def people(cast, settings):
    """The cast with the seed plan, in the middle of 106; 王小明 has the hours, the others haven't."""
    settings.DEMO_DAY = make.day("106/11/15")
    make.load_plan(cast.agency)
    session = make.make_session(make.make_course(cast.agency), "106/3/8", 120)
    make.make_hours(cast.clerk, session, verified_by=cast.officer.account)
    return cast


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("clerk", "/training/106/my/"),
        ("accountant", "/statistics/106/tables/"),
        ("head", "/board/106/"),
        ("officer", "/training/106/people/"),
        ("secretary", "/board/106/"),
    ],
)
def test_each_begins_on_the_page_of_the_role(people, as_, who, page):
    assert as_(getattr(people, who)).get("/")["Location"] == page


def test_the_plan_has_an_anchor_for_each_clause_and_its_verdicts(people, as_):
    text = as_(people.secretary).get("/plan/106/").content.decode()
    assert text.count('class="clause level-') == 105
    assert 'id="伍二(一)1"' in text
    assert "應訓 5 人，已完成 1 人，尚缺 4 人。" in text


def test_whoever_reads_the_agency_finds_the_lists_of_names(people, as_):
    text = as_(people.secretary).get("/plan/106/").content.decode()
    assert "list=counted" in text and "list=asked" in text and "list=missing" in text


def test_the_plan_names_nobody_to_a_colleague(people, as_):
    text = as_(people.clerk).get("/plan/106/").content.decode()
    assert "應訓 5 人，已完成 1 人，尚缺 4 人。" in text
    assert "鄰組員" not in text
    assert "list=counted" not in text and "list=missing" not in text


def test_the_board_names_nobody_to_a_colleague(people, as_):
    assert "鄰組員" not in as_(people.clerk).get("/board/106/").content.decode()
    assert "鄰組員" in as_(people.secretary).get("/board/106/").content.decode()


def test_a_heads_board_is_that_of_the_unit(people, as_):
    text = as_(people.head).get("/board/106/").content.decode()
    assert "應用服務組" in text
    assert "鄰組員" not in text


def test_a_head_may_not_ask_for_another_unit(people, as_):
    client = as_(people.head)
    assert client.get("/plan/106/", {"unit": people.unit_a.id}).status_code == 200
    for other in (people.unit_b.id, people.other_unit.id, 0, "x", "²", "1" * 30):
        assert client.get("/plan/106/", {"unit": other}).status_code == 404


def test_the_secretariat_may_ask_for_any_unit_of_its_agency(people, as_):
    client = as_(people.secretary)
    assert client.get("/plan/106/", {"unit": people.unit_b.id}).status_code == 200
    assert client.get("/plan/106/", {"unit": people.other_unit.id}).status_code == 404


def test_another_agency_does_not_exist(people, as_):
    client = as_(people.stranger)
    for page in ("/plan/106/", "/board/106/", "/reports/106/", "/reports/106/annual.pdf"):
        assert client.get(page, {"agency": "doit"}).status_code == 404
    assert "本機關還沒有實施計畫。" in client.get("/plan/106/").content.decode()


def test_the_overseer_reads_the_agencies_below(people, as_):
    city = make.make_agency("city", "臺北市政府", "市府")
    people.agency.parent = city
    people.agency.save()
    overseer = make.make_person(city, None, "余督導")
    make.make_account(overseer, Role.OVERSIGHT)
    client = as_(overseer)
    assert "/plan/106/?agency=doit" in client.get("/board/106/").content.decode()
    text = client.get("/plan/106/", {"agency": "doit"}).content.decode()
    assert "應訓 5 人" in text
    assert "/reports/106/?agency=doit" in text
    assert client.get("/plan/106/", {"agency": "other"}).status_code == 404


def test_the_plan_can_be_read_as_of_an_earlier_day(people, as_):
    text = as_(people.secretary).get("/plan/106/", {"as_of": "106/2/1"}).content.decode()
    assert "應訓 5 人，已完成 0 人，尚缺 5 人。" in text


def test_a_day_to_come_is_read_as_today(people, as_):
    text = as_(people.secretary).get("/plan/106/", {"as_of": "106/12/31"}).content.decode()
    assert 'value="106/12/31"' in text
    assert "未到期" in text and "未符合" not in text.partition("<article")[2]


def test_an_impossible_day_is_refused_and_kept(people, as_):
    answer = as_(people.secretary).get("/plan/106/", {"as_of": "106/2/30"})
    assert answer.status_code == 400
    assert 'value="106/2/30"' in answer.content.decode()
    assert "沒有「106/2/30」這一天" in answer.content.decode()


def test_only_what_is_open_can_be_shown(people, as_):
    text = as_(people.secretary).get("/plan/106/", {"only": "open"}).content.decode()
    assert 'id="伍二(一)1"' in text
    assert 'id="參一"' not in text


def test_a_year_after_the_plan_says_so(people, as_):
    text = as_(people.secretary).get("/plan/110/").content.decode()
    assert "110 年不在計畫期程內" in text
    assert 'id="伍二(二)1"' in text


def test_a_report_that_cannot_be_printed_says_why_on_its_page(people, as_, settings, tmp_path):
    settings.REPORT_FONT_DIR = tmp_path
    answer = as_(people.secretary).get("/reports/106/annual.pdf")
    assert answer.status_code == 503
    assert "找不到報告字型" in answer.content.decode()


def test_the_draft_says_which_characters_will_not_print(people, as_):
    people.unit_b.name = "𠮷野組"
    people.unit_b.save()
    text = as_(people.secretary).get("/reports/106/").content.decode()
    assert "PDF 的字型沒有以下字元，列印時以〓代替：𠮷" in text
