"""Somebody's hours of a year on paper, for the person and for the personnel office (T-15)."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from committee.views.papers import as_download
from core.clock import today
from core.contract import Scope
from organization.models import Person
from training import documents, permissions


@require_safe
def as_pdf(request, year, pk):
    """To hand in."""
    return _certificate(request, year, pk, "pdf")


@require_safe
def as_odt(request, year, pk):
    """To be mended before it is handed in."""
    return _certificate(request, year, pk, "odt")


def _certificate(request, year, pk, kind):
    person = get_object_or_404(Person.objects.visible_to(request.actor).select_related("agency"), pk=pk)
    if reason := permissions.why_not_certify(request.actor, person):
        raise PermissionDenied(reason)
    document = documents.certificate(person, Scope(person.agency_id, year, today()))
    return as_download(request, document, kind, person.agency_id, "training:my", year)
