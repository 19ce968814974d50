"""The first page by role, the living plan, the board and the draft of the annual report."""

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from core.clock import today
from core.contract import Scope
from core.roc import parse_roc, to_roc_year
from organization.models import Agency, Role
from plan.models import Plan
from plan.years import default_year, plan_years
from reports import annual, pdf
from reports.board import gather

FIRST_PAGES = (
    ({Role.SECRETARIAT, Role.SYSTEM_ADMIN, Role.OVERSIGHT, Role.REVIEWER, Role.UNIT_MANAGER}, "reports:board"),
    ({Role.PERSONNEL}, "training:people"),
)
"""Whoever holds one of the roles begins there; everybody else with their own hours (features 4.1)."""


@require_safe
def first(request):
    """Each to the page that says what is to be done next."""
    held = {one.role for one in request.actor.held}
    view = next((view for roles, view in FIRST_PAGES if roles & held), "training:my")
    year = default_year(plan_years(request.actor.agency_id), today())
    return redirect(view, year=year)


def _scope(request, year: int, *, unit_id: int | None = None) -> Scope:
    """The agency's year as of today, or of the day asked for (``?as_of=106/6/30``)."""
    agency = _agency(request)
    day = today()
    if asked := request.GET.get("as_of", "").strip():
        day = min(parse_roc(asked), day)
    return Scope(agency.id, year, day, unit_id)


def _agency(request) -> Agency:
    """One's own agency; the overseer names another (``?agency=doit``). Unseen ones don't exist."""
    if code := request.GET.get("agency"):
        found = Agency.objects.filter(code=code, id__in=request.actor.agency_ids).first()
    else:
        found = request.actor.agency
    if found is None:
        raise Http404
    return found


@require_safe
def plan(request, year):
    """The plan's text with its verdicts in the margin (look.md: the plan is the dashboard)."""
    try:
        scope, refused = _scope(request, year), ""
    except ValidationError as error:
        scope, refused = _scope_of_today(request, year), error.messages[0]
    return render(
        request,
        "reports/plan.html",
        {
            "board": gather(scope),
            "only_open": request.GET.get("only") == "open",
            "refused": refused,
            "asked": request.GET.get("as_of", ""),
        },
        status=400 if refused else 200,
    )


def _scope_of_today(request, year: int) -> Scope:
    return Scope(_agency(request).id, year, today())


@require_safe
def board(request, year):
    """What isn't 符合 yet, by whom and until when; a unit manager's covers the unit."""
    actor = request.actor
    unit_id = actor.managed_units[0] if _only_manages(actor) else None
    below = Agency.objects.filter(id__in=actor.agency_ids).exclude(id=actor.agency_id)
    scope = _scope_of_today(request, year) if unit_id is None else Scope(actor.agency_id, year, today(), unit_id)
    context = {"board": gather(scope), "below": _with_plans(below), "of_unit": unit_id is not None}
    return render(request, "reports/board.html", context)


def _only_manages(actor) -> bool:
    """A unit manager without a wider role sees the unit's figures."""
    return bool(actor.managed_units) and {one.role for one in actor.held} <= {Role.UNIT_MANAGER}


def _with_plans(agencies):
    return agencies.filter(id__in=Plan.objects.values("agency_id"))


@require_safe
def draft(request, year):
    """The draft of the year's outcome report as a page."""
    edition = annual.edition(_scope(request, year))
    return render(request, "reports/draft.html", {"edition": edition, "digest": annual.digest(edition)})


@require_safe
def annual_pdf(request, year):
    """The draft as PDF; what can't be printed is said on the draft's page."""
    edition = annual.edition(_scope(request, year))
    try:
        printed = pdf.render(edition)
    except pdf.ReportFailed as failure:
        context = {"edition": edition, "digest": annual.digest(edition), "failure": str(failure)}
        return render(request, "reports/draft.html", context, status=503)
    with override("zh-hant"):
        name = _("%(agency)s%(year)s年推動性別主流化成果報告（草案）.pdf") % {
            "agency": edition["agency"],
            "year": to_roc_year(year),
        }
    answer = FileResponse(printed.path.open("rb"), as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer

