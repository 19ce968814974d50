"""Amendments of the plan (玖): the list, the proposal, its way to a meeting, and the comparison (AM-01 – AM-03)."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee import actions, permissions
from committee.comparison import changed_numbers, comparison_document, numbers_on
from committee.forms.amendments import AmendmentForm
from committee.models import Amendment, Meeting, Stage
from committee.views.papers import as_download
from core.compare import compare
from core.roc import format_day
from organization import history
from organization.models import Unit
from organization.views.saying import attempt, clean_reason, done
from plan.models import Clause
from plan.rules import in_force

ROWS = 50
ENDED = (Stage.REJECTED, Stage.DEFERRED, Stage.UNDECIDED, Stage.WITHDRAWN)
"""What may be proposed again, as a proposal of its own."""

WAITING = (Stage.PROPOSED, Stage.ON_AGENDA)


def _amendments(actor):
    return Amendment.objects.visible_to(actor).select_related(
        "unit", "clause__plan", "item__meeting__committee", "item__resolution"
    )


def _units(actor):
    """The units that the actor may propose for."""
    units = Unit.objects.filter(agency_id=actor.agency_id).on(actor.day)
    secretariat = actor.agency_id and permissions.is_secretariat(actor, actor.agency_id)
    return units if secretariat else units.filter(id__in=actor.managed_units)


def _clauses(actor):
    """The passages of the plan in force that have words to amend."""
    clauses = Clause.objects.of(actor.agency_id).on(actor.day).select_related("plan")
    return clauses.exclude(text="").order_by("order")


@require_safe
def listed(request):
    """What has been proposed, the newest first, with what the meetings said of it."""
    asked = request.GET.get("stage", "")
    rows = [one for one in _amendments(request.actor) if asked in ("", one.stage)]
    context = {
        "page_obj": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "stages": Stage.choices,
        "asked": asked,
        "may_propose": _units(request.actor).exists(),
    }
    return render(request, "committee/amendment_list.html", context)


@require_safe
def choose(request):
    """Which passage is to be amended."""
    _refuse_without_units(request.actor)
    clauses = _clauses(request.actor)
    asked = request.GET.get("clause", "")
    if asked.isdecimal() and len(asked) < 19 and clauses.filter(pk=asked).exists():
        return redirect("committee:amendment-propose", pk=asked)
    return render(request, "committee/amendment_choose.html", {"clauses": clauses})


def _refuse_without_units(actor) -> None:
    if not _units(actor).exists():
        raise PermissionDenied(_("修正案由組室主管或綜合企劃組代為提案。"))


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, pk):
    """New words and numbers of one passage; ``?again=`` begins with those of an earlier proposal."""
    _refuse_without_units(request.actor)
    clause = get_object_or_404(_clauses(request.actor), pk=pk)
    again = request.GET.get("again", "")
    known = again.isdecimal() and len(again) < 19
    earlier = _amendments(request.actor).filter(pk=again).first() if known else None
    begin = earlier or Amendment(new_text=clause.text, unit=_only(_units(request.actor)))
    form = _form(request, clause, begin, version=0)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, lambda: _save(Amendment(token=form.cleaned_data["token"]), clause, form, request)
        )
        if made:
            messages.success(request, _("已提案。"))
            return redirect("committee:amendment-detail", pk=made.pk)
    return render(request, "committee/amendment_form.html", {"form": form, "clause": clause})


def _only(units):
    """Who manages one unit proposes for it."""
    found = list(units[:2])
    return found[0] if len(found) == 1 else None


@require_http_methods(["GET", "HEAD", "POST"])
def update(request, pk):
    """Correct a proposal; against the words in force today."""
    amendment = get_object_or_404(_amendments(request.actor), pk=pk)
    if refusal := permissions.why_not_change_amendment(request.actor, amendment):
        raise PermissionDenied(refusal)
    clause = _clauses(request.actor).filter(label=amendment.clause.label).first() or amendment.clause
    form = _form(request, clause, amendment, version=amendment.version)
    theirs = None
    if request.method == "POST" and form.is_valid():
        amendment.version = form.cleaned_data["version"]
        if attempt(form, lambda: _save(amendment, clause, form, request)):
            messages.success(request, _("已更正提案。"))
            return redirect("committee:amendment-detail", pk=pk)
        theirs = _newer(form, pk)
    context = {"form": form, "clause": clause, "amendment": amendment, "theirs": theirs}
    return render(request, "committee/amendment_form.html", context)


def _newer(form: AmendmentForm, pk: int) -> Amendment | None:
    """What somebody else has written meanwhile; sent again, the form is laid over it."""
    current = Amendment.objects.get(pk=pk)
    if current.version == form.cleaned_data["version"]:
        return None
    form.data = form.data.copy()
    form.data["version"] = current.version
    return current


def _form(request, clause: Clause, begin: Amendment, *, version: int) -> AmendmentForm:
    actor = request.actor
    initial = {
        "unit": begin.unit_id,
        "new_text": begin.new_text,
        "reason": begin.reason,
        "effective_on": begin.effective_on,
        "token": uuid.uuid4(),
        "version": version,
    }
    return AmendmentForm(
        request.POST or None,
        initial=initial,
        units=_units(actor),
        numbers=numbers_on(clause, actor.day, begin.numbers),
        reading=in_force(actor.agency_id, actor.day).reading("D-16"),
    )


def _save(amendment: Amendment, clause: Clause, form: AmendmentForm, request) -> Amendment:
    for name in ("unit", "new_text", "reason", "effective_on"):
        setattr(amendment, name, form.cleaned_data[name])
    amendment.clause, amendment.numbers = clause, form.changed()
    return actions.propose(amendment, by=request.actor)


@require_safe
def detail(request, pk):
    """The comparison, where the proposal stands, and what can be done with it."""
    actor = request.actor
    amendment = get_object_or_404(_amendments(actor), pk=pk)
    olds, news = compare(amendment.old_text, amendment.new_text)
    may_move = permissions.why_not_move_amendment(actor, amendment) is None
    runs = permissions.is_secretariat(actor, amendment.unit.agency_id)
    same = _amendments(actor).filter(clause__plan=amendment.clause.plan, clause__label=amendment.clause.label)
    standing = _clauses(actor).filter(label=amendment.clause.label).first()
    context = {
        "amendment": amendment,
        "olds": olds,
        "news": news,
        "numbers": changed_numbers(amendment, actor.day),
        "steps": _steps(amendment),
        "meeting": _shown_meeting(actor, amendment),
        "may_change": permissions.why_not_change_amendment(actor, amendment) is None,
        "may_withdraw": may_move,
        "may_present": may_move and runs,
        "meetings": _coming(actor, amendment) if may_move and runs else (),
        "again": standing if amendment.stage in ENDED and _units(actor).exists() else None,
        "stale": amendment.stage in WAITING and standing and standing.text != amendment.old_text,
        "others": same.exclude(pk=pk),
        "changes": history.of(amendment),
    }
    return render(request, "committee/amendment_detail.html", context)


def _shown_meeting(actor, amendment: Amendment) -> Meeting | None:
    if amendment.item is None:
        return None
    return Meeting.objects.visible_to(actor).filter(pk=amendment.item.meeting_id).first()


def _coming(actor, amendment: Amendment):
    """The task force's meetings to come, the next one first."""
    meetings = Meeting.objects.visible_to(actor).gender().to_come()
    return meetings.filter(committee__agency=amendment.unit.agency_id).order_by("year", "number")


def _steps(amendment: Amendment) -> list[dict]:
    """Proposed, on an agenda, decided, in force: how far it has come."""
    stage = amendment.stage
    if stage == Stage.WITHDRAWN:
        return []
    reached = {Stage.PROPOSED: 0, Stage.ON_AGENDA: 1, Stage.PASSED: 3}.get(stage, 2)
    decided = amendment.said if reached >= 2 else _("專案小組")
    labels = (
        (_("提案"), amendment.unit.name),
        (_("排入議程"), _("綜合企劃組")),
        (_("決議"), decided),
        (_("施行"), format_day(amendment.applied_on) if amendment.applied_on else ""),
    )
    return [
        {"label": label, "what": what, "state": _reached(place, reached)}
        for place, (label, what) in enumerate(labels)
    ]


def _reached(place: int, reached: int) -> str:
    if place == reached:
        return "current"
    return "done" if place < reached else "next"


@require_POST
def present(request, pk):
    """Put it on the agenda of a meeting to come."""
    amendment = get_object_or_404(_amendments(request.actor), pk=pk)
    asked = request.POST.get("meeting", "")
    known = asked.isdecimal() and len(asked) < 19
    meeting = _coming(request.actor, amendment).filter(pk=asked).first() if known else None
    if meeting is None:
        messages.error(request, _("請選擇一次即將召開的會議。"))
    elif done(request, lambda: actions.present(amendment, meeting, by=request.actor)):
        messages.success(request, _("已排入 %(meeting)s議程。") % {"meeting": meeting})
    return redirect("committee:amendment-detail", pk=pk)


@require_POST
def withdraw(request, pk):
    """Take the proposal back, with the reason."""
    amendment = get_object_or_404(_amendments(request.actor), pk=pk)

    def act():
        return actions.withdraw_amendment(amendment, by=request.actor, reason=clean_reason(request))

    if done(request, act):
        messages.success(request, _("已撤回修正案。"))
    return redirect("committee:amendment-detail", pk=pk)


@require_safe
def as_paper(request, pk, kind):
    """The comparison as PDF or ODT; when it can't be printed the page says why."""
    amendment = get_object_or_404(_amendments(request.actor), pk=pk)
    document = comparison_document(amendment, request.actor.day)
    return as_download(request, document, kind, amendment.unit.agency_id, "committee:amendment-detail", pk)
