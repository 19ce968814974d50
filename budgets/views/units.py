"""A unit's gender budget as a grid: filled, saved, handed in, returned, approved (伍五; B-3, B-5)."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n
from django.views.decorators.http import require_http_methods, require_POST

from budgets import permissions
from budgets.actions import lines as actions
from budgets.actions import returns
from budgets.grid import Grid
from budgets.models import ReturnState, Stage, UnitReturn
from budgets.views.asked import handed_of
from core.roc import format_short
from organization import history
from organization.views.saying import clean_reason, done

MORE_ROWS = 10


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request, year, pk):
    """The grid; what can't be saved comes back as it was typed, each fault at its cell."""
    handed = handed_of(request, year, pk)
    refusal = permissions.why_not_fill(request.actor, handed)
    if request.method != "POST":
        starts = request.GET.get("start") == "last" and not refusal and handed.stage == Stage.COMPILING
        return _page(request, handed, Grid(handed, start=starts))
    if refusal:
        raise PermissionDenied(refusal)
    verb = request.POST.get("verb", "")
    grid = Grid(handed, request.POST, more=MORE_ROWS if verb == "more" else 0)
    if verb == "more":
        return _page(request, handed, grid)
    if not grid.is_valid():
        return _page(request, handed, grid, status=400)
    try:
        changed = actions.save_lines(handed, grid.entries(), by=request.actor)
    except history.Conflict:
        grid.compare()
        return _page(request, handed, grid, status=409)
    except ValidationError as fault:
        return _page(request, handed, grid, fault.messages, status=400)
    _say(request, handed, len(changed), verb)
    return redirect("budgets:unit", year=year, pk=pk)


def _say(request, handed: UnitReturn, changed: int, verb: str) -> None:
    """What was saved, and what the button asks for beside."""
    saved = _("已儲存 %(n)s 項。") % {"n": changed} if changed else ""
    hands_in = verb in ("submit", "nil")
    act = partial(returns.submit, handed, by=request.actor, is_nil=verb == "nil")
    if hands_in and done(request, act):
        messages.success(request, f"{saved}{_('已送會計室核定。')}")
    elif saved or not hands_in:
        messages.success(request, saved or _("內容沒有變更。"))


def _page(request, handed: UnitReturn, grid: Grid, refusals=(), status=200):
    actor = request.actor
    lines = [row.line for row in grid.rows if row.line]
    may_decide = permissions.why_not_run(actor, handed.unit.agency_id) is None and handed.pk
    may_fill = permissions.why_not_fill(actor, handed) is None
    context = {
        "year": handed.round.year,
        "round": handed.round,
        "handed": handed,
        "grid": grid,
        "refusals": refusals,
        "steps": _steps(handed),
        "may_fill": may_fill,
        "may_start": may_fill and handed.stage == Stage.COMPILING and grid.waiting and not grid.is_taken,
        "may_approve": may_decide and permissions.why_not_become(actor, handed, ReturnState.APPROVED) is None,
        "may_return": may_decide
        and permissions.why_not_become(actor, handed, ReturnState.RETURNED, "-") is None,
        "may_import": permissions.why_not_answer_for(actor, handed) is None,
        "changes": history.around([handed, *lines]) if handed.pk else [],
    }
    return render(request, "budgets/unit.html", context, status=status)


STEPS = (_n("組室填報"), _n("會計室核定"), _n("已核定"))


def _steps(handed: UnitReturn) -> list[dict]:
    place = {ReturnState.SUBMITTED: 1, ReturnState.APPROVED: 3}.get(handed.state, 0)
    until = handed.round.stage_due_on
    notes = (
        _("期限 %(day)s") % {"day": format_short(until)} if place == 0 else "",
        format_short(handed.submitted_on) if handed.submitted_on and place else "",
        format_short(handed.approved_on) if handed.approved_on else "",
    )
    return [
        {
            "label": _(label),
            "state": "done" if number < place else "current" if number == place else "next",
            "who": handed.unit.name if number == 0 else "",
            "until": notes[number],
        }
        for number, label in enumerate(STEPS)
    ]


@require_POST
def decide(request, year, pk):
    """The accounting office approves what was handed in, or returns it with a remark."""
    handed = handed_of(request, year, pk)
    if request.POST.get("verb") == "approve":
        if done(request, lambda: returns.approve(handed, by=request.actor)):
            messages.success(request, _("已核定%(unit)s的填報。") % {"unit": handed.unit})
    elif done(request, lambda: returns.send_back(handed, by=request.actor, remark=clean_reason(request))):
        messages.success(request, _("已退回%(unit)s補正。") % {"unit": handed.unit})
    return redirect("budgets:unit", year=year, pk=pk)
