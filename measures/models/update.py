"""Rounds in which the units say how their measures stand, the middle of the year above all (M-5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.roc import format_day, format_year
from measures.models.measure import Measure
from organization.models import Agency
from organization.models.versioned import Versioned


class UpdateRoundQuerySet(models.QuerySet):
    def of(self, agency_id: int):
        return self.filter(agency_id=agency_id)

    def open(self):
        return self.filter(closed_on__isnull=True)

    def visible_to(self, actor):
        return self.filter(agency_id__in=actor.agency_ids)


class UpdateRound(Versioned):
    """One round of a year; the next is opened when this one is closed."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="update_rounds"
    )
    year = models.PositiveSmallIntegerField(_("年度（西元）"))
    opened_on = models.DateField(_("開始日"))
    due_on = models.DateField(_("填報期限"))
    closed_on = models.DateField(_("結束日"), null=True, blank=True)

    objects = UpdateRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("期中填報")
        verbose_name_plural = _("期中填報")
        ordering = ["agency", "-year", "-opened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                condition=Q(closed_on__isnull=True),
                name="one_open_round_of_a_year",
                violation_error_message=_("本年度已有進行中的填報。"),
            ),
            models.CheckConstraint(
                name="round_due_after_it_opens",
                condition=Q(due_on__gte=F("opened_on")),
                violation_error_message=_("填報期限不得早於開始日。"),
            ),
            models.CheckConstraint(
                name="round_closed_after_it_opens",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message=_("結束日不得早於開始日。"),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(year)s 年具體措施期中填報（%(due)s 前）") % {
            "year": format_year(self.year),
            "due": format_day(self.due_on),
        }


class Update(Versioned):
    """What a round was told of one measure."""

    round = models.ForeignKey(
        UpdateRound, verbose_name=_("期中填報"), on_delete=models.PROTECT, related_name="updates"
    )
    measure = models.ForeignKey(
        Measure, verbose_name=_("措施"), on_delete=models.PROTECT, related_name="updates"
    )
    is_as_planned = models.BooleanField(_("依原定規劃辦理"), default=True)
    text = models.TextField(_("辦理情形"), blank=True)
    filled_on = models.DateField(_("填報日"))

    class Meta:
        verbose_name = _("期中填報的措施")
        verbose_name_plural = _("期中填報的措施")
        ordering = ["round", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "measure"],
                name="measure_once_in_a_round",
                violation_error_message=_("這項措施在本次填報已有紀錄。"),
            ),
            models.CheckConstraint(
                name="changed_course_is_told",
                condition=Q(is_as_planned=True) | ~Q(text=""),
                violation_error_message=_("未依原定規劃辦理者須填辦理情形。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.measure)
