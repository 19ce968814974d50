"""The living plan and the annual outcome report (柒)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("成果報告")

    def ready(self):
        from reports import checks  # noqa: F401, it registers itself and needs the models
