"""Amendments of the plan (玖): a unit proposes new words or numbers, the task force passes them, the plan follows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models.agenda import PASSING, AgendaItem, Outcome
from committee.models.meeting import State
from core.roc import format_day
from organization.models import Role, Unit
from organization.models.versioned import Versioned
from plan.models import Clause


class AmendmentState(models.TextChoices):
    """What the meeting says of it is read from the agenda item, never set here."""

    PROPOSED = "PROPOSED", _("提案")
    WITHDRAWN = "WITHDRAWN", _("撤回")


class Stage(models.TextChoices):
    """How far it has come, as its item, the resolution and the meeting say; never stored."""

    PROPOSED = "PROPOSED", _("提案")
    ON_AGENDA = "ON_AGENDA", _("已排入議程")
    PASSED = "PASSED", _("通過")
    REJECTED = "REJECTED", _("不通過")
    DEFERRED = "DEFERRED", _("保留")
    UNDECIDED = "UNDECIDED", _("未議決")
    WITHDRAWN = "WITHDRAWN", _("撤回")


OF_OUTCOME = dict.fromkeys(PASSING, Stage.PASSED) | {Outcome.REJECTED: Stage.REJECTED}
SAID = {
    Stage.ON_AGENDA: _("已排入 %(meeting)s"),
    Stage.PASSED: _("通過（%(meeting)s），%(day)s施行"),
    Stage.REJECTED: _("不通過（%(meeting)s）"),
    Stage.DEFERRED: _("保留（%(meeting)s）"),
    Stage.UNDECIDED: _("未議決（%(meeting)s出席人數不足）"),
}


class AmendmentQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """One's own unit's and the whole agency's once it is on a released agenda; the secretariat all."""
        offices = [one.agency_id for one in actor.held if one.role in (Role.SECRETARIAT, Role.OVERSIGHT)]
        return self.filter(
            Q(unit__agency_id__in=offices)
            | Q(unit_id__in=actor.managed_units)
            | (Q(unit__agency_id__in=actor.agency_ids, item__isnull=False) & ~Q(item__meeting__state="DRAFT"))
        )


class Amendment(Versioned):
    """One clause's new words, and the new numbers of the rules that stand in it (``{"TR-01": {"hours": 3}}``)."""

    TONES = {
        Stage.PROPOSED: "info",
        Stage.ON_AGENDA: "due",
        Stage.PASSED: "ok",
        Stage.REJECTED: "fail",
        Stage.DEFERRED: "due",
        Stage.UNDECIDED: "fail",
        Stage.WITHDRAWN: "quiet",
    }
    ALLOWED = {
        AmendmentState.PROPOSED: {AmendmentState.WITHDRAWN},
        AmendmentState.WITHDRAWN: set(),
    }

    unit = models.ForeignKey(Unit, verbose_name=_("提案單位"), on_delete=models.PROTECT)
    clause = models.ForeignKey(
        Clause, verbose_name=_("條款"), on_delete=models.PROTECT, related_name="amendments"
    )
    state = models.CharField(
        _("狀態"), max_length=10, choices=AmendmentState.choices, default=AmendmentState.PROPOSED
    )
    old_text = models.TextField(_("現行條文"), blank=True)
    new_text = models.TextField(_("修正條文"), blank=True)
    numbers = models.JSONField(_("修正的數值"), default=dict, blank=True)
    reason = models.TextField(_("修正理由"))
    effective_on = models.DateField(_("擬施行日"), null=True, blank=True)
    item = models.ForeignKey(
        AgendaItem,
        verbose_name=_("議案"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amendments",
    )
    applied_on = models.DateField(_("施行日"), null=True, blank=True, editable=False)
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("計畫修正案")
        verbose_name_plural = _("計畫修正案")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="amendment_in_force_was_on_an_agenda",
                condition=Q(applied_on__isnull=True) | Q(item__isnull=False),
                violation_error_message=_("修正案須經會議通過始得施行（玖）。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause.label}"

    @property
    def stage(self) -> Stage:
        """A meeting without a quorum has decided nothing, whatever was written down."""
        if self.state == AmendmentState.WITHDRAWN:
            return Stage.WITHDRAWN
        if self.item is None or self.item.meeting.state == State.CANCELLED:
            return Stage.PROPOSED
        resolution, opening = getattr(self.item, "resolution", None), self.item.meeting.opening
        if resolution and resolution.is_valid:
            return OF_OUTCOME.get(resolution.outcome, Stage.DEFERRED)
        is_lost = resolution is not None or (opening is not None and not opening["valid"])
        return Stage.UNDECIDED if is_lost else Stage.ON_AGENDA

    @property
    def tone(self) -> str:
        return self.TONES[self.stage]

    @property
    def said(self) -> str:
        """The stage in words, with its meeting."""
        if self.stage not in SAID:
            return str(self.stage.label)
        day = format_day(self.applied_on) if self.applied_on else ""
        return str(SAID[self.stage]) % {"meeting": self.item.meeting, "day": day}
