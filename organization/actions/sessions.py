"""Ending sessions (RQ-A9, A13, A16)."""

from organization import security
from organization.models import Account, Session


def end_others(account: Account, keep: str | None = None) -> int:
    """End all sessions of ``account`` but the one with the key ``keep``."""
    return account.sessions.exclude(session_key=keep).delete()[0]


def end_oldest(account: Account, keep: str, at_once: int) -> int:
    """At most ``at_once`` sessions stay, ``keep`` among them; gives how many were ended."""
    others = account.sessions.exclude(session_key=keep).order_by("-seen_at", "-begun_at")
    old = list(others.values_list("session_key", flat=True)[max(at_once - 1, 0) :])
    return Session.objects.filter(session_key__in=old).delete()[0]


def end_one(account: Account, digest: str) -> bool:
    """End the session of ``account`` that ``digest`` names; its key is never shown."""
    for key in account.sessions.values_list("session_key", flat=True):
        if security.digest(key) == digest:
            return bool(Session.objects.filter(session_key=key).delete()[0])
    return False
