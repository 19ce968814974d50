"""The yearly review of the indicators, and the yearly form sent to the 主計處 (伍三(二)1, 3A(2); S-7, S-13)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committee.models import AgendaItem
from core.roc import format_year
from organization.models import Agency, Attachment
from organization.models.versioned import Versioned
from statistics_app.models.analysis import is_dealt_with
from statistics_app.models.indicator import Indicator


class OfAgency(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(agency_id__in=actor.agency_ids)


class IndicatorReview(Versioned):
    """One review of a year; it counts when it is concluded, with a result for every indicator in force."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="indicator_reviews"
    )
    year = models.PositiveSmallIntegerField(_("年度（西元）"))
    held_on = models.DateField(_("檢討日"), null=True, blank=True)
    participants = models.TextField(_("參與人員"), blank=True)
    note = models.TextField(_("檢討結論"), blank=True)
    concluded_on = models.DateField(_("結案日"), null=True, blank=True)
    reported_in = models.ForeignKey(
        AgendaItem,
        verbose_name=_("提報的議案"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="indicator_reviews",
    )

    objects = OfAgency.as_manager()

    class Meta:
        verbose_name = _("指標檢討")
        verbose_name_plural = _("指標檢討")
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                name="one_review_a_year",
                violation_error_message=_("這個年度已有指標檢討。"),
            ),
            models.CheckConstraint(
                name="concluded_review_was_held",
                condition=Q(concluded_on__isnull=True) | (Q(held_on__isnull=False) & ~Q(participants="")),
                violation_error_message=_("結案前須填檢討日及參與人員。"),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(year)s 年指標檢討") % {"year": format_year(self.year)}

    @property
    def is_reported(self) -> bool:
        """Brought before the task force (TK-03)."""
        return is_dealt_with(self.reported_in)


class Result(models.TextChoices):
    KEPT = "KEPT", _("維持")
    ADDED = "ADDED", _("新增")
    CHANGED = "CHANGED", _("修正")
    DROPPED = "DROPPED", _("刪除")


class ReviewLine(Versioned):
    """What the review decided of one indicator."""

    review = models.ForeignKey(
        IndicatorReview, verbose_name=_("指標檢討"), on_delete=models.PROTECT, related_name="lines"
    )
    indicator = models.ForeignKey(Indicator, verbose_name=_("指標"), on_delete=models.PROTECT)
    result = models.CharField(_("檢討結果"), max_length=8, choices=Result.choices, default=Result.KEPT)
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("指標檢討結果")
        verbose_name_plural = _("指標檢討結果")
        ordering = ["review", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "indicator"],
                name="indicator_once_in_a_review",
                violation_error_message=_("這個指標已有檢討結果。"),
            ),
            models.CheckConstraint(
                name="changed_indicator_says_why",
                condition=Q(result="KEPT") | ~Q(reason=""),
                violation_error_message=_("新增、修正或刪除須說明理由。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.get_result_display()}"


class YearlyForm(Versioned):
    """「性別統計與分析運用於政策或計畫之制定與執行情形」 of a year, as it was sent."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="yearly_forms"
    )
    year = models.PositiveSmallIntegerField(_("年度（西元）"))
    due_on = models.DateField(_("期限（依來函）"), null=True, blank=True)
    sent_to = models.CharField(_("彙送機關"), max_length=100, blank=True)
    sent_on = models.DateField(_("彙送日"), null=True, blank=True)
    document_number = models.CharField(_("文號"), max_length=60, blank=True)
    file = models.ForeignKey(
        Attachment, verbose_name=_("送出的檔案"), null=True, blank=True, on_delete=models.PROTECT
    )

    objects = OfAgency.as_manager()

    class Meta:
        verbose_name = _("性別統計與分析運用情形彙送")
        verbose_name_plural = _("性別統計與分析運用情形彙送")
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                name="one_yearly_form_a_year",
                violation_error_message=_("這個年度已有彙送紀錄。"),
            ),
            models.CheckConstraint(
                name="sent_form_says_where_and_with_what",
                condition=Q(sent_on__isnull=True)
                | (~Q(sent_to="") & ~Q(document_number="") & Q(file__isnull=False)),
                violation_error_message=_("已彙送者須填彙送機關、文號並附檔案。"),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(year)s 年運用情形彙送") % {"year": format_year(self.year)}
