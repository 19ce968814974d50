"""``manage.py doctor``: is the installation sound? One line for each check, exit code 1 where one is bad (RQ-H14)."""

from django.core.management.base import BaseCommand

from core.clock import moment
from gmplan.doctor import examine
from gmplan.doctor.found import BAD


class Command(BaseCommand):
    help = "Check database, files, editions, history, backups and the machine, and say what to do."

    def handle(self, *args, **options):
        marks = []
        for found in examine(moment()):
            self.stdout.write(str(found))
            marks.append(found.mark)
        if BAD in marks:
            raise SystemExit(1)
