"""The project itself: settings, addresses, what every page gets."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GmPlanConfig(AppConfig):
    name = "gmplan"
    verbose_name = _("實施計畫系統")

    def ready(self):
        from gmplan import checks  # noqa: F401, they register themselves and need the models
