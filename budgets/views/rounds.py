"""A budget year on one page: the units and their sums; opened, changed, moved on, closed, reviewed (伍五; B-5)."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import files, permissions
from budgets.actions import rounds as actions
from budgets.forms.rounds import ExecutionDueForm, RoundForm
from budgets.models import Line, Round
from budgets.models.seen import reads_all
from budgets.sums import Summed, category_sums, total, unit_sums
from budgets.views.asked import round_of, the_round
from committee.views.members import spreadsheet
from committee.views.terms import again, page
from core.roc import format_short, format_year, to_roc_year
from core.spreadsheets import CONTENT_TYPES
from organization import history
from organization.views.asked import agency_of
from organization.views.saying import attempt, clean_reason, done
from statistics_app.actions.reviews import accounting_unit
from statistics_app.views.indicators import exports
from statistics_app.views.meetings import chosen, coming

FORMS = ["GET", "HEAD", "POST"]


def home_of(year: int) -> tuple[str, str]:
    """The round's page: address and title."""
    return reverse("budgets:round", args=[year]), _("%(year)s 年度性別預算") % {"year": format_year(year)}


@require_safe
def detail(request, year):
    """Every unit that the actor sees with its sums, and what the accounting office may do."""
    agency, actor, one = agency_of(request), request.actor, round_of(request, year)
    context = {
        "year": year,
        "round": one,
        "others": Round.objects.visible_to(actor).of(agency.id).exclude(year=year).order_by("year"),
        "may_open": not one and permissions.why_not_run(actor, agency.id) is None,
    }
    if one:
        context |= _whole(request, one)
    return render(request, "budgets/round.html", context)


def _whole(request, one: Round) -> dict:
    actor, rows, categories = request.actor, unit_sums(one, request.actor), category_sums(one, request.actor)
    asked = [row for row in rows if row.handed.stage == one.stage]
    may_present = permissions.why_not_present(actor, one) is None
    return {
        "rows": rows,
        "total": total(rows),
        "approved": sum((part for _title, part in categories), Summed()),
        "asked": len(asked),
        "ready": sum(row.is_approved for row in asked),
        "waiting": [row.handed.unit.name for row in asked if not row.is_approved],
        "sees_all": reads_all(actor, one.agency_id),
        "categories": categories,
        "steps": _steps(one),
        "may_run": permissions.why_not_change_round(actor, one) is None,
        "may_begin": permissions.why_not_begin_execution(actor, one) is None,
        "may_bring": permissions.why_not_bring(actor, one) is None,
        "may_close": permissions.why_not_close(actor, one) is None,
        "may_reopen": permissions.why_not_reopen_round(actor, one, "-") is None,
        "may_present": may_present,
        "meetings": coming(actor, one.agency_id, [accounting_unit(one.agency_id, actor.day)])
        if may_present
        else [],
        "exports": exports(request, "budgets:export", one.year),
        "changes": history.of(one),
    }


def _steps(one: Round) -> list[dict]:
    """編列 → 執行情形 → 結案."""
    place = 2 if one.closed_on else 1 if one.execution_opened_on else 0
    told = [
        (_("預算編列"), _("組室填報、會計室核定"), one.due_on),
        (_("執行情形"), _("組室填報、會計室核定"), one.execution_due_on),
        (_("結案"), _("會計室"), None),
    ]
    state = {True: "done", False: "next"}
    return [
        {
            "label": label,
            "state": "current" if number == place and not one.closed_on else state[number <= place],
            "who": who,
            "until": _("期限 %(day)s") % {"day": format_short(until)} if until else "",
        }
        for number, (label, who, until) in enumerate(told)
    ]


@require_http_methods(FORMS)
def create(request, year):
    """Open the round of a budget year."""
    agency = agency_of(request)
    if refusal := permissions.why_not_run(request.actor, agency.id):
        raise PermissionDenied(refusal)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = partial(actions.open_round, agency, year, by=request.actor)
        if made := attempt(form, lambda: act(form.terms())):
            messages.success(request, _("已請 %(n)s 個組室填報。") % {"n": made.returns.count()})
            return redirect("budgets:round", year=year)
    title = _("開始 %(year)s 年度性別預算編列") % {"year": format_year(year)}
    return page(request, form, title, home_of(year), _("開始編列"))


@require_http_methods(FORMS)
def edit(request, year):
    """Other days, categories or words."""
    one = the_round(request, year)
    if refusal := permissions.why_not_change_round(request.actor, one):
        raise PermissionDenied(refusal)
    form = RoundForm(request.POST or None, one=one, initial=RoundForm.initial_of(one))
    if request.method == "POST" and form.is_valid():
        one.version = form.cleaned_data["version"] or 0
        act = partial(actions.change_round, one, form.terms(), by=request.actor)
        if attempt(form, lambda: again(form, act)):
            messages.success(request, _("已儲存。"))
            return redirect("budgets:round", year=year)
    return page(request, form, _("更改作業內容"), home_of(year))


@require_http_methods(FORMS)
def execution(request, year):
    """Ask the units what was spent."""
    one = the_round(request, year)
    if refusal := permissions.why_not_begin_execution(request.actor, one):
        raise PermissionDenied(refusal)
    form = ExecutionDueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = partial(actions.begin_execution, one, by=request.actor)
        if attempt(form, lambda: act(form.cleaned_data["due_on"])):
            messages.success(request, _("已請各組室填報執行情形。"))
            return redirect("budgets:round", year=year)
    notice = _("開始後，各組室編列的預算數即鎖定。")
    return page(request, form, _("開始填報執行情形"), home_of(year), _("開始填報"), notice=notice)


@require_POST
def close(request, year):
    """Close the year, or open it again with a reason."""
    one = the_round(request, year)
    if request.POST.get("verb") == "reopen":
        act, said = partial(_reopen, request, one), _("已重開。")
    else:
        act, said = partial(actions.close, one, by=request.actor), _("已結案。")
    if done(request, act):
        messages.success(request, said)
    return redirect("budgets:round", year=year)


def _reopen(request, one: Round) -> Round:
    return actions.reopen(one, by=request.actor, reason=clean_reason(request))


@require_POST
def present(request, year):
    """Put the year's budget on the agenda of a meeting to come."""
    one = the_round(request, year)
    unit = accounting_unit(one.agency_id, request.actor.day)
    meeting = chosen(request, coming(request.actor, one.agency_id, [unit]))
    if meeting is None:
        messages.error(request, _("請選擇一次即將召開的會議。"))
    elif done(request, lambda: actions.present(one, meeting, by=request.actor)):
        messages.success(request, _("已排入%(meeting)s議程。") % {"meeting": meeting})
    return redirect("budgets:round", year=year)


@require_safe
def export(request, year, kind):
    """The lines that the actor sees, as a file that comes in again unchanged."""
    if kind not in CONTENT_TYPES:
        raise Http404
    rows = Line.objects.visible_to(request.actor).standing().filter(round=the_round(request, year))
    made = files.sheet(rows.select_related("unit", "round"))
    return spreadsheet(made, kind, f"budget-{to_roc_year(year)}")
