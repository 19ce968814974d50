"""A case as a file: PDF to be kept, ODT to be worked on (G-13)."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from committee.views.papers import as_download
from core.clock import today
from impact_assessment.documents import case_document
from impact_assessment.models import Case


@require_safe
def printed(request, pk, kind):
    """The whole case for whoever may see it."""
    rows = Case.objects.visible_to(request.actor).whole()
    case = get_object_or_404(rows.prefetch_related("files__file", "opinions__question"), pk=pk)
    return as_download(request, case_document(case, today()), kind, case.agency_id, "assessment:case", pk)
