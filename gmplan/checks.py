"""What must be so before the site is served (RQ-A7, G2, H2, L1). ``manage.py check --deploy`` runs all of it."""

import ipaddress
import sqlite3
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError, connection

from organization.models import Account

FAULTY = ((3, 7, 0), (3, 51, 3))
"""From, and up to but without: the WAL-reset fault."""
MENDED = {(3, 44): 6, (3, 50): 7}
"""Older lines that got the fix with this patch."""


@register(Tags.security)
def wal_fault(app_configs, **kwargs):
    """SQLite may rarely lose or corrupt data in WAL mode; our dependencies bring a mended library."""
    version = sqlite3.sqlite_version_info
    if connection.vendor != "sqlite" or settings.ACCEPT_WAL_FAULT or not has_wal_fault(version):
        return []
    kind = Error if settings.PRODUCTION else Warning
    return [
        kind(
            f"SQLite {sqlite3.sqlite_version} has the WAL-reset fault.",
            hint="Install pysqlite3, use PostgreSQL, or set ACCEPT_WAL_FAULT=1.",
            id="gmplan.E002",
        )
    ]


def has_wal_fault(version: tuple[int, int, int]) -> bool:
    mended = MENDED.get(version[:2])
    return FAULTY[0] <= version < FAULTY[1] and (mended is None or version[2] < mended)


@register(Tags.security, deploy=True)
def production_is_complete(app_configs, **kwargs):
    """Settings that the demonstration may leave as they are and production may not."""
    found = []
    if not settings.PRODUCTION:
        found.append(Error("GMPLAN_MODE is not production.", id="gmplan.E003"))
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https" or site.hostname not in settings.ALLOWED_HOSTS:
        found.append(Error("SITE_URL must be https:// and one of ALLOWED_HOSTS.", id="gmplan.E004"))
    return found


@register(Tags.security)
def proxies_are_networks(app_configs, **kwargs):
    try:
        for one in settings.TRUSTED_PROXIES:
            ipaddress.ip_network(one, strict=False)
    except ValueError as error:
        return [Error(f"TRUSTED_PROXIES: {error}", id="gmplan.E005")]
    return []


@register(Tags.database)
def no_demonstration_accounts(app_configs, databases=None, **kwargs):
    """They could not sign in to production anyway; they have no place there."""
    if not settings.PRODUCTION or not databases:
        return []
    try:
        there = Account.objects.filter(is_demo=True, is_active=True).exists()
    except DatabaseError:  # not migrated yet
        return []
    return [Error("There are demonstration accounts in production.", id="gmplan.E001")] if there else []
