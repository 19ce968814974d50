"""A letter on its way: the message, its calendar entry, and what the mail server says to it (RQ-C9, H12; H175)."""

import smtplib
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from notices import links
from notices.models import PLACE, Failure, Letter

ENDS_ALL = {Failure.AWAY, Failure.LOGIN}
"""Failures that the next letter would meet too."""


def message(letter: Letter, raw: str = "", reply_to: str = "") -> EmailMultiAlternatives:
    """The letter as the recipient gets it; ``raw`` is the secret part of the personal link."""
    body = letter.body.replace(PLACE, links.address(raw, letter.link_view)) if raw else letter.body
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((letter.to_name, letter.to_email))],
        reply_to=[reply_to] if reply_to else None,
    )
    if letter.calendar:
        mail.attach_alternative(letter.calendar, f"text/calendar; method={letter.method}")
        mail.attach("invite.ics", letter.calendar.encode(), "application/ics")
    return mail


def deliver(mail: EmailMultiAlternatives) -> str:
    """Hand the message to the mail server once; gives the failure, or an empty text."""
    connection = get_connection()
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError:
        return Failure.LOGIN
    except OSError:
        return Failure.AWAY
    try:
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused:
        return Failure.ADDRESS
    except smtplib.SMTPResponseException:
        return Failure.REFUSED
    except OSError:
        return Failure.BROKEN
    finally:
        connection.close()
    return ""
