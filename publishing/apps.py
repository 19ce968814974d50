"""What the public sees: each piece as it stood when somebody published it (features W-1, W-2)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("公開")
