"""The year's indicators, and one with its numbers; begun, reworded, replaced, ended (伍三(二)1; S-1, S-10)."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee.views.members import spreadsheet
from committee.views.terms import again
from core.clock import today
from core.contract import Scope
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES
from organization import history
from organization.models import Unit
from organization.views.asked import agency_of
from organization.views.saying import attempt
from statistics_app import lists, permissions
from statistics_app.actions import indicators as actions
from statistics_app.cells import cells_of
from statistics_app.figures.series import series_table
from statistics_app.figures.trend import trend_chart
from statistics_app.forms.indicators import EndForm, IndicatorFilter, IndicatorForm
from statistics_app.models import Indicator
from statistics_app.sums import completed, shape_of

FORMS = ["GET", "HEAD", "POST"]


def _indicators(actor):
    return Indicator.objects.visible_to(actor).select_related("owner", "agency", "replaces", "replaced_by")


@require_safe
def listed(request, year):
    """Those in force on the year's day, then those that have ended by then."""
    agency = agency_of(request)
    rows, form, scope = _listed(request, agency, year)
    context = {
        "year": year,
        "form": form,
        "standing": [one for one in rows if not one.until or one.until > scope.day],
        "ended": [one for one in rows if one.until and one.until <= scope.day],
        "count": len(rows),
        "exports": exports(request, "statistics:indicators-export", year),
        "may_keep": permissions.why_not_keep_indicators(request.actor, agency.id) is None,
    }
    return render(request, "statistics_app/indicator_list.html", context)


def _listed(request, agency, year: int) -> tuple[list[Indicator], IndicatorFilter, Scope]:
    """What the filter leaves of the agency's indicators begun by the end of the year."""
    scope = Scope(agency.id, year, today())
    rows = _indicators(request.actor).of(agency.id).filter(since__lte=scope.last)
    groups = sorted({one for one in rows.values_list("group", flat=True) if one})
    form = IndicatorFilter(request.GET, units=Unit.objects.filter(agency=agency), groups=groups)
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = {name: value for name, value in asked.items() if value}
    return list(rows.filter(**wanted).prefetch_related("categories")), form, scope


def exports(request, name: str, year: int) -> list[tuple[str, str]]:
    """The files of the list as it is filtered: (kind, address)."""
    return [(kind, f"{reverse(name, args=[year, kind])}?{request.GET.urlencode()}") for kind in CONTENT_TYPES]


@require_safe
def export(request, year, kind):
    """The list as it is filtered, in the columns of the official one."""
    if kind not in CONTENT_TYPES:
        raise Http404
    rows, _form, _scope = _listed(request, agency_of(request), year)
    return spreadsheet(lists.indicators(rows), kind, f"indicators-{to_roc_year(year)}")


@require_safe
def detail(request, pk):
    """What is needed to read the numbers, the numbers of all years, and where the series came from."""
    indicator = get_object_or_404(_indicators(request.actor), pk=pk)
    categories = list(indicator.categories.all())
    tables = list(indicator.tables.exclude(cells={}).order_by("year"))
    shape = shape_of(indicator, categories)
    known = {one.year: completed(shape, cells_of(one)) for one in tables}
    context = {
        "indicator": indicator,
        "categories": [one for one in categories if one.title],
        "last": indicator.until - datetime.timedelta(days=1) if indicator.until else None,
        "chain": _chain(indicator),
        "table": series_table(indicator, categories, shape, known) if known else None,
        "chart": trend_chart(indicator, shape, known),
        "unapproved": [one for one in tables if one.state != "APPROVED"],
        "year": today().year,
        "may_keep": permissions.why_not_keep_indicators(request.actor, indicator.agency_id) is None,
        "may_fill": permissions.is_accounting(request.actor, indicator.agency_id)
        or permissions.works_in(request.actor, indicator.owner),
        "may_end": permissions.why_not_end(request.actor, indicator) is None,
        "may_replace": permissions.why_not_replace(request.actor, indicator) is None,
        "changes": history.of(indicator),
    }
    return render(request, "statistics_app/indicator_detail.html", context)


def _chain(indicator: Indicator) -> list[Indicator]:
    """The series that came one after the other, this one among them, the oldest first."""
    found = [indicator]
    while earlier := found[0].replaces:
        found.insert(0, earlier)
    while later := getattr(found[-1], "replaced_by", None):
        found.append(later)
    return found if len(found) > 1 else []


@require_http_methods(FORMS)
def create(request, year):
    """A new indicator."""
    agency = agency_of(request)
    if refusal := permissions.why_not_keep_indicators(request.actor, agency.id):
        raise PermissionDenied(refusal)
    initial = {"since": datetime.date(year, 1, 1), "decimals": 0, "counts_people": True}
    form = IndicatorForm(request.POST or None, units=_units(agency.id), initial=initial)
    if request.method == "POST" and form.is_valid():
        begun = form.indicator(Indicator(agency=agency))
        made = attempt(form, lambda: actions.begin(begun, form.cleaned_data["categories"], by=request.actor))
        if made:
            messages.success(request, _("已新增「%(title)s」。") % {"title": made.title})
            return redirect("statistics:indicator", pk=made.pk)
    home = reverse("statistics:indicators", args=[year])
    return _form(request, form, title=_("新增指標"), home=home, home_title=_("性別統計指標"))


def _units(agency_id: int):
    return Unit.objects.filter(agency_id=agency_id).on(today())


def _form(request, form, **page):
    return render(request, "statistics_app/indicator_form.html", {"form": form, **page})


def _kept(request, pk: int, why_not=None) -> Indicator:
    """An indicator that the actor may change; 404 where it isn't to be seen, 403 with the reason otherwise.

    What was just done isn't refused to a second click: the action knows it.
    """
    indicator = get_object_or_404(_indicators(request.actor), pk=pk)
    refusal = permissions.why_not_keep_indicators(request.actor, indicator.agency_id)
    opens = why_not if request.method != "POST" else None
    if refusal := refusal or (opens and opens(request.actor, indicator)):
        raise PermissionDenied(refusal)
    return indicator


def _about(indicator: Indicator) -> dict:
    return {"home": reverse("statistics:indicator", args=[indicator.pk]), "home_title": str(indicator)}


@require_http_methods(FORMS)
def edit(request, pk):
    """Other words; what the numbers mean stays as it was once there are any."""
    indicator = _kept(request, pk)
    locked = permissions.why_not_redefine(indicator)
    units = _units(indicator.agency_id) | Unit.objects.filter(pk=indicator.owner_id)
    initial = IndicatorForm.initial_of(indicator)
    form = IndicatorForm(request.POST or None, units=units, locked=locked, initial=initial)
    page = {"title": _("更正指標"), "locked": locked, "indicator": indicator, **_about(indicator)}
    if request.method == "POST" and form.is_valid():
        form.indicator(indicator)
        titles = form.cleaned_data["categories"]
        if attempt(form, lambda: again(form, lambda: actions.edit(indicator, titles, by=request.actor))):
            messages.success(request, _("已更正。"))
            return redirect("statistics:indicator", pk=pk)
    return _form(request, form, **page)


@require_http_methods(FORMS)
def replace(request, pk):
    """A new series in the place of this one: its definition has changed."""
    old = _kept(request, pk, permissions.why_not_replace)
    initial = IndicatorForm.initial_of(old)
    initial |= {"code": "", "change_reason": "", "since": datetime.date(today().year + 1, 1, 1)}
    form = IndicatorForm(request.POST or None, units=_units(old.agency_id), replacing=True, initial=initial)
    page = {"title": _("另起新指標"), "replaced": old, **_about(old)}
    if request.method == "POST" and form.is_valid():
        new, titles = form.indicator(Indicator(agency=old.agency)), form.cleaned_data["categories"]
        if made := attempt(form, lambda: actions.replace(old, new, titles, by=request.actor)):
            messages.success(request, _("已另起新指標，舊指標至前一日止。"))
            return redirect("statistics:indicator", pk=made.pk)
    return _form(request, form, **page)


@require_http_methods(FORMS)
def end(request, pk):
    """Compiled no more, with the reason."""
    indicator = _kept(request, pk, permissions.why_not_end)
    form = EndForm(request.POST or None, initial={"until": datetime.date(today().year + 1, 1, 1)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(
            form, lambda: actions.end(indicator, data["until"], by=request.actor, reason=data["reason"])
        ):
            messages.success(request, _("已停用。"))
            return redirect("statistics:indicator", pk=pk)
    page = {"title": _("停用指標"), "button": _("停用"), **_about(indicator)}
    return _form(request, form, **page)
