"""Lines of the security log (RQ-J1, J2): who, from where, what, and how it ended. Never a secret."""

import hashlib
import logging

from organization.addresses import client_address

log = logging.getLogger("gmplan.security")


def record(request, event: str, *, account=None, name: str = "", **more) -> None:
    """One line. ``name`` is what a stranger typed; the session appears as a digest."""
    user = account or getattr(request, "user", None)
    log.info(
        event,
        extra={
            "actor": user.username if user and user.pk else name,
            "address": client_address(request),
            "session": digest(request.session.session_key) if hasattr(request, "session") else "",
            "path": request.path,
            **more,
        },
    )


def digest(session_key: str | None) -> str:
    """Names a session without giving its key away."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:16] if session_key else ""
