"""The assessment form as dated data: a case keeps the version that it began with (伍四(二); G-3, domain 2.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.dated import Dated, DatedQuerySet, dated_constraint
from organization.models import Agency
from organization.models.versioned import Versioned


class FormQuerySet(DatedQuerySet):
    def visible_to(self, actor):
        return self.filter(agency_id__in=actor.agency_ids)


class FormVersion(Dated, Versioned):
    """One edition of the form; ``kinds`` are the codes of rule GIA-01 that are answered with it."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="assessment_forms"
    )
    code = models.SlugField(_("代碼"), max_length=40)
    title = models.CharField(_("表名"), max_length=100)
    kinds = models.JSONField(_("適用類別"), default=list)
    source = models.CharField(_("依據"), max_length=300, blank=True)
    is_unverified = models.BooleanField(_("表式未經查證"), default=False)
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("修正自"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="later",
    )

    objects = FormQuerySet.as_manager()

    class Meta:
        verbose_name = _("性別影響評估表式")
        verbose_name_plural = _("性別影響評估表式")
        ordering = ["-since", "code"]
        constraints = [
            dated_constraint("assessment_form_until_after_since"),
            models.UniqueConstraint(
                fields=["agency", "code"],
                name="assessment_form_code_once",
                violation_error_message=_("這個代碼已有表式。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Part(models.TextChoices):
    """Who answers."""

    SELF = "SELF", _("機關自評")
    PARTICIPATION = "PARTICIPATION", _("程序參與")


class AnswerKind(models.TextChoices):
    TEXT = "TEXT", _("文字")
    YES_NO = "YES_NO", _("是／否及說明")


class Question(Versioned):
    """A question of a form. ``required_when``: numbers of questions of which one was answered 是."""

    form = models.ForeignKey(
        FormVersion, verbose_name=_("表式"), on_delete=models.PROTECT, related_name="questions"
    )
    part = models.CharField(_("填寫者"), max_length=15, choices=Part.choices, default=Part.SELF)
    section = models.CharField(_("部分"), max_length=60)
    number = models.CharField(_("項次"), max_length=10)
    text = models.CharField(_("題目"), max_length=200)
    hint = models.TextField(_("填寫說明"), blank=True)
    kind = models.CharField(_("填答方式"), max_length=10, choices=AnswerKind.choices, default=AnswerKind.TEXT)
    required_for = models.JSONField(_("必填的類別"), default=list, blank=True)
    required_when = models.JSONField(_("任一項答是即須填"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("評估表題目")
        verbose_name_plural = _("評估表題目")
        ordering = ["form", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "part", "number"],
                name="question_number_once_in_a_form",
                violation_error_message=_("這個項次在表中已有題目。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"
