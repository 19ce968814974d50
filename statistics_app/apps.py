"""Gender statistics and analyses (伍三)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatisticsConfig(AppConfig):
    name = "statistics_app"
    verbose_name = _("性別統計及分析")
