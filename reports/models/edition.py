"""Editions of the outcome report: frozen, on an agenda, passed, announced (柒一(二); R-3, R-11, RP-02 – RP-04).

An edition and its files are only ever added (sealed). That it was passed is read from the resolution on its item.
"""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from committee.models import AgendaItem, State
from core.contract import Scope
from core.roc import format_year
from organization.models import Agency, Attachment
from organization.models.versioned import Versioned
from publishing.models import Publication


class EditionKind(models.TextChoices):
    """Why it was made."""

    FIRST = "FIRST", _("送小組版")
    CORRECTED = "CORRECTED", _("依決議修正版")
    ERRATUM = "ERRATUM", _("勘誤版")


class EditionQuerySet(models.QuerySet):
    def of(self, agency_id: int, year: int):
        return self.filter(agency_id=agency_id, year=year)

    def whole(self):
        """With what tells how far each has come; of the content, which stays in the table, only ``issue``."""
        passing = ("submission__item__meeting__committee", "submission__item__resolution")
        before = [f"replaces__{one}" for one in passing]
        rows = self.select_related("agency", "frozen_by__person", "announcement__publication", "successor")
        return (
            rows.select_related(*passing, *before)
            .prefetch_related("files__file", "announcement__publication__files__file")
            .annotate(issue=F("content__issue"))
            .defer("content", "replaces__content", "successor__content", "announcement__publication__content")
        )

    def visible_to(self, actor):
        return self.filter(agency_id__in=actor.agency_ids)


class Edition(models.Model):
    """The report of a year as it stood: ``content`` is ``annual.edition(scope)``, ``digest`` its SHA-256."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="editions"
    )
    year = models.PositiveSmallIntegerField(_("年度（西元）"))
    number = models.PositiveSmallIntegerField(_("版次"))
    kind = models.CharField(_("種類"), max_length=10, choices=EditionKind.choices, default=EditionKind.FIRST)
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("取代的版次"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successor",
    )
    reason = models.CharField(_("修正或勘誤事由"), max_length=200, blank=True)
    as_of = models.DateField(_("資料日"))
    content = models.JSONField(_("內容"))
    digest = models.CharField(_("資料指紋"), max_length=64)
    frozen_on = models.DateField(_("定稿日"))
    frozen_at = models.DateTimeField(_("定稿時間"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("定稿者"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("成果報告版次")
        verbose_name_plural = _("成果報告版次")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "number"],
                name="edition_number_once_a_year",
                violation_error_message=_("這個版次已存在。"),
            ),
            models.CheckConstraint(
                name="later_edition_says_what_and_why",
                condition=Q(kind="FIRST") | (Q(replaces__isnull=False) & ~Q(reason="")),
                violation_error_message=_("修正版及勘誤版須指明取代的版次並說明事由。"),
            ),
        ]

    def __str__(self) -> str:
        values = {"agency": self.agency, "year": format_year(self.year), "number": self.number}
        return _("%(agency)s%(year)s成果報告第 %(number)s 版") % values

    @property
    def figures_on(self) -> datetime.date:
        """The day that its figures stand for, as its cover says: ``as_of``, but never outside the year."""
        return Scope(self.agency_id, self.year, self.as_of).day

    @property
    def item(self) -> AgendaItem | None:
        """The item by which the task force deals with it, while it stands on an agenda."""
        submission = getattr(self, "submission", None)
        return submission.item if submission and not submission.item.withdrawn_because else None

    @property
    def is_passed(self) -> bool:
        """Passed by a valid meeting that was held (柒一(二); RP-03): read, never set."""
        item = self.item
        return bool(
            item and item.is_passed and item.meeting.state == State.HELD and not item.meeting.is_informal
        )

    def is_followed_by(self, token: uuid.UUID) -> bool:
        """Is the edition that was made with this token the one after it?"""
        later = getattr(self, "successor", None)
        return later is not None and later.token == token

    @property
    def is_announced(self) -> bool:
        return getattr(self, "announcement", None) is not None


class FileKind(models.TextChoices):
    PDF = "PDF", _("成果報告（PDF）")
    PDF_EN = "PDF_EN", _("英文版（PDF）")
    ODT = "ODT", _("可編輯文字檔（ODT）")
    DOCX = "DOCX", _("可編輯文字檔（DOCX）")
    ODS = "ODS", _("統計表（ODS）")
    SUMMARY = "SUMMARY", _("一頁摘要（PDF）")


class EditionFile(models.Model):
    """A file made of an edition, once; its bytes never change."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("版次"), on_delete=models.PROTECT, related_name="files"
    )
    kind = models.CharField(_("種類"), max_length=10, choices=FileKind.choices)
    file = models.ForeignKey(Attachment, verbose_name=_("檔案"), on_delete=models.PROTECT)
    sha256 = models.CharField(_("檔案雜湊值"), max_length=64)

    class Meta:
        verbose_name = _("版次的檔案")
        verbose_name_plural = _("版次的檔案")
        ordering = ["edition", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind"],
                name="one_file_of_a_kind",
                violation_error_message=_("這個版次已有這種檔案。"),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Submission(Versioned):
    """The edition on an agenda (送小組); an item that was taken off, or came to nothing, may be followed by another."""

    edition = models.OneToOneField(
        Edition, verbose_name=_("版次"), on_delete=models.PROTECT, related_name="submission"
    )
    item = models.ForeignKey(
        AgendaItem, verbose_name=_("議案"), on_delete=models.PROTECT, related_name="report_editions"
    )
    submitted_on = models.DateField(_("送小組日"))

    class Meta:
        verbose_name = _("成果報告提報")
        verbose_name_plural = _("成果報告提報")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.edition)


class Announcement(Versioned):
    """The edition announced to the public (公告): ``publication`` is the copy in the web zone, ``sha256`` its PDF's."""

    edition = models.OneToOneField(
        Edition, verbose_name=_("版次"), on_delete=models.PROTECT, related_name="announcement"
    )
    announced_on = models.DateField(_("公告日"))
    publication = models.ForeignKey(
        Publication, verbose_name=_("公開資料"), null=True, blank=True, on_delete=models.PROTECT
    )
    sha256 = models.CharField(_("公告檔案雜湊值"), max_length=64)
    url = models.URLField(_("其他公告網址"), blank=True)

    class Meta:
        verbose_name = _("成果報告公告")
        verbose_name_plural = _("成果報告公告")
        ordering = ["announced_on", "id"]

    def __str__(self) -> str:
        return str(self.edition)
