"""``manage.py verify_history``: is every sealed line as it was? Names the first one that is not (RG-12)."""

from django.core.management.base import BaseCommand

from organization import chain


class Command(BaseCommand):
    help = "Tell whether the history is what was sealed; the exit code is 1 where it isn't."

    def handle(self, *args, **options):
        answers = chain.verify()
        for one in answers:
            self.stdout.write(f"{'✗' if one.wrong else '✓'} {one}")
        if any(one.wrong for one in answers):
            raise SystemExit(1)
