"""How often something was tried, counted in the database so that all processes share it (RQ-A3, A4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """Tries under ``key`` since ``began_at``."""

    key = models.CharField(_("項目"), max_length=150, unique=True)
    began_at = models.DateTimeField(_("起算時間"))
    count = models.PositiveIntegerField(_("次數"), default=0)

    class Meta:
        verbose_name = _("嘗試次數")
        verbose_name_plural = _("嘗試次數")
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key} {self.count}"
