"""Gender-statistics indicators with what is needed to read them (伍三(二)1; S-1).

A changed definition is a new indicator that replaces the old one: a series is never rewritten in silence (ST-01).
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.dated import Dated, DatedQuerySet, dated_constraint
from organization.models import Agency, Unit
from organization.models.versioned import Versioned


class Frequency(models.TextChoices):
    YEAR = "YEAR", _("年")
    HALF = "HALF", _("半年")
    QUARTER = "QUARTER", _("季")
    MONTH = "MONTH", _("月")


PARTS = {Frequency.YEAR: 1, Frequency.HALF: 2, Frequency.QUARTER: 4, Frequency.MONTH: 12}
"""How many periods a year has."""


class Timing(models.TextChoices):
    """統計標準時間: a stock at a day, or a flow over the period."""

    END = "END", _("期末")
    MIDDLE = "MIDDLE", _("期中")
    DURING = "DURING", _("期間累計")


class Totals(models.TextChoices):
    """What may be added up; a rate may not."""

    ALL = "ALL", _("各類別及性別均可加總")
    SEX = "SEX", _("僅性別可加總")
    NONE = "NONE", _("不可加總（比率等）")


class IndicatorQuerySet(DatedQuerySet):
    def of(self, agency_id: int):
        return self.filter(agency_id=agency_id)

    def visible_to(self, actor):
        """The agency's statistics are no secret within it."""
        return self.filter(agency_id__in=actor.agency_ids)


class Indicator(Versioned, Dated):
    """One series. Its own dimension stands in ``categories``, by sex each; one category is the whole."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="indicators"
    )
    code = models.SlugField(_("編號"), max_length=20)
    group = models.CharField(_("中類"), max_length=40, blank=True)
    title = models.CharField(_("指標名稱"), max_length=100)
    unit_of_measure = models.CharField(_("單位"), max_length=20)
    definition = models.TextField(_("定義"))
    formula = models.CharField(_("計算公式"), max_length=200, blank=True)
    source = models.CharField(_("資料來源"), max_length=200)
    frequency = models.CharField(
        _("資料期別"), max_length=8, choices=Frequency.choices, default=Frequency.YEAR
    )
    timing = models.CharField(_("統計標準時間"), max_length=8, choices=Timing.choices, default=Timing.END)
    owner = models.ForeignKey(Unit, verbose_name=_("主辦組室"), on_delete=models.PROTECT)
    dimension = models.CharField(_("複分類"), max_length=40, blank=True)
    has_other = models.BooleanField(_("另列「其他／未填」"), default=False)
    totals = models.CharField(_("加總"), max_length=4, choices=Totals.choices, default=Totals.ALL)
    decimals = models.PositiveSmallIntegerField(_("小數位數"), default=0)
    counts_people = models.BooleanField(_("以人數計（小細格須遮蔽）"), default=True)
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("接續的舊指標"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )
    change_reason = models.CharField(_("異動事由"), max_length=200, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("性別統計指標")
        verbose_name_plural = _("性別統計指標")
        ordering = ["code", "since", "id"]
        constraints = [
            dated_constraint("indicator_until_after_since"),
            models.UniqueConstraint(
                fields=["agency", "code", "since"],
                name="indicator_code_once_from_a_day",
                violation_error_message=_("同一編號自同日起已有指標。"),
            ),
            models.CheckConstraint(
                name="indicator_decimals_are_few",
                condition=Q(decimals__lte=4),
                violation_error_message=_("小數位數最多 4 位。"),
            ),
            models.CheckConstraint(
                name="people_are_whole_numbers",
                condition=Q(counts_people=False) | Q(decimals=0),
                violation_error_message=_("以人數計的指標沒有小數。"),
            ),
            models.CheckConstraint(
                name="indicator_that_replaces_says_why",
                condition=Q(replaces__isnull=True) | ~Q(change_reason=""),
                violation_error_message=_("接續舊指標須說明異動事由。"),
            ),
            models.CheckConstraint(
                name="indicator_does_not_replace_itself",
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                violation_error_message=_("指標不能接續自己。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def parts(self) -> tuple[int, ...]:
        """The periods of a year by number, from 1."""
        return tuple(range(1, PARTS[Frequency(self.frequency)] + 1))


class Category(models.Model):
    """A class of the indicator's own dimension; an indicator without one has a single nameless class."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("指標"), on_delete=models.PROTECT, related_name="categories"
    )
    order = models.PositiveSmallIntegerField(_("排序"))
    title = models.CharField(_("類別名稱"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("指標類別")
        verbose_name_plural = _("指標類別")
        ordering = ["indicator", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "title"],
                name="category_once_in_an_indicator",
                violation_error_message=_("這個指標已有同名的類別。"),
            )
        ]

    def __str__(self) -> str:
        return self.title or str(_("全體"))
