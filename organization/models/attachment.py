"""Files put in by people: stored under a name of our own, the original name is data (RQ-E2)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organization.models.agency import Agency


class Attachment(models.Model):
    """One stored file. Who may read it is decided by the record that holds it."""

    agency = models.ForeignKey(Agency, verbose_name=_("機關"), on_delete=models.PROTECT)
    stored_name = models.CharField(max_length=64, unique=True, editable=False)
    original_name = models.CharField(_("檔名"), max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    uploaded_at = models.DateTimeField(_("上傳時間"), auto_now_add=True)

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.original_name
