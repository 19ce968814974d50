"""Editions frozen, put before the task force, corrected, announced, and set right by errata (柒一(二); R-3, R-11)."""

import datetime
import json
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n
from django.utils.translation import override

from committee.actions import add_paper, put_on_agenda
from committee.models import Meeting, Section
from core.clock import moment
from core.contract import Scope, canonical
from core.roc import to_roc_year
from organization import history
from organization.models import Agency, Role
from publishing.actions import publish
from publishing.names import covered
from reports import annual, permissions
from reports.actions.refusing import refuse
from reports.drift import differences
from reports.issues import issue
from reports.models import Announcement, Edition, EditionKind, FileKind, Submission
from reports.public import piece_of

TASKS = ("TK-08",)
"""與性別平等相關之成果應經性別平等專案小組討論."""


def editions_of(agency_id: int, year: int) -> list[Edition]:
    """The year's editions, the newest first."""
    return list(Edition.objects.of(agency_id, year).whole().order_by("-number"))


def newest(agency_id: int, year: int) -> Edition | None:
    return next(iter(editions_of(agency_id, year)), None)


@transaction.atomic
def freeze(agency: Agency, year: int, *, as_of: datetime.date, by, token: uuid.UUID | None = None) -> Edition:
    """The year's report as it stands now, as of a day, kept for good; the same token gives the first."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    if token and (known := Edition.objects.of(agency.id, year).filter(token=token).first()):
        return known
    last = newest(agency.id, year)
    refuse(permissions.why_not_freeze(by, agency.id, year, last))
    if not datetime.date(year, 1, 1) <= as_of <= by.day:
        raise ValidationError({"as_of": _("資料基準日須在當年 1 月 1 日之後，且不得晚於今天。")})
    return _keep(Edition(agency=agency, year=year, as_of=as_of, replaces=last, token=token), by)


@transaction.atomic
def correct(edition: Edition, *, by, reason: str, token: uuid.UUID | None = None) -> Edition:
    """The edition as the resolution wants it (修正後通過), made of the records as they are set right by now."""
    return _follow(edition, EditionKind.CORRECTED, permissions.why_not_correct, reason, token, by)


@transaction.atomic
def erratum(edition: Edition, *, by, reason: str, token: uuid.UUID | None = None) -> Edition:
    """A numbered edition with the list of what was printed and what is right (勘誤)."""
    return _follow(edition, EditionKind.ERRATUM, permissions.why_not_err, reason, token, by)


def _follow(edition: Edition, kind: str, why_not, reason: str, token, by) -> Edition:
    Agency.objects.select_for_update().get(pk=edition.agency_id)
    if token and (known := Edition.objects.filter(token=token, agency_id=edition.agency_id).first()):
        return known
    edition = Edition.objects.whole().get(pk=edition.pk)
    refuse(why_not(by, edition, reason))
    made = Edition(
        agency=edition.agency, year=edition.year, as_of=edition.as_of, replaces=edition, token=token
    )
    made.kind, made.reason = kind, reason
    return _keep(made, by)


def _keep(made: Edition, by) -> Edition:
    """Number, content and digest; the content is canonical, so that it reads back as it was written."""
    earlier = editions_of(made.agency_id, made.year)[::-1]
    made.number = earlier[-1].number + 1 if earlier else 1
    base = base_of(made)
    content = annual.edition(Scope(made.agency_id, made.year, made.as_of))
    errata = differences(base.content, content) if base else []
    if made.kind == EditionKind.ERRATUM and not errata:
        raise ValidationError(_("與已公告的版次沒有不同，不需勘誤。"))
    content["issue"] = issue(
        made.number, made.kind, by.day, reason=made.reason, earlier=earlier, base=base, errata=errata
    )
    made.content = json.loads(canonical(content))
    made.digest = annual.digest(made.content)
    made.frozen_on, made.frozen_at, made.frozen_by = by.day, moment(), by.account
    return history.save(made, by=by, verb=_n("定稿"), role=Role.SECRETARIAT, reason=made.reason)


def base_of(made: Edition) -> Edition | None:
    """What it is compared with: the edition that the public has, else the one that it corrects."""
    if made.kind == EditionKind.FIRST:
        return None
    announced = Edition.objects.of(made.agency_id, made.year).filter(announcement__isnull=False)
    return announced.order_by("-number").first() or made.replaces


@transaction.atomic
def submit(edition: Edition, meeting: Meeting, *, by) -> Submission:
    """On the agenda of a meeting to come, with its PDF as a paper; that it passed is then read from the resolution."""
    Agency.objects.select_for_update().get(pk=edition.agency_id)
    edition = Edition.objects.whole().get(pk=edition.pk)
    submission = getattr(edition, "submission", None)
    if permissions.is_waiting(edition) and edition.item.meeting_id == meeting.pk:
        return submission
    refuse(permissions.why_not_submit(by, edition))
    paper = next((one for one in edition.files.all() if one.kind == FileKind.PDF), None)
    if paper is None:
        raise ValidationError(_("請先產生成果報告 PDF。"))
    title = _title(edition)
    item = put_on_agenda(
        meeting,
        title=title,
        url=reverse("reports:edition", args=[edition.pk]),
        section=Section.REPORT if edition.kind == EditionKind.ERRATUM else Section.DISCUSSION,
        tasks=TASKS,
        by=by,
    )
    add_paper(item, paper.file, title=title, by=by)
    submission = submission or Submission(edition=edition)
    submission.item, submission.submitted_on = item, by.day
    return history.save(submission, by=by, verb=_n("送小組"), role=Role.SECRETARIAT)


def _title(edition: Edition) -> str:
    """What the item says: an erratum is reported, everything else is to be passed."""
    said = _n("%(year)s 年推動性別主流化成果報告（第 %(number)s 版）")
    if edition.kind == EditionKind.ERRATUM:
        said = _n("%(year)s 年推動性別主流化成果報告勘誤（第 %(number)s 版）")
    with override("zh-hant"):
        return _(said) % {"year": to_roc_year(edition.year), "number": edition.number}


@transaction.atomic
def announce(edition: Edition, *, by, url: str = "") -> Announcement:
    """Public from now on with the very file that was passed; an earlier edition's copy gives way to it (RP-04)."""
    Agency.objects.select_for_update().get(pk=edition.agency_id)
    edition = Edition.objects.whole().get(pk=edition.pk)
    if edition.is_announced:
        return edition.announcement
    refuse(permissions.why_not_announce(by, edition))
    file = next(one for one in edition.files.all() if one.kind == FileKind.PDF)
    row = Announcement(edition=edition, announced_on=by.day, sha256=file.sha256, url=url)
    history.save(row, by=by, verb=_n("公告"), role=Role.SECRETARIAT)
    with override("zh-hant"):
        piece = covered([piece_of(edition, _announced_before(edition))], edition.agency_id)[0]
    row.publication = publish(piece, agency=edition.agency, by=by)
    return history.save(row, by=by, verb=_n("公開"), role=Role.SECRETARIAT)


def _announced_before(edition: Edition) -> list[Edition]:
    rows = Edition.objects.of(edition.agency_id, edition.year).filter(announcement__isnull=False)
    return list(rows.filter(number__lt=edition.number).whole().order_by("-number"))
