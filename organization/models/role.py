"""Roles over intervals, and deputies for a span (features A-1; RQ-B9)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.dated import Dated, dated_constraint
from organization.models.agency import Agency, Unit


class Role(models.TextChoices):
    """Everybody with a person is staff; these come on top. What each may do: ``organization/roles.py``."""

    SECRETARIAT = "SECRETARIAT", _("綜合企劃組（幕僚單位）")
    PERSONNEL = "PERSONNEL", _("人事室")
    ACCOUNTING = "ACCOUNTING", _("會計室")
    REVIEWER = "REVIEWER", _("法務／研考")
    UNIT_MANAGER = "UNIT_MANAGER", _("組室主管")
    OVERSIGHT = "OVERSIGHT", _("性別平等辦公室（督導）")
    SYSTEM_ADMIN = "SYSTEM_ADMIN", _("系統管理者")


class RoleGrant(Dated):
    """An account holds a role in an agency; a unit manager's role names the unit."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("帳號"), on_delete=models.PROTECT, related_name="grants"
    )
    agency = models.ForeignKey(Agency, verbose_name=_("機關"), on_delete=models.PROTECT)
    role = models.CharField(_("角色"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, verbose_name=_("組室"), null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("角色授予")
        verbose_name_plural = _("角色授予")
        ordering = ["since", "id"]
        constraints = [
            dated_constraint("role_until_after_since"),
            models.CheckConstraint(
                name="unit_manager_names_the_unit",
                condition=~Q(role="UNIT_MANAGER") | Q(unit__isnull=False),
                violation_error_message=_("組室主管的角色必須指明組室。"),
            ),
            models.UniqueConstraint(
                fields=["account", "agency", "role", "unit", "since"],
                name="role_once_per_day_in_unit",
                violation_error_message=_("同日起已授予相同角色。"),
            ),
            models.UniqueConstraint(
                fields=["account", "agency", "role", "since"],
                condition=Q(unit__isnull=True),
                name="role_once_per_day",
                violation_error_message=_("同日起已授予相同角色。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.get_role_display()}"


class Deputyship(Dated):
    """The deputy holds the principal's roles within the span; acts done so say 「代」."""

    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("本人"),
        on_delete=models.PROTECT,
        related_name="deputies",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("代理人"),
        on_delete=models.PROTECT,
        related_name="deputises",
    )

    class Meta:
        verbose_name = _("職務代理")
        verbose_name_plural = _("職務代理")
        ordering = ["since", "id"]
        constraints = [
            dated_constraint("deputy_until_after_since"),
            models.CheckConstraint(
                name="deputy_is_somebody_else",
                condition=~Q(principal=F("deputy")),
                violation_error_message=_("代理人不得為本人。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} → {self.principal}"
