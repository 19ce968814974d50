"""An indicator's numbers of one year, who approved them, and the notes of its cells (伍三(二)2; S-2 – S-6, S-9)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.roc import format_year
from organization.models.versioned import Versioned
from statistics_app.models.indicator import Category, Indicator


class State(models.TextChoices):
    OPEN = "OPEN", _("填報中")
    SUBMITTED = "SUBMITTED", _("待核定")
    APPROVED = "APPROVED", _("已核定")


class YearTableQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(indicator__agency_id__in=actor.agency_ids)


class YearTable(Versioned):
    """``cells`` maps "category/part/side" to what was entered (``statistics_app.cells``); an absent key is 未填.

    ``because`` maps "category/part" to the reason why an official total differs from its parts. Approved is locked.
    """

    ALLOWED = {
        State.OPEN: {State.SUBMITTED, State.APPROVED},
        State.SUBMITTED: {State.OPEN, State.APPROVED},
        State.APPROVED: {State.OPEN},
    }
    TONES = {State.OPEN: "due", State.SUBMITTED: "info", State.APPROVED: "ok"}

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("指標"), on_delete=models.PROTECT, related_name="tables"
    )
    year = models.PositiveSmallIntegerField(_("年度（西元）"))
    cells = models.JSONField(_("數值"), default=dict, blank=True)
    because = models.JSONField(_("總數不同之原因"), default=dict, blank=True)
    state = models.CharField(_("狀態"), max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.CharField(_("退回或重開事由"), max_length=200, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("送出者"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    submitted_on = models.DateField(_("送出日"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("核定者"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_on = models.DateField(_("核定日"), null=True, blank=True)

    objects = YearTableQuerySet.as_manager()

    class Meta:
        verbose_name = _("統計表")
        verbose_name_plural = _("統計表")
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                name="one_table_a_year",
                violation_error_message=_("這個指標該年度已有統計表。"),
            ),
            models.CheckConstraint(
                name="approved_table_says_when",
                condition=Q(state="APPROVED", approved_on__isnull=False)
                | (~Q(state="APPROVED") & Q(approved_on__isnull=True)),
                violation_error_message=_("已核定的統計表須有核定日，其他狀態不得有。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {format_year(self.year)}"

    @property
    def tone(self) -> str:
        return self.TONES[self.state]


class Footnote(Versioned):
    """A note bound to a year's table, or to one of its cells; copied with the table."""

    table = models.ForeignKey(
        YearTable, verbose_name=_("統計表"), on_delete=models.PROTECT, related_name="footnotes"
    )
    category = models.ForeignKey(
        Category, verbose_name=_("類別"), null=True, blank=True, on_delete=models.PROTECT
    )
    part = models.PositiveSmallIntegerField(_("期別"), null=True, blank=True)
    side = models.CharField(_("性別欄"), max_length=6, blank=True)
    text = models.CharField(_("註"), max_length=200)
    is_withdrawn = models.BooleanField(_("撤下"), default=False)

    class Meta:
        verbose_name = _("統計表的註")
        verbose_name_plural = _("統計表的註")
        ordering = ["table", "id"]
        constraints = [
            models.CheckConstraint(
                name="footnote_says_something",
                condition=~Q(text=""),
                violation_error_message=_("註不能空白。"),
            )
        ]

    def __str__(self) -> str:
        return self.text
