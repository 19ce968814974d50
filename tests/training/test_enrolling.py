"""Who may enrol whom, what is refused and why, and how one gives the place back (伍二(四); T-8)."""

import pytest
from django.core.exceptions import PermissionDenied

from organization import history
from tests import factories as make
from tests.factories import actor_of
from tests.training.sessions import HELD, at, enrolled, places_of, said
from training import actions
from training.models import Enrolment, Place


def test_staff_enrol_themselves_with_one_click(as_, session, cast):
    page = as_(cast.clerk).post(at("session-enrol", session.pk), follow=True)
    assert said(page) == ["已報名。"]
    assert places_of(session) == {"王小明": Place.ENROLLED}
    assert Enrolment.objects.get().unit == cast.unit_a


def test_a_full_session_says_units_only_where_seats_were_allotted_to_units(as_, session, cast):
    session.seats = 1
    session.save()
    address = at("session-choose", session.pk)
    page = as_(cast.officer).post(address, {"id": [cast.clerk.pk, cast.head.pk]}, follow=True)
    assert said(page) == ["已報名 1 人。", "1 人因名額已滿列入候補。"]
    page = as_(cast.neighbour).post(at("session-enrol", session.pk), follow=True)
    assert said(page) == ["名額已滿，已列入候補；有名額時依序遞補。"]
    actions.allot(session, {cast.unit_a.pk: 1}, by=actor_of(cast.officer, "107/5/1"))
    page = as_(cast.officer).post(address, {"id": [cast.accountant.pk]}, follow=True)
    assert said(page) == ["1 人因組室名額已滿列入候補。"]


def test_a_second_click_enrols_nobody_again(as_, session, cast):
    as_(cast.clerk).post(at("session-enrol", session.pk))
    page = as_(cast.clerk).post(at("session-enrol", session.pk), follow=True)
    assert said(page)[-1:] == ["這個場次已報名過。"]
    assert Enrolment.objects.count() == 1


def test_a_similar_course_asks_for_a_reason_and_then_lets_pass(as_, session, cast):
    other = make.make_course(cast.agency, "CEDAW案例（二）", organiser="SELF")
    make.make_hours(cast.clerk, make.make_session(other, "107/3/8"), verified_by=cast.officer.account)
    client = as_(cast.clerk)
    page = client.post(at("session-enrol", session.pk))
    assert "雷同課程「CEDAW案例（二）」" in page.content.decode()
    assert Enrolment.objects.count() == 0
    client.post(at("session-enrol", session.pk), {"reason": "內容不同"})
    assert Enrolment.objects.get().similar_reason == "內容不同"


def test_the_same_course_can_t_be_forced(as_, session, cast):
    earlier = make.make_session(session.course, "107/3/8")
    make.make_hours(cast.clerk, earlier, verified_by=cast.officer.account)
    page = as_(cast.clerk).post(at("session-enrol", session.pk), {"reason": "想再上"}, follow=True)
    assert "不得重複參訓" in said(page)[0]
    assert Enrolment.objects.count() == 0


def test_nobody_enrols_a_colleague_but_the_office(session, cast):
    for person in (cast.head, cast.secretary):
        outcome = actions.enrol(session, [cast.clerk], by=actor_of(person, "107/5/1"))
        assert [why for _who, why in outcome.skipped] == ["只能為自己報名。"]


def test_when_it_has_begun_staff_are_late_and_the_office_is_until_its_end(session, cast):
    late = actions.enrol(session, [cast.clerk], by=actor_of(cast.clerk, "107/5/10"))
    assert late.skipped[0][1] == "場次已於 107 年 5 月 9 日 舉行，不能再報名。"
    assert len(actions.enrol(session, [cast.clerk], by=actor_of(cast.officer, HELD)).done) == 1


def test_who_has_left_by_that_day_can_t_come(session, cast):
    gone = make.make_person(cast.agency, cast.unit_a, "已離職", until="107/5/9")
    outcome = actions.enrol(session, [gone], by=actor_of(cast.officer, "107/5/1"))
    assert outcome.skipped[0][1] == "107 年 5 月 9 日 不在本機關任職，不能報名。"


def test_the_office_enrols_many_at_once_and_reads_who_was_left_out(as_, session, cast):
    earlier = make.make_session(session.course, "107/3/8")
    make.make_hours(cast.clerk, earlier, verified_by=cast.officer.account)
    ids = [cast.clerk.pk, cast.head.pk, cast.neighbour.pk, cast.stranger.pk]
    page = as_(cast.officer).post(at("session-choose", session.pk), {"id": ids})
    assert said(page)[0] == "已報名 2 人。"
    assert said(page)[1].startswith("王小明：同一年已參加過同一課程")
    assert places_of(session) == {"林主任": Place.ENROLLED, "鄰組員": Place.ENROLLED}


def test_the_tick_for_similar_courses_wants_its_reason(as_, session, cast):
    client = as_(cast.officer)
    page = client.post(at("session-choose", session.pk), {"id": [cast.clerk.pk], "override": "1"})
    assert said(page) == ["勾選「仍要派訓」者，請填寫理由。"]
    assert Enrolment.objects.count() == 0


def test_the_list_names_roles_hours_short_and_what_would_be_repeated(as_, session, cast):
    make.make_post(cast.clerk, cast.unit_a, kind="FOCAL_POINT", since="106/1/1")
    enrolled(session, cast, cast.head)
    body = as_(cast.officer).get(at("session-choose", session.pk) + "?list=all").content.decode()
    assert "兼具性別議題聯絡人、一般公務人員身分" in body
    assert "已報名" in body
    assert "他局員" not in body


def test_cancelling_wants_a_reason_and_is_one_s_own(as_, session, cast):
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
