"""A file of lines or of official totals comes in: choose, look, confirm (伍五; B-6, I-1 – I-3)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from budgets import files, permissions, totals_file
from budgets.actions import bringing as actions
from budgets.models import Round
from budgets.views.asked import the_round
from budgets.views.rounds import FORMS
from core.files import opened
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES
from measures.forms.imports import ImportForm
from measures.imports.judging import Judged, judge
from measures.views.imports import download, faulty_file, leaves_out
from organization.imports.template import template
from organization.views.saying import attempt
from statistics_app.views.indicators import exports


@dataclass(frozen=True)
class Kind:
    """What comes in: lines, or official totals."""

    title: str
    named: str
    home: str
    page: str
    export: str
    columns: list
    why_not: Callable
    checker: Callable
    let_in: Callable


LINES = Kind(
    _n("性別預算"),
    "budget",
    "budgets:round",
    "budgets:import",
    "budgets:export",
    files.COLUMNS,
    permissions.why_not_bring,
    files.LinesChecker,
    lambda form, judged, by: actions.bring_in(form.attachment, judged.rows, by=by),
)
TOTALS = Kind(
    _n("官方總數"),
    "budget-totals",
    "budgets:official",
    "budgets:official-import",
    "budgets:official-export",
    totals_file.COLUMNS,
    permissions.why_not_change_round,
    lambda one, _actor: totals_file.TotalsChecker(one),
    lambda _form, judged, by: actions.bring_totals(judged.rows, by=by),
)
KINDS = {"lines": LINES, "totals": TOTALS}


@require_http_methods(FORMS)
def bring(request, year, of):
    """Choose a file, look at what was found in it, let it in."""
    kind = KINDS[of]
    one = _writable(request, year, kind)
    form = ImportForm(request.POST or None, request.FILES or None, actor=request.actor)
    judged, verb = None, request.POST.get("verb")
    if request.method == "POST" and form.is_valid():
        judged = attempt(form, lambda: _judge(form, one, request.actor, kind))
        if judged and verb == "faults":
            return faulty_file(form, judged, _(kind.title), f"{kind.named}-{to_roc_year(year)}-faults")
        if judged and verb == "confirm" and _let_in(request, form, judged, kind):
            return redirect(kind.home, year=year)
    context = {
        "year": year,
        "form": form,
        "judged": judged,
        "what": _(kind.title),
        "home": reverse(kind.home, args=[year]),
        "templates": exports(request, f"{kind.page}-template", year),
        "current": exports(request, kind.export, year),
    }
    return render(request, "budgets/bring.html", context)


def _writable(request, year: int, kind: Kind) -> Round:
    one = the_round(request, year)
    if refusal := kind.why_not(request.actor, one):
        raise PermissionDenied(refusal)
    return one


def _judge(form: ImportForm, one: Round, actor, kind: Kind) -> Judged:
    with opened(form.attachment) as file:
        return judge(file, form.attachment.original_name, kind.checker(one, actor))


def _let_in(request, form: ImportForm, judged: Judged, kind: Kind) -> bool:
    if leaves_out(request, form, judged):
        return False
    count = attempt(form, lambda: kind.let_in(form, judged, request.actor))
    if count is None:
        return False
    said = ngettext("已匯入 %(n)s 筆。", "已匯入 %(n)s 筆。", count)
    messages.success(request, said % {"n": count})
    return True


@require_safe
def blank(request, year, kind, of):
    """The file to fill in (I-1)."""
    _writable(request, year, KINDS[of])
    if kind not in CONTENT_TYPES:
        raise Http404
    named = f"{KINDS[of].named}-{to_roc_year(year)}-template"
    return download(template(kind, _(KINDS[of].title), KINDS[of].columns), named, kind)
