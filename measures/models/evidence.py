"""Evidence of a measure: a file or an address, with a day of its own (M-6).

The day is that of what it shows, not of the upload: a photo of December uploaded in January belongs to December.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measures.models.measure import Measure
from organization.models import Attachment
from organization.models.versioned import Versioned


class Kind(models.TextChoices):
    PHOTO = "PHOTO", _("照片")
    DOCUMENT = "DOCUMENT", _("文件")
    PUBLICITY = "PUBLICITY", _("文宣內容")


class EvidenceQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_because="")

    def public(self):
        """Marked to be published; whether the measure is, the public zone says."""
        return self.standing().filter(is_public=True)

    def visible_to(self, actor):
        return self.filter(measure__agency_id__in=actor.agency_ids)


class Evidence(Versioned):
    """One photo, document or piece of publicity. What a picture shows is told to those who can't see it."""

    measure = models.ForeignKey(
        Measure, verbose_name=_("措施"), on_delete=models.PROTECT, related_name="evidence"
    )
    kind = models.CharField(_("種類"), max_length=10, choices=Kind.choices, default=Kind.PHOTO)
    dated_on = models.DateField(_("佐證日期"))
    file = models.ForeignKey(
        Attachment, verbose_name=_("檔案"), null=True, blank=True, on_delete=models.PROTECT
    )
    url = models.URLField(_("網址"), blank=True)
    caption = models.CharField(_("說明"), max_length=200)
    alt_text = models.CharField(_("替代文字"), max_length=200, blank=True)
    is_public = models.BooleanField(_("可公開"), default=False)
    withdrawn_because = models.CharField(_("撤下事由"), max_length=200, blank=True)
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("佐證資料")
        verbose_name_plural = _("佐證資料")
        ordering = ["measure", "dated_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="evidence_has_file_or_address",
                condition=Q(file__isnull=False) | ~Q(url=""),
                violation_error_message=_("佐證須有檔案或網址。"),
            ),
            models.CheckConstraint(
                name="photo_is_told_in_words",
                condition=~Q(kind="PHOTO") | ~Q(alt_text=""),
                violation_error_message=_("照片須填替代文字。"),
            ),
        ]

    def __str__(self) -> str:
        return self.caption
