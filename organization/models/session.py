"""Who is signed in where (RQ-A11, A13, A16). Django's session row, with the columns that one's own list shows."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class Session(AbstractBaseSession):
    """One browser. A row that is gone ends the session: its cookie opens nothing any more."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("帳號"),
        null=True,
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    begun_at = models.DateTimeField(_("登入時間"), null=True)
    seen_at = models.DateTimeField(_("最近使用"), null=True)
    address = models.CharField(_("來源位址"), max_length=45, blank=True)
    browser = models.CharField(_("瀏覽器"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("登入階段")
        verbose_name_plural = _("登入階段")
        ordering = ["-begun_at"]

    def __str__(self) -> str:
        return f"{self.account} {self.begun_at:%Y-%m-%d %H:%M}" if self.begun_at else "-"

    @classmethod
    def get_session_store_class(cls):
        """The settings name the store, and the store names this model."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")
