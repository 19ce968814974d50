"""Progress on what the task force follows up (列管; C-15)."""

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from committee import permissions
from committee.actions.members import refuse
from committee.models import FollowUp, Progress
from core.roc import format_day
from organization import history
from organization.models import Role


@transaction.atomic
def report_progress(
    follow_up: FollowUp, *, on: datetime.date, text: str, by, token: uuid.UUID | None = None
) -> Progress:
    """A dated line on how far it has come; the same token gives the first one's."""
    follow_up = (
        FollowUp.objects.select_for_update(of=["self"])
        .select_related("unit", "resolution__item__meeting")
        .get(pk=follow_up.pk)
    )
    if token and (known := Progress.objects.filter(token=token, follow_up=follow_up).first()):
        return known
    refuse(permissions.why_not_report(by, follow_up))
    _refuse_day(follow_up.resolution.item.meeting.held_on, on, by.day)
    line = Progress(follow_up=follow_up, on=on, text=text, token=token)
    role = Role.UNIT_MANAGER if follow_up.unit_id in by.managed_units else Role.SECRETARIAT
    return history.save(line, by=by, verb=_n("填報辦理情形"), role=role)


def _refuse_day(decided_on: datetime.date, on: datetime.date, today: datetime.date) -> None:
    """Nothing was done about it before it was decided, and nothing is known of days to come."""
    if on < decided_on:
        raise ValidationError(
            {"on": _("日期不得早於列管的會議日 %(day)s。") % {"day": format_day(decided_on)}}
        )
    if on > today:
        raise ValidationError({"on": _("日期不得晚於今日。")})
