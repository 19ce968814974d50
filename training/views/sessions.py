"""One session: its facts, the seats of the units, who is to come; the same as files and on paper (T-5, T-14)."""

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.views.papers import as_download
from core.spreadsheets import CONTENT_TYPES, Sheet
from organization import history
from organization.models import Sex
from organization.views.saying import attempt, clean_reason
from training import actions, permissions
from training.compliance.seats import seats_of
from training.documents import sign_in_sheet
from training.forms import SessionForm, ShareForm
from training.models import Course, Enrolment, Hours, Place, Session, State
from training.views.people import WRITERS

PAGE_METHODS = ["GET", "HEAD", "POST"]
LOGGED = 100
"""So many people without a place are named on the page."""


def sessions_of(actor):
    """The sessions of the catalogue that ``actor`` may see, with their course."""
    return Session.objects.visible_to(actor).catalogue().select_related("course__agency")


def places_in(session, actor):
    """Who is enrolled, as far as ``actor`` may see: staff themselves, a manager the unit."""
    return (
        Enrolment.objects.visible_to(actor)
        .filter(session=session)
        .select_related("person", "unit")
        .order_by("unit__order", "unit_id", "id")
    )


@require_safe
def detail(request, pk):
    """Facts, seats by unit, and the places that the reader may see."""
    session = get_object_or_404(sessions_of(request.actor), pk=pk)
    return _page(request, session)


def _page(request, session, share=None):
    actor, lines = request.actor, seats_of(session)
    may_keep = permissions.why_not_change_session(actor, session) is None
    came = Hours.objects.attended().filter(session=session)
    is_office = permissions.is_personnel(actor, session.course.agency_id)
    context = _places(session, actor) | {
        "session": session,
        "lines": lines,
        "total": _total(lines) | {"attended": came.count()},
        "verified": came.filter(state=State.VERIFIED).count(),
        "is_office": is_office,
        "may_keep": may_keep,
        "may_choose": may_keep and actor.day <= session.ended_on,
        "may_record": permissions.why_not_record(actor, session) is None,
        "why_not_call_off": permissions.why_not_call_off(actor, session),
        "share": share or (_share_form(session, lines) if may_keep and session.seats else None),
        "exports": [(kind, reverse("training:session-export", args=[session.pk, kind])) for kind in WRITERS],
        "changes": history.of(session) if is_office else (),
    }
    return render(request, "training/session_detail.html", context)


def _places(session, actor) -> dict:
    """Who has a place, as far as the reader may see, where the reader stands, and who has hours without a place."""
    places = list(places_in(session, actor))
    live = [one for one in places if one.state != Place.CANCELLED]
    mine = next((one for one in live if one.person_id == actor.person_id), None)
    is_open = session.held_on >= actor.day and not session.is_cancelled
    logged = Hours.objects.visible_to(actor).attended().filter(session=session)
    logged = logged.exclude(person__in=session.enrolments.live().values("person"))
    return {
        "places": [one for one in live if one.state != Place.WAITING],
        "waiting": sorted((one for one in live if one.state == Place.WAITING), key=lambda one: one.id),
        "cancelled": [one for one in places if one.state == Place.CANCELLED],
        "mine": mine,
        "may_cancel_mine": mine is not None and permissions.why_not_cancel(actor, mine) is None,
        "may_enrol": actor.person is not None and mine is None and is_open,
        "logged": logged.select_related("person", "session__course", "proof").order_by("id")[:LOGGED],
        "logged_count": logged.count(),
    }


def _total(lines) -> dict:
    names = ("people", "taken", "waiting")
    total = {name: sum(getattr(one, name) for one in lines) for name in names}
    decided = [one.allotted for one in lines if one.allotted is not None]
    return total | {"allotted": sum(decided) if decided else None}


def _share_form(session, lines, data=None) -> ShareForm:
    initial = {"shared_by": session.shared_by, "version": session.version}
    return ShareForm(data, lines=lines, initial=initial)


@require_POST
def allot(request, pk):
    """Give each unit the seats as typed."""
    session = get_object_or_404(sessions_of(request.actor), pk=pk)
    _refuse_others(request, session)
    form = _share_form(session, seats_of(session), request.POST)
    if form.is_valid() and _allotted(request, session, form):
        messages.success(request, _("名額已分配。"))
        return redirect("training:session-detail", pk=pk)
    return _page(request, get_object_or_404(sessions_of(request.actor), pk=pk), form)


def _allotted(request, session, form):
    session.version = form.cleaned_data["version"]
    note = form.cleaned_data["shared_by"]
    return attempt(form, lambda: actions.allot(session, form.seats(), by=request.actor, note=note))


@require_http_methods(PAGE_METHODS)
def update(request, pk):
    """Other facts of the session."""
    session = get_object_or_404(sessions_of(request.actor), pk=pk)
    _refuse_others(request, session)
    courses = Course.objects.visible_to(request.actor).catalogue()
    form = SessionForm(request.POST or None, courses=courses, instance=session)
    if request.method == "POST" and form.is_valid() and _changed(request, form):
        messages.success(request, _("場次已修改。"))
        return redirect("training:session-detail", pk=pk)
    page = {"title": _("修改場次"), "button": _("儲存"), "form": form, "home_title": session.course}
    page |= {"home": reverse("training:session-detail", args=[pk])}
    return render(request, "form_page.html", page)


def _changed(request, form):
    return attempt(form, lambda: actions.change_session(form.instance, by=request.actor))


def _refuse_others(request, session) -> None:
    if reason := permissions.why_not_keep_courses(request.actor, session.course.agency_id):
        raise PermissionDenied(reason)


@require_POST
def call_off(request, pk):
    """The session won't be held; why, it says to whoever had a place."""
    session = get_object_or_404(sessions_of(request.actor), pk=pk)
    _refuse_others(request, session)
    try:
        places = actions.call_off(session, by=request.actor, reason=clean_reason(request))
    except (PermissionDenied, ValidationError) as refusal:
        messages.error(request, getattr(refusal, "messages", [str(refusal)])[0])
        return redirect("training:session-detail", pk=pk)
    said = _("場次已取消，通知 %(count)s 人的信在寄件匣，還沒有寄出。") if places else _("場次已取消。")
    messages.success(request, said % {"count": len(places)} if places else said)
    return redirect("training:session-detail", pk=pk)


@require_safe
def sheet(request, pk, kind):
    """The list to sign on, for the personnel office."""
    session = get_object_or_404(sessions_of(request.actor), pk=pk)
    _refuse_others(request, session)
    document = sign_in_sheet(session)
    return as_download(
        request, document, kind, session.course.agency_id, "training:session-detail", session.pk
    )


@require_safe
def export(request, pk, kind):
    """Who is enrolled, with the hours that followed, as ODS, XLSX or CSV."""
    session = get_object_or_404(sessions_of(request.actor), pk=pk)
    if kind not in WRITERS:
        raise Http404
    places = places_in(session, request.actor)
    hours = Hours.objects.filter(session=session, state=State.VERIFIED).values_list("person_id", "minutes")
    minutes = dict(hours)
    rows = [
        [
            one.person.staff_number,
            one.person.name,
            str(Sex(one.person.sex).label),
            one.unit.name,
            one.get_state_display(),
            Decimal(minutes[one.person_id]) / 60 if one.person_id in minutes else None,
            one.similar,
            one.similar_reason or one.reason,
        ]
        for one in places
    ]
    return as_sheet(Sheet(_("報名名單"), _headers(), rows), f"session-{session.pk}", kind)


def _headers() -> list[str]:
    return [
        _("員工編號"),
        _("姓名"),
        _("性別"),
        _("組室"),
        _("狀態"),
        _("已核時數"),
        _("雷同課程"),
        _("理由"),
    ]


def as_sheet(sheet: Sheet, name: str, kind: str) -> HttpResponse:
    """The file as an answer that no cache keeps."""
    answer = HttpResponse(WRITERS[kind](sheet), content_type=CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
