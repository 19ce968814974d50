"""Units by categories for a year, on one page and as a file (M-2; MS-01)."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from committee.views.members import spreadsheet
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES
from measures import lists
from measures.compliance.categories import category_findings
from measures.compliance.facts import facts
from measures.items import KINDS
from measures.matrix import Line, matrix
from measures.permissions import own_units, why_not_write_any
from measures.views.asked import book_of, kind_or_404, scope_of
from organization.views.asked import agency_of
from statistics_app.views.indicators import exports


@require_safe
def shown(request, year):
    """All units; one's own is marked. Each cell leads to its list; above stand the verdicts, in each reading."""
    agency = agency_of(request)
    book, scope = book_of(agency.id, year), scope_of(agency.id, year)
    known = facts(scope)
    found = known.whole if known else matrix(scope, book)
    own = own_units(request.actor, agency.id)
    context = {
        "year": year,
        "matrix": found,
        "rule": book.get(KINDS),
        "findings": category_findings(known) if known else [],
        "rows": [(one, _cells(request, year, one), one.unit.id in own) for one in found.lines],
        "exports": exports(request, "measures:matrix-export", year),
        "may_write": bool(book) and why_not_write_any(request.actor, agency.id) is None,
    }
    return render(request, "measures/matrix.html", context)


def _cells(request, year: int, row: Line) -> list[tuple]:
    """(cell, the address behind it)."""
    return [(cell, _address(request, year, row, cell)) for cell in row.cells]


def _address(request, year: int, row: Line, cell) -> str:
    """The list of the cell's measures, or the register where that decides."""
    agency = {"agency": request.GET["agency"]} if request.GET.get("agency") else {}
    if cell.category.of_register:
        return f"{reverse('committee:others', args=[year])}?{urlencode(agency)}".rstrip("?")
    asked = {"unit": row.unit.pk, "category": cell.category.code, **agency}
    return f"{reverse('measures:measures', args=[year])}?{urlencode(asked)}"


@require_safe
def export(request, year, kind):
    """The same as ODS, XLSX or CSV."""
    kind_or_404(kind, CONTENT_TYPES)
    agency = agency_of(request)
    found = matrix(scope_of(agency.id, year), book_of(agency.id, year))
    return spreadsheet(lists.matrix(found), kind, f"measures-matrix-{to_roc_year(year)}")
