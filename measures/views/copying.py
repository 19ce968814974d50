"""Last year's measures become this year's drafts: choose, and they are there (M-4)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from measures.actions.copying import carry_over
from measures.items import item_label
from measures.models import Measure
from measures.permissions import why_not_write_any
from measures.views.asked import FORMS, book_of, measures_of, units_of
from organization.models import Unit
from organization.views.asked import agency_of
from organization.views.saying import done
from statistics_app.compliance.facts import heirs


@require_http_methods(FORMS)
def last_year(request, year):
    """The measures of the year before that the actor may write; all that aren't there yet are ticked."""
    agency = agency_of(request)
    if refusal := why_not_write_any(request.actor, agency.id):
        raise PermissionDenied(refusal)
    rows = _before(request.actor, agency, year)
    if request.method == "POST":
        asked = request.POST.getlist("measure")
        ticked = [one for one in rows if str(one.pk) in asked]
        if not ticked:
            messages.error(request, _("請勾選要沿用的措施。"))
        elif done(request, lambda: _carry(request, ticked, year)):
            return redirect("measures:measures", year=year)
    copies = Measure.objects.filter(copied_from__in=rows, year=year)
    copied, book = set(copies.values_list("copied_from", flat=True)), book_of(agency.id, year)
    context = {
        "year": year,
        "rows": [(one, _item(one, book), one.id in copied) for one in rows],
        "fresh": len(rows) - len(copied),
    }
    return render(request, "measures/copy.html", context)


def _before(actor, agency, year: int) -> list[Measure]:
    """Those of last year whose unit, or what has become of it, the actor writes for."""
    own = set(units_of(actor, agency.id).values_list("id", flat=True))
    heir_of = heirs(list(Unit.objects.filter(agency=agency)), actor.day)
    rows = measures_of(actor).of(agency.id).in_year(year - 1).standing()
    return [one for one in rows if heir_of[one.unit_id] in own]


def _item(measure: Measure, book) -> str:
    rule = book.get(measure.item)
    return item_label(rule) if rule else measure.item


def _carry(request, measures: list[Measure], year: int) -> None:
    """What became of them stands above the list."""
    carried = carry_over(measures, year, by=request.actor)
    made, known = len(carried.made), len(carried.known)
    if made:
        said = ngettext("已沿用 %(n)s 項措施為草稿。", "已沿用 %(n)s 項措施為草稿。", made)
        messages.success(request, said % {"n": made})
    if known:
        said = ngettext("%(n)s 項本年度已有，未重複沿用。", "%(n)s 項本年度已有，未重複沿用。", known)
        messages.warning(request, said % {"n": known})
