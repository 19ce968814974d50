"""The task force, its meetings and resolutions (伍一, 玖, 陸二(六))."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteeConfig(AppConfig):
    name = "committee"
    verbose_name = _("性別平等專案小組")
