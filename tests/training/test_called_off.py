"""A session that won't be held, or never should have stood there, is called off with a reason (T-5)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.contract import Scope
from notices.models import Letter
from organization import history
from tests import factories as make
from tests.factories import actor_of, day
from tests.training.sessions import HELD, at, enrolled, places_of, record, said
from training import actions
from training.compliance import findings
from training.figures import tables
from training.models import Place, Session, SessionState

WHY = "講師請假"


def call_off(session, cast, on="107/5/2", by=None, reason=WHY):
    return actions.call_off(session, by=actor_of(by or cast.officer, on), reason=reason)


def test_it_stays_with_the_reason_and_is_counted_nowhere(session, cast):
    call_off(session, cast)
    session.refresh_from_db()
    line = history.of(session).first()
    assert (session.state, session.reason) == (SessionState.CANCELLED, WHY)
    assert (line.said, line.reason, line.who) == ("取消場次", WHY, "陳人事")

    scope = Scope(cast.agency.id, 2018, day("107/12/31"))
    needs = {one.rule: one.need for one in findings(scope)}
    assert [needs[code] for code in ("TR-11", "TR-12", "TR-14", "TR-16")] == [0, 0, 0, 0]
    rows = {one.key: one.rows for one in tables(scope)}
    assert (rows["training-courses"], rows["training-evaluation"]) == ((), ())


def test_who_had_a_place_loses_it_and_a_letter_waits_in_the_outbox(session, cast):
    enrolled(session, cast, cast.clerk)
    make.make_enrolment(cast.head, session, cast.unit_a, state="WAITING")
    call_off(session, cast)
    assert places_of(session) == {"王小明": Place.CANCELLED, "林主任": Place.CANCELLED}
    letter = Letter.objects.get(to_name="王小明")
    assert (letter.subject, letter.state) == ("取消場次：CEDAW 案例（107 年 5 月 9 日）", "WAITING")
    assert f"事由：{WHY}" in letter.body
    assert Letter.objects.count() == 2


def test_not_while_somebody_has_hours_of_it(session, cast):
    record(session, cast, (cast.clerk, 180))
    with pytest.raises(PermissionDenied, match="已有 1 人登錄這個場次的時數"):
        call_off(session, cast, on="107/5/11")
    record(session, cast, (cast.clerk, None))
    assert call_off(session, cast, on="107/5/11") == []


@pytest.mark.parametrize("who", ["clerk", "head", "secretary", "stranger"])
def test_only_the_personnel_office_calls_off(session, cast, who):
    with pytest.raises(PermissionDenied, match="課程清單由人事室維護"):
        call_off(session, cast, by=getattr(cast, who))


def test_not_without_a_reason_and_not_twice(session, cast):
    with pytest.raises(PermissionDenied, match="取消場次須說明事由"):
        call_off(session, cast, reason="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(state="CANCELLED")
    call_off(session, cast)
    with pytest.raises(PermissionDenied, match="場次已取消"):
        call_off(session, cast)


def test_afterwards_nobody_enrols_comes_changes_or_logs_hours(session, cast):
    call_off(session, cast)
    session.refresh_from_db()
    officer = actor_of(cast.officer, "107/5/10")
    assert [why for _who, why in actions.enrol(session, [cast.clerk], by=officer).skipped] == [
        "場次已取消，不能報名。"
    ]
    for act in (
        lambda: record(session, cast, (cast.clerk, 180)),
        lambda: actions.change_session(session, by=officer),
        lambda: actions.allot(session, {}, by=officer),
        lambda: actions.log_hours(person=cast.clerk, session=session, minutes=60, by=officer),
    ):
        with pytest.raises(PermissionDenied, match="場次已取消"):
            act()


def test_the_pages_say_so_to_whoever_was_enrolled(as_, session, cast):
    enrolled(session, cast, cast.clerk)
    page = as_(cast.officer).post(at("session-call-off", session.pk), {"reason": WHY}, follow=True)
    assert said(page) == ["場次已取消，通知 1 人的信在寄件匣，還沒有寄出。"]
    for address in (at("session-detail", session.pk), reverse("training:coming", args=[2018])):
        text = as_(cast.clerk).get(address).content.decode()
        assert "已取消" in text and WHY in text
        assert 'type="submit">報名' not in text
    listed = as_(cast.clerk).get(reverse("training:courses", args=[2018])).content.decode()
    assert "已取消" in listed


def test_a_past_session_offers_no_choosing(as_, session, cast, settings):
    address = at("session-choose", session.pk)
    client = as_(cast.officer)
    settings.DEMO_DAY = day(HELD)
    assert address in client.get(at("session-detail", session.pk)).content.decode()
    settings.DEMO_DAY = day("107/5/10")
    assert address not in client.get(at("session-detail", session.pk)).content.decode()
