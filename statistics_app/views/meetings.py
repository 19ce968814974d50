"""Which meeting something is put before: what reviews and analyses share (architecture 2)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from committee.models import Meeting
from committee.permissions import why_not_put
from organization import history


def coming(actor, agency_id: int, units) -> list[Meeting]:
    """The task force's meetings to come on whose agenda the actor may put something of ``units``."""
    meetings = Meeting.objects.visible_to(actor).gender().to_come().select_related("committee")
    rows = meetings.filter(committee__agency=agency_id).order_by("year", "number")
    return [one for one in rows if any(why_not_put(actor, one, unit) is None for unit in (units or [None]))]


def chosen(request, meetings: list[Meeting]) -> Meeting | None:
    """The one that the form names; another is as if it weren't there."""
    return next((one for one in meetings if str(one.pk) == request.POST.get("meeting")), None)


def done(request, act) -> bool:
    """Whether ``act`` was done; what it refuses stands above the page."""
    try:
        act()
    except ValidationError as refusal:
        for said in refusal.messages:
            messages.error(request, said)
    except history.Conflict:
        messages.error(request, _("這筆紀錄剛才已被別人修改，請核對後再試。"))
    else:
        return True
    return False
