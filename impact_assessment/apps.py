"""Gender impact assessments (伍四)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImpactAssessmentConfig(AppConfig):
    name = "impact_assessment"
    verbose_name = _("性別影響評估")
