"""Try once more the letters that a person has sent and the mail server has not taken (N-3; H175).

What nobody has sent yet stays where it is, and so does what may have gone out already.
"""

from django.core.management.base import BaseCommand

from core.clock import today
from notices import actions
from notices.models import Failure, Letter, State
from organization.actor import machine
from organization.models import Agency


class Command(BaseCommand):
    help = "Sends again the letters that failed, but those that may have gone out."

    def handle(self, **_options):
        failed = Letter.objects.filter(state=State.FAILED).exclude(failure=Failure.BROKEN).order_by("pk")
        for agency in Agency.objects.all():
            by = machine("send_notices", agency, today())
            outcome = actions.send(list(failed.filter(agency=agency)), by=by)
            actions.record_run("send_notices", agency, by=by, outcome=outcome)
            if not outcome.done and not outcome.skipped:
                continue
            self.stdout.write(f"{agency.code}: {len(outcome.done)} sent, {len(outcome.skipped)} not sent")
            for letter, reason in outcome.skipped:
                self.stdout.write(f"  {letter.pk}: {reason}")
