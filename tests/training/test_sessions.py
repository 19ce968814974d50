"""The pages of a session: who sees whom, seats, files, the sheet to sign on, reports (T-5, T-14, TR-15)."""

import datetime
import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.spreadsheets import read_rows
from tests import factories as make
from tests.factories import actor_of, day
from tests.training.sessions import HELD, at, enrolled, record
from training import actions
from training.models import Allotment, Evaluation, Submission


def test_a_manager_sees_the_own_unit_and_staff_themselves(as_, session, cast):
    enrolled(session, cast, cast.clerk, cast.neighbour)
    names = {"王小明", "鄰組員"}
    seen = {}
    for reader in ("officer", "head", "clerk", "accountant"):
        body = as_(getattr(cast, reader)).get(at("session-detail", session.pk)).content.decode()
        export = as_(getattr(cast, reader)).get(at("session-export", session.pk, kind="csv"))
        main = body[body.index("<main") :]
        seen[reader] = {name for name in names if name in main}
        assert seen[reader] == {name for name in names if name in export.content.decode("utf-8-sig")}
    assert seen == {"officer": names, "head": {"王小明"}, "clerk": {"王小明"}, "accountant": set()}
    assert as_(cast.stranger).get(at("session-detail", session.pk)).status_code == 404


def test_the_office_types_the_seats_and_reads_what_does_not_add_up(as_, session, cast):
    session.seats = 5
    session.save()
    client, address = as_(cast.officer), at("session-allot", session.pk)
    units = (cast.planning, cast.personnel, cast.accounting, cast.unit_a, cast.unit_b)
    sent = {f"unit-{unit.pk}": 1 for unit in units} | {"version": session.version}
    page = client.post(address, sent | {f"unit-{cast.unit_a.pk}": 2})
    assert "各組室名額合計 6，與場次名額 5 不符。" in page.content.decode()
    client.post(address, sent | {"shared_by": "各組室均須派員"})
    assert Allotment.objects.filter(session=session, seats=1).count() == 5
    assert "各組室均須派員" in as_(cast.clerk).get(at("session-detail", session.pk)).content.decode()


def test_the_coming_list_shows_what_the_unit_has_left(as_, session, cast):
    session.seats = 3
    session.save()
    by = actor_of(cast.officer, "107/5/1")
    actions.allot(session, {cast.unit_a.pk: 2, cast.unit_b.pk: 1}, by=by)
    enrolled(session, cast, cast.head)
    make.make_session(session.course, "107/4/30")
    rows = as_(cast.clerk).get(reverse("training:coming", args=[2018])).context["rows"]
    assert [(one.session.pk, one.left, one.mine) for one in rows] == [(session.pk, 1, None)]
    for kind in ("ods", "xlsx", "csv"):
        answer = as_(cast.clerk).get(reverse("training:coming-export", args=[2018, kind]))
        heads, *lines = read_rows(io.BytesIO(answer.content), f"coming.{kind}")
        assert heads[0] == "日期"
        assert [(line[2], float(line[5])) for line in lines] == [(str(session.course), 1)]


@pytest.mark.parametrize("name", ["session-detail", "session-choose", "session-attendance", "coming"])
def test_one_row_and_three_cost_the_same(as_, session, cast, settings, name):
    settings.DEMO_DAY = day(HELD)
    spent, people = [], [cast.clerk, cast.head, cast.neighbour]
    for count in (1, 3):
        actions.enrol(session, people[:count], by=actor_of(cast.officer, "107/5/1"))
        if name == "coming":
            for number in range(count):
                make.make_session(make.make_course(cast.agency, f"課{count}{number}"), "107/6/1")
            address = reverse("training:coming", args=[2018])
        else:
            address = at(name, session.pk) + "?list=all"
        client = as_(cast.officer)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        spent.append(len(queries))
    assert spent[0] == spent[1]


def test_an_older_form_of_the_facts_is_refused(as_, session, cast):
    client, address = as_(cast.officer), at("session-update", session.pk)
    sent = {
        "course": session.course_id,
        "held_on": HELD,
        "ended_on": HELD,
        "minutes": "3",
        "mode": "WORKSHOP",
        "seats": "30",
        "version": session.version,
    }
    assert client.post(address, sent).status_code == 302
    page = client.post(address, sent | {"seats": "40"})
    assert "剛才已被別人修改" in page.content.decode()
    session.refresh_from_db()
    assert (session.seats, session.mode) == (30, "WORKSHOP")


def test_the_sign_in_sheet_has_whoever_has_a_seat(as_, session, cast):
    enrolled(session, cast, cast.clerk)
    client = as_(cast.officer)
    answer = client.get(at("session-sheet-odt", session.pk))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as odt:
        text = odt.read("content.xml").decode()
    assert "王小明" in text
    assert "林主任" not in text
    pdf = client.get(at("session-sheet-pdf", session.pk))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert as_(cast.clerk).get(at("session-sheet-odt", session.pk)).status_code == 403


def test_the_lists_are_files_too(as_, session, cast):
    enrolled(session, cast, cast.clerk)
    client = as_(cast.officer)
    for kind in ("ods", "xlsx", "csv"):
        for address in (
            at("session-export", session.pk, kind=kind),
            reverse("training:sessions-export", args=[2018, kind]),
        ):
            assert client.get(address).status_code == 200
    rows = client.get(reverse("training:sessions-export", args=[2018, "csv"])).content.decode("utf-8-sig")
    assert rows.splitlines()[1].startswith("C1,CEDAW 案例,")
    assert client.get(at("session-export", session.pk, kind="exe")).status_code == 404


def test_what_was_reported_is_kept_with_its_number(as_, session, cast):
    client, address = as_(cast.officer), reverse("training:submissions", args=[2018])
    sent = {"recipient": "DCSD", "sent_on": "107/4/30", "number": "北市資人字第1號"}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent)
    assert "這個發文字號已登錄過。" in again.content.decode()
    assert [(one.year, one.sent_on) for one in Submission.objects.all()] == [
        (2018, datetime.date(2018, 4, 30))
    ]
    assert as_(cast.clerk).get(address).status_code == 403


def test_every_page_counts_the_same_people_and_says_how_many_are_verified(as_, session, cast, settings):
    enrolled(session, cast, cast.clerk)
    record(session, cast, (cast.clerk, 180))
    make.make_hours(cast.head, session)
    make.make_hours(cast.neighbour, session, state="RETURNED", reason="缺證明")
    settings.DEMO_DAY = day("107/5/10")
    questions = [{"kind": "SCALE", "text": "整體滿意度"}]
    evaluation = Evaluation(session=session, questions=questions, closes_on=day("107/6/1"))
    actions.open_evaluation(evaluation, by=actor_of(cast.officer, "107/5/10"))
    client = as_(cast.officer)
    for name in ("session-detail", "evaluation"):
        assert '2<span class="quiet">（已核 1）' in client.get(at(name, session.pk)).content.decode()
    [listed] = client.get(reverse("training:courses", args=[2018])).context["sessions"]
    assert (listed.came, listed.verified) == (2, 1)
    page = client.get(at("session-detail", session.pk))
    assert {one.unit.name: one.attended for one in page.context["lines"] if one.attended} == {"應用服務組": 2}
    assert page.context["total"]["attended"] == 2


def test_who_has_hours_without_a_place_stands_on_the_page_as_far_as_one_may_see(as_, session, cast):
    enrolled(session, cast, cast.clerk)
    make.make_hours(cast.clerk, session)
    make.make_hours(cast.neighbour, session)
    page = as_(cast.officer).get(at("session-detail", session.pk))
    assert [one.person.name for one in page.context["logged"]] == ["鄰組員"]
    assert "未報名而有時數者 1 人（自行登錄或匯入）" in page.content.decode()
    assert "未報名而有時數者" not in as_(cast.head).get(at("session-detail", session.pk)).content.decode()
