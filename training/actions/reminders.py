"""Reminding those who have something to do: their digests go into the outbox, nowhere else (N-1, N-2)."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.contract import Scope
from notices import actions as notices
from notices.models import Letter, State
from organization import history
from organization.models import Agency, Role
from organization.models.change import Channel
from training import letters, permissions
from training.actions.refusing import refuse
from training.models import Reminder


@transaction.atomic
def remind(scope: Scope, *, by) -> tuple[list[Letter], letters.Batch]:
    """Lay down the digests of this day, in place of older ones that nobody sent. A second click finds none."""
    refuse(permissions.why_not_remind(by, scope.agency_id, scope.year))
    Agency.objects.select_for_update().get(pk=scope.agency_id)  # two runs come in turn
    batch = letters.digests(scope)
    _supersede(batch, by)
    written = notices.write([one.letter for one in batch.digests], by=by)
    history.create_many(
        [
            Reminder(person=one.person, letter=letter, written_on=by.day)
            for one, letter in zip(batch.digests, written, strict=True)
        ],
        by=by,
        verb=_n("提醒"),
        role=Role.PERSONNEL,
        channel=Channel.FORM,
    )
    return written, batch


def _supersede(batch: letters.Batch, by) -> None:
    again = {one.person.id for one in batch.digests}
    old = Reminder.objects.filter(letter__state=State.WAITING).select_related("letter")
    waiting = [one.letter for one in old if one.person_id in again]
    notices.discard(waiting, by=by, reason=_("由較新的信取代。"))
