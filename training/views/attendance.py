"""The grid of attendance: everybody enrolled is ticked beforehand, one takes out who did not come (T-6)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from organization.models import Person
from organization.views.saying import attempt
from training import actions, permissions
from training.compliance.seats import homes
from training.forms import AttendanceForm, AttendanceRow
from training.models import Hours, Place, State
from training.views.enrolments import SAID
from training.views.sessions import PAGE_METHODS, places_in, sessions_of

ALL = "all"


@require_http_methods(PAGE_METHODS)
def grid(request, pk):
    """Whoever has a place; saving writes their hours as verified."""
    session = get_object_or_404(sessions_of(request.actor), pk=pk)
    if reason := permissions.why_not_record(request.actor, session):
        raise PermissionDenied(reason)
    rows = _rows(request, session)
    form = AttendanceForm(
        request.POST or None, agency_id=session.course.agency_id, initial={"version": session.version}
    )
    if request.method == "POST" and _save(request, session, rows, form):
        return redirect("training:session-detail", pk=pk)
    page = {"session": session, "rows": rows, "form": form, "others": _others(session, rows)}
    return render(request, "training/session_attendance.html", page)


def _rows(request, session) -> list[AttendanceRow]:
    places = list(places_in(session, request.actor).live())
    minutes = dict(Hours.objects.live().filter(session=session).values_list("person_id", "minutes"))
    is_first = not any(one.state in (Place.ATTENDED, Place.ABSENT) for one in places)
    expected = {Place.ATTENDED, Place.ENROLLED} if is_first else {Place.ATTENDED}
    data = request.POST if request.method == "POST" else None
    return [
        AttendanceRow(
            data,
            place=one,
            whole=session.minutes,
            initial={"came": one.state in expected, "minutes": _partial(minutes, one, session)},
        )
        for one in places
    ]


def _others(session, rows) -> list[Person]:
    """Everybody else in service that day, to choose from."""
    there = set(homes(session.course.agency_id, session.held_on))
    there -= {row.place.person_id for row in rows if row.place.state != Place.WAITING}
    everybody = Person.objects.filter(agency_id=session.course.agency_id).order_by("staff_number")
    return [one for one in everybody.only("staff_number", "name") if one.id in there]


def _partial(minutes: dict, place, session) -> int | None:
    """What differs from the whole time; else the box stays empty."""
    found = minutes.get(place.person_id)
    return None if found == session.minutes else found


def _save(request, session, rows, form) -> bool:
    """Only people who stood on the page are written: who was enrolled meanwhile is not absent for that."""
    valid = [row.is_valid() for row in rows]
    if not form.is_valid() or not all(valid):
        return False
    everybody = request.POST.get("verb") == ALL
    shown = [row for row in rows if row.cleaned_data["listed"]]
    walk_ins = {one.id: one for one in form.cleaned_data["walk_ins"]}
    came = [
        actions.Came(row.place.person, row.attended(everybody=everybody, walk_ins=set(walk_ins)))
        for row in shown
    ]
    listed = {one.person.id for one in came}
    came += [actions.Came(one, session.minutes) for pk, one in walk_ins.items() if pk not in listed]
    session.version = form.cleaned_data["version"]
    outcome = attempt(form, lambda: actions.record_attendance(session, came, by=request.actor))
    if outcome is None:
        return False
    _tell(request, session, came, outcome)
    return True


def _tell(request, session, came, outcome) -> None:
    count = sum(one.minutes is not None for one in came) - len(outcome.skipped)
    own = Hours.objects.filter(session=session, person=request.actor.person, state=State.PENDING)
    if request.actor.person and own.exists():
        said = ngettext(
            "出席 %(count)s 人，時數已核；您本人的時數待其他承辦人核定。",
            "出席 %(count)s 人，時數已核；您本人的時數待其他承辦人核定。",
            count,
        )
    else:
        said = ngettext("出席 %(count)s 人，時數已核。", "出席 %(count)s 人，時數已核。", count)
    messages.success(request, said % {"count": count})
    for person, reason in outcome.skipped[:SAID]:
        messages.warning(request, f"{person}：{reason}")
