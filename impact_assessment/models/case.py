"""A draft bill, works programme or major plan on its way through the steps (伍四; G-1, G-2, G-14, G-15)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models import AgendaItem
from impact_assessment.models.form import FormVersion
from organization.models import Agency, Attachment, Role, Unit, UnitFunction
from organization.models.versioned import Versioned

SEES_ALL = {Role.SECRETARIAT, Role.REVIEWER, Role.OVERSIGHT, Role.SYSTEM_ADMIN}
"""Roles that see the cases of all units of their agency; drafts are nobody else's."""


def seen_by(actor, *, agency: str, unit: str) -> Q:
    """What the actor sees; the arguments name the paths to the agency and the owner unit."""
    agencies = {one.agency_id for one in actor.held if one.role in SEES_ALL}
    if any(one.role == Role.OVERSIGHT for one in actor.held):
        agencies |= set(actor.agency_ids)
    return Q(**{f"{agency}__in": sorted(agencies)}) | Q(**{f"{unit}__in": sorted(actor.units)})


class CaseQuerySet(models.QuerySet):
    def of(self, agency_id: int):
        return self.filter(agency_id=agency_id)

    def standing(self):
        """All but those given up."""
        return self.filter(withdrawn_because="")

    def visible_to(self, actor):
        """One's own unit's; reviewers, the secretariat and the oversight see all of their agency."""
        return self.filter(seen_by(actor, agency="agency_id", unit="unit_id"))

    def whole(self):
        """With all that says how far each has come, whatever their number."""
        return self.select_related(
            "agency", "unit", "form", "presented_in__meeting__committee", "presented_in__resolution"
        ).prefetch_related(
            "form__questions",
            "steps",
            "answers",
            "statistics",
            "consultations__expert__external",
            "files",
            "engagements__expert__external",
            "opinions__reply",
            "opinions__engagement__expert__external",
            "reviews__unit",
            "editions",
            "goals",
        )


class Case(Versioned):
    """One case. ``kind`` and ``reviewer`` are those of rule GIA-01 on the day it was opened."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="assessments"
    )
    year = models.PositiveSmallIntegerField(_("年度（西元）"))
    unit = models.ForeignKey(
        Unit, verbose_name=_("主辦組室"), on_delete=models.PROTECT, related_name="assessments"
    )
    kind = models.CharField(_("類別代碼"), max_length=20)
    kind_title = models.CharField(_("類別"), max_length=60)
    reviewer = models.CharField(_("審核主責"), max_length=20, choices=UnitFunction.choices, blank=True)
    title = models.CharField(_("案名"), max_length=200)
    summary = models.TextField(_("內容概要"), blank=True)
    authors = models.CharField(_("撰擬人"), max_length=200, blank=True)
    contractor = models.CharField(_("受託單位"), max_length=200, blank=True)
    opened_on = models.DateField(_("登錄日"))
    is_needed = models.BooleanField(_("應辦理性別影響評估"), null=True, blank=True)
    screened_on = models.DateField(_("判定日"), null=True, blank=True)
    exemption = models.CharField(_("免辦類型"), max_length=20, blank=True)
    exemption_title = models.CharField(_("免辦類型名稱"), max_length=60, blank=True)
    not_needed_because = models.CharField(_("免辦理由"), max_length=200, blank=True)
    form = models.ForeignKey(
        FormVersion,
        verbose_name=_("評估表版本"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cases",
    )
    presented_in = models.ForeignKey(
        AgendaItem,
        verbose_name=_("程序參與的議案"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assessments",
    )
    started_from = models.ForeignKey(
        "self",
        verbose_name=_("沿用的前案"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="started",
    )
    withdrawn_because = models.CharField(_("撤案事由"), max_length=200, blank=True)
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("性別影響評估案")
        verbose_name_plural = _("性別影響評估案")
        ordering = ["-year", "id"]
        constraints = [
            models.CheckConstraint(
                name="case_not_needed_says_why",
                condition=~Q(is_needed=False) | (~Q(not_needed_because="") & ~Q(exemption="")),
                violation_error_message=_("判定免辦者須選免辦類型並說明理由。"),
            ),
            models.CheckConstraint(
                name="case_needed_has_its_form",
                condition=~Q(is_needed=True) | Q(form__isnull=False),
                violation_error_message=_("應辦理者須有當日適用的評估表。"),
            ),
            models.CheckConstraint(
                name="case_screened_says_when",
                condition=Q(is_needed__isnull=True, screened_on__isnull=True)
                | Q(is_needed__isnull=False, screened_on__isnull=False),
                violation_error_message=_("判定須有日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def now(self) -> list["Step"]:
        """The steps as they stand, in their order; those that a return has replaced are not among them."""
        return [one for one in self.steps.all() if not one.is_superseded]

    @property
    def round(self) -> int:
        """How often it began: 1, and one more for each return."""
        return max((one.round for one in self.steps.all()), default=1)

    @property
    def current(self) -> "Step | None":
        """The first step that isn't done."""
        return next((one for one in self.now if one.done_on is None), None)


class StepQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(is_superseded=False)

    def visible_to(self, actor):
        return self.filter(seen_by(actor, agency="case__agency_id", unit="case__unit_id"))


class Step(Versioned):
    """One of the plan's steps in one round. ``rule`` is GIA-02 … GIA-06; the database refuses to skip one."""

    case = models.ForeignKey(Case, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="steps")
    round = models.PositiveSmallIntegerField(_("輪次"), default=1)
    number = models.PositiveSmallIntegerField(_("步驟"))
    rule = models.CharField(_("規則"), max_length=20)
    title = models.CharField(_("步驟名稱"), max_length=100)
    clause = models.CharField(_("條次"), max_length=20, blank=True)
    due_on = models.DateField(_("期限"), null=True, blank=True)
    done_on = models.DateField(_("完成日"), null=True, blank=True)
    is_superseded = models.BooleanField(_("因退回重辦"), default=False)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("評估步驟")
        verbose_name_plural = _("評估步驟")
        ordering = ["case", "number", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round", "number"],
                name="step_once_in_a_round",
                violation_error_message=_("這一輪已有這個步驟。"),
            ),
            models.UniqueConstraint(
                fields=["case", "number"],
                condition=Q(is_superseded=False),
                name="one_step_stands",
                violation_error_message=_("每個步驟只能有一個進行中的輪次。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class FileKind(models.TextChoices):
    DRAFT = "DRAFT", _("草案或計畫書")
    OTHER = "OTHER", _("其他附件")


class CaseFile(Versioned):
    """A file of the case: the draft or plan as it stood in a round, or something beside it (G-9, G-13)."""

    case = models.ForeignKey(Case, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(_("種類"), max_length=10, choices=FileKind.choices, default=FileKind.DRAFT)
    round = models.PositiveSmallIntegerField(_("輪次"), default=1)
    file = models.ForeignKey(Attachment, verbose_name=_("檔案"), on_delete=models.PROTECT)
    title = models.CharField(_("標題"), max_length=200, blank=True)
    dated_on = models.DateField(_("文件日期"))
    is_withdrawn = models.BooleanField(_("撤下"), default=False)

    class Meta:
        verbose_name = _("案件檔案")
        verbose_name_plural = _("案件檔案")
        ordering = ["case", "kind", "dated_on", "id"]

    def __str__(self) -> str:
        return self.title or str(self.file)


class NilReturnQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_because="")

    def visible_to(self, actor):
        return self.filter(unit__agency_id__in=actor.agency_ids)


class NilReturn(Versioned):
    """A unit states that it had nothing to assess in a year (「本年度無應辦案件」; GIA-01)."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("組室"), on_delete=models.PROTECT, related_name="nil_assessments"
    )
    year = models.PositiveSmallIntegerField(_("年度（西元）"))
    stated_on = models.DateField(_("聲明日"))
    withdrawn_because = models.CharField(_("撤回事由"), max_length=200, blank=True)

    objects = NilReturnQuerySet.as_manager()

    class Meta:
        verbose_name = _("無應辦案件聲明")
        verbose_name_plural = _("無應辦案件聲明")
        ordering = ["-year", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(withdrawn_because=""),
                name="nil_return_once_a_year",
                violation_error_message=_("本年度已聲明無應辦案件。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"
