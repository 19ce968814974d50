"""The public zone (柒一(三)): what was published, for anybody, without signing in (features W-1 – W-5)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicZoneConfig(AppConfig):
    name = "public_zone"
    verbose_name = _("性別主流化專區")
