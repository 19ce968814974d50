"""The board: what isn't 符合 yet, by whom and until when."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.clock import today
from core.contract import Scope
from organization.models import Agency, Role, Unit
from organization.views.asked import agency_of
from reports import permissions
from reports.gaps import gaps
from reports.sections import sections
from reports.views.asked import asked_unit, scope_of, shown


@require_safe
def board(request, year):
    """What isn't 符合 yet, by whom and until when; a unit manager's covers the unit alone."""
    actor = request.actor
    agency = agency_of(request)
    unit_id = asked_unit(request, agency) or _own_unit(actor)
    below = Agency.objects.filter(id__in=actor.agency_ids, plans__isnull=False).exclude(id=actor.agency_id)
    common = shown(request, Scope(agency.id, year, today(), unit_id))
    context = common | {
        "gaps": gaps(common["board"], sections(common["board"])),
        "below": below.distinct(),
        "unit": Unit.objects.filter(id=unit_id).first(),
        "managed": Unit.objects.filter(id__in=actor.managed_units),
        "may_pack": permissions.why_not_pack(actor, agency.id) is None,
    }
    return render(request, "reports/board.html", context)


def looked_at(request, year: int) -> Scope:
    """What a page beside the board looks at: as the board does, and as of ``?as_of=106/6/30`` where that is asked."""
    try:
        scope = scope_of(request, year)
    except ValidationError:
        raise Http404 from None
    unit_id = scope.unit_id or _own_unit(request.actor)
    return Scope(scope.agency_id, year, scope.as_of, unit_id)


def beside(request, scope: Scope) -> dict:
    """What the pages beside the board have in common with it."""
    return shown(request, scope) | {
        "year": scope.year,
        "scope": scope,
        "may_pack": permissions.why_not_pack(request.actor, scope.agency_id) is None,
        "unit": Unit.objects.filter(id=scope.unit_id).first(),
    }


def _own_unit(actor) -> int | None:
    """The unit of somebody who manages a unit and has no wider role."""
    wider = {one.role for one in actor.held} - {Role.UNIT_MANAGER}
    return actor.managed_units[0] if actor.managed_units and not wider else None
