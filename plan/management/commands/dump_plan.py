"""``manage.py dump_plan CODE``: a plan as its file, amendments included."""

from django.core.management.base import BaseCommand, CommandError

from plan import files
from plan.models import Plan


class Command(BaseCommand):
    help = "Write a plan's file to standard output."

    def add_arguments(self, parser):
        parser.add_argument("code")
        parser.add_argument("--agency", help="whose plan, where several agencies have one of that code")

    def handle(self, *args, code, agency, **options):
        plans = Plan.objects.filter(code=code)
        if agency:
            plans = plans.filter(agency__code=agency)
        if plans.count() != 1:
            raise CommandError(f"{plans.count()} plans have the code {code}; name one (--agency).")
        self.stdout.write(files.dump(plans.get()), ending="")
