"""What a page of the reports is asked for: whose year, as of which day, of which unit, and which names may be shown."""

from urllib.parse import urlencode

from django.http import Http404

from core.clock import today
from core.contract import Scope
from core.roc import parse_roc
from organization.models import Agency, Role, Unit
from organization.roles import READS_AGENCY
from organization.views.asked import agency_of
from reports.board import gather


def scope_of(request, year: int) -> Scope:
    """The agency's year as of today or of ``?as_of=106/6/30``, of one unit where ``?unit=4`` asks for it."""
    agency = agency_of(request)
    day = today()
    if asked := request.GET.get("as_of", "").strip():
        day = min(parse_roc(asked), day)
    return Scope(agency.id, year, day, asked_unit(request, agency))


def asked_unit(request, agency: Agency) -> int | None:
    """The unit whose figures are asked for, which only its manager and readers of the whole agency may."""
    if not (asked := request.GET.get("unit")):
        return None
    readable = Unit.objects.filter(agency=agency)
    if not reads_all(request.actor, agency.id):
        readable = readable.filter(id__in=request.actor.managed_units)
    if (
        not (asked.isascii() and asked.isdigit() and len(asked) < 19)
        or not readable.filter(id=asked).exists()
    ):
        raise Http404
    return int(asked)


def reads_all(actor, agency_id: int) -> bool:
    """May the actor see everybody's names there (``organization.roles``)?"""
    overseen = agency_id in actor.agency_ids and Role.OVERSIGHT in {one.role for one in actor.held}
    return overseen or any(actor.may(role, agency_id=agency_id) for role in READS_AGENCY)


def shown(request, scope: Scope) -> dict:
    """What the living plan and the board have in common."""
    names = scope.unit_id is not None or reads_all(request.actor, scope.agency_id)
    return {"board": gather(scope), "names": names, "of_agency": of_agency(request)}


def of_agency(request) -> str:
    """What an address needs to stay with the agency that the overseer named."""
    code = request.GET.get("agency")
    return f"?{urlencode({'agency': code})}" if code else ""
