"""``manage.py export_public_zone FOLDER --agency doit``: the public zone as files for another web host (W-5)."""

from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from organization.models import Agency
from public_zone.export import INDEX, NotOurs, export
from public_zone.zone import zone_of


class Command(BaseCommand):
    help = "Write an agency's public zone to a folder of static files; the old folder stands until the new is whole."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--agency", required=True, help="its code, such as doit")
        parser.add_argument(
            "--base-url", default="", help="where the folder will stand, for the catalogue's addresses"
        )

    def handle(self, *args, folder, agency, base_url, **options):
        found = Agency.objects.filter(code=agency).first()
        zone = zone_of(found, whole=True) if found else None
        if zone is None:
            raise CommandError(f"The agency {agency} has published nothing.")
        base = f"{base_url.rstrip('/')}/" if base_url else ""
        try:
            count = export(replace(zone, index=INDEX), folder, base)
        except NotOurs as other:
            raise CommandError(
                f"{other} holds something else than an earlier export of {agency}. Name an empty or a new folder."
            ) from None
        self.stdout.write(f"{folder}: {count} files")
