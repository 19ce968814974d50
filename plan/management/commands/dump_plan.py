"""``manage.py dump_plan CODE --folder F``: a plan as its two files, amendments included."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from plan import files
from plan.models import Plan


class Command(BaseCommand):
    help = "Write a plan's files (CODE.toml and CODE_rules.toml) into a folder."

    def add_arguments(self, parser):
        parser.add_argument("code")
        parser.add_argument("--folder", type=Path, default=Path())
        parser.add_argument("--agency", help="whose plan, where several agencies have one of that code")

    def handle(self, *args, code, folder, agency, **options):
        plans = Plan.objects.filter(code=code)
        if agency:
            plans = plans.filter(agency__code=agency)
        if plans.count() != 1:
            raise CommandError(f"{plans.count()} plans have the code {code}; name one (--agency).")
        target = folder / f"{code}.toml"
        text, rules = files.dump(plans.get())
        target.write_text(text, encoding="utf-8")
        files.rules_file(target).write_text(rules, encoding="utf-8")
        self.stdout.write(f"{target}  {files.rules_file(target)}")
