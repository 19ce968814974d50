"""Which meeting something is put before: what reviews and analyses share (architecture 2)."""

from committee.models import Meeting
from committee.permissions import why_not_put


def coming(actor, agency_id: int, units) -> list[Meeting]:
    """The task force's meetings to come on whose agenda the actor may put something of ``units``."""
    meetings = Meeting.objects.visible_to(actor).gender().to_come().select_related("committee")
    rows = meetings.filter(committee__agency=agency_id).order_by("year", "number")
    return [one for one in rows if any(why_not_put(actor, one, unit) is None for unit in (units or [None]))]


def chosen(request, meetings: list[Meeting]) -> Meeting | None:
    """The one that the form names; another is as if it weren't there."""
    return next((one for one in meetings if str(one.pk) == request.POST.get("meeting")), None)
