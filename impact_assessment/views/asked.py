"""Which cases, units and rules a page of the chapter works with."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from impact_assessment.models import Case
from organization.models import Role, Unit

FORMS = ["GET", "HEAD", "POST"]


def cases_of(actor):
    return Case.objects.visible_to(actor).whole()


def seen(request, pk: int) -> Case:
    """A case that the actor sees; another doesn't exist."""
    return get_object_or_404(cases_of(request.actor), pk=pk)


def kept(request, pk: int, why_not) -> Case:
    """A case that the actor may do this with; 404 where it isn't to be seen, 403 with the reason otherwise."""
    case = seen(request, pk)
    refuse_page(why_not(request.actor, case))
    return case


def refuse_page(refusal: str | None) -> None:
    if refusal:
        raise PermissionDenied(refusal)


def piece(request, model, pk: int, *related: str):
    """A row of a case that the actor sees, with its whole case."""
    rows = model.objects.filter(case__in=Case.objects.visible_to(request.actor)).select_related(*related)
    row = get_object_or_404(rows, pk=pk)
    row.case = Case.objects.whole().get(pk=row.case_id)
    return row


def home_of(case: Case) -> tuple[str, str]:
    """The page of the case: address and title."""
    return reverse("assessment:case", args=[case.pk]), case.title


def units_of(actor, agency_id: int):
    """The units that the actor may enter a case for: all for the secretariat, else where they manage or work."""
    units = Unit.objects.filter(agency_id=agency_id).on(actor.day)
    if actor.may(Role.SECRETARIAT, agency_id=agency_id):
        return units
    return units.filter(id__in=actor.units)
