"""Totals as the official budget books have them, beside which the lines' sums are held (伍五; B-6)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgets.models.line import MOST
from budgets.models.round import Round
from budgets.models.seen import OfUnits
from organization.models import Unit
from organization.models.versioned import Versioned


class What(models.TextChoices):
    """Which sum it is held against; the values are fields of a line."""

    AMOUNT = "amount", _("預算數")
    COUNTED = "counted", _("性別預算數")
    OUTTURN = "outturn", _("執行數")


class OfficialTotal(Versioned):
    """A total of a unit, or without one of the whole agency.

    ``explained`` is the difference (official less lines) that ``explanation`` is about: another one isn't explained.
    """

    round = models.ForeignKey(
        Round, verbose_name=_("性別預算作業"), on_delete=models.PROTECT, related_name="official_totals"
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("組室（空白為全機關）"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="official_budget_totals",
    )
    what = models.CharField(_("金額種類"), max_length=8, choices=What.choices)
    amount = models.BigIntegerField(_("核定總數（元）"))
    source = models.CharField(_("來源"), max_length=200)
    explained = models.BigIntegerField(_("所說明的差額（元）"), null=True, blank=True)
    explanation = models.CharField(_("差異說明"), max_length=200, blank=True)
    withdrawn_because = models.CharField(_("撤下事由"), max_length=200, blank=True)

    objects = OfUnits.as_manager()

    class Meta:
        verbose_name = _("官方總數")
        verbose_name_plural = _("官方總數")
        ordering = ["round", "unit__order", "unit", "what", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "what"],
                condition=Q(unit__isnull=False, withdrawn_because=""),
                name="official_total_once_a_unit",
                violation_error_message=_("這個組室已登錄這種總數。"),
            ),
            models.UniqueConstraint(
                fields=["round", "what"],
                condition=Q(unit__isnull=True, withdrawn_because=""),
                name="official_total_once_an_agency",
                violation_error_message=_("全機關已登錄這種總數。"),
            ),
            models.CheckConstraint(
                name="official_total_is_possible",
                condition=Q(amount__gte=0, amount__lte=MOST),
                violation_error_message=_("總數須為 0 以上、13 位數以內的整數。"),
            ),
            models.CheckConstraint(
                name="explained_difference_says_why",
                condition=Q(explained__isnull=True, explanation="")
                | (Q(explained__isnull=False) & ~Q(explanation="")),
                violation_error_message=_("差異說明須與所說明的差額並存。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.round.agency} {self.get_what_display()}"
