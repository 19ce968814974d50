"""Which round, unit or line an address asks for: what isn't to be seen doesn't exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from budgets import permissions
from budgets.actions.returns import return_of
from budgets.models import Line, Round, UnitReturn
from organization.models import Unit
from organization.views.asked import agency_of


def round_of(request, year: int) -> Round | None:
    """The agency's round of a budget year, if there is one."""
    rows = Round.objects.visible_to(request.actor).select_related(
        "agency", "presented_in__meeting__committee", "presented_in__resolution"
    )
    return rows.filter(agency=agency_of(request), year=year).first()


def the_round(request, year: int) -> Round:
    found = round_of(request, year)
    if found is None:
        raise Http404
    return found


def unit_of(request, one: Round, pk: int) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=pk, agency=one.agency_id)
    if permissions.why_not_see(request.actor, unit):
        raise Http404
    return unit


def handed_of(request, year: int, pk: int) -> UnitReturn:
    """The unit's return at the round's stage."""
    one = the_round(request, year)
    handed = return_of(one, unit_of(request, one, pk))
    handed.round = one
    return handed


def line_of(request, pk: int) -> Line:
    rows = Line.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("round__agency", "unit", "continues__round"), pk=pk)
