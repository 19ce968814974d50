"""A file of lines comes in: choose, look, confirm (伍五; I-1 – I-3)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from budgets import permissions
from budgets.actions.bringing import bring_in
from budgets.files import COLUMNS, LinesChecker
from budgets.models import Round
from budgets.views.asked import the_round
from budgets.views.rounds import FORMS, home_of
from core import files
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES
from measures.forms.imports import ImportForm
from measures.imports.judging import Judged, judge
from measures.views.imports import download, faulty_file, leaves_out
from organization.imports.template import template
from organization.views.saying import attempt
from statistics_app.views.indicators import exports


@require_http_methods(FORMS)
def bring(request, year):
    """Choose a file, look at what was found in it, let it in."""
    one = _writable(request, year)
    form = ImportForm(request.POST or None, request.FILES or None, actor=request.actor)
    judged, verb = None, request.POST.get("verb")
    if request.method == "POST" and form.is_valid():
        judged = attempt(form, lambda: _judge(form, one, request.actor))
        if judged and verb == "faults":
            named = f"budget-{to_roc_year(year)}-faults"
            return faulty_file(form, judged, _("性別預算"), named)
        if judged and verb == "confirm" and _let_in(request, form, judged):
            return redirect("budgets:round", year=year)
    context = {
        "year": year,
        "form": form,
        "judged": judged,
        "home": home_of(year),
        "templates": exports(request, "budgets:import-template", year),
        "current": exports(request, "budgets:export", year),
    }
    return render(request, "budgets/bring.html", context)


def _writable(request, year: int) -> Round:
    one = the_round(request, year)
    if refusal := permissions.why_not_bring(request.actor, one):
        raise PermissionDenied(refusal)
    return one


def _judge(form: ImportForm, one: Round, actor) -> Judged:
    with files.opened(form.attachment) as file:
        return judge(file, form.attachment.original_name, LinesChecker(one, actor))


def _let_in(request, form: ImportForm, judged: Judged) -> bool:
    if leaves_out(request, form, judged):
        return False
    count = attempt(form, lambda: bring_in(form.attachment, judged.rows, by=request.actor))
    if count is None:
        return False
    said = ngettext("已匯入 %(n)s 項預算。", "已匯入 %(n)s 項預算。", count)
    messages.success(request, said % {"n": count})
    return True


@require_safe
def blank(request, year, kind):
    """The file to fill in (I-1)."""
    _writable(request, year)
    if kind not in CONTENT_TYPES:
        raise Http404
    return download(template(kind, _("性別預算"), COLUMNS), f"budget-{to_roc_year(year)}-template", kind)
