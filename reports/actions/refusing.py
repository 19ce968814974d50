"""A reason that refuses becomes what the views answer with 403."""

from django.core.exceptions import PermissionDenied


def refuse(reason: str | None) -> None:
    if reason:
        raise PermissionDenied(reason)
