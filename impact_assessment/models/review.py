"""The responsible unit's review, and the gender goals followed until the project ends (伍四(五); G-10, G-12)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from impact_assessment.models.case import Case
from organization.models import Unit
from organization.models.versioned import Versioned


class Decision(models.TextChoices):
    PENDING = "PENDING", _("審核中")
    APPROVED = "APPROVED", _("審核通過，列入管制")
    RETURNED = "RETURNED", _("退回")


class Review(Versioned):
    """A case sent to its reviewer: ``unit`` is the one that answers for the function on the day it was sent."""

    case = models.ForeignKey(Case, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="reviews")
    round = models.PositiveSmallIntegerField(_("輪次"), default=1)
    unit = models.ForeignKey(
        Unit, verbose_name=_("審核組室"), null=True, blank=True, on_delete=models.PROTECT
    )
    sent_on = models.DateField(_("送審日"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("送審人"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decision = models.CharField(_("結果"), max_length=10, choices=Decision.choices, default=Decision.PENDING)
    decided_on = models.DateField(_("審核日"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("審核人"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    to_step = models.PositiveSmallIntegerField(_("退回的步驟"), null=True, blank=True)
    reason = models.TextField(_("審核意見或退回理由"), blank=True)

    class Meta:
        verbose_name = _("主責單位審核")
        verbose_name_plural = _("主責單位審核")
        ordering = ["case", "round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round"],
                name="case_reviewed_once_in_a_round",
                violation_error_message=_("這一輪已送審。"),
            ),
            models.CheckConstraint(
                name="review_decided_says_when",
                condition=Q(decision="PENDING", decided_on__isnull=True)
                | (~Q(decision="PENDING") & Q(decided_on__isnull=False)),
                violation_error_message=_("審核結果須有日期。"),
            ),
            models.CheckConstraint(
                name="returned_case_says_why",
                condition=~Q(decision="RETURNED") | (~Q(reason="") & Q(to_step__isnull=False)),
                violation_error_message=_("退回須說明理由，並指明退回的步驟。"),
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_display()


class Goal(Versioned):
    """A gender goal of the case, followed until the project ends (管制)."""

    case = models.ForeignKey(Case, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="goals")
    text = models.CharField(_("性別目標"), max_length=200)
    target = models.CharField(_("績效指標及目標值"), max_length=200, blank=True)
    due_on = models.DateField(_("預定達成日"), null=True, blank=True)
    result = models.TextField(_("達成情形"), blank=True)
    closed_on = models.DateField(_("結案日"), null=True, blank=True)
    is_withdrawn = models.BooleanField(_("撤下"), default=False)
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("性別目標")
        verbose_name_plural = _("性別目標")
        ordering = ["case", "id"]
        constraints = [
            models.CheckConstraint(
                name="closed_goal_says_what_came_of_it",
                condition=Q(closed_on__isnull=True) | ~Q(result=""),
                violation_error_message=_("結案須填達成情形。"),
            )
        ]

    def __str__(self) -> str:
        return self.text
