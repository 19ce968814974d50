"""What is said of a year's table: why it is opened again or returned, and notes (S-6, S-9)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.roc import format_year, to_roc_year
from organization.views.saying import attempt
from statistics_app import permissions
from statistics_app.actions import tables as actions
from statistics_app.forms.tables import NoteForm, ReasonForm
from statistics_app.models import Footnote, State, YearTable


def _table(request, pk: int) -> YearTable:
    found = YearTable.objects.visible_to(request.actor).select_related(
        "indicator__owner", "indicator__agency"
    )
    return get_object_or_404(found, pk=pk)


def _home(one: YearTable) -> dict:
    return {"home": _address(one), "home_title": one.indicator}


def _address(one: YearTable) -> str:
    year = to_roc_year(one.year)
    return f"{reverse('statistics:table', args=[one.indicator_id])}?from={year - 1}&to={year}"


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, pk):
    """Return submitted numbers, or open approved ones again: always with the reason."""
    found = _table(request, pk)
    if refusal := permissions.why_not_become(request.actor, found, State.OPEN, "-"):
        raise PermissionDenied(refusal)
    form = ReasonForm(request.POST or None)
    verb = _("重開") if found.state == State.APPROVED else _("退回")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.reopen(found, by=request.actor, reason=reason)):
            messages.success(request, _("已%(verb)s。") % {"verb": verb})
            return redirect(_address(found))
    page = {
        "title": _("%(verb)s %(year)s 年") % {"verb": verb, "year": format_year(found.year)},
        "button": verb,
    }
    return render(request, "form_page.html", page | {"form": form, **_home(found)})


@require_http_methods(["GET", "HEAD", "POST"])
def note(request, pk):
    """A note of the year's table or of a cell."""
    found = _table(request, pk)
    if refusal := permissions.why_not_fill(request.actor, found):
        raise PermissionDenied(refusal)
    categories = list(found.indicator.categories.all())
    form = NoteForm(request.POST or None, indicator=found.indicator, categories=categories)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, lambda: actions.note(found, data["text"], by=request.actor, spot=data["spot"])):
            messages.success(request, _("已加註。"))
            return redirect(_address(found))
    page = {"title": _("%(year)s 年加註") % {"year": format_year(found.year)}, "button": _("加註")}
    return render(request, "form_page.html", page | {"form": form, **_home(found)})


@require_POST
def withdraw_note(request, pk):
    """Take a note off."""
    seen = YearTable.objects.visible_to(request.actor)
    found = get_object_or_404(Footnote.objects.filter(table__in=seen).select_related("table"), pk=pk)
    actions.withdraw_note(found, by=request.actor)
    messages.success(request, _("已撤下。"))
    return redirect(_address(found.table))
