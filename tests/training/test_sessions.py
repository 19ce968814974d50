"""A session from enrolling to its hours: who may, what follows, and what each page shows (T-5, T-6, T-8)."""

import datetime
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organization import history
from tests import factories as make
from tests.factories import actor_of, day
from training import actions
from training.models import Allotment, Enrolment, Hours, Place, State, Submission

HELD = "107/5/9"


@pytest.fixture
def session(plan, cast, settings):
    """Three hours on 107/5/9; the day is 107/5/1 until a test says otherwise."""
    settings.DEMO_DAY = day("107/5/1")
    course = make.make_course(plan, "CEDAW 案例", code="C1", organiser="SELF", is_cedaw=True)
    return make.make_session(course, HELD, 180)


def enrolled(session, cast, *people):
    return actions.enrol(session, people, by=actor_of(cast.officer, "107/5/1")).done


def record(session, cast, *came, on="107/5/10", by=None):
    """``came``: (person, minutes) pairs; minutes None for who stayed away."""
    session.refresh_from_db()
    rows = [actions.Came(person, minutes) for person, minutes in came]
    return actions.record_attendance(session, rows, by=actor_of(by or cast.officer, on))


def hours_of(session) -> dict:
    return {one.person.name: (one.minutes, one.state) for one in Hours.objects.filter(session=session)}


def places_of(session) -> dict:
    return {one.person.name: one.state for one in Enrolment.objects.filter(session=session)}


def at(name, pk, **kw):
    return reverse(f"training:{name}", kwargs={"pk": pk, **kw})


def said(response) -> list[str]:
    return [str(one) for one in response.context["messages"]]


class TestEnrolling:
    def test_staff_enrol_themselves_with_one_click(self, as_, session, cast):
        page = as_(cast.clerk).post(at("session-enrol", session.pk), follow=True)
        assert said(page) == ["已報名。"]
        assert places_of(session) == {"王小明": Place.ENROLLED}
        assert Enrolment.objects.get().unit == cast.unit_a

    def test_a_second_click_enrols_nobody_again(self, as_, session, cast):
        as_(cast.clerk).post(at("session-enrol", session.pk))
        page = as_(cast.clerk).post(at("session-enrol", session.pk), follow=True)
        assert said(page)[-1:] == ["這個場次已報名過。"]
        assert Enrolment.objects.count() == 1

    def test_a_similar_course_asks_for_a_reason_and_then_lets_pass(self, as_, session, cast):
        other = make.make_course(cast.agency, "CEDAW案例（二）", organiser="SELF")
        make.make_hours(cast.clerk, make.make_session(other, "107/3/8"), verified_by=cast.officer.account)
        client = as_(cast.clerk)
        page = client.post(at("session-enrol", session.pk))
        assert "雷同課程「CEDAW案例（二）」" in page.content.decode()
        assert Enrolment.objects.count() == 0
        client.post(at("session-enrol", session.pk), {"reason": "內容不同"})
        assert Enrolment.objects.get().similar_reason == "內容不同"

    def test_the_same_course_can_t_be_forced(self, as_, session, cast):
        earlier = make.make_session(session.course, "107/3/8")
        make.make_hours(cast.clerk, earlier, verified_by=cast.officer.account)
        page = as_(cast.clerk).post(at("session-enrol", session.pk), {"reason": "想再上"}, follow=True)
        assert "不得重複參訓" in said(page)[0]
        assert Enrolment.objects.count() == 0

    def test_nobody_enrols_a_colleague_but_the_office(self, session, cast):
        for person in (cast.head, cast.secretary):
            outcome = actions.enrol(session, [cast.clerk], by=actor_of(person, "107/5/1"))
            assert [why for _who, why in outcome.skipped] == ["只能為自己報名。"]

    def test_when_it_has_begun_staff_are_late_and_the_office_is_until_its_end(self, session, cast):
        late = actions.enrol(session, [cast.clerk], by=actor_of(cast.clerk, "107/5/10"))
        assert late.skipped[0][1] == "場次已於 107 年 5 月 9 日 舉行，不能再報名。"
        assert len(actions.enrol(session, [cast.clerk], by=actor_of(cast.officer, HELD)).done) == 1

    def test_who_has_left_by_that_day_can_t_come(self, session, cast):
        gone = make.make_person(cast.agency, cast.unit_a, "已離職", until="107/5/9")
        outcome = actions.enrol(session, [gone], by=actor_of(cast.officer, "107/5/1"))
        assert outcome.skipped[0][1] == "107 年 5 月 9 日 不在本機關任職，不能報名。"

    def test_the_office_enrols_many_at_once_and_reads_who_was_left_out(self, as_, session, cast):
        earlier = make.make_session(session.course, "107/3/8")
        make.make_hours(cast.clerk, earlier, verified_by=cast.officer.account)
        ids = [cast.clerk.pk, cast.head.pk, cast.neighbour.pk, cast.stranger.pk]
        page = as_(cast.officer).post(at("session-choose", session.pk), {"id": ids})
        assert said(page)[0] == "已報名 2 人。"
        assert said(page)[1].startswith("王小明：同一年已參加過同一課程")
        assert places_of(session) == {"林主任": Place.ENROLLED, "鄰組員": Place.ENROLLED}

    def test_the_tick_for_similar_courses_wants_its_reason(self, as_, session, cast):
        client = as_(cast.officer)
        page = client.post(at("session-choose", session.pk), {"id": [cast.clerk.pk], "override": "1"})
        assert said(page) == ["勾選「仍要派訓」者，請填寫理由。"]
        assert Enrolment.objects.count() == 0

    def test_the_list_names_roles_hours_short_and_what_would_be_repeated(self, as_, session, cast):
        make.make_post(cast.clerk, cast.unit_a, kind="FOCAL_POINT", since="106/1/1")
        enrolled(session, cast, cast.head)
        body = as_(cast.officer).get(at("session-choose", session.pk) + "?list=all").content.decode()
        assert "兼具性別議題聯絡人、一般公務人員身分" in body
        assert "已報名" in body
        assert "他局員" not in body

    def test_cancelling_wants_a_reason_and_is_one_s_own(self, as_, session, cast):
        place = enrolled(session, cast, cast.clerk)[0]
        with pytest.raises(PermissionDenied, match="只能取消自己的報名"):
            actions.cancel(place, by=actor_of(cast.head, "107/5/1"), reason="x")
        client, address = as_(cast.clerk), at("session-places", session.pk)
        page = client.post(address, {"id": [place.pk], "verb": "cancel"}, follow=True)
        assert said(page) == ["王小明：取消須說明事由。"]
        client.post(address, {"id": [place.pk], "verb": "cancel", "reason": "公出"})
        place.refresh_from_db()
        assert (place.state, place.reason) == (Place.CANCELLED, "公出")
        assert [one.said for one in history.of(place)] == ["取消報名", "報名"]


class TestAttendance:
    def test_who_came_has_verified_hours_and_who_did_not_has_none(self, session, cast):
        enrolled(session, cast, cast.clerk, cast.head, cast.neighbour)
        outcome = record(session, cast, (cast.clerk, 180), (cast.head, 90), (cast.neighbour, None))
        assert (len(outcome.done), outcome.skipped) == (3, [])
        assert hours_of(session) == {"王小明": (180, State.VERIFIED), "林主任": (90, State.VERIFIED)}
        assert places_of(session) == {
            "王小明": Place.ATTENDED,
            "林主任": Place.ATTENDED,
            "鄰組員": Place.ABSENT,
        }
        mine = Hours.objects.get(person=cast.clerk)
        assert (mine.held_on, mine.verified_by) == (day(HELD), cast.officer.account)
        assert [one.said for one in history.of(mine)] == ["登錄出席"]

    def test_the_same_grid_twice_changes_nothing(self, session, cast):
        enrolled(session, cast, cast.clerk, cast.head)
        rows = [(cast.clerk, 180), (cast.head, None)]
        record(session, cast, *rows)
        before = (session.version, Hours.objects.count())
        assert record(session, cast, *rows).done == []
        session.refresh_from_db()
        assert (session.version, Hours.objects.count()) == before

    def test_an_older_page_does_not_write_over_a_newer_one(self, session, cast):
        enrolled(session, cast, cast.clerk)
        stale = session.version
        record(session, cast, (cast.clerk, 180))
        session.version = stale
        with pytest.raises(history.Conflict):
            actions.record_attendance(
                session, [actions.Came(cast.clerk, 90)], by=actor_of(cast.officer, "107/5/10")
            )

    def test_a_correction_takes_the_hours_back(self, session, cast):
        enrolled(session, cast, cast.clerk)
        record(session, cast, (cast.clerk, 180))
        record(session, cast, (cast.clerk, None))
        assert hours_of(session) == {"王小明": (180, State.WITHDRAWN)}
        assert Hours.objects.get().reason == "更正出席：未出席"
        record(session, cast, (cast.clerk, 120))
        assert Hours.objects.live().get().minutes == 120

    def test_hours_that_were_logged_already_are_verified_by_the_grid(self, session, cast):
        make.make_hours(cast.clerk, session, 60)
        record(session, cast, (cast.clerk, 180))
        assert hours_of(session) == {"王小明": (180, State.VERIFIED)}

    def test_one_s_own_hours_wait_for_a_colleague(self, session, cast):
        record(session, cast, (cast.officer, 180))
        assert hours_of(session) == {"陳人事": (180, State.PENDING)}
        assert record(session, cast, (cast.officer, 180)).done == []

    def test_more_than_the_whole_time_or_outside_the_service_is_left_out_with_the_reason(self, session, cast):
        late = make.make_person(cast.agency, cast.unit_a, "後到職", since="107/6/1")
        outcome = record(session, cast, (cast.clerk, 210), (late, 180))
        assert [(who.name, why) for who, why in outcome.skipped] == [
            ("王小明", "時數不得超過全程 3 小時。"),
            ("後到職", "當日不在本機關任職。"),
        ]
        assert hours_of(session) == {}

    def test_before_its_end_and_by_others_nothing_is_recorded(self, session, cast):
        with pytest.raises(PermissionDenied, match="屆時才能登錄出席"):
            record(session, cast, (cast.clerk, 180), on="107/5/8")
        for person in (cast.clerk, cast.head, cast.secretary, cast.stranger):
            with pytest.raises(PermissionDenied, match="出席由人事室登錄"):
                record(session, cast, (cast.clerk, 180), by=person)

    def test_everybody_enrolled_is_ticked_and_walk_ins_are_added(self, as_, session, cast, settings):
        enrolled(session, cast, cast.clerk, cast.head)
        settings.DEMO_DAY = day("107/5/10")
        client, address = as_(cast.officer), at("session-attendance", session.pk)
        page = client.get(address)
        assert [row["came"].value() for row in page.context["rows"]] == [True, True]
        session.refresh_from_db()
        sent = {"version": session.version, "walk_ins": cast.neighbour.staff_number, "verb": "save"}
        for person in (cast.clerk, cast.head):
            sent |= {f"p{person.pk}-listed": "True"}
        sent |= {f"p{cast.clerk.pk}-came": "on", f"p{cast.clerk.pk}-minutes": "1.5"}
        page = client.post(address, sent, follow=True)
        assert said(page) == ["出席 2 人，時數已核。"]
        assert hours_of(session) == {"王小明": (90, State.VERIFIED), "鄰組員": (180, State.VERIFIED)}
        assert places_of(session)["林主任"] == Place.ABSENT

    def test_who_was_enrolled_after_the_page_was_opened_is_not_absent(self, as_, session, cast, settings):
        enrolled(session, cast, cast.clerk, cast.head)
        settings.DEMO_DAY = day("107/5/10")
        sent = {"version": session.version, "verb": "all", f"p{cast.clerk.pk}-listed": "True"}
        as_(cast.officer).post(at("session-attendance", session.pk), sent)
        assert places_of(session) == {"王小明": Place.ATTENDED, "林主任": Place.ENROLLED}

    def test_an_unknown_staff_number_is_named_and_the_grid_stays(self, as_, session, cast, settings):
        settings.DEMO_DAY = day("107/5/10")
        sent = {"version": session.version, "walk_ins": "99999、88888", "verb": "save"}
        page = as_(cast.officer).post(at("session-attendance", session.pk), sent)
        assert "查無員工編號：99999、88888" in page.content.decode()
        assert "99999、88888</textarea>" in page.content.decode()
        assert Hours.objects.count() == 0


class TestPages:
    def test_a_manager_sees_the_own_unit_and_staff_themselves(self, as_, session, cast):
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

    def test_the_office_types_the_seats_and_reads_what_does_not_add_up(self, as_, session, cast):
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

    def test_the_coming_list_shows_what_the_unit_has_left(self, as_, session, cast):
        session.seats = 3
        session.save()
        by = actor_of(cast.officer, "107/5/1")
        actions.allot(session, {cast.unit_a.pk: 2, cast.unit_b.pk: 1}, by=by)
        enrolled(session, cast, cast.head)
        make.make_session(session.course, "107/4/30")
        rows = as_(cast.clerk).get(reverse("training:coming", args=[2018])).context["rows"]
        assert [(one.session.pk, one.left, one.mine) for one in rows] == [(session.pk, 1, None)]

    @pytest.mark.parametrize("name", ["session-detail", "session-choose", "session-attendance", "coming"])
    def test_one_row_and_three_cost_the_same(self, as_, session, cast, settings, name):
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

    def test_an_older_form_of_the_facts_is_refused(self, as_, session, cast):
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

    def test_the_sign_in_sheet_has_whoever_has_a_seat(self, as_, session, cast):
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

    def test_the_lists_are_files_too(self, as_, session, cast):
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

    def test_what_was_reported_is_kept_with_its_number(self, as_, session, cast):
        client, address = as_(cast.officer), reverse("training:submissions", args=[2018])
        sent = {"recipient": "DCSD", "sent_on": "107/4/30", "number": "北市資人字第1號"}
        assert client.post(address, sent).status_code == 302
        again = client.post(address, sent)
        assert "這個發文字號已登錄過。" in again.content.decode()
        assert [(one.year, one.sent_on) for one in Submission.objects.all()] == [
            (2018, datetime.date(2018, 4, 30))
        ]
        assert as_(cast.clerk).get(address).status_code == 403
