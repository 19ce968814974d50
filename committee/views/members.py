"""The list of members on a day: who sits, what it is worth by the one-third rule, who left (伍一(一); C-1, C-2)."""

import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from committee.compliance.members import member_findings
from committee.compliance.records import Roster, roster_on
from committee.compliance.rules import RULES
from committee.compliance.thirds import heads
from committee.lists import last_day, lines, sheet
from committee.models import Committee, Filing, Membership, Seat
from committee.permissions import is_secretariat
from core.contract import Scope
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES, write
from organization.views.asked import agency_of, day_of
from plan.rules import in_force

ABOUT_THE_LIST = ("TF-04", "TF-05", "TF-09", "TF-10", "TF-11")
"""Findings that everybody reads here; the others name heads and liaisons one by one, for the secretariat."""


@require_safe
def roster(request):
    """The task force as it stands (stood, will stand) on a day."""
    agency = agency_of(request)
    day, refused = day_of(request)
    found = roster_on(agency.id, day)
    keeps = is_secretariat(request.actor, agency.id)
    scope = Scope(agency.id, day.year, day)
    findings = member_findings(scope, in_force(agency.id, day, RULES)) if found.committee else []
    context = {
        "day": day,
        "asked": request.GET.get("on", ""),
        "refused": refused,
        "roster": found,
        "lines": lines(found),
        "count": heads(one.sex for one in found.members),
        "findings": [one for one in findings if keeps or one.rule in ABOUT_THE_LIST],
        "keeps": keeps,
        "missing": _missing(found) if keeps else [],
        "former": _former(agency.id, day),
        "filings": Filing.objects.filter(committee=found.committee, filed_on__lte=day).select_related("file"),
        "exports": exports(request, "committee:roster-export", on=day.isoformat()),
    }
    return render(request, "committee/roster.html", context, status=400 if refused else 200)


def exports(request, name: str, on: str, **place) -> list[tuple[str, str]]:
    """The files of the page that is shown: (kind, address)."""
    asked = {"on": on} | ({"agency": request.GET["agency"]} if request.GET.get("agency") else {})
    return [
        (kind, f"{reverse(name, kwargs={**place, 'kind': kind})}?{urlencode(asked)}")
        for kind in CONTENT_TYPES
    ]


def _missing(found: Roster) -> list[dict]:
    """TF-06: heads of units and liaisons who don't sit, each with the way to the form that appoints them."""
    if found.committee is None:
        return []
    due = {one.person_id: one for one in (*found.liaisons, *found.heads)}
    page = reverse("committee:member-appoint", args=[found.committee.pk])
    return [
        {"post": post, "url": f"{page}?{urlencode(_asked(found.committee, post))}"}
        for person_id, post in due.items()
        if person_id not in found.people
    ]


def _asked(committee: Committee, post) -> dict:
    since = max(post.since, committee.since)
    return {
        "person": post.person_id,
        "seat": Seat.INTERNAL,
        "since": since.isoformat(),
        "is_ex_officio": "on",
    }


def _former(agency_id: int, day: datetime.date) -> list[dict]:
    """Terms of the task force that ended within the year up to ``day``, the latest first."""
    ended = (
        Membership.objects.filter(
            committee__in=Committee.objects.gender().filter(agency_id=agency_id),
            until__gt=datetime.date(day.year, 1, 1),
            until__lte=day,
        )
        .select_related("person", "external")
        .order_by("-until", "id")
    )
    return [{"member": one, "last": last_day(one)} for one in ended]


@require_safe
def roster_export(request, kind):
    """The list of the day as ODS, XLSX or CSV."""
    agency = agency_of(request)
    day, refused = day_of(request)
    if kind not in CONTENT_TYPES or refused:
        raise Http404
    made = sheet(roster_on(agency.id, day), with_email=is_secretariat(request.actor, agency.id))
    return spreadsheet(made, kind, f"members-{to_roc_year(day.year)}{day:%m%d}")


def spreadsheet(made, kind: str, name: str) -> HttpResponse:
    """``made`` as a file to be kept."""
    answer = HttpResponse(write(kind, made), content_type=CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
