"""Lines of gender budgets, in whole New Taiwan dollars (伍五; B-1, B-2, B-4).

``amount`` is the whole of the line, ``counted`` what of it is gender budget, ``outturn`` what of that was spent.
"""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from budgets.models.round import ReturnState, Round, Stage, UnitReturn
from budgets.models.seen import OfUnits
from organization.models import Unit
from organization.models.versioned import Versioned

MOST = 9_999_999_999_999
"""The largest amount that a line takes."""


class LineQuerySet(OfUnits):
    def standing(self):
        """All but those withdrawn."""
        return self.filter(withdrawn_because="")

    def approved(self, stage: str = Stage.COMPILING):
        """Lines of units whose return of that stage the accounting office has approved: what reports count."""
        approved = UnitReturn.objects.filter(
            round=OuterRef("round"), unit=OuterRef("unit"), stage=stage, state=ReturnState.APPROVED
        )
        return self.standing().filter(Exists(approved))

    def totals(self) -> dict[str, int | None]:
        """Sums over lines, each once whatever it is linked to; no outturn at all is None."""
        once = self.model.objects.filter(pk__in=self.order_by().values("pk"))
        return once.order_by().aggregate(
            amount=Sum("amount", default=0),
            counted=Sum("counted", default=0),
            outturn=Sum("outturn"),
            carried_over=Sum("carried_over"),
        )


class Line(Versioned):
    """One line of a unit in a round. Shared by several measures or units, it is still one line and counts once."""

    round = models.ForeignKey(
        Round, verbose_name=_("性別預算作業"), on_delete=models.PROTECT, related_name="lines"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("編列組室"), on_delete=models.PROTECT, related_name="budget_lines"
    )
    order = models.PositiveSmallIntegerField(_("項次"), default=0)
    work_plan = models.CharField(_("工作計畫"), max_length=100)
    branch_plan = models.CharField(_("分支計畫"), max_length=100, blank=True)
    usage = models.CharField(_("用途別"), max_length=100, blank=True)
    title = models.CharField(_("項目名稱"), max_length=200)
    description = models.TextField(_("內容說明"), blank=True)
    category = models.CharField(_("類別"), max_length=20)
    goal = models.CharField(_("性別目標"), max_length=200, blank=True)
    target = models.CharField(_("績效指標及目標值"), max_length=200, blank=True)
    amount = models.BigIntegerField(_("預算數（元）"))
    counted = models.BigIntegerField(_("性別預算數（元）"))
    share_reason = models.CharField(_("部分計入之理由"), max_length=200, blank=True)
    outturn = models.BigIntegerField(_("執行數（元）"), null=True, blank=True)
    carried_over = models.BigIntegerField(_("保留數（元）"), null=True, blank=True)
    difference_reason = models.CharField(_("差異原因"), max_length=200, blank=True)
    achievement = models.TextField(_("性別目標達成情形"), blank=True)
    continues = models.ForeignKey(
        "self",
        verbose_name=_("接續上年度的項目"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="continued_by",
    )
    withdrawn_because = models.CharField(_("撤下事由"), max_length=200, blank=True)
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("性別預算項目")
        verbose_name_plural = _("性別預算項目")
        ordering = ["round", "unit__order", "unit", "order", "id"]
        constraints = [
            models.CheckConstraint(
                name="budget_amount_is_possible",
                condition=Q(amount__gte=0, amount__lte=MOST),
                violation_error_message=_("預算數須為 0 以上、13 位數以內的整數。"),
            ),
            models.CheckConstraint(
                name="counted_is_part_of_the_amount",
                condition=Q(counted__gte=0, counted__lte=F("amount")),
                violation_error_message=_("性別預算數不得超過預算數。"),
            ),
            models.CheckConstraint(
                name="counted_in_part_says_why",
                condition=Q(counted=F("amount")) | ~Q(share_reason=""),
                violation_error_message=_("部分計入性別預算者須說明理由。"),
            ),
            models.CheckConstraint(
                name="outturn_is_possible",
                condition=Q(outturn__isnull=True) | Q(outturn__gte=0, outturn__lte=MOST),
                violation_error_message=_("執行數須為 0 以上、13 位數以內的整數。"),
            ),
            models.CheckConstraint(
                name="outturn_over_the_budget_says_why",
                condition=Q(outturn__isnull=True) | Q(outturn__lte=F("counted")) | ~Q(difference_reason=""),
                violation_error_message=_("執行數超過性別預算數者須說明差異原因。"),
            ),
            models.CheckConstraint(
                name="carried_over_beside_an_outturn",
                condition=Q(carried_over__isnull=True)
                | Q(outturn__isnull=False, carried_over__gte=0, carried_over__lte=F("counted")),
                violation_error_message=_("保留數須與執行數並填，且不得超過性別預算數。"),
            ),
            models.UniqueConstraint(
                fields=["continues"],
                condition=Q(withdrawn_because=""),
                name="budget_line_continued_once",
                violation_error_message=_("上年度的這個項目已有接續的項目。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def category_title(self) -> str:
        return self.round.titles.get(self.category, self.category)

    @property
    def is_whole(self) -> bool:
        """Is all of it gender budget?"""
        return self.counted == self.amount
