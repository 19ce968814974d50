"""``manage.py load_plan FILE``: a plan's text and rules from its file. The second load changes nothing."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_noop as _n

from core.clock import today
from organization import history
from organization.actor import machine
from organization.models import Agency
from organization.models.change import Channel
from plan import files
from plan.actions import load
from plan.models import Plan
from plan.rules import gaps


class Command(BaseCommand):
    help = "Load a plan file (TOML); says what was added or changed, and where no rule holds."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", help="whose plan it is; default: the agency named in the file")

    def handle(self, *args, file, agency, verbosity, **options):
        try:
            tables = files.read(file)
        except files.BadPlanFile as error:
            raise CommandError(str(error)) from error
        owner = _agency(agency, tables["agency"])
        try:
            done = load(tables, owner, by=machine("load_plan", owner, today()), file=file)
        except ValidationError as error:
            raise CommandError(f"{file}: nothing was loaded. {' '.join(error.messages)}") from error
        if verbosity:
            self._tell(done, owner, tables["plan"]["code"])

    def _tell(self, done, owner: Agency, code: str) -> None:
        if not done.added and not done.changed:
            self.stdout.write("The plan stands as the file says; nothing was changed.")
        else:
            self.stdout.write(f"Added {len(done.added)} rows, changed {len(done.changed)}.")
        for line in done.changed:
            self.stdout.write(f"  changed  {line}")
        if done.beyond:
            self.stdout.write(f"  not in the file, kept: {', '.join(done.beyond)}")
        plan = Plan.objects.get(agency=owner, code=code)
        for gap in gaps(plan.rules.all(), plan.since, plan.until or plan.since):
            self.stdout.write(f"  gap  {gap.code}: nothing holds from {gap.since} until {gap.until}")


def _agency(code: str | None, named: dict) -> Agency:
    """The agency asked for; the one that the file names is made when it isn't there."""
    found = Agency.objects.filter(code=code or named["code"]).first()
    if found is None and code:
        raise CommandError(f"There is no agency {code}.")
    if found is None:
        by = machine("load_plan", None, today())
        found = history.save(Agency(**named), by=by, verb=_n("新增"), channel=Channel.COMMAND)
    return found
