"""Agencies and their units (參), many agencies in one installation (architecture 10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.dated import Dated, DatedQuerySet, dated_constraint


class Agency(models.Model):
    """An agency that runs a plan of its own; ``parent`` is the city above it."""

    code = models.SlugField(_("機關代碼"), max_length=40, unique=True)
    name = models.CharField(_("機關名稱"), max_length=100)
    short_name = models.CharField(_("簡稱"), max_length=40)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("上級機關"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )

    class Meta:
        verbose_name = _("機關")
        verbose_name_plural = _("機關")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class UnitFunction(models.TextChoices):
    """What a unit is answerable for under 參; 法務 and 研考 are functions, not units (ORG-02)."""

    PLANNING = "PLANNING", _("綜合企劃（幕僚單位）")
    PERSONNEL = "PERSONNEL", _("人事")
    ACCOUNTING = "ACCOUNTING", _("會計")
    ETHICS = "ETHICS", _("政風")
    LEGAL_FN = "LEGAL_FN", _("法務")
    RDEC_FN = "RDEC_FN", _("研考")


class UnitQuerySet(DatedQuerySet):
    def visible_to(self, actor):
        """An agency's units are no secret within it."""
        return self.filter(agency_id__in=actor.agency_ids)


class Unit(Dated):
    """A 組 or 室 of an agency while it exists; ``successor`` takes over when it is renamed or merged."""

    agency = models.ForeignKey(Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="units")
    name = models.CharField(_("組室名稱"), max_length=60)
    functions = models.JSONField(_("職能"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("承接組室"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("組室")
        verbose_name_plural = _("組室")
        ordering = ["order", "id"]
        constraints = [
            dated_constraint("unit_until_after_since"),
            models.UniqueConstraint(
                fields=["agency", "name", "since"],
                name="unit_once_per_agency",
                violation_error_message=_("同一機關同日起已有同名組室。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
