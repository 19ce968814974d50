"""A report is passed by a valid meeting and announced after it: no door leads round that (RP-03, RP-04)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import NoReverseMatch, reverse

from committee import actions as committee
from committee.models import AgendaItem, Outcome
from core.printing import pdf as printing
from publishing.models import Publication
from reports.actions import editions
from reports.models import Announcement, Edition, EditionFile
from tests import factories as make
from tests.factories import actor_of, day
from tests.reports import records
from tests.reports.records import announced, fresh, frozen, held, put


@pytest.fixture
def house(plan, cast, settings, tmp_path, monkeypatch):
    settings.DEMO_DAY = day("107/3/1")
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    settings.PDF_ROOT = tmp_path
    records.short_pdf(monkeypatch, tmp_path)
    return records.house(plan, cast)


def announcement(edition: Edition) -> Announcement:
    return Announcement(edition=edition, announced_on=day("107/3/1"), sha256="0" * 64)


def way_of(house, how: str) -> Edition:
    """An edition that was not passed, each in its own way."""
    if how == "frozen":
        return frozen(house)
    if how == "waiting":
        put(house, frozen(house))
    if how == "rejected":
        held(house, frozen(house), Outcome.REJECTED)
    if how == "deferred by an invalid meeting":
        held(house, frozen(house), Outcome.DEFERRED, valid=False)
    if how == "passed as amended":
        held(house, frozen(house), Outcome.PASSED_AS_AMENDED)
    return fresh(Edition.objects.get())


WAYS = ("frozen", "waiting", "rejected", "deferred by an invalid meeting", "passed as amended")


@pytest.mark.parametrize("how", WAYS)
def test_neither_action_nor_database_announces_what_was_not_passed(house, how):
    edition = way_of(house, how)
    with pytest.raises(PermissionDenied):
        editions.announce(edition, by=actor_of(house.cast.secretary, "107/3/1"))
    with pytest.raises(DatabaseError, match="has not been passed"), transaction.atomic():
        announcement(edition).save()
    assert not Publication.objects.filter(kind="reports").exists()


def test_an_announcement_can_not_be_moved_to_another_edition(house):
    row = announced(house).announcement
    records.change_a_record(house)
    later = editions.erratum(row.edition, by=actor_of(house.cast.secretary, "107/4/2"), reason="更正")
    with pytest.raises(DatabaseError, match="has not been passed"), transaction.atomic():
        Announcement.objects.filter(pk=row.pk).update(edition=later)


def test_an_edition_and_its_file_stay_as_they_are(house):
    edition = frozen(house)
    for rows, change in (
        (Edition.objects.filter(pk=edition.pk), {"digest": "0" * 64}),
        (EditionFile.objects.filter(edition=edition), {"sha256": "0" * 64}),
    ):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            rows._raw_delete(rows.db)


def test_an_invalid_meeting_can_not_pass_it(house):
    edition = held(house, frozen(house), decides=False, valid=False)
    item = AgendaItem.objects.get(pk=edition.item.pk)
    with pytest.raises(PermissionDenied, match="無效會議不得通過議案"):
        committee.decide(
            item, committee.Decision(Outcome.PASSED), by=actor_of(house.cast.secretary, "107/2/10")
        )
    assert not fresh(edition).is_passed


def test_the_publishing_desk_does_not_publish_it_either(house, as_):
    edition = way_of(house, "waiting")
    client = as_(house.cast.secretary)
    page = client.get("/publish/").content.decode()
    assert "不能公開：成果報告經專案小組通過後，由成果報告版次頁公告。" in page
    client.post("/publish/now/", {"piece": ["reports/106/x"], "checked": "1"})
    assert not Publication.objects.filter(kind="reports").exists()
    assert not fresh(edition).is_announced


@pytest.mark.parametrize("how", ["frozen", "passed as amended"])
def test_a_forged_form_announces_nothing(house, as_, how):
    edition = way_of(house, how)
    sent = {"is_checked": "on", "state": "PASSED", "kind": "ERRATUM", "sha256": "0" * 64}
    answer = as_(house.cast.secretary).post(f"/editions/{edition.pk}/announce/", sent)
    assert answer.status_code == 403
    assert not Announcement.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "head", "officer", "accountant"])
@pytest.mark.parametrize("verb", ["announce", "submit", "print", "erratum", "correct"])
def test_nobody_but_the_secretariat_moves_an_edition(house, as_, who, verb):
    edition = held(house, frozen(house))
    sent = {"is_checked": "on", "meeting": edition.item.meeting.pk, "reason": "x"}
    answer = as_(getattr(house.cast, who)).post(f"/editions/{edition.pk}/{verb}/", sent)
    assert answer.status_code == 403 or verb == "print"
    assert (Edition.objects.count(), EditionFile.objects.count(), Announcement.objects.count()) == (1, 1, 0)


@pytest.mark.parametrize("verb", ["announce", "submit", "print", "erratum", "correct"])
def test_another_agencys_edition_does_not_exist(house, as_, verb):
    edition = frozen(house)
    assert as_(house.cast.stranger).post(f"/editions/{edition.pk}/{verb}/").status_code == 404


def test_the_admin_has_no_page_for_it():
    with pytest.raises(NoReverseMatch):
        reverse("admin:reports_edition_changelist")


def test_two_who_freeze_at_once_get_numbers_of_their_own(house):
    by = actor_of(house.cast.secretary, "107/2/1")
    made = [editions.freeze(house.agency, records.YEAR, as_of=day("107/2/1"), by=by) for _each in range(2)]
    assert [one.number for one in made] == [1, 2]


def test_a_pdf_that_can_not_be_printed_leaves_the_edition_and_says_why(house, as_, monkeypatch):
    def fail(content):
        raise printing.PrintFailed("產生 PDF 失敗，請洽系統管理者。")

    monkeypatch.setattr("reports.actions.files.pdf.render", fail)
    sent = {"as_of": "107/2/1", "token": "0f0e0d0c-0b0a-4908-8706-050403020100"}
    page = as_(house.cast.secretary).post("/reports/106/editions/", sent, follow=True).content.decode()
    assert "產生 PDF 失敗" in page
    assert "已定稿" in page
    assert (Edition.objects.count(), EditionFile.objects.count()) == (1, 0)


def test_a_later_meeting_for_what_was_passed_is_refused(house):
    edition = held(house, frozen(house))
    meeting = make.make_meeting(house.body, "107/5/1", 9)
    with pytest.raises(PermissionDenied, match="專案小組已有決議"):
        editions.submit(edition, meeting, by=actor_of(house.cast.secretary, "107/3/1"))
