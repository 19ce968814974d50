"""Files of hours: every fault named, good rows in, the same again changes nothing, whole or not at all (T-7, I-2 – I-10)."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from organization import history
from organization.actions import imports
from organization.models import BatchState, Change, ImportBatch
from tests import factories as make
from tests.factories import actor_of
from tests.training.files import counts, faults, let_in, row, upload
from training import actions
from training.actions.imports import HOURS
from training.models import Course, Hours, Session, StagedHours, StagedSession, State


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"


@pytest.fixture
def office(plan, cast):
    """A course of the catalogue that was held on 106/3/8, and the officer's actor in 107."""
    course = make.make_course(plan, "性別主流化概念", code="B1", organiser="DCSD")
    session = make.make_session(course, "106/3/8", 120)
    return SimpleNamespace(by=actor_of(cast.officer), course=course, session=session, **vars(cast))


def test_a_row_becomes_a_verified_record_like_one_that_was_logged(office):
    batch = let_in(upload([row(office.clerk)]), office.by)

    record = Hours.objects.get()
    assert (batch.state, counts(batch)) == (BatchState.DONE, (1, 0, 0))
    assert (record.person, record.session, record.held_on) == (
        office.clerk,
        office.session,
        datetime.date(2017, 3, 8),
    )
    assert (record.minutes, record.state, record.verified_by) == (120, State.VERIFIED, office.by.account)


def test_the_history_of_an_imported_record_says_what_that_of_a_logged_one_says(office):
    batch = let_in(upload([row(office.clerk)]), office.by)
    line = history.of(Hours.objects.get()).get()

    written = history.values(Hours.objects.get())
    expected = {
        name: [None, value] for name, value in written.items() if value is not None and name != "token"
    }
    assert line.changes == expected
    assert (line.verb, line.who, line.channel, line.reason) == ("登錄", "陳人事", "import", batch.reason)
    assert (line.account, line.agency) == (office.by.account, office.agency)


def test_a_waiting_record_has_no_verifier(office):
    let_in(upload([row(office.clerk, state="")]), office.by)
    record = Hours.objects.get()
    assert (record.state, record.verified_by, record.verified_at) == (State.PENDING, None, None)
    assert "verified_by_id" not in history.of(record).get().changes


def test_a_course_that_is_not_known_is_added_with_its_session(office):
    rows = [
        row(one, code="X9", title="CEDAW 進階", hours=hours, 類別="進階")
        for one, hours in ((office.clerk, "3"), (office.head, "6"))
    ]
    batch = let_in(upload(rows), office.by)

    session = Session.objects.exclude(pk=office.session.pk).get()
    assert (session.course.code, session.course.level, session.course.organiser) == ("X9", "ADVANCED", "DCSD")
    assert (session.minutes, sorted(session.hours.values_list("minutes", flat=True))) == (360, [180, 360])
    assert history.of(session).get().reason == history.of(session.course).get().reason == batch.reason


def thousand(office) -> list[list]:
    """1,000 rows: 963 in order, 37 at fault in ways of their own."""
    people = [make.make_person(office.agency, office.unit_a, f"同仁{n}") for n in range(963)]
    rows = [row(one) for one in people]
    ways = [
        {"員工編號": "99999"},
        {"姓名": "別人"},
        {"時數": "二"},
        {"時數": "-1"},
        {"時數": ""},
        {"時數": "2.3"},
        {"結束日": "106/2/30", "開課日": ""},
        {"結束日": "108/3/1", "開課日": "108/3/1"},
        {"類別": "高階"},
        {"狀態": "退回"},
        {"時數": "9"},
        {"課程名稱": "另一門課"},
    ]
    others = [make.make_person(office.agency, office.unit_a, f"他人{n}") for n in range(37)]
    bad = [row(one, **ways[n % len(ways)]) for n, one in enumerate(others)]
    return [*rows[:500], *bad, *rows[500:]]


def test_all_37_faulty_rows_of_a_thousand_are_named_and_the_good_ones_come_in_alone(office):
    file = upload(thousand(office))
    batch = imports.check(file, HOURS, by=office.by)
    assert counts(batch) == (963, 0, 37)
    assert {number for number, _column, _message in faults(batch)} == set(range(502, 539))

    with pytest.raises(PermissionDenied, match="有 37 列錯誤"):
        imports.confirm(batch, "ALL", by=office.by)
    assert Hours.objects.count() == 0

    batch, _taken = imports.confirm(batch, "GOOD", by=office.by)
    batch = imports.run(batch, HOURS, by=office.by)
    assert (batch.state, Hours.objects.count()) == (BatchState.DONE, 963)
    assert Change.objects.filter(model="training.hours", reason=batch.reason).count() == 963

    again = imports.check(file, HOURS, by=office.by)
    assert (counts(again), Hours.objects.count()) == ((0, 963, 37), 963)
    assert (
        StagedHours.objects.filter(batch=batch).count(),
        StagedSession.objects.filter(batch=batch).count(),
    ) == (0, 0)
