"""Measures come in by file: looked at first, then let in (I-1 – I-3, I-6)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core import files
from core.spreadsheets import CONTENT_TYPES, read_rows
from measures.actions.importing import bring_in
from measures.forms.imports import ImportForm
from measures.imports.checker import MeasuresChecker
from measures.imports.columns import COLUMNS
from measures.imports.judging import Judged, judge
from measures.permissions import why_not_write_any
from measures.views.asked import FORMS, book_of, kind_or_404
from organization.imports.template import template, with_faults
from organization.views.asked import agency_of
from organization.views.saying import attempt
from statistics_app.views.indicators import exports


@require_http_methods(FORMS)
def bring(request, year):
    """Choose a file, look at what was found in it, let it in."""
    agency = _writable(request)
    form = ImportForm(request.POST or None, request.FILES or None, actor=request.actor)
    judged, verb = None, request.POST.get("verb")
    if request.method == "POST" and form.is_valid():
        judged = attempt(form, lambda: _judge(request, form, agency, year))
        if judged and verb == "faults":
            return faulty_file(form, judged, _("具體措施"), "measures-faults")
        if judged and verb == "confirm" and _let_in(request, form, agency, judged):
            return redirect("measures:measures", year=year)
    context = {
        "year": year,
        "form": form,
        "judged": judged,
        "templates": exports(request, "measures:import-template", year),
        "current": exports(request, "measures:measures-export", year),
    }
    return render(request, "measures/import.html", context)


def _writable(request):
    agency = agency_of(request)
    if refusal := why_not_write_any(request.actor, agency.id):
        raise PermissionDenied(refusal)
    return agency


def _judge(request, form: ImportForm, agency, year: int) -> Judged:
    checker = MeasuresChecker(request.actor, agency, year, book_of(agency.id, year))
    with files.opened(form.attachment) as file:
        return judge(file, form.attachment.original_name, checker)


def _let_in(request, form: ImportForm, agency, judged: Judged) -> bool:
    """The good rows; whether some are left out is the page's question, answered by the box that is ticked."""
    if leaves_out(request, form, judged):
        return False
    count = attempt(form, lambda: bring_in(agency, judged.rows, by=request.actor))
    if count is None:
        return False
    messages.success(
        request, ngettext("已匯入 %(n)s 項措施。", "已匯入 %(n)s 項措施。", count) % {"n": count}
    )
    return True


def leaves_out(request, form: ImportForm, judged: Judged) -> bool:
    """Would rows be left out that nobody has agreed to leave out? Then the form says so."""
    if not judged.faulty or request.POST.get("choice") == "GOOD":
        return False
    form.add_error(None, _("有錯誤的列。請修正後重新上傳，或勾選「只匯入正確的列」。"))
    return True


def faulty_file(form: ImportForm, judged: Judged, title: str, named: str) -> HttpResponse:
    """The same file with a column that says what is wrong."""
    name = form.attachment.original_name
    extension = name.rpartition(".")[2].lower()
    with files.opened(form.attachment) as file:
        rows = read_rows(file, name)
    return download(with_faults(extension, title, rows, judged.head, judged.faults), named, extension)


@require_safe
def blank(request, year, kind):
    """The file to fill in (I-1)."""
    _writable(request)
    kind_or_404(kind, CONTENT_TYPES)
    return download(template(kind, _("具體措施"), list(COLUMNS.values())), "measures-template", kind)


def download(data: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
