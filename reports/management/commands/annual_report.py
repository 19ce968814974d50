"""``manage.py annual_report 105 --output F.pdf``: the year's draft without the site."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from core.clock import today
from core.contract import Scope, canonical
from core.printing import PrintFailed, glyphs
from core.roc import from_roc_year, parse_roc
from organization.models import Agency
from plan.models import Plan
from reports import annual, pdf


class Command(BaseCommand):
    help = "Write the draft of a year's outcome report as PDF (民國 year, such as 105)."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("--agency", help="its code; not needed where only one agency has a plan")
        parser.add_argument("--output", type=Path, required=True)
        parser.add_argument(
            "--as-of", help="the day the figures stand for, such as 105/6/30 (default: today)"
        )
        parser.add_argument("--json", type=Path, help="write the edition's data as well")

    def handle(self, *args, year, agency, output, as_of, json, **options):
        try:
            day = parse_roc(as_of) if as_of else today()
            scope = Scope(_agency(agency).id, from_roc_year(year), day)
        except (ValueError, ValidationError) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from None
        edition = annual.edition(scope)
        try:
            printed = pdf.render(edition)
        except PrintFailed as failure:
            raise CommandError(str(failure)) from failure
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(printed.read_bytes())
        if json:
            json.write_text(canonical(edition), encoding="utf-8")
        self.stdout.write(f"{output}  edition {annual.digest(edition)[:12]}")
        if missing := glyphs.missing(pdf.page(edition)):
            self.stderr.write(f"Printed as {glyphs.GETA} for want of a glyph: {' '.join(missing)}")


def _agency(code: str | None) -> Agency:
    found = Agency.objects.filter(id__in=Plan.objects.values("agency_id"))
    if code:
        found = found.filter(code=code)
    if found.count() != 1:
        raise CommandError(
            "Name the agency with --agency CODE." if not code else f"No plan of an agency {code}."
        )
    return found.get()
