"""``manage.py create_administrator NAME --agency CODE``: the first system administrator (RQ-A7).

There is no default account and no default password: the secret is drawn, shown once, and must be changed.
"""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.clock import moment, today
from organization import history
from organization.actions import accounts, roles
from organization.actor import machine
from organization.models import Agency, Person, Role, RoleGrant
from organization.models.account import normal_name
from organization.models.change import Channel


class Command(BaseCommand):
    help = "Open the first system administrator's account; prints its initial password once."

    def add_arguments(self, parser):
        parser.add_argument("username", help="the account's name")
        parser.add_argument("--agency", required=True, help="code of the agency, such as doit")
        parser.add_argument("--agency-name", help="full name; makes the agency if there is none of that code")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--staff-number", required=True)
        parser.add_argument("--email", default="", help="where to send letters about the account")
        parser.add_argument("--reason", default="", help="why, if there is an administrator already")

    def handle(self, *args, username, reason, **options):
        others = RoleGrant.objects.on(today()).filter(role=Role.SYSTEM_ADMIN, agency__code=options["agency"])
        if others.exists() and not reason.strip():
            raise CommandError("There is a system administrator already. Give --reason to open another.")
        with transaction.atomic():
            secret = self.open(normal_name(username), reason or "first administrator", options)
        self.stdout.write(f"Account: {username}\nInitial password, shown once: {secret}")
        self.stdout.write("It must be changed at the first sign-in, within 72 hours.")

    def open(self, username: str, reason: str, options: dict) -> str:
        agency = self.agency(options)
        by = machine("create_administrator", agency, today())
        how = {"by": by, "reason": reason, "channel": Channel.COMMAND}
        person = Person(
            agency=agency,
            staff_number=options["staff_number"],
            name=options["name"],
            email=options["email"],
        )
        history.save(person, verb="新增人員", **how)
        account, secret = accounts.create_account(person, username, at=moment(), is_staff=True, **how)
        grant = RoleGrant(account=account, agency=agency, role=Role.SYSTEM_ADMIN, since=today())
        roles.grant_role(grant, **how)
        return secret

    def agency(self, options: dict) -> Agency:
        code, name = options["agency"], options["agency_name"]
        found = Agency.objects.filter(code=code).first()
        if found is None and not name:
            raise CommandError(f"There is no agency {code}. Give --agency-name to make it.")
        return found or history.save(
            Agency(code=code, name=name, short_name=name),
            by=machine("create_administrator", None, today()),
            verb="新增機關",
            channel=Channel.COMMAND,
        )
