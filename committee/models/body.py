"""The task force and the agency's other committees, each while it exists (伍一, 陸二(六))."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.dated import Dated, DatedQuerySet, dated_constraint
from organization.models import Agency
from organization.models.versioned import Versioned


class Kind(models.TextChoices):
    """What a committee is; on the two boards and their merger the statute speaks beside the plan."""

    GENDER = "GENDER", _("性別平等專案小組")
    TASK_FORCE = "TASK_FORCE", _("任務編組委員會")
    EVALUATION_BOARD = "EVALUATION_BOARD", _("考績委員會")
    SCREENING_BOARD = "SCREENING_BOARD", _("甄審委員會")
    MERGED_BOARD = "MERGED_BOARD", _("考績暨甄審委員會")


BOARDS = (Kind.EVALUATION_BOARD, Kind.SCREENING_BOARD, Kind.MERGED_BOARD)


class Level(models.TextChoices):
    CITY = "CITY", _("府層級")
    FIRST_LEVEL = "FIRST_LEVEL", _("一級機關")


class CommitteeQuerySet(DatedQuerySet):
    def gender(self):
        """The gender equality task force."""
        return self.filter(kind=Kind.GENDER)

    def others(self):
        return self.exclude(kind=Kind.GENDER)

    def visible_to(self, actor):
        """That there are committees is no secret within the agency."""
        return self.filter(agency_id__in=actor.agency_ids)


class Committee(Dated, Versioned):
    """One committee; ``seats`` are the established ones (編定席次), vacant or not."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="committees"
    )
    kind = models.CharField(_("性質"), max_length=20, choices=Kind.choices)
    level = models.CharField(_("層級"), max_length=20, choices=Level.choices, default=Level.FIRST_LEVEL)
    name = models.CharField(_("名稱"), max_length=100)
    legal_basis = models.CharField(_("設置依據"), max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(_("編定席次"), null=True, blank=True)
    fee = models.PositiveIntegerField(_("出席費（元／次）"), null=True, blank=True)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("委員會")
        verbose_name_plural = _("委員會")
        ordering = ["kind", "name", "since"]
        constraints = [
            dated_constraint("committee_until_after_since"),
            models.UniqueConstraint(
                fields=["agency", "name", "since"],
                name="committee_once_a_day",
                violation_error_message=_("同日起已有同名的委員會。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_board(self) -> bool:
        return self.kind in BOARDS
