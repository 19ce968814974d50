"""Progress on what the task force follows up (列管; C-15)."""

import datetime
import uuid

from django.db import transaction
from django.utils.translation import gettext_noop as _n

from committee import permissions
from committee.actions.members import refuse
from committee.models import FollowUp, Progress
from organization import history
from organization.models import Role


@transaction.atomic
def report_progress(
    follow_up: FollowUp, *, on: datetime.date, text: str, by, token: uuid.UUID | None = None
) -> Progress:
    """A dated line on how far it has come; the same token gives the first one's."""
    FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if token and (known := Progress.objects.filter(token=token, follow_up=follow_up).first()):
        return known
    refuse(permissions.why_not_report(by, follow_up))
    line = Progress(follow_up=follow_up, on=on, text=text, token=token)
    role = Role.UNIT_MANAGER if follow_up.unit_id in by.managed_units else Role.SECRETARIAT
    return history.save(line, by=by, verb=_n("填報辦理情形"), role=role)
