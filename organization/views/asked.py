"""Whose committees, and as of which day: what an address of the chapter asks for."""

import datetime

from django.core.exceptions import ValidationError
from django.http import Http404

from core.clock import today
from core.roc import RocDateField
from organization.models import Agency


def agency_of(request) -> Agency:
    """One's own agency; the overseer names another (``?agency=doit``). Unseen ones don't exist."""
    found = request.actor.agency
    if code := request.GET.get("agency"):
        found = Agency.objects.filter(code=code, id__in=request.actor.agency_ids).first()
    if found is None:
        raise Http404
    return found


def day_of(request) -> tuple[datetime.date, str]:
    """The day of ``?on=107/5/1`` (else today), and why it can't be read where it can't."""
    try:
        return RocDateField(required=False).clean(request.GET.get("on", "")) or today(), ""
    except ValidationError as refusal:
        return today(), refusal.messages[0]
