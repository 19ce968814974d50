"""The chain over the history: each link proves a stretch of an agency's lines (RQ-H16, 附表十 2-6-2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organization.models.agency import Agency


class HistoryLink(models.Model):
    """The lines of one agency from ``first`` to ``last``; only ever added, as the lines are.

    ``digest`` is over the lines, the link's own place and ``previous``, the digest before it. ``lines`` has each line's
    id with the beginning of its own digest: it proves nothing, it names the line that is wrong.
    """

    agency = models.ForeignKey(Agency, verbose_name=_("機關"), null=True, on_delete=models.PROTECT)
    number = models.PositiveIntegerField(_("序號"))
    first = models.BigIntegerField(_("首筆"))
    last = models.BigIntegerField(_("末筆"))
    lines = models.JSONField(_("各筆指紋"))
    previous = models.CharField(_("前一段指紋"), max_length=64, blank=True)
    digest = models.CharField(_("指紋"), max_length=64)
    at = models.DateTimeField(_("封存時間"))

    class Meta:
        verbose_name = _("異動紀錄封存")
        verbose_name_plural = _("異動紀錄封存")
        ordering = ["agency", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number"],
                name="link_number_once_per_agency",
                violation_error_message=_("這一段已封存。"),
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(agency__isnull=True),
                name="link_number_once_without_agency",
                violation_error_message=_("這一段已封存。"),
            ),
            models.CheckConstraint(
                name="link_ends_after_its_beginning",
                condition=Q(last__gte=F("first")),
                violation_error_message=_("末筆不得在首筆之前。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency or '–'} {self.number}"
