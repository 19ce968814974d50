"""The draft of the annual report, as a page and as PDF."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from core.printing import PrintFailed, glyphs
from organization.views.asked import agency_of
from reports import annual, pdf
from reports.views.asked import of_agency, reads_all, scope_of


@require_safe
def draft(request, year):
    """The draft of the year's outcome report as a page; says which characters the PDF can't print."""
    return _draft(request, _edition(request, year))


def _edition(request, year: int) -> dict:
    try:
        return annual.edition(replace(scope_of(request, year), unit_id=None))
    except ValidationError:
        raise Http404 from None


def _draft(request, edition: dict, failure: str = "", status: int = 200):
    context = {
        "edition": edition,
        "digest": annual.digest(edition),
        "failure": failure,
        "unprintable": glyphs.missing(pdf.page(edition)),
        "of_agency": of_agency(request),
        "names": reads_all(request.actor, agency_of(request).id),
    }
    return render(request, "reports/draft.html", context, status=status)


@require_safe
def annual_pdf(request, year):
    """The draft as PDF; when it can't be printed the draft's page says why."""
    edition = _edition(request, year)
    try:
        path = pdf.render(edition)
    except PrintFailed as failure:
        return _draft(request, edition, str(failure), status=503)
    with override("zh-hant"):
        name = str(annual.file_name(edition))
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer
