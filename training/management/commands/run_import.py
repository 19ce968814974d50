"""Write the rows of a file that an officer has confirmed (I-4). Started by the page; may be started again by hand."""

from django.core.management.base import BaseCommand, CommandError

from core.clock import today
from organization.actions import imports
from organization.actor import actor_for
from organization.models import BatchState, ImportBatch
from training.kinds import KINDS


class Command(BaseCommand):
    help = "Runs a confirmed import."

    def add_arguments(self, parser):
        parser.add_argument("batch", type=int)

    def handle(self, *, batch: int, **_options):
        found = ImportBatch.objects.filter(pk=batch, state=BatchState.RUNNING).first()
        if found is None:
            raise CommandError(f"Import {batch} does not wait to be run.")
        done = imports.run(found, KINDS[found.kind], by=actor_for(found.run_by, today()))
        self.stdout.write(f"{done}: {done.state} {done.message}".rstrip())
