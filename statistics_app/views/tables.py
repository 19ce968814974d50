"""The year's tables, and the grid where numbers are entered, approved and locked (伍三(二)2; S-2 – S-6)."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n
from django.views.decorators.http import require_http_methods, require_safe

from committee.views.members import spreadsheet
from core.clock import today
from core.contract import Scope
from core.roc import format_year, from_roc_year, to_roc_year
from core.spreadsheets import CONTENT_TYPES
from organization import history
from organization.views.asked import agency_of
from organization.views.saying import attempt
from statistics_app import files, lists, permissions
from statistics_app.actions import tables as actions
from statistics_app.cells import LEGEND, Spot
from statistics_app.forms.tables import FileForm
from statistics_app.grid import Grid
from statistics_app.models import Footnote, Indicator, State, YearTable
from statistics_app.progress import year_lines
from statistics_app.views.indicators import exports

MOST_YEARS = 12
VERBS = {
    "submit": (actions.submit, State.SUBMITTED, _n("已儲存並送出 %(year)s 年。")),
    "approve": (actions.approve, State.APPROVED, _n("已儲存並核定 %(year)s 年。")),
}
"""What the second button does, the state that it leads to, what is said then."""


@require_safe
def listed(request, year):
    """Every indicator of the year with where its numbers stand."""
    agency = agency_of(request)
    context = {
        "year": year,
        "rows": year_lines(Scope(agency.id, year, today())),
        "exports": exports(request, "statistics:tables-export", year),
    }
    return render(request, "statistics_app/table_list.html", context)


@require_safe
def list_export(request, year, kind):
    """The same list as ODS, XLSX or CSV."""
    if kind not in CONTENT_TYPES:
        raise Http404
    rows = year_lines(Scope(agency_of(request).id, year, today()))
    return spreadsheet(lists.year_tables(rows), kind, f"tables-{to_roc_year(year)}")


def _indicator(request, pk: int) -> Indicator:
    found = Indicator.objects.visible_to(request.actor).select_related("owner", "agency")
    return get_object_or_404(found, pk=pk)


def _years(request, indicator: Indicator, among: list[int] = ()) -> list[int]:
    """The years asked for that the indicator covers: those of ``?from=106&to=107``, else this and the last."""
    last = today().year
    if indicator.until:
        last = min(last, (indicator.until - datetime.timedelta(days=1)).year)
    first = indicator.since.year
    begin, end = _asked(request, "from", last - 1), _asked(request, "to", last)
    if among:
        begin, end = min(among), max(among)
    begin, end = max(first, min(begin, last)), max(first, min(end, last))
    return list(range(max(begin, end - MOST_YEARS + 1), end + 1)) or [end]


def _asked(request, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return from_roc_year(int(text)) if text.isdecimal() and 0 < int(text[:4]) < 1000 else otherwise


def _grid(request, indicator: Indicator, years: list[int]) -> Grid:
    categories = list(indicator.categories.all())
    tables = {one.year: one for one in indicator.tables.filter(year__in=years)}
    for one in tables.values():
        one.indicator = indicator
    works = permissions.why_not_fill(request.actor, YearTable(indicator=indicator)) is None
    return Grid(indicator, categories, tables, years, lambda table: works and table.state != State.APPROVED)


@require_http_methods(["GET", "HEAD", "POST"])
def table(request, pk):
    """The grid; what can't be saved comes back as it was typed, each fault at its cell."""
    indicator = _indicator(request, pk)
    grid = _grid(request, indicator, _years(request, indicator))
    if request.method != "POST":
        return _page(request, grid)
    if refusal := permissions.why_not_fill(request.actor, YearTable(indicator=indicator)):
        raise PermissionDenied(refusal)
    entries = grid.take(request.POST)
    if grid.errors or grid.refused:
        return _page(request, grid)
    refusals, changed, said = [], None, ""
    try:
        changed = actions.save_entries(indicator, entries, by=request.actor)
        said = _then(request, indicator)
    except history.Conflict as conflict:
        grid.compare(conflict.current)
    except (ValidationError, PermissionDenied) as refusal:
        refusals = getattr(refusal, "messages", [str(refusal)])
    if changed is None or refusals:
        if changed:
            messages.success(request, _("數值已儲存。"))
        if changed is not None:
            grid = _grid(request, indicator, grid.years)
        return _page(request, grid, refusals)
    messages.success(request, said or (_("已儲存。") if changed else _("內容沒有變更。")))
    return redirect(request.get_full_path())


def _then(request, indicator: Indicator) -> str:
    """What the button asks for beside saving, and what was done: ``approve.2018`` approves the table of 2018."""
    verb, _point, year = request.POST.get("then", "").partition(".")
    if verb not in VERBS or not year.isdecimal():
        return ""
    found = YearTable.objects.filter(indicator=indicator, year=int(year[:4])).first()
    if found is None:
        raise ValidationError(_("%(year)s 年還沒有數值。") % {"year": format_year(int(year[:4]))})
    act, state, said = VERBS[verb]
    if found.state != state:  # the second of two clicks finds it done
        act(found, by=request.actor)
    return _(said) % {"year": format_year(found.year)}


def _page(request, grid: Grid, refusals=(), form=None):
    notes = Footnote.objects.filter(table__indicator=grid.indicator, table__year__in=grid.years)
    shown = [one for one in notes.select_related("table", "category") if not one.is_withdrawn]
    tables = [one for one in grid.tables.values() if one.pk]
    is_office = permissions.is_accounting(request.actor, grid.indicator.agency_id)
    context = {
        "indicator": grid.indicator,
        "grid": grid,
        "lines": _with_notes(grid, shown),
        "legend": LEGEND,
        "notes": _said(grid, shown),
        "tables": tables,
        "refusals": refusals,
        "is_office": is_office,
        "form": form or FileForm(),
        "first": to_roc_year(grid.years[0]),
        "last": to_roc_year(grid.years[-1]),
        "changes": history.around(tables),
        "exports": _exports(grid),
        "year": grid.years[-1],
    }
    return render(request, "statistics_app/table.html", context)


def _exports(grid: Grid) -> list[tuple[str, str]]:
    asked = f"?from={to_roc_year(grid.years[0])}&to={to_roc_year(grid.years[-1])}"
    return [
        (kind, reverse("statistics:table-export", args=[grid.indicator.pk, kind]) + asked)
        for kind in CONTENT_TYPES
    ]


def _place(note: Footnote) -> tuple[int, str] | None:
    if note.category_id is None:
        return None
    return note.table.year, Spot(note.category_id, note.part, note.side).key


def _with_notes(grid: Grid, notes: list[Footnote]) -> list:
    """The grid's lines; a cell with a note bears its number."""
    numbers = {}
    for number, note in enumerate(notes, start=1):
        if place := _place(note):
            numbers.setdefault(place, []).append(number)
    lines = grid.lines
    for _line, boxes in lines:
        for box in boxes:
            box.notes = numbers.get((box.year, box.spot.key), [])
    return lines


def _said(grid: Grid, notes: list[Footnote]) -> list[dict]:
    """Each note with its number, where it belongs and whether it may be taken off."""
    return [
        {
            "number": number,
            "note": one,
            "year": one.table.year,
            "place": _words(grid, one) if one.category_id else "",
            "is_open": one.table.year in grid.open_years,
        }
        for number, one in enumerate(notes, start=1)
    ]


def _words(grid: Grid, note: Footnote) -> str:
    spot = Spot(note.category_id, note.part, note.side)
    return actions.spot_in_words(grid.indicator, grid.categories, spot)


@require_http_methods(["GET", "HEAD", "POST"])
def from_file(request, pk):
    """A file's numbers in the grid, with their faults; nothing is saved yet."""
    indicator = _indicator(request, pk)
    if request.method != "POST":
        return redirect(_address(request, indicator))
    if refusal := permissions.why_not_fill(request.actor, YearTable(indicator=indicator)):
        raise PermissionDenied(refusal)
    form, categories = FileForm(request.POST, request.FILES), list(indicator.categories.all())
    taken = None
    if form.is_valid():
        upload = form.cleaned_data["file"]
        taken = attempt(form, lambda: files.take(upload, upload.name, indicator, categories))
    if taken is None:
        return _page(request, _grid(request, indicator, _years(request, indicator)), form=form)
    grid = _grid(request, indicator, _years(request, indicator, taken.years))
    versions = {f"version.{year}": str(grid.versions[year]) for year in grid.years}
    grid.take({**taken.data, **versions})
    messages.warning(request, _("已由檔案帶入下表，尚未儲存。請檢查後按「儲存」。"))
    return _page(request, grid, _not_taken(taken, grid))


def _address(request, indicator: Indicator) -> str:
    """The grid of the years that are asked for."""
    query = request.GET.urlencode()
    return reverse("statistics:table", args=[indicator.pk]) + (f"?{query}" if query else "")


def _not_taken(taken: files.Taken, grid: Grid) -> list[str]:
    """What of the file is not in the grid, and why."""
    outside = [year for year in taken.years if year not in grid.years]
    return [
        _("第 %(row)s 列「%(column)s」：%(said)s") % {"row": row, "column": column, "said": said}
        for row, column, said in taken.faults
    ] + [
        _("%(year)s 年不在本指標的期間或本頁的年度內，沒有帶入。") % {"year": format_year(one)}
        for one in outside
    ]


@require_safe
def export(request, pk, kind):
    """The shown years as ODS, XLSX or CSV, which can be filled in and taken back."""
    if kind not in CONTENT_TYPES:
        raise Http404
    indicator = _indicator(request, pk)
    grid = _grid(request, indicator, _years(request, indicator))
    made = files.sheet(indicator, grid.categories, grid.tables.values())
    return spreadsheet(made, kind, f"{indicator.code.lower()}-{to_roc_year(grid.years[-1])}")
