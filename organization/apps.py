"""Who: agencies, units, people, their posts and roles, and the history of every change."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationConfig(AppConfig):
    name = "organization"
    verbose_name = _("組織與帳號")
