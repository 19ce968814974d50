"""Whose request it is before anybody has signed in: the address of the socket, and the name that was typed.

A header is believed only when the peer that sent it is one of TRUSTED_PROXIES (RQ-A3).
"""

import ipaddress

from django.conf import settings

from organization.models.account import normal_name


def client_address(request) -> str:
    """The nearest address that is not one of our own proxies."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while _is_trusted(address) and forwarded:
        before = forwarded.pop().strip()
        if not _parsed(before):
            break
        address = before
    return address


def attempted_name(request, credentials=None) -> str:
    """What django-axes counts under: one name, however it is spelt (RQ-A2)."""
    typed = credentials.get("username") if credentials else request.POST.get("username")
    return normal_name(typed)[:60]


def _parsed(text: str):
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _is_trusted(text: str) -> bool:
    address = _parsed(text)
    return bool(address) and any(
        address in ipaddress.ip_network(one, strict=False) for one in settings.TRUSTED_PROXIES
    )
