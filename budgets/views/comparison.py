"""What has changed since the year before, and what the official books say (伍五; B-6, B-7)."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import lists, permissions
from budgets.actions import official as actions
from budgets.comparison import checked, year_changes
from budgets.forms.official import ExplainForm, PercentForm, TotalForm
from budgets.models import OfficialTotal, Round
from budgets.views.asked import the_round
from budgets.views.rounds import FORMS
from committee.views.members import spreadsheet
from committee.views.terms import again, page
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES
from organization import history
from organization.models import Unit
from organization.views.saying import attempt, clean_reason, done
from statistics_app.views.indicators import exports


def _percent(request) -> tuple[PercentForm, int]:
    form = PercentForm(request.GET)
    return form, (form.cleaned_data["percent"] or 0) if form.is_valid() else 0


@require_safe
def changes(request, year):
    """New and dropped lines, and those that moved by more than is asked for."""
    one, (form, percent) = the_round(request, year), _percent(request)
    files = exports(request, "budgets:changes-export", year)
    asked = urlencode({"percent": percent})
    context = {
        "year": year,
        "round": one,
        "form": form,
        "percent": percent,
        "rows": year_changes(one, request.actor, percent),
        "exports": [(kind, f"{url}{'&' if '?' in url else '?'}{asked}") for kind, url in files],
    }
    return render(request, "budgets/changes.html", context)


@require_safe
def changes_export(request, year, kind):
    """The list as it is asked for."""
    if kind not in CONTENT_TYPES:
        raise Http404
    rows = year_changes(the_round(request, year), request.actor, _percent(request)[1])
    return spreadsheet(lists.year_changes(rows), kind, f"budget-changes-{to_roc_year(year)}")


def _totals(request, one: Round):
    rows = OfficialTotal.objects.visible_to(request.actor).filter(round=one, withdrawn_because="")
    return rows.select_related("unit", "round__agency")


@require_safe
def official(request, year):
    """Each official total beside the sum of the lines it speaks of."""
    one = the_round(request, year)
    rows = checked(one, _totals(request, one))
    context = {
        "year": year,
        "round": one,
        "rows": [(row, permissions.why_not_explain(request.actor, row.total) is None) for row in rows],
        "may_keep": permissions.why_not_change_round(request.actor, one) is None,
        "exports": exports(request, "budgets:official-export", year),
        "changes": history.around([row.total for row in rows]),
    }
    return render(request, "budgets/official.html", context)


@require_safe
def official_export(request, year, kind):
    if kind not in CONTENT_TYPES:
        raise Http404
    one = the_round(request, year)
    made = lists.official_totals(checked(one, _totals(request, one)))
    return spreadsheet(made, kind, f"budget-totals-{to_roc_year(year)}")


def _home(year: int) -> tuple[str, str]:
    return reverse("budgets:official", args=[year]), _("官方總數核對")


@require_http_methods(FORMS)
def total_create(request, year):
    """Enter a total."""
    one = the_round(request, year)
    return _total_form(request, one, OfficialTotal(round=one), _("登錄官方總數"))


@require_http_methods(FORMS)
def total_edit(request, pk):
    """Correct a total."""
    total = _total(request, pk)
    return _total_form(request, total.round, total, _("更正官方總數"))


def _total_form(request, one: Round, total: OfficialTotal, title: str):
    if refusal := permissions.why_not_change_round(request.actor, one):
        raise PermissionDenied(refusal)
    names = ("unit", "what", "amount", "source", "version")
    initial = {name: getattr(total, name) for name in names} if total.pk else {}
    units = Unit.objects.filter(agency=one.agency_id)
    form = TotalForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        act = partial(actions.keep_total, form.total(total), by=request.actor)
        if attempt(form, lambda: again(form, act)):
            messages.success(request, _("已登錄總數。"))
            return redirect("budgets:official", year=one.year)
    return page(request, form, title, _home(one.year))


def _total(request, pk: int) -> OfficialTotal:
    rows = OfficialTotal.objects.visible_to(request.actor).filter(withdrawn_because="")
    return get_object_or_404(rows.select_related("round__agency", "unit"), pk=pk)


@require_http_methods(FORMS)
def explain(request, pk):
    """Why the lines don't sum to the total."""
    total = _total(request, pk)
    if refusal := permissions.why_not_explain(request.actor, total):
        raise PermissionDenied(refusal)
    initial = {"explanation": total.explanation, "version": total.version}
    form = ExplainForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        total.version = form.cleaned_data["version"]
        act = partial(actions.explain, total, form.cleaned_data["explanation"], by=request.actor)
        if attempt(form, lambda: again(form, act)):
            messages.success(request, _("已說明差異。"))
            return redirect("budgets:official", year=total.round.year)
    title = _("說明差異：%(total)s") % {"total": total}
    return page(request, form, title, _home(total.round.year))


@require_POST
def total_withdraw(request, pk):
    """Take off a total that was entered by mistake."""
    total = _total(request, pk)
    if done(request, lambda: actions.withdraw_total(total, by=request.actor, reason=clean_reason(request))):
        messages.success(request, _("已撤下。"))
    return redirect("budgets:official", year=total.round.year)
