"""Concrete measures: what a unit plans and holds in a year under an item of 陸二 (M-1; domain 2.7).

How far one has come is read from its days and its evidence (``standing``), never set.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from committee.models import AgendaItem
from organization.models import Agency, Unit
from organization.models.versioned import Versioned
from statistics_app.models.analysis import is_dealt_with

SIDES = ("male", "female", "other", "unstated")
"""The counts of those who took part; one that is empty isn't known, which is not zero."""


class Funding(models.TextChoices):
    """Where the money comes from (捌; FN-01)."""

    UNSTATED = "UNSTATED", _("未填")
    BUDGETED = "BUDGETED", _("有預算")
    NONE_NEEDED = "NONE_NEEDED", _("無需經費")
    WITHIN = "WITHIN", _("於相關經費項下支應")


class MeasureQuerySet(models.QuerySet):
    def of(self, agency_id: int):
        return self.filter(agency_id=agency_id)

    def in_year(self, year: int):
        return self.filter(year=year)

    def standing(self):
        """All but those given up."""
        return self.filter(withdrawn_because="")

    def credited_to(self, unit_id: int):
        """The unit leads them or holds them jointly."""
        joint = JointUnit.objects.filter(unit=unit_id, is_withdrawn=False).values("measure")
        return self.filter(Q(unit=unit_id) | Q(id__in=joint))

    def visible_to(self, actor):
        """What the units do for equality is no secret within the agency."""
        return self.filter(agency_id__in=actor.agency_ids)

    def whole(self):
        """With all that says how far each has come, whatever their number."""
        return self.select_related(
            "agency", "unit", "copied_from", "reported_in__meeting__committee", "reported_in__resolution"
        ).prefetch_related("joint__unit", "evidence__file")


class Measure(Versioned):
    """One measure of one year. ``item`` is the code of the rule it answers (MS-A1 …); the rule names the category.

    Its days are both included: planned, and held in fact. A copy of last year's has no days until it is planned.
    """

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="measures"
    )
    year = models.PositiveSmallIntegerField(_("年度（西元）"))
    unit = models.ForeignKey(
        Unit, verbose_name=_("主辦組室"), on_delete=models.PROTECT, related_name="measures"
    )
    item = models.CharField(_("項目"), max_length=20)
    title = models.CharField(_("措施名稱"), max_length=200)
    content = models.TextField(_("辦理內容"), blank=True)
    relation = models.TextField(_("與性別平等之關聯"), blank=True)
    target_group = models.CharField(_("對象"), max_length=200, blank=True)
    planned_on = models.DateField(_("預定開始日"), null=True, blank=True)
    planned_end_on = models.DateField(_("預定結束日"), null=True, blank=True)
    held_on = models.DateField(_("實際開始日"), null=True, blank=True)
    ended_on = models.DateField(_("實際結束日"), null=True, blank=True)
    male = models.PositiveIntegerField(_("參與人數：男"), null=True, blank=True)
    female = models.PositiveIntegerField(_("參與人數：女"), null=True, blank=True)
    other = models.PositiveIntegerField(_("參與人數：其他"), null=True, blank=True)
    unstated = models.PositiveIntegerField(_("參與人數：未填"), null=True, blank=True)
    resources = models.CharField(_("運用資源"), max_length=200, blank=True)
    partners = models.CharField(_("協辦或合作對象"), max_length=200, blank=True)
    budget_note = models.CharField(
        _("經費來源"), max_length=12, choices=Funding.choices, default=Funding.UNSTATED
    )
    goal = models.CharField(_("績效指標與目標值"), max_length=200, blank=True)
    achieved = models.CharField(_("達成情形"), max_length=200, blank=True)
    follow_up = models.TextField(_("後續精進"), blank=True)
    url = models.URLField(_("相關網址"), blank=True)
    copied_from = models.ForeignKey(
        "self",
        verbose_name=_("沿用自"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="copies",
    )
    reported_in = models.ForeignKey(
        AgendaItem,
        verbose_name=_("提報的議案"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="measures",
    )
    withdrawn_because = models.CharField(_("撤下事由"), max_length=200, blank=True)
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("具體措施")
        verbose_name_plural = _("具體措施")
        ordering = ["-year", "item", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["copied_from", "year"],
                name="measure_copied_once_into_a_year",
                violation_error_message=_("這項措施已沿用到該年度。"),
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "item", "title"],
                condition=Q(withdrawn_because=""),
                name="measure_once_under_an_item",
                violation_error_message=_("這個組室本年度在同一項目已有同名的措施。"),
            ),
            models.CheckConstraint(
                name="measure_is_no_copy_of_itself",
                condition=Q(copied_from__isnull=True) | ~Q(copied_from=F("id")),
                violation_error_message=_("措施不能沿用自己。"),
            ),
            models.CheckConstraint(
                name="measure_planned_in_order",
                condition=Q(planned_on__isnull=True, planned_end_on__isnull=True)
                | Q(planned_on__isnull=False, planned_end_on__gte=F("planned_on")),
                violation_error_message=_("預定結束日不得早於預定開始日，兩者須一併填寫。"),
            ),
            models.CheckConstraint(
                name="measure_held_in_order",
                condition=Q(held_on__isnull=True, ended_on__isnull=True)
                | Q(held_on__isnull=False, ended_on__gte=F("held_on")),
                violation_error_message=_("實際結束日不得早於實際開始日，兩者須一併填寫。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def joint_units(self) -> list[Unit]:
        """The units that hold it together with the lead."""
        return [one.unit for one in self.joint.all() if not one.is_withdrawn]

    @property
    def units(self) -> list[Unit]:
        """Every unit that it is credited to, the lead first."""
        return [self.unit, *self.joint_units]

    @property
    def proofs(self) -> list:
        """Its evidence as it stands."""
        return [one for one in self.evidence.all() if not one.withdrawn_because]

    @property
    def is_reported(self) -> bool:
        """Has a valid meeting of the task force been told of it?"""
        return is_dealt_with(self.reported_in)

    @property
    def participants(self) -> int | None:
        """How many took part, or None where nobody has counted."""
        counted = [value for side in SIDES if (value := getattr(self, side)) is not None]
        return sum(counted) if counted else None

    @property
    def counts_sexes(self) -> bool:
        """Are the numbers of men and of women both there?"""
        return self.male is not None and self.female is not None


class JointUnit(models.Model):
    """A unit that holds the measure together with the lead (共同辦理): it is credited to both."""

    measure = models.ForeignKey(
        Measure, verbose_name=_("措施"), on_delete=models.PROTECT, related_name="joint"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("共同辦理組室"), on_delete=models.PROTECT)
    is_withdrawn = models.BooleanField(_("撤下"), default=False)

    class Meta:
        verbose_name = _("措施的共同辦理組室")
        verbose_name_plural = _("措施的共同辦理組室")
        ordering = ["measure", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "unit"],
                name="joint_unit_once_in_a_measure",
                violation_error_message=_("這個組室已列為共同辦理。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.unit)
