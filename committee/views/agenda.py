"""Items of the agenda: put on, worded, moved, withdrawn, their papers, and what was decided (C-9, C-14 – C-17)."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee import actions, permissions
from committee.compliance.records import sitting_of
from committee.forms.agenda import BEFORE, DecisionForm, ItemForm, PaperForm
from committee.models import AgendaItem, Paper, Section, State
from committee.views.meetings import PAGE_METHODS, meetings_of
from core import files
from organization import history
from organization.actions import attach
from organization.models import Unit
from organization.views.saying import attempt, clean_reason
from plan.rules import in_force


def _items(actor):
    return AgendaItem.objects.visible_to(actor).select_related(
        "meeting__committee__agency", "meeting__chair", "meeting__minutes", "unit", "resolution"
    )


@require_http_methods(PAGE_METHODS)
def create(request, pk):
    """A report or discussion item before the meeting, a motion in it. Managers bring their own unit's."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    units = _own_units(request.actor, meeting)
    in_meeting = meeting.state == State.HELD
    refusal = (
        permissions.why_not_move(request.actor, meeting)
        if in_meeting
        else permissions.why_not_put(request.actor, meeting, units.first())
    )
    if refusal:
        raise PermissionDenied(refusal)
    sections = (Section.EXTEMPORE,) if in_meeting else BEFORE
    form = ItemForm(
        request.POST or None,
        sections=sections,
        units=units,
        tasks=_tasks(meeting),
        initial={"token": uuid.uuid4(), "unit": units.first() if request.actor.managed_units else None},
    )
    if request.method == "POST" and form.is_valid():
        item = attempt(form, lambda: _add(request, form, meeting))
        if item:
            messages.success(request, _("已列入議程。"))
            return redirect("committee:meeting-detail", pk=pk)
    return _form(request, form, _("臨時動議") if in_meeting else _("新增議案"), meeting)


def _add(request, form, meeting):
    data = form.cleaned_data
    return actions.add_item(meeting, form.words(), by=request.actor, unit=data["unit"], token=data["token"])


def _own_units(actor, meeting):
    """Units that the actor may name as proposer."""
    day = meeting.held_on or actor.day
    units = Unit.objects.filter(agency_id=meeting.committee.agency_id).on(day)
    if permissions.is_secretariat(actor, meeting.committee.agency_id):
        return units
    return units.filter(id__in=actor.managed_units)


def _tasks(meeting) -> list[tuple[str, str]]:
    """The plan's tasks (二) on the meeting's day, as codes with their words."""
    day = meeting.held_on or meeting.poll_until
    book = in_force(meeting.committee.agency_id, day) if day else {}
    return [(code, book[code].text) for code in book if code.startswith("TK-")]


def _form(request, form, title, meeting):
    page = {"title": title, "button": _("儲存"), "home_title": str(meeting), "form": form}
    page["home"] = reverse("committee:meeting-detail", args=[meeting.pk])
    return render(request, "form_page.html", page)


@require_http_methods(PAGE_METHODS)
def change(request, pk):
    """Other words for an item."""
    item = get_object_or_404(_items(request.actor), pk=pk)
    if refusal := permissions.why_not_edit_item(request.actor, item):
        raise PermissionDenied(refusal)
    names = ("section", "title", "explanation", "proposal", "tasks", "is_restricted", "version")
    fixed = item.section not in BEFORE
    form = ItemForm(
        request.POST or None,
        sections=(item.section,) if fixed else BEFORE,
        units=_own_units(request.actor, item.meeting),
        tasks=_tasks(item.meeting),
        initial={name: getattr(item, name) for name in names} | {"unit": item.unit_id},
    )
    if request.method == "POST" and form.is_valid():
        item.version = form.cleaned_data["version"] or 0
        unit = form.cleaned_data["unit"]
        if attempt(form, lambda: actions.edit_item(item, form.words(), by=request.actor, unit=unit)):
            return redirect("committee:item-detail", pk=pk)
    return _form(request, form, _("修改議案"), item.meeting)


@require_safe
def detail(request, pk):
    """One item with its papers, its decision and what follows of it."""
    return _page(request, get_object_or_404(_items(request.actor), pk=pk))


def _page(request, item, decision=None, paper=None, status=200):
    actor, sitting = request.actor, sitting_of(item.meeting)
    may_decide = item.meeting.state == State.HELD and permissions.why_not_edit_item(actor, item) is None
    unit = item.unit if item.unit_id in actor.managed_units else None
    context = {
        "item": item,
        "meeting": item.meeting,
        "resolution": getattr(item, "resolution", None),
        "papers": item.papers.select_related("file").filter(is_withdrawn=False),
        "amendments": item.amendments.select_related("clause"),
        "quorum": sitting.quorum if sitting and item.meeting.state == State.HELD else None,
        "form": decision or (may_decide and _decision_form(request, item)) or None,
        "paper_form": paper or PaperForm(),
        "may_add_paper": permissions.why_not_put(actor, item.meeting, unit) is None,
        "may_change": permissions.why_not_edit_item(actor, item) is None,
        "may_withdraw": permissions.why_not_withdraw_item(actor, item) is None,
        "changes": history.around([item, *([item.resolution] if hasattr(item, "resolution") else [])]),
    }
    return render(request, "committee/item_detail.html", context, status=status)


def _decision_form(request, item, data=None):
    units = Unit.objects.filter(agency_id=item.meeting.committee.agency_id).on(item.meeting.held_on)
    initial = {"discussion": item.discussion}
    if hasattr(item, "resolution"):
        names = ("outcome", "text", "decided_at", "votes_for", "votes_against", "votes_abstained")
        initial |= {name: getattr(item.resolution, name) for name in names}
    return DecisionForm(data, item=item, units=units, initial=initial)


@require_http_methods(PAGE_METHODS)
def decide(request, pk):
    """Record the resolution; an invalid meeting is refused with both fractions."""
    if request.method != "POST":  # the form that was refused, opened again by its address
        return redirect("committee:item-detail", pk=pk)
    item = get_object_or_404(_items(request.actor), pk=pk)
    form = _decision_form(request, item, request.POST)
    if form.is_valid() and attempt(form, lambda: _decide(request, item, form)):
        messages.success(request, _("已登錄決議。"))
        return redirect("committee:meeting-detail", pk=item.meeting_id)
    return _page(request, item, decision=form, status=400)


def _decide(request, item, form):
    return actions.decide(
        item,
        form.decision(),
        by=request.actor,
        orders=form.orders(),
        discussion=form.cleaned_data["discussion"],
        reason=form.cleaned_data.get("reason", ""),
    )


@require_POST
def move(request, pk):
    """One place up or down within its section."""
    item = get_object_or_404(_items(request.actor), pk=pk)
    actions.move_item(item, up=request.POST.get("to") == "up", by=request.actor)
    return redirect("committee:meeting-detail", pk=item.meeting_id)


@require_POST
def withdraw(request, pk):
    """Take it off the agenda, with the reason."""
    item = get_object_or_404(_items(request.actor), pk=pk)
    try:
        actions.withdraw_item(item, by=request.actor, reason=clean_reason(request))
        messages.success(request, _("已撤案。"))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("committee:meeting-detail", pk=item.meeting_id)


@require_http_methods(PAGE_METHODS)
def add_paper(request, pk):
    """A file for the item."""
    if request.method != "POST":  # as above
        return redirect("committee:item-detail", pk=pk)
    item = get_object_or_404(_items(request.actor), pk=pk)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid() and attempt(form, lambda: _attach(request, item, form)):
        messages.success(request, _("已加入會議資料。"))
        return redirect("committee:item-detail", pk=pk)
    return _page(request, item, paper=form, status=400)


def _attach(request, item, form):
    unit = item.unit if item.unit_id in request.actor.managed_units else None
    if refusal := permissions.why_not_put(request.actor, item.meeting, unit):
        raise PermissionDenied(refusal)
    file = attach(form.cleaned_data["file"], by=request.actor)
    return actions.add_paper(item, file, title=form.cleaned_data["title"], by=request.actor)


def _papers(actor):
    return Paper.objects.filter(item__in=AgendaItem.objects.visible_to(actor)).select_related(
        "file", "item__meeting__committee"
    )


@require_safe
def paper(request, pk):
    """The file, to whoever may see the item."""
    return files.serve(get_object_or_404(_papers(request.actor).filter(is_withdrawn=False), pk=pk).file)


@require_POST
def take_away(request, pk):
    """Take a paper out of the pack."""
    row = get_object_or_404(_papers(request.actor), pk=pk)
    actions.take_away(row, by=request.actor)
    return redirect("committee:item-detail", pk=row.item_id)
