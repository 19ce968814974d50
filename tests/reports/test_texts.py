"""Who writes which section of the report, and what becomes of the text (柒二; R-2)."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notices.models import Letter
from organization import history
from reports.actions import texts as actions
from reports.models import ChapterText, TextDraft
from reports.owed import owed
from reports.texts import texts_of
from tests import factories as make
from tests.factories import actor_of

YEAR = 2018


@pytest.fixture
def house(plan, cast, settings):
    settings.DEMO_DAY = make.day("107/6/1")
    return cast


def text_of(house, section="陸", unit=None, year=YEAR) -> ChapterText:
    return actions.text_of(house.agency, year, section, unit or house.unit_a)


def written(house, words="辦理情形", *, who=None, submits=True, unit=None, year=YEAR, section="陸"):
    by = actor_of(who or house.clerk)
    return actions.write(
        text_of(house, section, unit, year), words, has_nothing=False, by=by, submits=submits
    )


def page(house, unit=None, year=107, section="陸", verb="") -> str:
    return f"/reports/{year}/texts/{section}/{(unit or house.unit_a).pk}/{verb}"


def test_the_offices_write_their_chapters_and_every_unit_its_measures(house):
    who = {}
    for one in owed(house.agency.id, YEAR):
        who.setdefault(one.section.label, []).append(one.unit.name)
    everybody = who.pop("陸")
    assert everybody == ["綜合企劃組", "人事室", "會計室", "應用服務組", "設施網路組"]
    assert who == {
        "伍一": ["綜合企劃組"],
        "伍二": ["人事室"],
        "伍三": ["會計室"],
        "伍四": ["綜合企劃組"],
        "伍五": ["會計室"],
        "柒": ["綜合企劃組"],
    }


def test_a_year_without_a_plan_asks_for_nothing(house):
    assert owed(house.agency.id, 2021) == []


def test_what_was_submitted_is_in_the_report_and_nothing_else(house):
    written(house, "已送出")
    written(house, "撰寫中", who=house.neighbour, unit=house.unit_b, submits=False)
    assert texts_of(house.agency.id, YEAR) == [
        {"section": "陸", "unit": "應用服務組", "text": "已送出", "has_nothing": False}
    ]


def test_nothing_to_tell_is_said(house):
    by = actor_of(house.clerk)
    actions.write(text_of(house), "", has_nothing=True, by=by, submits=True)
    assert texts_of(house.agency.id, YEAR)[0]["has_nothing"]
    with pytest.raises(ValidationError, match="送出前請填內容"):
        actions.write(
            text_of(house, unit=house.unit_b),
            "",
            has_nothing=False,
            by=actor_of(house.neighbour),
            submits=True,
        )


def test_words_and_nothing_at_once_are_refused(house):
    with pytest.raises(ValidationError, match="不能同時註明"):
        actions.write(text_of(house), "有", has_nothing=True, by=actor_of(house.clerk))


@pytest.mark.parametrize("who", ["neighbour", "officer", "secretary", "stranger"])
def test_nobody_writes_for_another_unit(house, who):
    with pytest.raises(PermissionDenied, match="由應用服務組撰寫"):
        written(house, who=getattr(house, who))


def test_what_was_submitted_is_locked_until_it_is_returned(house):
    text = written(house)
    with pytest.raises(PermissionDenied, match="綜合企劃組退回後才能修改"):
        written(house, "改寫")
    actions.send_back(text, by=actor_of(house.secretary), reason="請補參與人次")
    assert written(house, "改寫").text == "改寫"


def test_submitting_twice_is_once(house):
    first = written(house)
    again = written(house)
    assert again.version == first.version


def test_a_returned_text_brings_a_letter_to_whoever_submitted_it(house):
    text = written(house)
    for _twice in range(2):
        actions.send_back(text, by=actor_of(house.secretary), reason="請補參與人次")
    letter = Letter.objects.get()
    assert (letter.office, letter.to_name) == ("SECRETARIAT", "王小明")
    assert "請補參與人次" in letter.body
    assert "/reports/107/texts/" in letter.body


@pytest.mark.parametrize("who", ["clerk", "head", "officer", "stranger"])
def test_only_the_secretariat_returns(house, who):
    text = written(house)
    with pytest.raises(PermissionDenied, match="由綜合企劃組"):
        actions.send_back(text, by=actor_of(getattr(house, who)), reason="x")


def test_a_reason_is_needed(house):
    with pytest.raises(PermissionDenied, match="退回須說明事由"):
        actions.send_back(written(house), by=actor_of(house.secretary), reason=" ")


def test_the_second_of_two_who_save_sees_both_versions_and_loses_nothing(house, as_):
    client = as_(house.clerk)
    written(house, "主任寫的", who=house.head, submits=False)
    sent = {"text": "我寫的", "version": "", "verb": "save"}
    written(house, "主任改的", who=house.head, submits=False)
    answer = client.post(page(house), sent)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "別人剛才也存了這一節" in text
    assert ">我寫的</textarea>" in text.replace("\n", "")
    assert ChapterText.objects.get().text == "主任改的"
    client.post(page(house), sent | {"version": ChapterText.objects.get().version})
    assert ChapterText.objects.get().text == "我寫的"


def test_an_old_version_is_a_conflict(house):
    text = written(house, submits=False)
    written(house, "較新", submits=False)
    text.version = 0
    with pytest.raises(history.Conflict):
        actions.write(text, "較舊", has_nothing=False, by=actor_of(house.clerk))


def keep(client, house, text, version=0, **kw):
    body = json.dumps({"fields": {"text": text, "version": version}})
    return client.post(page(house, verb="unsaved/", **kw), body, content_type="application/json")


def test_what_is_typed_is_kept_and_stands_in_the_form_again(house, as_):
    client = as_(house.clerk)
    assert keep(client, house, "打到一半").json()["saved_at"]
    text = client.get(page(house)).content.decode()
    assert "打到一半" in text
    assert "暫存" in text
    assert ChapterText.objects.get().text == ""
    client.post(page(house), {"text": "寫完了", "version": 0, "verb": "submit"})
    assert (ChapterText.objects.get().text, TextDraft.objects.count()) == ("寫完了", 0)


def test_what_was_typed_upon_an_older_version_does_not_overtake_the_newer(house, as_):
    client = as_(house.clerk)
    keep(client, house, "我打的")
    written(house, "主任存的", who=house.head, submits=False)
    keep(client, house, "我打的更多", version=1)
    draft = TextDraft.objects.get()
    assert (draft.typed, draft.version) == ("我打的更多", 0)


def test_the_form_says_where_what_is_typed_is_kept(house, as_):
    text = as_(house.clerk).get(page(house)).content.decode()
    assert f'data-autosave="/reports/107/texts/%E9%99%B8/{house.unit_a.pk}/unsaved/"' in text
    assert 'href="/plan/107/#陸"' in text


def test_what_is_typed_can_be_thrown_away(house, as_):
    client = as_(house.clerk)
    keep(client, house, "打到一半")
    client.post(page(house, verb="discard/"))
    assert TextDraft.objects.count() == 0


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"fields": 1}', '{"fields": {"text": 7}}', '{"fields": {"version": "x"}}']
)
def test_a_broken_message_is_told_so(house, as_, body):
    answer = as_(house.clerk).post(page(house, verb="unsaved/"), body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["said"]


def test_only_the_units_people_keep_what_is_typed(house, as_):
    assert keep(as_(house.secretary), house, "綜企代寫").status_code == 403
    assert keep(as_(house.neighbour), house, "鄰組代寫").status_code == 404


def test_last_years_text_stands_beside(house, as_):
    written(house, "去年的措施", year=2017)
    text = as_(house.clerk).get(page(house)).content.decode()
    assert "去年（106 年）" in text
    assert "去年的措施" in text


def test_a_unit_finds_its_own_texts_and_the_secretariat_all(house, as_):
    written(house)
    own = as_(house.clerk).get("/reports/107/texts/").content.decode()
    assert ("1 節，已送出 1 節" in own, "設施網路組" in own) == (True, False)
    assert "11 節，已送出 1 節" in as_(house.secretary).get("/reports/107/texts/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 200),
        ("head", 200),
        ("secretary", 200),
        ("neighbour", 404),
        ("officer", 404),
        ("stranger", 404),
    ],
)
def test_who_sees_a_units_text(house, as_, who, status):
    written(house)
    assert as_(getattr(house, who)).get(page(house)).status_code == status


@pytest.mark.parametrize("section", ["壹", "伍二", "x"])
def test_what_the_plan_does_not_ask_of_the_unit_has_no_page(house, as_, section):
    assert as_(house.clerk).get(page(house, section=section)).status_code == 404


def test_the_list_costs_the_same_for_one_text_and_for_three(house, as_, django_assert_max_num_queries):
    client = as_(house.secretary)
    client.get("/reports/107/texts/")
    written(house)
    with CaptureQueriesContext(connection) as one:
        client.get("/reports/107/texts/")
    written(house, who=house.neighbour, unit=house.unit_b)
    written(house, who=house.officer, unit=house.personnel)
    with django_assert_max_num_queries(len(one)):
        client.get("/reports/107/texts/")
