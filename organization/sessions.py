"""The session store of the settings: Django's own in the database, with account, times and browser as columns.

The values lie in the session's data (written by ``organization.actions.sign_in`` and the session's age) and are
copied into their columns with each write, so one write does.
"""

import datetime

from django.contrib.sessions.backends.db import SessionStore as Stored

from organization.models import Session


class SessionStore(Stored):
    """``SESSION_ENGINE = "organization.sessions"``."""

    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.account_id = data.get("_auth_user_id")
        row.begun_at = _moment(data.get("begun"))
        row.seen_at = _moment(data.get("seen"))
        row.address = data.get("address", "")[:45]
        row.browser = data.get("browser", "")[:120]
        return row


def _moment(stamp: float | None) -> datetime.datetime | None:
    return datetime.datetime.fromtimestamp(stamp, datetime.UTC) if stamp else None
