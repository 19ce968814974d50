"""What each unit writes for a section of the year's report (柒二; R-2, RP-06)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organization.models import Agency, Role, Unit
from organization.models.versioned import Versioned


class TextState(models.TextChoices):
    OPEN = "OPEN", _("撰寫中")
    SUBMITTED = "SUBMITTED", _("已送出")
    RETURNED = "RETURNED", _("已退回")


class ChapterTextQuerySet(models.QuerySet):
    def of(self, agency_id: int, year: int):
        return self.filter(agency_id=agency_id, year=year)

    def visible_to(self, actor):
        """One's own unit's; the secretariat compiles, and the oversight reads, all of its agency."""
        agencies = {one.agency_id for one in actor.held if one.role in (Role.SECRETARIAT, Role.OVERSIGHT)}
        if any(one.role == Role.OVERSIGHT for one in actor.held):
            agencies |= set(actor.agency_ids)
        return self.filter(Q(agency_id__in=sorted(agencies)) | Q(unit_id__in=sorted(actor.units)))


class ChapterText(Versioned):
    """One unit's text for one section of one year; ``section`` is the label of the clause that heads it (伍二)."""

    ALLOWED = {
        TextState.OPEN: {TextState.SUBMITTED},
        TextState.SUBMITTED: {TextState.RETURNED},
        TextState.RETURNED: {TextState.SUBMITTED},
    }
    """The unit submits, the secretariat returns with a reason."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="report_texts"
    )
    year = models.PositiveSmallIntegerField(_("年度（西元）"))
    section = models.CharField(_("章節"), max_length=20)
    unit = models.ForeignKey(
        Unit, verbose_name=_("組室"), on_delete=models.PROTECT, related_name="report_texts"
    )
    text = models.TextField(_("內容"), blank=True)
    has_nothing = models.BooleanField(_("本年度無辦理情形"), default=False)
    state = models.CharField(_("狀態"), max_length=10, choices=TextState.choices, default=TextState.OPEN)
    submitted_on = models.DateField(_("送出日"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("送出者"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("退回事由"), max_length=200, blank=True)

    objects = ChapterTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("成果報告文字")
        verbose_name_plural = _("成果報告文字")
        ordering = ["year", "section", "unit__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "section", "unit"],
                name="one_text_of_a_unit_for_a_section",
                violation_error_message=_("這個組室在本年度這一章節已有文字。"),
            ),
            models.CheckConstraint(
                name="submitted_text_says_when",
                condition=~Q(state="SUBMITTED") | Q(submitted_on__isnull=False),
                violation_error_message=_("送出須有日期。"),
            ),
            models.CheckConstraint(
                name="submitted_text_says_something",
                condition=~Q(state="SUBMITTED") | ~Q(text="") | Q(has_nothing=True),
                violation_error_message=_("送出前請填內容，或註明本年度無辦理情形。"),
            ),
            models.CheckConstraint(
                name="returned_text_says_why",
                condition=~Q(state="RETURNED") | ~Q(reason=""),
                violation_error_message=_("退回須說明事由。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.unit}"


class TextDraft(models.Model):
    """Text typed and not yet saved, of one account, upon the ``version`` that was read. Gone once it is saved."""

    text = models.ForeignKey(
        ChapterText, verbose_name=_("成果報告文字"), on_delete=models.PROTECT, related_name="drafts"
    )
    account = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("帳號"), on_delete=models.PROTECT)
    typed = models.TextField(_("內容"), blank=True)
    version = models.PositiveIntegerField(_("所據版本"), default=0)
    saved_at = models.DateTimeField(_("暫存時間"))

    class Meta:
        verbose_name = _("未儲存的報告文字")
        verbose_name_plural = _("未儲存的報告文字")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "account"],
                name="one_unsaved_report_text_per_account",
                violation_error_message=_("這段文字已有暫存。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.text)
