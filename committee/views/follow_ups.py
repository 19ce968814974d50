"""What is followed up (列管): the year's list, its export, and one with its chain and its progress (C-15; table T3)."""

import datetime
import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee import actions, permissions
from committee.forms.follow_ups import FollowUpFilter, ProgressForm
from committee.models import AgendaItem, FollowUp, Outcome, State
from core.clock import today
from core.contract import Scope
from core.roc import format_day, to_roc_year
from core.spreadsheets import CONTENT_TYPES, Sheet, write
from organization.models import Unit
from organization.models.change import Change
from organization.views.saying import attempt

ROWS = 50


@dataclass(frozen=True)
class Line:
    """A follow-up as it stood on ``day``; ``closed`` is the item that released it."""

    follow_up: FollowUp
    closed: AgendaItem | None
    day: datetime.date

    @property
    def progress(self):
        lines = self.follow_up.progress.all()
        return lines[len(lines) - 1] if lines else None

    @property
    def due(self) -> str:
        due = self.follow_up.due_on
        return format_day(due) if due else _("下次會議")

    @property
    def is_late(self) -> bool:
        due = self.follow_up.due_on
        return self.closed is None and due is not None and due < self.day

    @property
    def said(self) -> str:
        if self.closed:
            return _("解除列管（%(meeting)s）") % {"meeting": self.closed.meeting}
        return _("逾期，列管中") if self.is_late else _("列管中")

    @property
    def tone(self) -> str:
        return "ok" if self.closed else "fail" if self.is_late else "due"

    @property
    def decided(self) -> str:
        resolution = self.follow_up.resolution
        return _("%(outcome)s：%(what)s") % {
            "outcome": resolution.get_outcome_display(),
            "what": self.follow_up.what,
        }


def _follow_ups(actor):
    items = AgendaItem.objects.standing().select_related("meeting", "resolution")
    return (
        FollowUp.objects.visible_to(actor)
        .select_related("unit", "resolution__item__meeting")
        .prefetch_related("progress", Prefetch("items", items.order_by("meeting__held_on", "id")))
    )


def _line(follow_up: FollowUp, day: datetime.date) -> Line:
    """By the later items of ``follow_up`` that had been decided by ``day``."""
    closing = [
        item
        for item in follow_up.items.all()
        if (resolution := getattr(item, "resolution", None))
        and (resolution.outcome, resolution.is_valid) == (Outcome.CLOSED, True)
        and item.meeting.state == State.HELD
        and item.meeting.held_on <= day
    ]
    return Line(follow_up, closing[0] if closing else None, day)


def _lines(request, year: int) -> tuple[list[Line], FollowUpFilter]:
    """What was open at the year's end (or is today) by its due day, then what the year released."""
    actor = request.actor
    if actor.agency_id is None:
        raise Http404
    scope = Scope(actor.agency_id, year, today())
    day = min(scope.day, scope.as_of)
    rows = (
        _follow_ups(actor)
        .filter(
            resolution__item__meeting__committee__agency=actor.agency,
            resolution__item__meeting__held_on__lte=day,
        )
        .exclude(pk__in=FollowUp.objects.closed(scope.first - datetime.timedelta(days=1)).values("pk"))
    )
    form = FollowUpFilter(request.GET, units=Unit.objects.filter(agency=actor.agency))
    asked = form.cleaned_data if form.is_valid() else {}
    if unit := asked.get("unit"):
        rows = rows.filter(unit=unit)
    lines = [_line(one, day) for one in rows]
    wanted = {FollowUpFilter.OPEN: (False,), FollowUpFilter.CLOSED: (True,)}.get(
        asked.get("state"), (False, True)
    )
    return sorted((one for one in lines if bool(one.closed) in wanted), key=_place), form


def _place(line: Line) -> tuple:
    return bool(line.closed), line.follow_up.due_on or datetime.date.max, line.follow_up.pk


@require_safe
def listed(request, year):
    """The year's list, open ones first."""
    lines, form = _lines(request, year)
    exports = [
        (kind, f"{reverse('committee:follow-ups-export', args=[year, kind])}?{request.GET.urlencode()}")
        for kind in CONTENT_TYPES
    ]
    page = Paginator(lines, ROWS).get_page(request.GET.get("page"))
    return render(
        request, "committee/follow_up_list.html", {"page_obj": page, "form": form, "exports": exports}
    )


@require_safe
def export(request, year, kind):
    """The list as it is filtered, in the columns of the annual report's table."""
    if kind not in CONTENT_TYPES:
        raise Http404
    lines, _form = _lines(request, year)
    headers = (
        _("序號"),
        _("會議次別"),
        _("案由"),
        _("決議"),
        _("主辦單位"),
        _("辦理情形"),
        _("辦理期限"),
        _("列管情形"),
    )
    rows = [_cells(place, one) for place, one in enumerate(lines, start=1)]
    answer = HttpResponse(write(kind, Sheet(_("列管事項"), headers, rows)), content_type=CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="follow-ups-{to_roc_year(year)}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _cells(place: int, line: Line) -> tuple:
    item = line.follow_up.resolution.item
    done = "\n".join(f"{format_day(one.on)} {one.text}" for one in line.follow_up.progress.all())
    unit = line.follow_up.unit.name
    return place, str(item.meeting), item.title, line.decided, unit, done, line.due, line.said


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request, pk):
    """From the item through the resolution to what came of it; the form to say how far it is."""
    follow_up = get_object_or_404(_follow_ups(request.actor), pk=pk)
    refusal = permissions.why_not_report(request.actor, follow_up)
    form = ProgressForm(request.POST or None, today=today(), initial={"on": today(), "token": uuid.uuid4()})
    if request.method == "POST":
        if refusal:
            raise PermissionDenied(refusal)
        if form.is_valid() and attempt(form, lambda: _report(request.actor, follow_up, form)):
            messages.success(request, _("已填報辦理情形。"))
            return redirect("committee:follow-up-detail", pk=pk)
    lines = follow_up.progress.all()
    about = Q(model=follow_up._meta.label_lower, object_id=pk)
    about |= Q(model=lines.model._meta.label_lower, object_id__in=[one.pk for one in lines])
    context = {
        "line": _line(follow_up, today()),
        "follow_up": follow_up,
        "form": None if refusal else form,
        "refusal": refusal,
        "items": AgendaItem.objects.visible_to(request.actor)
        .standing()
        .filter(follow_up=follow_up)
        .select_related("meeting", "resolution")
        .order_by("meeting__held_on", "id"),
        "changes": Change.objects.filter(about),
    }
    return render(request, "committee/follow_up_detail.html", context)


def _report(actor, follow_up: FollowUp, form: ProgressForm):
    data = form.cleaned_data
    return actions.report_progress(follow_up, on=data["on"], text=data["text"], token=data["token"], by=actor)
