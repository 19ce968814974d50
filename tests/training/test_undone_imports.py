"""An import undone: its hours are withdrawn, and what it made beside them goes with them (I-10, TR-11 – TR-14)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.contract import Scope
from organization import history
from organization.actions import imports
from organization.models import BatchState
from tests import factories as make
from tests.factories import actor_of
from tests.training.files import counts, let_in, row, upload
from training import actions
from training.actions.imports import HOURS
from training.compliance import findings
from training.models import Course, Hours, Session, State


def test_hours_of_a_file_are_withdrawn_together_and_may_come_in_again(office):
    file = upload([row(office.clerk), row(office.head, state="待核")])
    batch = let_in(file, office.by)
    verified = Hours.objects.get(person=office.clerk)
    imports.undo(batch, HOURS, by=office.by, reason="送錯檔")

    assert set(Hours.objects.values_list("state", flat=True)) == {State.WITHDRAWN}
    line = history.of(verified).first()
    verified.refresh_from_db()
    assert (line.said, line.changes["state"], line.changes["verified_by_id"]) == (
        "撤銷匯入",
        ["VERIFIED", "WITHDRAWN"],
        [office.by.account.pk, None],
    )
    assert (verified.reason, line.changes["reason"]) == (line.reason, ["", line.reason])
    assert counts(imports.check(file, HOURS, by=office.by)) == (2, 0, 0)


def new_row(person, **other):
    return row(person, title="新課", code="N1", ended_on="106/5/1", **other)


def test_courses_and_sessions_that_only_an_undone_file_made_go_with_it(office):
    scope = Scope(office.agency.id, 2017, office.by.day)
    before = [(one.rule, one.have, one.need) for one in findings(scope)]
    file = upload([new_row(office.clerk), new_row(office.head), row(office.clerk)])
    batch = let_in(file, office.by)
    made, course = Session.objects.get(course__code="N1"), Course.objects.get(code="N1")
    imports.undo(batch, HOURS, by=office.by, reason="送錯檔")

    assert list(Session.objects.all()) == [office.session]
    assert list(Course.objects.all()) == [office.course]
    assert [(one.rule, one.have, one.need) for one in findings(scope)] == before
    for one in (made, course):
        line = history.of(one).first()
        assert (line.said, line.reason) == ("撤銷匯入", f"{batch.reason}；送錯檔")
    assert counts(imports.check(file, HOURS, by=office.by)) == (3, 0, 0)


def test_a_session_of_an_undone_file_stays_while_another_s_hours_or_places_hang_on_it(office):
    first = let_in(upload([new_row(office.clerk)], name="甲"), office.by)
    second = let_in(upload([new_row(office.head)], name="乙"), office.by)
    imports.undo(first, HOURS, by=office.by, reason="送錯檔")
    session = Session.objects.get(course__code="N1")
    place = make.make_enrolment(office.neighbour, session, office.unit_b)
    imports.undo(second, HOURS, by=office.by, reason="送錯檔")
    assert Session.objects.filter(pk=session.pk).exists()

    place.delete()
    third = let_in(upload([new_row(office.neighbour)], name="丙"), office.by)
    imports.undo(third, HOURS, by=office.by, reason="送錯檔")
    assert not Session.objects.filter(pk=session.pk).exists()


def test_undoing_asks_the_database_as_often_for_many_sessions_as_for_one(office):
    asked = []
    for count in (1, 12):
        days = [f"106/{month}/1" for month in range(1, count + 1)]
        rows = [row(office.clerk, title="新課", code="N1", ended_on=day) for day in days]
        batch = let_in(upload(rows), office.by)
        with CaptureQueriesContext(connection) as found:
            imports.undo(batch, HOURS, by=office.by, reason="送錯檔")
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_a_file_that_waits_is_checked_again_when_the_session_that_it_names_goes(office):
    batch = let_in(upload([new_row(office.clerk)], name="甲"), office.by)
    waiting = imports.check(upload([new_row(office.head)], name="乙"), HOURS, by=office.by)
    imports.undo(batch, HOURS, by=office.by, reason="送錯檔")
    waiting, _taken = imports.confirm(waiting, "ALL", by=office.by)
    assert imports.run(waiting, HOURS, by=office.by).state == BatchState.DONE
    assert [one.person for one in Hours.objects.live()] == [office.head]


def test_a_file_whose_hours_have_been_decided_since_is_not_undone(office):
    batch = let_in(upload([row(office.clerk, state="待核")]), office.by)
    actions.verify(list(Hours.objects.all()), by=office.by)
    with pytest.raises(PermissionDenied, match="已有 1 筆時數變動過"):
        imports.undo(batch, HOURS, by=office.by, reason="送錯檔")


def test_on_my_hours_an_undone_import_is_called_so_and_folded_away(as_, office):
    other = make.make_session(office.course, "106/4/8", 120)
    make.make_hours(office.clerk, other, state="WITHDRAWN", reason="重複")
    batch = let_in(upload([row(office.clerk)]), office.by)
    imports.undo(batch, HOURS, by=office.by, reason="送錯檔")
    page = as_(office.clerk).get(reverse("training:my", args=[2017]))
    assert [one.held_on for one in page.context["records"]] == [other.ended_on]
    assert [one.reason for one in page.context["undone"]] == [f"{batch.reason}；送錯檔"]
    assert "<summary>已撤銷匯入 1 筆</summary>" in page.content.decode()
    [record] = page.context["undone"]
    assert (
        "已撤銷匯入"
        in as_(office.clerk).get(reverse("training:hours-detail", args=[record.pk])).content.decode()
    )


def test_an_imported_record_that_was_withdrawn_by_itself_is_not_called_undone(as_, office):
    let_in(upload([row(office.clerk)]), office.by)
    actions.withdraw(Hours.objects.get(), by=actor_of(office.officer), reason="重複")
    assert as_(office.clerk).get(reverse("training:my", args=[2017])).context["undone"] == []
