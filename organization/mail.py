"""Letters about one's account (RQ-A9, C9): text only, from templates, and never a reason to fail."""

import datetime
import logging

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

log = logging.getLogger("gmplan.mail")


def tell_password_changed(account, at: datetime.datetime) -> None:
    if account.email:
        _send(account, _("您的密碼已變更"), "password_changed", {"at": at, "link": settings.SITE_URL})


def send_reset_link(account) -> None:
    """Good once, for ``PASSWORD_RESET_TIMEOUT``, and until the next sign-in or change: the token says so."""
    parts = {
        "uidb64": urlsafe_base64_encode(str(account.pk).encode()),
        "token": default_token_generator.make_token(account),
    }
    link = settings.SITE_URL.rstrip("/") + reverse("organization:reset-confirm", kwargs=parts)
    _send(account, _("設定新密碼"), "reset", {"link": link})


def _send(account, subject: str, template: str, context: dict) -> None:
    body = render_to_string(f"organization/mail/{template}.txt", {"account": account, **context})
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [account.email])
    except OSError:
        log.exception("mail.failed", extra={"actor": account.username})
