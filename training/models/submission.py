"""What the personnel office has sent to 公訓處 and 人事處 for a year (伍二(三)2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organization.models import Agency, Attachment
from organization.models.versioned import Versioned


class Recipient(models.TextChoices):
    """The two whom 人事室 works with: one collects the courses held, one sees to it that people attend."""

    DCSD = "DCSD", _("公訓處（彙整訓練課程辦理情形）")
    PERSONNEL_DEPARTMENT = "DOP", _("人事處（督導參訓情形）")


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """What the agency has reported is known within it."""
        return self.filter(agency_id__in=actor.agency_ids)


class Submission(Versioned):
    """One letter with the year's state of training."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("機關"), on_delete=models.PROTECT, related_name="submissions"
    )
    year = models.PositiveIntegerField(_("年度"))
    recipient = models.CharField(_("受文機關"), max_length=10, choices=Recipient.choices)
    sent_on = models.DateField(_("發文日"))
    number = models.CharField(_("發文字號"), max_length=60)
    file = models.ForeignKey(
        Attachment, verbose_name=_("附件"), null=True, blank=True, on_delete=models.PROTECT
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("彙整函報")
        verbose_name_plural = _("彙整函報")
        ordering = ["sent_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "recipient", "number"],
                name="submission_number_once",
                violation_error_message=_("這個發文字號已登錄過。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_recipient_display()} {self.number}"
