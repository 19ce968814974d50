"""Lay the week's digests in the outboxes; with --send they go out where the agency allows that (N-2, N-3).

A second run on the same day, or in the same week, finds nothing to do.
"""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.clock import today
from core.contract import Scope
from notices import actions as notices
from notices.models import Letter, State
from organization.actor import machine
from organization.models import Agency
from training import actions

NAME = "write_digests"


class Command(BaseCommand):
    help = "Writes the week's reminders of unfinished training into the outbox of each personnel office."

    def add_arguments(self, parser):
        parser.add_argument("--agency", help="code of one agency; without it all")
        parser.add_argument(
            "--send", action="store_true", help="send them, for the agencies in DIGESTS_SENT_BY_ITSELF"
        )

    def handle(self, *, agency, send, **_options):
        agencies = Agency.objects.filter(code=agency) if agency else Agency.objects.all()
        if agency and not agencies:
            raise CommandError(f"There is no agency {agency}.")
        for one in agencies:
            self._run(one, send=send)

    def _run(self, agency, *, send) -> None:
        by = machine(NAME, agency, today())
        written, batch = actions.remind(Scope(agency.id, by.day.year, by.day), by=by)
        outcome = notices.Outcome()
        if send and agency.code in settings.DIGESTS_SENT_BY_ITSELF:
            waiting = Letter.objects.filter(agency=agency, state=State.WAITING, reminder__isnull=False)
            outcome = notices.send(list(waiting.order_by("pk")), by=by)
        notices.record_run(NAME, agency, by=by, written=len(written), outcome=outcome)
        self.stdout.write(
            f"{agency.code}: {len(written)} written, {batch.rested} left out, {len(outcome.done)} sent"
        )
        for letter, reason in outcome.skipped:
            self.stdout.write(f"  {letter.pk}: {reason}")
