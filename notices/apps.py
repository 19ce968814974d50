"""The outbox: letters that people read before they go, personal links, calendar entries (features N-1, N-3, N-4)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = _("寄件匣")
