"""A rule's sentence stops the act."""

from django.core.exceptions import PermissionDenied


def refuse(reason: str | None) -> None:
    if reason:
        raise PermissionDenied(reason)
