"""``manage.py load_assessment_forms``: the assessment forms of a file. The second load changes nothing (G-3)."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from core.clock import today
from impact_assessment import formfiles
from impact_assessment.actions.versions import load
from organization.actor import machine
from organization.models import Agency

FILE = Path(settings.BASE_DIR, "impact_assessment", "data", "taipei_doit_forms.toml")


class Command(BaseCommand):
    help = "Load the gender impact assessment forms of a file (TOML) for an agency; says what was added."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", default=FILE)
        parser.add_argument("--agency", required=True, help="whose forms they are")

    def handle(self, *args, file, agency, verbosity, **options):
        owner = Agency.objects.filter(code=agency).first()
        if owner is None:
            raise CommandError(f"There is no agency {agency}.")
        try:
            made = load(formfiles.read(file), owner, by=machine("load_assessment_forms", owner, today()))
        except formfiles.BadFormFile as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(f"{file}: nothing was loaded. {' '.join(error.messages)}") from error
        if verbosity:
            self.stdout.write(f"Added {len(made)} forms.")
