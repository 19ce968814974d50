"""Make a file of a frozen edition. Started by the edition's page; may be started again by hand."""

from django.core.management.base import BaseCommand, CommandError

from core.clock import today
from core.printing import PrintFailed
from organization.actor import actor_for
from organization.models import Account
from reports import printing
from reports.actions.files import KINDS
from reports.models import Edition


class Command(BaseCommand):
    help = "Make a file of an edition of the outcome report."

    def add_arguments(self, parser):
        parser.add_argument("edition", type=int)
        parser.add_argument("kind", choices=[str(one) for one in KINDS])
        parser.add_argument("--account", required=True, help="who makes it: an account of the secretariat")

    def handle(self, *, edition: int, kind: str, account: str, **_options):
        found = Edition.objects.select_related("agency").filter(pk=edition).first()
        who = Account.objects.filter(username=account).first()
        if found is None or who is None:
            raise CommandError("There is no such edition or account.")
        try:
            printing.run(found, kind, by=actor_for(who, today()))
        except PrintFailed as failure:
            raise CommandError(str(failure)) from failure
        self.stdout.write(f"{found}: {kind}")
