"""The first page by role, the living plan, the board and the draft of the annual report."""

from dataclasses import replace
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from core.clock import today
from core.contract import Scope
from core.printing import PrintFailed, glyphs
from core.roc import parse_roc
from organization.models import Agency, Role, Unit
from organization.roles import READS_AGENCY
from organization.views.asked import agency_of
from plan.years import default_year, plan_years
from reports import annual, pdf
from reports.board import gather
from reports.gaps import gaps
from reports.sections import sections

FIRST_PAGES = (
    (
        {Role.SECRETARIAT, Role.SYSTEM_ADMIN, Role.OVERSIGHT, Role.REVIEWER, Role.UNIT_MANAGER},
        "reports:board",
    ),
    ({Role.PERSONNEL}, "training:people"),
    ({Role.ACCOUNTING}, "statistics:tables"),
)
"""Whoever holds one of the roles begins there; everybody else with their own hours (features 4.1)."""


@require_safe
def first(request):
    """Each to the page that says what is to be done next."""
    held = {one.role for one in request.actor.held}
    view = next((view for roles, view in FIRST_PAGES if roles & held), "training:my")
    year = default_year(plan_years(request.actor.agency_id), today())
    return redirect(view, year=year)


def _scope(request, year: int) -> Scope:
    """The agency's year as of today or of ``?as_of=106/6/30``, of one unit where ``?unit=4`` asks for it."""
    agency = agency_of(request)
    day = today()
    if asked := request.GET.get("as_of", "").strip():
        day = min(parse_roc(asked), day)
    return Scope(agency.id, year, day, _unit_id(request, agency))


def _unit_id(request, agency: Agency) -> int | None:
    """The unit whose figures are asked for, which only its manager and readers of the whole agency may."""
    if not (asked := request.GET.get("unit")):
        return None
    readable = Unit.objects.filter(agency=agency)
    if not _reads_all(request.actor, agency.id):
        readable = readable.filter(id__in=request.actor.managed_units)
    if (
        not (asked.isascii() and asked.isdigit() and len(asked) < 19)
        or not readable.filter(id=asked).exists()
    ):
        raise Http404
    return int(asked)


def _reads_all(actor, agency_id: int) -> bool:
    """May the actor see everybody's names there (``organization.roles``)?"""
    overseen = agency_id in actor.agency_ids and Role.OVERSIGHT in {one.role for one in actor.held}
    return overseen or any(actor.may(role, agency_id=agency_id) for role in READS_AGENCY)


def _shown(request, scope: Scope) -> dict:
    """What the living plan and the board have in common."""
    names = scope.unit_id is not None or _reads_all(request.actor, scope.agency_id)
    return {"board": gather(scope), "names": names, "of_agency": _of_agency(request)}


def _of_agency(request) -> str:
    """What an address needs to stay with the agency that the overseer named."""
    code = request.GET.get("agency")
    return f"?{urlencode({'agency': code})}" if code else ""


@require_safe
def plan(request, year):
    """The plan's text with its verdicts in the margin (look.md: the plan is the dashboard)."""
    refused = ""
    try:
        scope = _scope(request, year)
    except ValidationError as error:
        refused = error.messages[0]
        scope = Scope(agency_of(request).id, year, today())
    context = _shown(request, scope) | {
        "only_open": request.GET.get("only") == "open",
        "refused": refused,
        "asked": request.GET.get("as_of", ""),
    }
    return render(request, "reports/plan.html", context, status=400 if refused else 200)


@require_safe
def board(request, year):
    """What isn't 符合 yet, by whom and until when; a unit manager's covers the unit alone."""
    actor = request.actor
    agency = agency_of(request)
    unit_id = _unit_id(request, agency) or _own_unit(actor)
    below = Agency.objects.filter(id__in=actor.agency_ids, plans__isnull=False).exclude(id=actor.agency_id)
    shown = _shown(request, Scope(agency.id, year, today(), unit_id))
    context = shown | {
        "gaps": gaps(shown["board"], sections(shown["board"])),
        "below": below.distinct(),
        "unit": Unit.objects.filter(id=unit_id).first(),
        "managed": Unit.objects.filter(id__in=actor.managed_units),
    }
    return render(request, "reports/board.html", context)


def _own_unit(actor) -> int | None:
    """The unit of somebody who manages a unit and has no wider role."""
    wider = {one.role for one in actor.held} - {Role.UNIT_MANAGER}
    return actor.managed_units[0] if actor.managed_units and not wider else None


@require_safe
def draft(request, year):
    """The draft of the year's outcome report as a page; says which characters the PDF can't print."""
    return _draft(request, _edition(request, year))


def _edition(request, year: int) -> dict:
    try:
        return annual.edition(replace(_scope(request, year), unit_id=None))
    except ValidationError:
        raise Http404 from None


def _draft(request, edition: dict, failure: str = "", status: int = 200):
    context = {
        "edition": edition,
        "digest": annual.digest(edition),
        "failure": failure,
        "unprintable": glyphs.missing(pdf.page(edition)),
        "of_agency": _of_agency(request),
    }
    return render(request, "reports/draft.html", context, status=status)


@require_safe
def annual_pdf(request, year):
    """The draft as PDF; when it can't be printed the draft's page says why."""
    edition = _edition(request, year)
    try:
        path = pdf.render(edition)
    except PrintFailed as failure:
        return _draft(request, edition, str(failure), status=503)
    with override("zh-hant"):
        name = str(annual.file_name(edition))
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer
