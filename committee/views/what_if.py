"""A draft list tried out before letters of appointment go out (伍一(一)3C, 3之2; C-3). Nothing is saved."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from committee.compliance.drafts import Drafted, outcome_of
from committee.compliance.records import Roster, roster_on
from committee.compliance.rules import RULES
from committee.forms.what_if import DraftForm, draft_forms
from committee.lists import Line, lines
from committee.permissions import is_secretariat
from organization.views.asked import agency_of, day_of
from plan.rules import in_force


@require_safe
def what_if(request):
    """Who stays is ticked, who may come is typed; the address holds all of it."""
    agency = agency_of(request)
    day, refused = day_of(request)
    roster = roster_on(agency.id, day)
    stays = _staying(request.GET, lines(roster))
    added = draft_forms(request.GET)
    book = in_force(agency.id, day, RULES)
    filing = None
    if roster.committee and is_secretariat(request.actor, agency.id):
        page = reverse("committee:filing-create", args=[roster.committee.pk])
        filing = f"{page}?{urlencode({'since': day.isoformat()})}"
    context = {
        "day": day,
        "asked": request.GET.get("on", ""),
        "refused": refused,
        "roster": roster,
        "lines": stays,
        "added": added,
        "members": outcome_of(book, "TF-10", _members(stays, added)),
        "liaisons": outcome_of(book, "TF-09", _liaisons(roster, stays, added)),
        "filing": filing,
    }
    return render(request, "committee/what_if.html", context, status=400 if refused else 200)


def _staying(asked, listed: list[Line]) -> list[tuple[Line, bool]]:
    """Each line and whether it is ticked; before the form is first sent, everybody stays."""
    kept = set(asked.getlist("keep"))
    return [(one, "sent" not in asked or str(one.member.pk) in kept) for one in listed]


def _members(stays: list[tuple[Line, bool]], added: list[DraftForm]) -> list[Drafted]:
    present = [
        Drafted(one.member.sex, one.member.seat, one.member.is_ex_officio) for one, ticked in stays if ticked
    ]
    return present + [one for form in added if (one := form.drafted())]


def _liaisons(roster: Roster, stays: list[tuple[Line, bool]], added: list[DraftForm]) -> list[Drafted]:
    """The liaisons of the day but those whose tick is taken away, and who is added as one."""
    leaving = {one.member.person_id for one, ticked in stays if not ticked}
    present = {
        one.person_id: Drafted(one.person.sex) for one in roster.liaisons if one.person_id not in leaving
    }
    coming = [one for form in added if form.is_for_liaison and (one := form.drafted())]
    return [*present.values(), *coming]
