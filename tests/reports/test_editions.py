"""Editions: frozen for good, passed by a resolution, announced byte for byte, set right by errata (R-3, R-11)."""

import hashlib
import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.html import strip_tags

from committee.actions import Decision, decide, make_informal, withdraw_item
from committee.models import AgendaItem, Outcome, Paper, Section
from core import files as stored
from core.contract import canonical
from publishing.models import Publication
from reports.actions import editions, files
from reports.models import Announcement, Edition, EditionFile, EditionKind
from reports.permissions import may_be_announced
from tests import factories as make
from tests.factories import actor_of, day
from tests.reports import records
from tests.reports.records import YEAR, announced, change_a_record, fresh, frozen, held, put


@pytest.fixture
def house(plan, cast, settings, tmp_path, monkeypatch):
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    settings.PDF_ROOT = tmp_path
    records.short_pdf(monkeypatch, tmp_path)
    return records.house(plan, cast)


@pytest.fixture
def by(house):
    return actor_of(house.cast.secretary, "107/4/2")


def test_an_edition_is_canonical_data_with_its_digest(house):
    edition = frozen(house)
    content = Edition.objects.get(pk=edition.pk).content
    assert edition.digest == hashlib.sha256(canonical(content).encode()).hexdigest()
    assert (content["issue"]["number"], content["issue"]["kind"]) == (1, "FIRST")
    assert (edition.number, edition.frozen_on, edition.as_of) == (1, day("107/2/1"), day("107/2/1"))


def test_two_clicks_make_one_edition(house, by):
    token = uuid.uuid4()
    made = [
        editions.freeze(house.agency, YEAR, as_of=day("107/2/1"), by=by, token=token) for _twice in range(2)
    ]
    assert made[0] == made[1]
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("as_of", ["107/4/3", "105/12/31"])
def test_the_day_lies_between_the_years_first_and_today(house, by, as_of):
    with pytest.raises(ValidationError, match="資料基準日"):
        editions.freeze(house.agency, YEAR, as_of=day(as_of), by=by)


@pytest.mark.parametrize(("year", "as_of"), [(2015, "104/12/31"), (2020, "109/1/5")])
def test_outside_the_plans_period_there_is_nothing_to_freeze(house, year, as_of):
    later = actor_of(house.cast.secretary, "109/2/1")
    with pytest.raises(PermissionDenied, match="不在計畫期程內"):
        editions.freeze(house.agency, year, as_of=day(as_of), by=later)


def test_its_figures_stand_for_the_day_that_its_cover_names(house, as_, by):
    """Frozen in February, it stands for 12/31 of its year: on the cover, on its pages and in public alike."""
    edition = announced(house)
    assert edition.content["as_of"] == {"day": "2017-12-31"}
    assert edition.figures_on == day("106/12/31")
    client = as_(house.cast.secretary)
    assert "106/12/31" in client.get("/reports/106/editions/").content.decode()
    facts = client.get(f"/editions/{edition.pk}/").content.decode()
    assert "106 年 12 月 31 日" in facts.split("資料基準日")[1].split("</div>")[0]
    published = json.dumps(edition.announcement.publication.content, ensure_ascii=False)
    assert "2017-12-31" in published


def test_the_list_says_what_each_edition_has_behind_it_and_what_comes_next(house, as_):
    client = as_(house.cast.secretary)

    def said() -> str:
        page = client.get("/reports/106/editions/").content.decode()
        return strip_tags(page.split("<tbody>")[1].split("</tbody>")[0])

    edition = frozen(house)
    assert "已定稿" in said() and "下一步：排入會議議程" in said()
    item = put(house, edition)
    assert "已送小組" in said() and "已決議" not in said()
    secretary = actor_of(house.cast.secretary, "107/2/10")
    make.hold_meeting(item.meeting, house.members[:12], secretary)
    decide(AgendaItem.objects.get(pk=item.pk), Decision(Outcome.PASSED), by=secretary)
    assert "已決議" in said() and "下一步：公告於專區網頁" in said() and "已公告" not in said()


def test_a_draft_that_nobody_has_passed_may_be_frozen_anew(house):
    first, second = frozen(house), frozen(house, "107/2/2")
    assert (second.number, second.replaces_id) == (2, first.pk)
    with pytest.raises(PermissionDenied, match="已由第 2 版取代"):
        put(house, fresh(first))


def test_while_it_waits_for_the_meeting_no_other_is_frozen(house):
    put(house, frozen(house))
    with pytest.raises(PermissionDenied, match="第 1 版已送小組"):
        frozen(house, "107/2/3")


def test_it_comes_on_the_agenda_for_discussion_with_its_pdf(house):
    item = put(house, frozen(house))
    assert (item.section, item.title) == (Section.DISCUSSION, "106 年推動性別主流化成果報告（第 1 版）")
    assert Paper.objects.get(item=item).file.sha256 == EditionFile.objects.get().sha256


def test_without_its_pdf_it_comes_on_no_agenda(house):
    with pytest.raises(ValidationError, match="請先產生成果報告 PDF"):
        put(house, frozen(house, with_pdf=False))


def test_submitting_twice_to_the_same_meeting_is_once(house):
    edition = frozen(house)
    item = put(house, edition)
    editions.submit(edition, item.meeting, by=actor_of(house.cast.secretary, "107/2/3"))
    assert AgendaItem.objects.count() == 1


def test_passed_by_a_valid_meeting_it_may_be_announced(house):
    edition = held(house, frozen(house))
    assert edition.is_passed
    assert may_be_announced(edition)


@pytest.mark.parametrize("outcome", [Outcome.DEFERRED, Outcome.REJECTED])
def test_what_was_not_passed_may_be_put_before_another_meeting(house, outcome):
    edition = held(house, frozen(house), outcome)
    assert not may_be_announced(edition)
    again = held(house, edition, on="107/2/20")
    assert may_be_announced(again)


def test_taken_off_the_agenda_it_may_come_on_another(house):
    edition = frozen(house)
    withdraw_item(put(house, edition), by=actor_of(house.cast.secretary, "107/2/3"), reason="資料不足")
    assert put(house, fresh(edition), "107/2/20").meeting.held_on == day("107/2/20")


def test_an_informal_meeting_passes_nothing(house):
    edition = held(house, frozen(house), decides=False, valid=False)
    make_informal(edition.item.meeting, by=actor_of(house.cast.secretary, "107/2/10"), reason="人數不足")
    assert not may_be_announced(fresh(edition))


def test_passed_as_amended_the_corrected_edition_is_announced(house, by):
    edition = held(house, frozen(house), Outcome.PASSED_AS_AMENDED)
    with pytest.raises(PermissionDenied, match="須先製作修正版"):
        editions.announce(edition, by=by)
    change_a_record(house)
    corrected = editions.correct(edition, by=by, reason="依決議更正訓練人數")
    files.make_pdf(corrected, by=by)
    assert (corrected.kind, corrected.number, corrected.as_of) == (EditionKind.CORRECTED, 2, edition.as_of)
    content = Edition.objects.get(pk=corrected.pk).content["issue"]
    assert content["compared_with"] == 1
    assert content["errata"]
    assert "修正後通過" in content["history"][0]["message"]
    assert editions.announce(corrected, by=by).edition == corrected


def test_only_what_was_passed_as_amended_is_corrected(house, by):
    with pytest.raises(PermissionDenied, match="修正後通過的版次才有修正版"):
        editions.correct(held(house, frozen(house)), by=by, reason="更正")


def test_the_public_gets_the_very_bytes_that_were_passed(house):
    edition = announced(house)
    copy = Publication.objects.get(kind="reports")
    made = EditionFile.objects.get().file
    shown = copy.files.get().file
    with stored.opened(shown) as public, stored.opened(made) as passed:
        assert hashlib.file_digest(public, "sha256").hexdigest() == edition.announcement.sha256
        assert hashlib.file_digest(passed, "sha256").hexdigest() == edition.announcement.sha256
    assert (copy.key, copy.title) == ("106", "106 年推動性別主流化成果報告")


def test_announcing_twice_is_once(house, by):
    edition = announced(house)
    assert editions.announce(edition, by=by) == edition.announcement
    assert (Announcement.objects.count(), Publication.objects.count()) == (1, 1)


def test_what_was_announced_is_corrected_by_an_erratum_only(house, by):
    edition = announced(house)
    with pytest.raises(PermissionDenied, match="更正須以勘誤版為之"):
        editions.freeze(house.agency, YEAR, as_of=day("107/4/1"), by=by)
    with pytest.raises(PermissionDenied, match="修正後通過的版次才有修正版"):
        editions.correct(edition, by=by, reason="更正")


def test_an_erratum_without_a_difference_is_none(house, by):
    with pytest.raises(ValidationError, match="不需勘誤"):
        editions.erratum(announced(house), by=by, reason="更正")


def test_an_erratum_needs_its_reason(house, by):
    edition = announced(house)
    change_a_record(house)
    with pytest.raises(PermissionDenied, match="須說明事由"):
        editions.erratum(edition, by=by, reason=" ")


def erratum_of(house, edition, by) -> Edition:
    change_a_record(house)
    made = editions.erratum(edition, by=by, reason="訓練時數重複登錄")
    files.make_pdf(made, by=by)
    return fresh(made)


def test_an_erratum_lists_old_and_new_and_replaces_the_public_copy(house, by):
    edition = announced(house)
    first = EditionFile.objects.get()
    made = erratum_of(house, edition, by)
    rows = Edition.objects.get(pk=made.pk).content["issue"]["errata"]
    said = {
        one["rule"]: (one["old"]["values"]["said"], one["new"]["values"]["said"])
        for one in rows
        if one["rule"]
    }
    assert "1/5" in said["TR-01"][0]
    assert "0/5" in said["TR-01"][1]
    made = held(house, made, Outcome.NOTED, "107/4/20")
    editions.announce(made, by=actor_of(house.cast.secretary, "107/4/21"))
    copies = Publication.objects.filter(kind="reports").order_by("id")
    assert [one.state for one in copies] == ["REPLACED", "CURRENT"]
    shown = [one.file.sha256 for one in copies[1].files.all()]
    assert shown == [fresh(made).announcement.sha256, first.sha256]
    assert EditionFile.objects.get(pk=first.pk).sha256 == first.sha256


def test_beside_an_erratum_that_waits_no_new_edition_is_frozen(house, by, as_):
    """What the public has is changed by errata only, also while one is being written (R-11)."""
    erratum_of(house, announced(house), by)
    with pytest.raises(PermissionDenied, match="勘誤"):
        editions.freeze(house.agency, YEAR, as_of=day("107/4/1"), by=by)
    page = as_(house.cast.secretary).get("/reports/106/editions/").content.decode()
    assert 'name="as_of"' not in page


def test_an_erratum_is_reported_and_not_announced_before(house, by):
    made = erratum_of(house, announced(house), by)
    with pytest.raises(PermissionDenied, match="尚未經性別平等專案小組"):
        editions.announce(made, by=by)
    assert put(house, made, "107/4/20", "107/4/3").section == Section.REPORT


def test_an_erratum_that_was_rejected_is_followed_by_another_that_compares_with_the_public_one(house, by):
    edition = announced(house)
    made = held(house, erratum_of(house, edition, by), Outcome.REJECTED, "107/4/20")
    again = editions.erratum(made, by=actor_of(house.cast.secretary, "107/4/21"), reason="補充說明")
    issue = Edition.objects.get(pk=again.pk).content["issue"]
    assert (again.number, issue["compared_with"]) == (3, 1)
    assert len(issue["history"]) == 2


@pytest.mark.parametrize("who", ["clerk", "head", "officer", "accountant", "stranger"])
def test_only_the_secretariat_compiles(house, who):
    edition = frozen(house)
    by = actor_of(getattr(house.cast, who), "107/2/2")
    for act in (
        lambda: editions.freeze(house.agency, YEAR, as_of=day("107/2/1"), by=by),
        lambda: editions.submit(edition, None, by=by),
        lambda: editions.announce(edition, by=by),
        lambda: editions.correct(edition, by=by, reason="x"),
        lambda: editions.erratum(edition, by=by, reason="x"),
        lambda: files.make_pdf(frozen(house, "107/2/3", with_pdf=False), by=by),
    ):
        with pytest.raises(PermissionDenied, match="由綜合企劃組"):
            act()
