"""The chapter's pages: the year's list, one measure, its evidence, exports (M-1, M-3, M-6, M-8)."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.spreadsheets import read_rows
from measures.actions import measures as actions
from measures.models import Measure
from organization.models import Change
from tests import factories as make
from tests.factories import actor_of

pytestmark = pytest.mark.usefixtures("today", "plan")
OF_THE_YEAR = ("measures", "measure-create", "matrix", "copy", "round", "import")


def address(name, *args):
    return reverse(f"measures:{name}", args=args)


def titles(answer) -> list[str]:
    return [one.measure.title for one in answer.context["rows"]]


@pytest.mark.parametrize("name", OF_THE_YEAR)
def test_a_page_asks_as_many_queries_for_three_measures_as_for_one(as_, cast, plan, name):
    client, asked = as_(cast.head), []
    plan.update_rounds.create(year=2018, opened_on="2018-05-01", due_on="2018-07-15")
    for number in range(3):
        make.make_measure(cast.unit_a, f"去年{number}", year=2017)
        one = make.make_measure(cast.unit_a, f"今年{number}", held_on="107/3/8", joint=(cast.unit_b,))
        make.make_evidence(one)
        if number != 1:
            client.get(address(name, 2018))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address(name, 2018)).status_code == 200
            asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("name", OF_THE_YEAR)
def test_a_page_of_a_year_without_plan_or_measures_says_so(as_, cast, name):
    assert as_(cast.head).get(address(name, 2025)).status_code == 200


@pytest.mark.parametrize("name", ["measures", "matrix"])
def test_nothing_is_offered_to_be_entered_in_a_year_without_categories(as_, cast, name):
    assert "新增措施" in as_(cast.head).get(address(name, 2018)).content.decode()
    assert "新增措施" not in as_(cast.head).get(address(name, 2025)).content.decode()


@pytest.fixture
def three(cast):
    """A talk that was held and proved, a leaflet that is planned, and a neighbour's draft."""
    talk = make.make_measure(cast.unit_a, "講座", held_on="107/3/8", male=3, female=5)
    make.make_evidence(talk)
    make.make_measure(cast.unit_a, "摺頁", item="MS-E3", planned_on="107/9/1")
    make.make_measure(cast.unit_b, "教材", item="MS-D1", joint=(cast.personnel,))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", ["講座", "教材", "摺頁"]),
        ("category=E", ["摺頁"]),
        ("stage=DONE", ["講座"]),
        ("stage=DRAFT", ["教材"]),
        ("mark=SAME", []),
        ("sort=day", ["講座", "摺頁", "教材"]),
        ("sort=stage", ["教材", "摺頁", "講座"]),
        ("sort=unit", ["講座", "摺頁", "教材"]),
        ("category=nonsense", ["講座", "教材", "摺頁"]),
    ],
)
def test_the_list_is_filtered_and_sorted_by_its_address(as_, cast, three, asked, expected):
    assert titles(as_(cast.head).get(f"{address('measures', 2018)}?{asked}")) == expected


def test_a_unit_finds_what_it_holds_jointly(as_, cast, three):
    page = as_(cast.head).get(f"{address('measures', 2018)}?unit={cast.personnel.pk}")
    assert titles(page) == ["教材"]


def test_withdrawn_measures_are_shown_only_where_they_are_asked_for(as_, cast):
    make.make_measure(cast.unit_a, "停辦", withdrawn_because="併案")
    client = as_(cast.head)
    assert titles(client.get(address("measures", 2018))) == []
    assert titles(client.get(f"{address('measures', 2018)}?stage=WITHDRAWN")) == ["停辦"]


def test_the_exported_list_is_the_filtered_one(as_, cast, three):
    data = as_(cast.head).get(f"{address('measures-export', 2018, 'ods')}?category=A").content
    head, *rows = read_rows(BytesIO(data), "a.ods")
    assert [row[head.index("措施名稱")] for row in rows] == ["講座"]
    assert [rows[0][head.index(name)] for name in ("參與人數：計", "佐證件數", "狀態", "與去年")] == [
        8,
        1,
        "已辦理",
        "新",
    ]


def test_the_overseer_reads_the_list_and_finds_no_way_to_write(client, cast, three, plan):
    account = make.make_account(None, "OVERSIGHT", agency=plan)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(address("measures", 2018))
    assert (titles(page), page.context["may_write"]) == (["講座", "教材", "摺頁"], False)
    assert client.get(address("measure-create", 2018)).status_code == 403


def test_festivals_of_the_year_lead_to_a_form_that_is_filled_in(as_, cast):
    client = as_(cast.head)
    page = client.get(address("measures", 2018))
    days = {one.title: one.day for one in page.context["festivals"]}
    assert (days["婦女節"], days["母親節"]) == (make.day("107/3/8"), make.day("107/5/13"))
    form = client.get(f"{address('measure-create', 2018)}?item=MS-A4&planned_on=2018-10-11").context["form"]
    assert (form["item"].value(), form["planned_on"].value()) == ("MS-A4", make.day("107/10/11"))


def typed(cast, **more):
    token = "0f0e0d0c-0b0a-4908-8706-050403020100"
    words = {"unit": cast.unit_a.pk, "item": "MS-A4", "title": "講座", "budget_note": "UNSTATED"}
    return {**words, "held_on": "107/3/8", "token": token, **more}


def test_a_measure_and_its_photo_are_entered_on_one_page(as_, cast, photo):
    more = {"file": photo(), "alt_text": "講者說明", "male": "3", "female": "0"}
    answer = as_(cast.head).post(address("measure-create", 2018), typed(cast, **more), follow=True)
    made = Measure.objects.get()
    (proof,) = made.proofs
    assert (proof.kind, proof.caption, proof.dated_on) == ("PHOTO", "講座", make.day("107/3/8"))
    assert (made.female, answer.context["stands"].stage.label) == (0, "已辦理")


def test_a_photo_without_words_is_kept_while_they_are_asked_for(as_, cast, photo):
    client, page = as_(cast.head), address("measure-create", 2018)
    answer = client.post(page, typed(cast, file=photo()))
    assert "照片與圖片須填替代文字" in answer.content.decode()
    kept = answer.context["form"]["kept"].value()
    client.post(page, typed(cast, kept=kept, alt_text="講者說明"))
    assert Measure.objects.get().proofs[0].file.original_name == "現場.jpg"


def test_words_about_evidence_without_any_are_asked_for_the_file(as_, cast):
    answer = as_(cast.head).post(address("measure-create", 2018), typed(cast, caption="現場"))
    assert ("請選擇檔案，或填網址。" in answer.content.decode(), Measure.objects.count()) == (True, 0)


def test_a_double_click_makes_one_measure_with_one_photo(as_, cast, photo):
    client = as_(cast.head)
    for _again in range(2):
        client.post(address("measure-create", 2018), typed(cast, file=photo(), alt_text="現場"))
    assert [len(one.proofs) for one in Measure.objects.all()] == [1]


def test_a_unit_of_another_can_not_be_chosen(as_, cast):
    answer = as_(cast.head).post(address("measure-create", 2018), typed(cast, unit=cast.unit_b.pk))
    assert ("查無此組室或無權使用。" in answer.content.decode(), Measure.objects.count()) == (True, 0)


def test_who_saves_second_is_told_what_the_first_changed_and_may_save_again(as_, cast):
    measure = make.make_measure(cast.unit_a, "講座", held_on="107/3/8")
    client, page = as_(cast.head), address("measure-edit", measure.pk)
    client.post(page, typed(cast, version=0, goal="50 人"))
    answer = client.post(page, typed(cast, version=0, goal="60 人"))
    assert "別人剛才的修改" in answer.content.decode()
    client.post(page, typed(cast, version=answer.context["form"]["version"].value(), goal="60 人"))
    measure.refresh_from_db()
    assert measure.goal == "60 人"


def test_one_measure_says_where_it_stands_and_tells_its_story(as_, cast):
    before = make.make_measure(cast.unit_a, "去年講座", year=2017)
    measure = make.make_measure(cast.unit_a, held_on="107/3/8", copied_from=before)
    make.make_evidence(measure, "108/1/2")
    page = as_(cast.neighbour).get(address("measure", measure.pk))
    told = [str(one.said) for one in page.context["story"]]
    assert told == ["沿用自去年的「去年講座」", "開始辦理", "佐證：活動紀錄", "納入當年度成果報告"]
    assert ("不在本年度，不計" in page.content.decode(), page.context["may_change"]) == (True, False)


def test_a_measure_is_reported_when_a_valid_meeting_was_told_of_it(as_, cast, plan):
    body = make.make_task_force(plan)[0].committee
    meeting = make.make_meeting(body, "107/6/20", 2)
    measure = make.make_measure(cast.unit_a, held_on="107/3/8")
    client = as_(cast.head)
    client.post(address("measure-report", measure.pk), {"meeting": meeting.pk}, follow=True)
    measure = Measure.objects.whole().get()
    assert (measure.reported_in.meeting, measure.is_reported) == (meeting, False)
    page = client.get(address("measure", measure.pk)).content.decode()
    assert "尚無有效決議" in page
    client.post(address("measure-withdraw", measure.pk), {"reason": "停辦"})
    assert Measure.objects.get().withdrawn_because == ""


def test_evidence_is_added_corrected_and_withdrawn_on_its_pages(as_, cast, paper):
    measure = make.make_measure(cast.unit_a, held_on="107/3/8")
    client = as_(cast.head)
    words = {"dated_on": "107/3/8", "caption": "簽到表", "kind": "", "version": 0}
    client.post(address("evidence-add", measure.pk), words | {"file": paper("簽到.pdf")})
    (proof,) = measure.evidence.all()
    assert (proof.kind, proof.is_public) == ("DOCUMENT", False)
    later = words | {"dated_on": "106/3/8", "is_public": "on"}
    answer = client.post(address("evidence", proof.pk), later, follow=True)
    assert "不計為該年度的佐證" in answer.content.decode()
    served = client.get(address("evidence-file", proof.pk))
    assert b"".join(served.streaming_content) == b"%PDF-1.4 text"
    client.post(address("evidence-withdraw", proof.pk), {"reason": "誤傳"})
    proof.refresh_from_db()
    assert (proof.is_public, proof.withdrawn_because) == (True, "誤傳")


def test_more_evidence_begins_with_the_measures_last_day_and_title(as_, cast):
    measure = make.make_measure(cast.unit_a, "講座", held_on="107/3/8", ended_on="107/3/9")
    form = as_(cast.head).get(address("evidence-add", measure.pk)).context["form"]
    assert (form["caption"].value(), form["dated_on"].value()) == ("講座", make.day("107/3/9"))


def test_evidence_is_nobodys_outside_the_agency_and_not_anybodys_without_an_account(as_, client, cast, paper):
    measure = make.make_measure(cast.unit_a)
    proof = make.make_evidence(measure, is_public=True)
    assert client.get(address("evidence-file", proof.pk)).status_code == 302
    assert as_(cast.stranger).get(address("evidence-file", proof.pk)).status_code == 404


def test_withdrawing_asks_for_a_reason(as_, cast):
    measure = make.make_measure(cast.unit_a)
    client = as_(cast.head)
    answer = client.post(address("measure-withdraw", measure.pk), {"reason": " "}, follow=True)
    assert "撤下須說明事由。" in answer.content.decode()
    answer = client.post(address("measure-withdraw", measure.pk), {"reason": "停辦"}, follow=True)
    assert "已撤下：停辦" in answer.content.decode()
    assert Change.objects.filter(model="measures.measure").latest("id").reason == "停辦"


def test_another_units_measure_is_withdrawn_by_nobody_else(as_, cast):
    measure = make.make_measure(cast.unit_a)
    assert (
        as_(cast.neighbour).post(address("measure-withdraw", measure.pk), {"reason": "x"}).status_code == 403
    )
    with pytest.raises(PermissionDenied, match="由主辦組室"):
        actions.withdraw(measure, by=actor_of(cast.neighbour), reason="x")
