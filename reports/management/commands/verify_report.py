"""``manage.py verify_report F.pdf``: do the data attached to a report give what it prints, and is it published?"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.verify import is_true, verify

MARKS = {True: "✓", False: "✗", None: "–"}


class Command(BaseCommand):
    help = "Tell whether a report's PDF is what it claims to be; the exit code is 1 where it isn't."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options):
        if not file.is_file():
            raise CommandError(f"No file {file}.")
        answers = verify(file)
        for one in answers:
            self.stdout.write(f"{MARKS[one.holds]} {one.sentence}")
        if not is_true(answers):
            raise SystemExit(1)
