"""Gender analyses: planned by rotation, written, presented, sent, and used or not (伍三(二)3; S-7, S-8)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models import AgendaItem, State
from organization.models import Agency, Attachment, Unit
from organization.models.versioned import Versioned


class Way(models.TextChoices):
    """How it is written (伍三(二)3B); the values are those of the plan's data."""

    IN_HOUSE = "IN_HOUSE", _("自行撰擬")
    COMMISSIONED = "COMMISSIONED", _("委託研究")
    SUBSIDISED = "SUBSIDISED", _("補助研究")
    DEDICATED_CHAPTER = "DEDICATED_CHAPTER", _("研究案專章")


def is_dealt_with(item: AgendaItem | None) -> bool:
    """Has a valid meeting been told of it? Only its resolution says so (architecture 2)."""
    if item is None or item.withdrawn_because:
        return False
    resolution = getattr(item, "resolution", None)
    is_valid = resolution is not None and resolution.is_valid
    return is_valid and item.meeting.state == State.HELD and not item.meeting.is_informal


class AnalysisQuerySet(models.QuerySet):
    def of(self, agency_id: int):
        return self.filter(agency_id=agency_id)

    def standing(self):
        """All but those given up."""
        return self.filter(withdrawn_because="")

    def visible_to(self, actor):
        return self.filter(agency_id__in=actor.agency_ids)

    def whole(self):
        """With all that says how far each has come, whatever their number."""
        return self.select_related(
            "agency", "file", "presented_in__meeting__committee", "presented_in__resolution"
        ).prefetch_related("units__unit", "sendings__unit", "recommendations__unit")


class Analysis(Versioned):
    """One analysis. It counts in the year it was completed (a commission: accepted), whenever it was planned for."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="analyses"
    )
    year = models.PositiveSmallIntegerField(_("預定年度（西元）"))
    title = models.CharField(_("題目"), max_length=200)
    is_comprehensive = models.BooleanField(_("會計室綜合分析"), default=False)
    way = models.CharField(_("撰擬方式"), max_length=20, choices=Way.choices, default=Way.IN_HOUSE)
    authors = models.CharField(_("撰擬人或受託單位"), max_length=200, blank=True)
    summary = models.TextField(_("摘要"), blank=True)
    completed_on = models.DateField(_("完成（驗收）日"), null=True, blank=True)
    file = models.ForeignKey(
        Attachment, verbose_name=_("全文檔案"), null=True, blank=True, on_delete=models.PROTECT
    )
    presented_in = models.ForeignKey(
        AgendaItem,
        verbose_name=_("提報的議案"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="analyses",
    )
    withdrawn_because = models.CharField(_("停止撰擬事由"), max_length=200, blank=True)
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        verbose_name = _("性別分析")
        verbose_name_plural = _("性別分析")
        ordering = ["-year", "id"]
        constraints = [
            models.CheckConstraint(
                name="completed_analysis_has_its_text",
                condition=Q(completed_on__isnull=True) | Q(file__isnull=False),
                violation_error_message=_("完成的分析須附全文檔案。"),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def writers(self) -> list[Unit]:
        """The units that write it."""
        return [one.unit for one in self.units.all() if not one.is_withdrawn]

    @property
    def advice(self) -> list["Recommendation"]:
        """What it recommends, as it stands."""
        return [one for one in self.recommendations.all() if not one.is_withdrawn]

    @property
    def is_presented(self) -> bool:
        """Presented to the task force (伍三(二)3B; ST-08)."""
        return is_dealt_with(self.presented_in)


class AnalysisUnit(models.Model):
    """A unit that writes it; joint papers credit all of them."""

    analysis = models.ForeignKey(
        Analysis, verbose_name=_("分析"), on_delete=models.PROTECT, related_name="units"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("撰擬組室"), on_delete=models.PROTECT)
    is_withdrawn = models.BooleanField(_("撤下"), default=False)

    class Meta:
        verbose_name = _("分析的撰擬組室")
        verbose_name_plural = _("分析的撰擬組室")
        ordering = ["analysis", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["analysis", "unit"],
                name="unit_once_in_an_analysis",
                violation_error_message=_("這個組室已列為撰擬組室。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.unit)


class Sending(Versioned):
    """A completed analysis sent to a unit for its use, and what the unit answers (伍三(二)3A(1))."""

    analysis = models.ForeignKey(
        Analysis, verbose_name=_("分析"), on_delete=models.PROTECT, related_name="sendings"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("送請參考的組室"), on_delete=models.PROTECT)
    sent_on = models.DateField(_("送出日"))
    replied_on = models.DateField(_("回復日"), null=True, blank=True)
    reply = models.TextField(_("回復"), blank=True)

    class Meta:
        verbose_name = _("分析的送請參考")
        verbose_name_plural = _("分析的送請參考")
        ordering = ["analysis", "sent_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["analysis", "unit"],
                name="analysis_sent_once_to_a_unit",
                violation_error_message=_("已送請這個組室參考。"),
            ),
            models.CheckConstraint(
                name="reply_of_a_day",
                condition=Q(replied_on__isnull=True, reply="") | (Q(replied_on__isnull=False) & ~Q(reply="")),
                violation_error_message=_("回復須有日期及內容。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.analysis}"


class Adoption(models.TextChoices):
    """參採: what became of a recommendation."""

    PENDING = "PENDING", _("研析中")
    ADOPTED = "ADOPTED", _("採用")
    PARTLY = "PARTLY", _("部分採用")
    NOT_ADOPTED = "NOT_ADOPTED", _("不採用")


class Recommendation(Versioned):
    """Something that the analysis recommends, and what policy or plan it changed, or why not (伍三(二)3; ST-03)."""

    analysis = models.ForeignKey(
        Analysis, verbose_name=_("分析"), on_delete=models.PROTECT, related_name="recommendations"
    )
    text = models.TextField(_("建議事項"))
    unit = models.ForeignKey(
        Unit, verbose_name=_("研析組室"), null=True, blank=True, on_delete=models.PROTECT
    )
    adoption = models.CharField(
        _("參採情形"), max_length=12, choices=Adoption.choices, default=Adoption.PENDING
    )
    used_in = models.CharField(_("運用之政策、計畫或業務"), max_length=200, blank=True)
    reason = models.CharField(_("不採用或部分採用之理由"), max_length=200, blank=True)
    decided_on = models.DateField(_("決定日"), null=True, blank=True)
    is_withdrawn = models.BooleanField(_("撤下"), default=False)

    class Meta:
        verbose_name = _("分析的建議")
        verbose_name_plural = _("分析的建議")
        ordering = ["analysis", "id"]
        constraints = [
            models.CheckConstraint(
                name="adopted_where_and_when",
                condition=~Q(adoption__in=["ADOPTED", "PARTLY"])
                | (~Q(used_in="") & Q(decided_on__isnull=False)),
                violation_error_message=_("採用者須填運用之政策、計畫或業務及決定日。"),
            ),
            models.CheckConstraint(
                name="not_adopted_says_why",
                condition=~Q(adoption__in=["NOT_ADOPTED", "PARTLY"])
                | (~Q(reason="") & Q(decided_on__isnull=False)),
                violation_error_message=_("不採用或部分採用須填理由及決定日。"),
            ),
            models.CheckConstraint(
                name="pending_has_no_day",
                condition=~Q(adoption="PENDING") | Q(decided_on__isnull=True),
                violation_error_message=_("研析中的建議沒有決定日。"),
            ),
        ]

    def __str__(self) -> str:
        return self.text
