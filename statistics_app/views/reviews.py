"""The yearly review of the indicators, on one page (伍三(二)1; S-7)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.clock import today
from core.contract import Scope
from core.roc import format_short
from organization import history
from organization.views.asked import agency_of
from organization.views.saying import attempt, done
from statistics_app import permissions
from statistics_app.actions import reviews as actions
from statistics_app.forms.reviews import ReviewForm
from statistics_app.models import IndicatorReview, Result, ReviewLine
from statistics_app.views.meetings import chosen, coming


def _review(request, year: int) -> IndicatorReview | None:
    rows = IndicatorReview.objects.visible_to(request.actor).select_related(
        "agency", "reported_in__meeting__committee", "reported_in__resolution"
    )
    return rows.filter(agency=agency_of(request), year=year).first()


def _lines(review: IndicatorReview) -> dict[int, ReviewLine]:
    rows = review.lines.select_related("indicator__owner", "indicator__replaced_by")
    return {one.indicator_id: one for one in rows}


def _form(request, review: IndicatorReview, data=None) -> ReviewForm:
    day = review.held_on or Scope(review.agency_id, review.year, today()).day
    lines = _lines(review)
    return ReviewForm(
        data,
        indicators=actions.under_review(review, day),
        lines=lines,
        day=request.actor.day,
        initial=ReviewForm.initial_of(review, lines),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, year):
    """Every indicator in force with what is to become of it; saved at once."""
    found = _review(request, year)
    if request.method != "POST":
        return _page(request, year, found)
    if found is None or request.POST.get("verb") == "open":
        actions.open_review(agency_of(request), year, by=request.actor)
        return redirect("statistics:review", year=year)
    return _save(request, year, found)


def _save(request, year: int, found: IndicatorReview):
    if refusal := permissions.why_not_keep_indicators(request.actor, found.agency_id):
        raise PermissionDenied(refusal)
    form, verb = _form(request, found, request.POST), request.POST.get("verb")
    if not form.is_valid():
        return _page(request, year, found, form, status=400)
    if found.version != form.cleaned_data["version"] and not found.concluded_on:
        return _conflict(request, year, found, form)
    said = form.said(rest=Result.KEPT if verb == "rest" else "")
    if not attempt(form, lambda: actions.write_review(found, form.words(), said, by=request.actor)):
        return _page(request, year, found, form, status=400)
    messages.success(request, _("已儲存。"))
    if verb == "conclude" and done(request, lambda: actions.conclude(found, by=request.actor)):
        messages.success(request, _("檢討已結案。"))
    return redirect("statistics:review", year=year)


def _conflict(request, year: int, found: IndicatorReview, form: ReviewForm):
    """Somebody else was first: what this person typed stays, and what stands there now is shown beside it."""
    current = _form(request, found).initial
    theirs = {
        name: _shown(form, name, current.get(name))
        for name in form.changed_data
        if name != "version" and (form.cleaned_data.get(name) or "") != (current.get(name) or "")
    }
    if not theirs:  # the second of two clicks: just this is saved already (RQ-C7)
        return redirect("statistics:review", year=year)
    data = request.POST.copy()
    for name in form.fields:
        data.pop(f"initial-{name}", None)
        if name not in theirs:
            data[name] = _typed(current.get(name))
    return _page(request, year, found, _form(request, found, data), theirs=theirs, status=409)


def _typed(value) -> str:
    if value is None:
        return ""
    return format_short(value) if hasattr(value, "year") else str(value)


def _shown(form: ReviewForm, name: str, value) -> str:
    """A value in words."""
    if name.startswith("result_") and value:
        return str(Result(value).label)
    return _typed(value) or _("（空白）")


def _page(request, year: int, found, form=None, theirs=None, status=200):
    actor, agency = request.actor, agency_of(request)
    may_write = found and permissions.why_not_review(actor, found) is None
    may_report = found and found.held_on and permissions.why_not_report_review(actor, found) is None
    unit = actions.accounting_unit(agency.id, actor.day)
    lines = _lines(found) if found else {}
    context = {
        "year": year,
        "review": found,
        "form": form or (_form(request, found) if may_write else None),
        "theirs": theirs or {},
        "lines": lines.values(),
        "may_open": not found and permissions.why_not_keep_indicators(actor, agency.id) is None,
        "may_report": may_report,
        "meetings": coming(actor, agency.id, [unit]) if may_report else [],
        "changes": history.around([found, *lines.values()]) if found else [],
    }
    return render(request, "statistics_app/review.html", context, status=status)


@require_POST
def report(request, year):
    """Put the review on the agenda of a meeting to come."""
    found = _review(request, year)
    if found is None:
        raise Http404
    unit = actions.accounting_unit(found.agency_id, request.actor.day)
    meeting = chosen(request, coming(request.actor, found.agency_id, [unit]))
    if meeting is None:
        messages.error(request, _("請選擇一次即將召開的會議。"))
    elif done(request, lambda: actions.report(found, meeting, by=request.actor)):
        messages.success(request, _("已排入%(meeting)s議程。") % {"meeting": meeting})
    return redirect("statistics:review", year=year)
