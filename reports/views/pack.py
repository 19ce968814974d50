"""The year's evidence as one file for outside evaluation: what it contains, and the file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.printing import PrintFailed
from core.roc import format_year
from organization.views.asked import agency_of
from reports import pack, permissions
from reports.board import gather
from reports.views.asked import of_agency
from reports.views.board import looked_at


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, year):
    """Says what is in it and whom it names; by POST it is made."""
    agency, scope = agency_of(request), looked_at(request, year)
    if reason := permissions.why_not_pack(request.actor, agency.id):
        raise PermissionDenied(reason)
    board = gather(scope)
    if request.method == "POST" and board.plan:
        return _made(request, board, agency)
    context = {
        "year": year,
        "scope": scope,
        "board": board,
        "may_pack": True,
        "of_agency": of_agency(request),
    }
    return render(request, "reports/pack.html", context)


def _made(request, board, agency):
    try:
        file = pack.make(board, agency, request.actor)
    except PrintFailed as failure:
        messages.error(request, str(failure))
        return redirect(request.get_full_path())
    name = _("%(agency)s%(year)s年佐證資料.zip") % {
        "agency": agency.name,
        "year": format_year(board.scope.year),
    }
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer
