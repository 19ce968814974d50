"""Letters about one's account (RQ-A9, C9): text only, from templates, and never a reason to fail."""

import datetime
import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

log = logging.getLogger("gmplan.mail")


def tell_password_changed(account, at: datetime.datetime) -> None:
    if not account.email:
        return
    body = render_to_string(
        "organization/mail/password_changed.txt", {"account": account, "at": at, "site": settings.SITE_URL}
    )
    try:
        send_mail(_("您的密碼已變更"), body, settings.DEFAULT_FROM_EMAIL, [account.email])
    except OSError:
        log.exception("mail.failed", extra={"account": account.username})
