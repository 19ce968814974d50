"""What is followed up (列管) on its pages: from the resolution to its release (C-15, table T3)."""

import csv
import io
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committee import actions
from committee.models import AgendaItem, FollowUp, Outcome, Progress, Section
from core.spreadsheets import read_rows
from tests import factories as make
from tests.factories import actor_of, day

LIST = "/committee/107/follow-ups/"


@pytest.fixture
def force(plan, cast, settings):
    """19 members, four of them external, on 107/6/1; gives the members."""
    settings.DEMO_DAY = day("107/6/1")
    return make.make_task_force(plan)


def order(force, cast, what="規劃課程", unit=None, due=None, on="107/5/10", number=1, **said) -> FollowUp:
    """A follow-up that a valid meeting has given."""
    by = actor_of(cast.secretary, on)
    meeting = make.hold_meeting(make.make_meeting(force[0].committee, on, number), force[:10], by)
    return give(meeting, cast, what, unit, due, on, **said)


def give(meeting, cast, what, unit=None, due=None, on="107/5/10", **said) -> FollowUp:
    by = actor_of(cast.secretary, on)
    item = actions.add_item(meeting, actions.Words("加開課程", Section.EXTEMPORE, **said), by=by)
    asked = actions.Order(unit or cast.unit_a, what, day(due) if due else None)
    actions.decide(item, actions.Decision(Outcome.PASSED, "照案通過"), by=by, orders=(asked,))
    return FollowUp.objects.get(what=what)


def release(force, cast, on="107/9/20", number=2, outcome=Outcome.CLOSED, present=10) -> None:
    """A later meeting says what becomes of all that is open."""
    by = actor_of(cast.secretary, on)
    meeting = make.make_meeting(force[0].committee, on, number)
    actions.fill_agenda(meeting, by=by)
    make.hold_meeting(meeting, force[:present], by)
    for item in AgendaItem.objects.filter(meeting=meeting, section=Section.FOLLOW_UP):
        actions.decide(item, actions.Decision(outcome), by=by)


def sent(**changed) -> dict:
    return {"on": "107/5/20", "text": "已洽講師", "token": str(uuid.uuid4())} | changed


def page_of(follow_up) -> str:
    return reverse("committee:follow-up-detail", args=[follow_up.pk])


def shown(client, address=LIST) -> list[tuple]:
    lines = client.get(address).context["page_obj"]
    return [(one.follow_up.what, one.said) for one in lines]


# the list


def test_open_ones_come_first_by_their_day_then_those_the_year_released(force, cast, as_, settings):
    order(force, cast, "先前的")
    release(force, cast, "107/5/11", 2)
    third = make.make_meeting(force[0].committee, "107/5/12", 3)
    make.hold_meeting(third, force[:10], actor_of(cast.secretary, "107/5/12"))
    give(third, cast, "下次會議前", on="107/5/12")
    give(third, cast, "七月底前", due="107/7/31", on="107/5/12")
    give(third, cast, "五月底前", due="107/5/31", on="107/5/12")
    assert shown(as_(cast.clerk)) == [
        ("五月底前", "逾期，列管中"),
        ("七月底前", "列管中"),
        ("下次會議前", "列管中"),
        ("先前的", "解除列管（107 年第 2 次會議）"),
    ]


@pytest.mark.parametrize(
    ("today", "said"), [("107/5/31", "列管中"), ("107/6/1", "逾期，列管中")], ids=["its day", "the next"]
)
def test_it_is_late_from_the_day_after(force, cast, as_, settings, today, said):
    order(force, cast, due="107/5/31")
    settings.DEMO_DAY = day(today)
    assert shown(as_(cast.head)) == [("規劃課程", said)]


def test_each_year_shows_what_it_had_open_and_what_it_released(force, cast, as_, settings):
    order(force, cast, on="106/9/20")
    release(force, cast, "107/5/10", 1)
    settings.DEMO_DAY = day("108/3/1")
    client = as_(cast.secretary)
    years = [shown(client, f"/committee/{year}/follow-ups/") for year in (105, 106, 107, 108)]
    released = "解除列管（107 年第 1 次會議）"
    assert years == [[], [("規劃課程", "列管中")], [("規劃課程", released)], []]


def test_an_invalid_meeting_and_one_that_goes_on_release_nothing(force, cast, as_, settings):
    order(force, cast)
    release(force, cast, "107/5/20", 2, Outcome.CONTINUED)
    with pytest.raises(PermissionDenied, match="無效會議"):
        release(force, cast, "107/5/25", 3, present=9)
    client = as_(cast.head)
    assert shown(client) == [("規劃課程", "列管中")]
    chain = client.get(page_of(FollowUp.objects.get())).content.decode()
    assert "繼續列管" in chain


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["未辦", "乙組的", "已辦"]),
        ("?state=open", ["未辦", "乙組的"]),
        ("?state=closed", ["已辦"]),
        ("?state=open&unit={unit_b}", ["乙組的"]),
        ("?state=nonsense&unit=x", ["未辦", "乙組的", "已辦"]),
    ],
    ids=["all", "open", "closed", "of a unit", "nonsense"],
)
def test_the_list_is_filtered_by_state_and_unit(force, cast, as_, asked, found):
    order(force, cast, "已辦")
    release(force, cast, "107/5/11", 2)
    third = make.make_meeting(force[0].committee, "107/5/12", 3)
    make.hold_meeting(third, force[:10], actor_of(cast.secretary, "107/5/12"))
    give(third, cast, "未辦", on="107/5/12")
    give(third, cast, "乙組的", unit=cast.unit_b, on="107/5/12")
    address = LIST + asked.format(unit_b=cast.unit_b.pk)
    assert [what for what, _said in shown(as_(cast.head), address)] == found


@pytest.mark.parametrize("kind", ["ods", "xlsx", "csv"])
def test_the_export_has_the_columns_of_the_reports_table(force, cast, as_, kind):
    follow_up = order(force, cast, "規劃課程", due="107/7/31")
    report(follow_up, cast)
    answer = as_(cast.head).get(f"{LIST}export.{kind}?state=open")
    rows = read_rows(io.BytesIO(answer.content), f"x.{kind}")
    assert [str(one) for one in rows[0]] == [
        "序號",
        "會議次別",
        "案由",
        "決議",
        "主辦單位",
        "辦理情形",
        "辦理期限",
        "列管情形",
    ]
    assert [str(one) for one in rows[1]] == [
        "1",
        "107 年第 1 次會議",
        "加開課程",
        "通過：規劃課程",
        "應用服務組",
        "107 年 5 月 20 日 已洽講師",
        "107 年 7 月 31 日",
        "列管中",
    ]
    assert len(rows) == 2


def test_a_formula_stays_text_and_an_unknown_kind_is_not_there(force, cast, as_):
    order(force, cast, "=1+1")
    client = as_(cast.head)
    rows = list(csv.reader(io.StringIO(client.get(f"{LIST}export.csv").content.decode("utf-8-sig"))))
    assert rows[1][3] == "通過：=1+1"
    assert client.get(f"{LIST}export.exe").status_code == 404


def test_three_cost_no_more_queries_than_one(force, cast, as_):
    follow_up = order(force, cast)
    report(follow_up, cast)
    client = as_(cast.head)
    pages = (LIST, page_of(follow_up))
    before = [queries(client, page) for page in pages]
    for what in ("二", "三"):
        report(give(follow_up.resolution.item.meeting, cast, what), cast)
        report(follow_up, cast, text=what)
    assert [queries(client, page) for page in pages] == before


def queries(client, page) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as seen:
        client.get(page)
    return len(seen)


# who sees it and who says how far it is


@pytest.mark.parametrize(
    ("role", "sees", "writes"),
    [
        ("clerk", 200, 403),
        ("head", 200, 302),
        ("neighbour", 200, 403),
        ("officer", 200, 403),
        ("secretary", 200, 302),
        ("stranger", 404, 404),
    ],
)
def test_all_of_the_agency_read_it_and_the_unit_and_the_secretariat_write(
    force, cast, as_, role, sees, writes
):
    follow_up = order(force, cast)
    client = as_(getattr(cast, role))
    answers = client.get(page_of(follow_up)), client.post(page_of(follow_up), sent())
    assert [one.status_code for one in answers] == [sees, writes]
    assert Progress.objects.count() == (1 if writes == 302 else 0)


def test_another_units_manager_reads_and_does_not_write(force, cast, as_):
    follow_up = order(force, cast, unit=cast.unit_b)
    client = as_(cast.head)
    assert "辦理情形由主辦單位主管或綜合企劃組填報。" in client.get(page_of(follow_up)).content.decode()
    assert client.post(page_of(follow_up), sent()).status_code == 403
    assert Progress.objects.count() == 0


def test_what_came_of_a_restricted_item_only_its_unit_and_the_secretariat_see(force, cast, as_):
    follow_up = order(force, cast, is_restricted=True)
    roles = ("clerk", "neighbour", "officer", "head", "secretary")
    seen = {role: as_(getattr(cast, role)).get(page_of(follow_up)).status_code for role in roles}
    assert seen == {"clerk": 404, "neighbour": 404, "officer": 404, "head": 200, "secretary": 200}
    assert shown(as_(cast.clerk)) == []


def test_the_page_leads_back_to_item_and_meeting(force, cast, as_):
    follow_up = order(force, cast)
    item = follow_up.resolution.item
    text = as_(cast.head).get(page_of(follow_up)).content.decode()
    for link in (f"/committee/meetings/{item.meeting_id}/", f"/committee/items/{item.pk}/"):
        assert f'href="{link}"' in text
    assert "照案通過" in text


# progress


def report(follow_up, cast, on="107/5/20", text="已洽講師", today="107/6/1", **how) -> Progress:
    by = actor_of(cast.head, today)
    return actions.report_progress(follow_up, on=day(on), text=text, by=by, **how)


def test_each_line_stays_and_the_list_shows_the_latest(force, cast, as_):
    follow_up = order(force, cast)
    client = as_(cast.head)
    client.post(page_of(follow_up), sent(on="107/5/30", text="課程已排定"))
    client.post(page_of(follow_up), sent())
    assert [one.text for one in follow_up.progress.all()] == ["已洽講師", "課程已排定"]
    assert client.get(LIST).context["page_obj"][0].progress.text == "課程已排定"
    text = client.get(page_of(follow_up)).content.decode()
    assert ("已洽講師" in text, "填報辦理情形" in text) == (True, True)


def test_a_double_click_writes_one_line(force, cast, as_):
    follow_up = order(force, cast)
    typed, client = sent(), as_(cast.head)
    assert [client.post(page_of(follow_up), typed).status_code for _click in range(2)] == [302, 302]
    assert Progress.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("on", "", "請填日期"),
        ("on", "107/6/2", "不得晚於"),
        ("on", "107/2/30", "沒有「107/2/30」這一天"),
        ("text", "", "必"),
        ("text", "字" * 2001, "2001"),
        ("token", "x", "UUID"),
    ],
)
def test_bad_input_is_refused_with_its_sentence_and_stays_as_typed(force, cast, as_, field, typed, said):
    follow_up = order(force, cast)
    form = as_(cast.head).post(page_of(follow_up), sent(**{field: typed})).context["form"]
    assert said in " ".join(form.errors[field])
    assert form[field].value() == typed
    assert Progress.objects.count() == 0


def test_nothing_is_done_before_it_was_decided(force, cast, as_):
    follow_up = order(force, cast)
    page = as_(cast.head).post(page_of(follow_up), sent(on="107/5/9"))
    assert page.context["form"].errors["on"] == ["日期不得早於列管的會議日 107 年 5 月 10 日。"]
    assert page.context["form"]["text"].value() == "已洽講師"
    report(follow_up, cast, on="107/5/10")
    with pytest.raises(ValidationError, match="不得晚於今日"):
        report(follow_up, cast, on="107/6/2")
    assert Progress.objects.count() == 1


def test_what_is_released_takes_no_more_lines(force, cast, as_):
    follow_up = order(force, cast)
    release(force, cast, "107/5/20", 2)
    client = as_(cast.head)
    assert client.post(page_of(follow_up), sent()).status_code == 403
    assert "這件事項已解除列管。" in client.get(page_of(follow_up)).content.decode()
