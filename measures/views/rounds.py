"""The update round of a year: opened and closed by the secretariat, answered by the units (M-5)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.views.members import spreadsheet
from committee.views.terms import again
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES
from measures import lists, permissions
from measures.actions import rounds as actions
from measures.forms.rounds import RoundForm, UpdateForm
from measures.models import Update, UpdateRound
from measures.progress import asked, following
from measures.views.asked import FORMS, form_page, kind_or_404, measures_of
from organization import history
from organization.views.asked import agency_of
from organization.views.saying import attempt
from statistics_app.views.indicators import exports


def _round(request, agency, year: int) -> UpdateRound | None:
    """The year's open round, else its last."""
    rows = UpdateRound.objects.visible_to(request.actor).of(agency.id).filter(year=year)
    return rows.open().first() or rows.first()


@require_http_methods(FORMS)
def shown(request, year):
    """What the round asks for and was told; the secretariat opens one."""
    agency, actor = agency_of(request), request.actor
    found = _round(request, agency, year)
    may_keep = permissions.why_not_keep_rounds(actor, agency.id) is None
    form = RoundForm(request.POST or None) if may_keep and not (found and not found.closed_on) else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(
                permissions.why_not_keep_rounds(actor, agency.id) or _("本年度已有進行中的填報。")
            )
        due = form.is_valid() and form.cleaned_data["due_on"]
        if due and attempt(form, lambda: actions.open_round(agency, year, due_on=due, by=actor)):
            messages.success(request, _("已開始期中填報。"))
            return redirect("measures:round", year=year)
    rows = asked(found) if found else []
    own = permissions.own_units(actor, agency.id)
    context = {
        "year": year,
        "round": found,
        "form": form,
        "rows": [(one, _may_tell(found, one, own, may_keep)) for one in rows],
        "told": sum(one.update is not None for one in rows),
        "next": following(rows, own) if found and not found.closed_on else None,
        "may_close": may_keep and found and not found.closed_on,
        "exports": exports(request, "measures:round-export", year),
        "changes": history.of(found) if found else [],
    }
    return render(request, "measures/round.html", context)


def _may_tell(found: UpdateRound, one, own: frozenset[int], may_keep: bool) -> bool:
    return found.closed_on is None and (may_keep or one.measure.unit_id in own)


@require_safe
def export(request, year, kind):
    """What the round was told, as ODS, XLSX or CSV."""
    kind_or_404(kind, CONTENT_TYPES)
    found = _round(request, agency_of(request), year)
    if found is None:
        raise Http404
    return spreadsheet(lists.updates(asked(found)), kind, f"measures-update-{to_roc_year(year)}")


@require_POST
def remind(request, pk):
    """Letters to the heads of units that are behind; they wait in the outbox."""
    found = get_object_or_404(UpdateRound.objects.visible_to(request.actor).select_related("agency"), pk=pk)
    letters, headless = actions.remind(found, by=request.actor)
    if letters:
        said = ngettext(
            "%(n)s 封提醒信在寄件匣，還沒有寄出。", "%(n)s 封提醒信在寄件匣，還沒有寄出。", len(letters)
        )
        messages.success(request, said % {"n": len(letters)})
    if headless:
        names = _("、").join(one.name for one in headless)
        messages.warning(request, _("%(units)s沒有主管帳號，未擬信。") % {"units": names})
    if not letters and not headless:
        messages.success(request, _("都已填報，沒有需要提醒的組室。"))
    return redirect("measures:round", year=found.year)


@require_POST
def close(request, pk):
    """Nothing more is told to it."""
    found = get_object_or_404(UpdateRound.objects.visible_to(request.actor), pk=pk)
    actions.close_round(found, by=request.actor)
    messages.success(request, _("已結束期中填報。"))
    return redirect("measures:round", year=found.year)


@require_http_methods(FORMS)
def tell(request, pk):
    """One measure: only what changed; saving leads to the next that is open, or back to the round."""
    actor = request.actor
    measure = get_object_or_404(measures_of(actor), pk=pk)
    found = UpdateRound.objects.of(measure.agency_id).open().filter(year=measure.year).first()
    if refusal := permissions.why_not_update(actor, measure, found):
        raise PermissionDenied(refusal)
    known = Update.objects.filter(round=found, measure=measure).first()
    form = UpdateForm(request.POST or None, initial=UpdateForm.initial_of(measure, known))
    if request.method == "POST" and form.is_valid():
        measure.version = form.cleaned_data["version"] or 0
        if attempt(form, lambda: again(form, lambda: actions.tell(found, measure, form.told(), by=actor))):
            messages.success(request, _("已儲存：%(title)s") % {"title": measure.title})
            return _onward(request, found, measure)
    home = (reverse("measures:round", args=[found.year]), str(found))
    more = {"measure": measure, "button": _("儲存，下一項"), "second": _("儲存，回清單")}
    return form_page(request, form, measure.title, home, **more)


def _onward(request, found: UpdateRound, measure):
    own = None
    if permissions.why_not_keep_rounds(request.actor, found.agency_id):
        own = permissions.own_units(request.actor, found.agency_id)
    later = following(asked(found), own, measure)
    if later is None or request.POST.get("then") == "list":
        return redirect(f"{reverse('measures:round', args=[found.year])}#m{measure.pk}")
    return redirect("measures:measure-update", pk=later.pk)
