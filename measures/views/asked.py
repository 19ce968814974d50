"""Which measures, units and rules a page of the chapter works with."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from core.clock import today
from core.contract import Scope
from measures import permissions
from measures.compliance.facts import book_of as rules_of
from measures.models import Measure
from organization.models import Unit
from plan.rules import RuleBook

FORMS = ["GET", "HEAD", "POST"]


def scope_of(agency_id: int, year: int) -> Scope:
    """The year as it stands today."""
    return Scope(agency_id, year, today())


def book_of(agency_id: int, year: int) -> RuleBook:
    """The plan's rules of the year: one query."""
    return rules_of(scope_of(agency_id, year))


def measures_of(actor):
    return Measure.objects.visible_to(actor).whole()


def kept(request, pk: int, why_not=permissions.why_not_change) -> Measure:
    """A measure that the actor may do this with; 404 where it isn't to be seen, 403 with the reason otherwise."""
    measure = get_object_or_404(measures_of(request.actor), pk=pk)
    if refusal := why_not(request.actor, measure):
        raise PermissionDenied(refusal)
    return measure


def units_of(actor, agency_id: int):
    """The units that the actor may write for: all for the secretariat, else where they manage or work."""
    units = Unit.objects.filter(agency_id=agency_id).on(actor.day)
    if permissions.is_secretariat(actor, agency_id):
        return units
    return units.filter(id__in=permissions.own_units(actor, agency_id))


def number_in(request, name: str) -> int | None:
    """A number of the address; anything else is as if it weren't there."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 19 else None


def kind_or_404(kind: str, kinds) -> None:
    if kind not in kinds:
        raise Http404


def form_page(request, form, title: str, home: tuple[str, str], **more):
    """A long form under headings on a page of its own; ``home`` is where it belongs: address and title."""
    context = {"form": form, "title": title, "home": home[0], "home_title": home[1], "button": _("儲存")}
    return render(request, "measures/measure_form.html", context | more)
