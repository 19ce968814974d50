"""Rounds in which the accounting office gathers the gender budgets, and what each unit returns (伍五; B-5)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.models.seen import OfUnits
from committee.models import AgendaItem
from core.roc import format_year
from organization.models import Agency, Unit
from organization.models.versioned import Versioned
from statistics_app.models.analysis import is_dealt_with


class Stage(models.TextChoices):
    """A budget is compiled the year before; its execution is told when the year has ended."""

    COMPILING = "COMPILING", _("預算編列")
    EXECUTION = "EXECUTION", _("執行情形")


class RoundQuerySet(models.QuerySet):
    def of(self, agency_id: int):
        return self.filter(agency_id=agency_id)

    def visible_to(self, actor):
        """That there is a round is known within the agency; whose lines are seen is another matter."""
        return self.filter(agency_id__in=actor.agency_ids)


class Round(Versioned):
    """The gender budget of one budget year (CE): first compiled, then executed, then closed.

    ``categories`` is the round's own copy of a preset: [{"code": …, "title": …}], in their order.
    """

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="budget_rounds"
    )
    year = models.PositiveSmallIntegerField(_("預算年度（西元）"))
    preset = models.CharField(_("類別表"), max_length=20)
    categories = models.JSONField(_("類別"), default=list)
    instructions = models.TextField(_("填報說明"), blank=True)
    opened_on = models.DateField(_("編列開始日"))
    due_on = models.DateField(_("編列期限"))
    execution_opened_on = models.DateField(_("執行情形填報開始日"), null=True, blank=True)
    execution_due_on = models.DateField(_("執行情形期限"), null=True, blank=True)
    closed_on = models.DateField(_("結案日"), null=True, blank=True)
    presented_in = models.ForeignKey(
        AgendaItem,
        verbose_name=_("提報的議案"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="budget_rounds",
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("性別預算作業")
        verbose_name_plural = _("性別預算作業")
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                name="one_budget_round_a_year",
                violation_error_message=_("這個預算年度已開始填報。"),
            ),
            models.CheckConstraint(
                name="budget_round_due_after_opened",
                condition=Q(due_on__gte=F("opened_on")),
                violation_error_message=_("期限不得早於開始日。"),
            ),
            models.CheckConstraint(
                name="execution_opened_with_its_due_day",
                condition=Q(execution_opened_on__isnull=True, execution_due_on__isnull=True)
                | Q(execution_due_on__gte=F("execution_opened_on")),
                violation_error_message=_("執行情形填報須有期限，且不得早於開始日。"),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(year)s 年度性別預算") % {"year": format_year(self.year)}

    @property
    def stage(self) -> Stage:
        """What the units are asked for now."""
        return Stage.EXECUTION if self.execution_opened_on else Stage.COMPILING

    @property
    def stage_due_on(self):
        return self.execution_due_on if self.execution_opened_on else self.due_on

    @property
    def titles(self) -> dict[str, str]:
        """The categories' titles by code."""
        return {one["code"]: one["title"] for one in self.categories}

    @property
    def is_reviewed(self) -> bool:
        """Looked at by the task force: only the resolution of a valid meeting says so (GB-03)."""
        return is_dealt_with(self.presented_in)


class ReturnState(models.TextChoices):
    OPEN = "OPEN", _("填報中")
    SUBMITTED = "SUBMITTED", _("待核定")
    RETURNED = "RETURNED", _("退回補正")
    APPROVED = "APPROVED", _("已核定")


class UnitReturn(Versioned):
    """What one unit hands in at one stage of a round: its lines, or that it has none (``is_nil``; GB-02)."""

    ALLOWED = {
        ReturnState.OPEN: {ReturnState.SUBMITTED},
        ReturnState.SUBMITTED: {ReturnState.RETURNED, ReturnState.APPROVED},
        ReturnState.RETURNED: {ReturnState.SUBMITTED},
        ReturnState.APPROVED: {ReturnState.RETURNED},
    }
    TONES = {
        ReturnState.OPEN: "due",
        ReturnState.SUBMITTED: "info",
        ReturnState.RETURNED: "fail",
        ReturnState.APPROVED: "ok",
    }

    round = models.ForeignKey(
        Round, verbose_name=_("性別預算作業"), on_delete=models.PROTECT, related_name="returns"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("組室"), on_delete=models.PROTECT, related_name="budget_returns"
    )
    stage = models.CharField(_("階段"), max_length=10, choices=Stage.choices, default=Stage.COMPILING)
    state = models.CharField(_("狀態"), max_length=10, choices=ReturnState.choices, default=ReturnState.OPEN)
    is_nil = models.BooleanField(_("無相關預算"), default=False)
    remark = models.CharField(_("退回意見"), max_length=200, blank=True)
    submitted_on = models.DateField(_("送出日"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("送出者"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_on = models.DateField(_("核定日"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("核定者"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = OfUnits.as_manager()

    class Meta:
        verbose_name = _("組室性別預算填報")
        verbose_name_plural = _("組室性別預算填報")
        ordering = ["round", "stage", "unit__order", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "stage"],
                name="unit_returns_once_a_stage",
                violation_error_message=_("這個組室在本階段已有填報。"),
            ),
            models.CheckConstraint(
                name="budget_returned_with_a_remark",
                condition=~Q(state="RETURNED") | ~Q(remark=""),
                violation_error_message=_("退回須填意見。"),
            ),
            models.CheckConstraint(
                name="budget_approved_on_a_day",
                condition=Q(state="APPROVED", approved_on__isnull=False)
                | (~Q(state="APPROVED") & Q(approved_on__isnull=True)),
                violation_error_message=_("已核定的填報須有核定日，其他狀態不得有。"),
            ),
            models.CheckConstraint(
                name="budget_handed_in_on_a_day",
                condition=Q(state__in=["OPEN", "RETURNED"]) | Q(submitted_on__isnull=False),
                violation_error_message=_("送出的填報須有送出日。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.round} {self.get_stage_display()}"

    @property
    def tone(self) -> str:
        return self.TONES[self.state]
