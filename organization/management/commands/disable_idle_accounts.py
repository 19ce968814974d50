"""``manage.py disable_idle_accounts``: closes accounts that nobody used for 90 days (RQ-A14).

The last system administrator of an agency is spared, and named.
"""

import datetime

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models.functions import Coalesce

from core.clock import moment, today
from organization.actions import accounts
from organization.actor import machine
from organization.models import Account, Role, RoleGrant
from organization.models.change import Channel


class Command(BaseCommand):
    help = "Close accounts that were not used for 90 days, but never the last system administrator."

    def handle(self, *args, **options):
        days = settings.DISABLE_AFTER_IDLE_DAYS
        limit = moment() - datetime.timedelta(days=days)
        used = Account.objects.annotate(used_at=Coalesce("last_login", "created_at"))
        for account in used.filter(is_active=True, used_at__lt=limit):
            if _is_last_administrator(account):
                self.stdout.write(f"{account}: kept, the last system administrator")
                continue
            person = getattr(account, "person", None)
            by = machine("disable_idle_accounts", person.agency if person else None, today())
            accounts.set_active(
                account, False, by=by, reason=f"not used for {days} days", channel=Channel.COMMAND
            )
            self.stdout.write(f"{account}: closed")


def _is_last_administrator(account: Account) -> bool:
    admins = RoleGrant.objects.on(today()).filter(role=Role.SYSTEM_ADMIN, account__is_active=True)
    own = admins.filter(account=account).values_list("agency", flat=True)
    return any(not admins.filter(agency=one).exclude(account=account).exists() for one in own)
