"""The plan as dated rows (壹 to 玖): its whole text as clauses, and every duty in it as a rule with numbers.

A clause or rule never changes in place: an amendment (玖) closes one interval and opens the next.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.dated import Dated, DatedQuerySet, dated_constraint
from organization.models import Agency


class PlanQuerySet(DatedQuerySet):
    def visible_to(self, actor):
        """An agency's plan is no secret within it."""
        return self.filter(agency_id__in=actor.agency_ids)


class Plan(Dated):
    """One agency's plan for a period (肆); ``goals`` are the labels of the clauses that name them (貳)."""

    agency = models.ForeignKey(Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="plans")
    code = models.SlugField(_("計畫代碼"), max_length=60)
    title = models.CharField(_("計畫名稱"), max_length=200)
    parent_title = models.CharField(_("總計畫"), max_length=200, blank=True)
    parent_body = models.CharField(_("總計畫訂定機關"), max_length=100, blank=True)
    goals = models.JSONField(_("目標"), default=list, blank=True)
    note = models.TextField(_("說明"), blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("實施計畫")
        verbose_name_plural = _("實施計畫")
        ordering = ["since", "code"]
        constraints = [
            dated_constraint("plan_until_after_since"),
            models.UniqueConstraint(
                fields=["agency", "code"],
                name="plan_code_once_per_agency",
                violation_error_message=_("此機關已有同代碼的計畫。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Act(models.TextChoices):
    """What a meeting did with the plan, as printed at its head (AM-03)."""

    PASSED = "PASSED", _("通過")
    AMENDED = "AMENDED", _("修改")


class Adoption(models.Model):
    """One dated line at the plan's head: which meeting passed or amended it, and when."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("實施計畫"), on_delete=models.PROTECT, related_name="adoptions"
    )
    adopted_on = models.DateField(_("日期"))
    body = models.CharField(_("會議名稱"), max_length=100)
    meeting = models.CharField(_("次別"), max_length=60)
    act = models.CharField(_("結果"), max_length=10, choices=Act.choices)
    text = models.CharField(_("全文"), max_length=200)

    class Meta:
        verbose_name = _("通過紀錄")
        verbose_name_plural = _("通過紀錄")
        ordering = ["adopted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "adopted_on"],
                name="adoption_once_a_day",
                violation_error_message=_("同日已有通過紀錄。"),
            )
        ]

    def __str__(self) -> str:
        return self.text


class ClauseQuerySet(DatedQuerySet):
    def of(self, agency_id: int):
        return self.filter(plan__agency_id=agency_id)

    def visible_to(self, actor):
        return self.filter(plan__agency_id__in=actor.agency_ids)


class Clause(Dated):
    """One numbered passage. ``label`` is stable and never derived; ``number`` is what the plan prints.

    A heading that ends in a colon runs on into the text; any other stands on a line of its own.
    """

    plan = models.ForeignKey(
        Plan, verbose_name=_("實施計畫"), on_delete=models.PROTECT, related_name="clauses"
    )
    label = models.CharField(_("條款"), max_length=30)
    number = models.CharField(_("編號"), max_length=10)
    level = models.PositiveSmallIntegerField(_("層級"))
    order = models.PositiveSmallIntegerField(_("排序"), default=0)
    heading = models.CharField(_("標題"), max_length=120, blank=True)
    text = models.TextField(_("內容"), blank=True)
    note = models.TextField(_("說明"), blank=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("條款")
        verbose_name_plural = _("條款")
        ordering = ["order", "since"]
        constraints = [
            dated_constraint("clause_until_after_since"),
            models.UniqueConstraint(
                fields=["plan", "label", "since"],
                name="clause_once_a_day",
                violation_error_message=_("同一條款已有同日起的版本。"),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Force(models.TextChoices):
    """How strongly the plan speaks (domain 1.0); a decision is the owner's, where the plan has two readings."""

    MUST = "must", _("應辦")
    PRINCIPLE = "principle", _("原則")
    MAY = "may", _("得辦")
    INFO = "info", _("列示")
    DECISION = "decision", _("解釋決定")


class RuleQuerySet(DatedQuerySet):
    def of(self, agency_id: int):
        return self.filter(plan__agency_id=agency_id)

    def visible_to(self, actor):
        return self.filter(plan__agency_id__in=actor.agency_ids)


class Rule(Dated):
    """One duty and its numbers over an interval. Code knows how to count; ``numbers`` says how much."""

    plan = models.ForeignKey(Plan, verbose_name=_("實施計畫"), on_delete=models.PROTECT, related_name="rules")
    code = models.CharField(_("規則"), max_length=20)
    clause = models.CharField(_("條款"), max_length=30)
    adopted_on = models.DateField(_("通過日"), null=True, blank=True)
    force = models.CharField(_("效力"), max_length=10, choices=Force.choices)
    text = models.TextField(_("條文"), blank=True)
    question = models.TextField(_("疑義"), blank=True)
    reading = models.CharField(_("採用的讀法"), max_length=40, blank=True)
    numbers = models.JSONField(_("數值"), default=dict, blank=True)
    rules = models.JSONField(_("涉及的規則"), default=list, blank=True)
    alternatives = models.JSONField(_("其他讀法"), default=list, blank=True)
    note = models.TextField(_("說明"), blank=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("規則")
        verbose_name_plural = _("規則")
        ordering = ["order", "since"]
        constraints = [
            dated_constraint("rule_until_after_since"),
            models.UniqueConstraint(
                fields=["plan", "code", "since"],
                name="rule_once_a_day",
                violation_error_message=_("同一規則已有同日起的版本。"),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def number(self, name: str):
        """The number under ``name``, or None where the plan gives none."""
        return self.numbers.get(name)
