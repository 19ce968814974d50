"""Enrolling: oneself from the list of coming sessions, or many at once by the personnel office (伍二(四); T-8)."""

from decimal import Decimal
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.clock import today
from core.contract import Scope
from core.roc import to_roc_year
from core.spreadsheets import Sheet
from core.text import clean_line
from organization.models import Person, Unit
from organization.views.asked import agency_of
from organization.views.saying import clean_reason
from training import actions, permissions
from training.compliance.candidates import candidates, in_service
from training.compliance.coming import Coming, coming
from training.compliance.similar import repeats
from training.forms import WhyForm
from training.models import Enrolment, Place
from training.views.sessions import PAGE_METHODS, WRITERS, as_sheet, sessions_of

ROWS = 100
MOST = 1000
SAID = 10
"""How many refusals are named one by one."""


@require_safe
def coming_list(request, year):
    """The year's sessions that are still to be held, with one button each."""
    query = request.GET.urlencode()
    exports = [(kind, f"{reverse('training:coming-export', args=[year, kind])}?{query}") for kind in WRITERS]
    return render(
        request, "training/session_coming.html", {"rows": _coming(request, year), "exports": exports}
    )


def _coming(request, year: int) -> list[Coming]:
    scope = Scope(agency_of(request).id, year, today())
    sessions = (
        sessions_of(request.actor)
        .filter(course__agency_id=scope.agency_id, held_on__lte=scope.last)
        .coming(max(scope.first, today()))
        .order_by("held_on", "id")
    )
    return coming(sessions, request.actor.person)


@require_safe
def coming_export(request, year, kind):
    """The same list as ODS, XLSX or CSV."""
    if kind not in WRITERS:
        raise Http404
    rows = [
        [
            one.session.held_on,
            one.session.course.code,
            one.session.course.title,
            one.session.place,
            Decimal(one.session.minutes) / 60,
            one.left,
            _stands(one),
        ]
        for one in _coming(request, year)
    ]
    heads = [_("日期"), _("課程代碼"), _("課程"), _("地點"), _("時數"), _("本組室剩餘名額"), _("報名")]
    return as_sheet(Sheet(_("即將舉行的場次"), heads, rows), f"coming-{to_roc_year(year)}", kind)


def _stands(one: Coming) -> str | None:
    """Where the person stands with a session, or that it was called off."""
    if one.session.is_cancelled:
        return one.session.get_state_display()
    return one.mine.get_state_display() if one.mine else None


@require_POST
def enrol_me(request, pk):
    """One click; where a similar course was had, the page asks for a reason first."""
    session = get_object_or_404(sessions_of(request.actor), pk=pk)
    actor, form = request.actor, WhyForm(request.POST if "reason" in request.POST else None)
    if actor.person is None:
        raise PermissionDenied(permissions.why_not_enrol(actor, None, session, None))
    reason = form.cleaned_data["reason"] if form.is_bound and form.is_valid() else ""
    outcome = actions.enrol(session, [actor.person], by=actor, reason=reason)
    if outcome.skipped and (notice := _asks_why(session, actor.person, outcome.skipped[0][1])):
        page = {"title": _("報名「%(course)s」") % {"course": session.course}, "button": _("仍要報名")}
        page |= {"home": reverse("training:session-detail", args=[pk]), "home_title": session.course}
        return render(request, "form_page.html", page | {"form": form, "notice": notice})
    for place in outcome.done:
        _tell_place(request, place)
    for _person, why_not in outcome.skipped:
        messages.warning(request, why_not)
    return redirect("training:coming", year=session.held_on.year)


def _asks_why(session, person, refusal: str) -> str:
    """The refusal, where a reason would lift it."""
    repeat = repeats(session, [person.id]).get(person.id)
    return refusal if repeat and not repeat.is_refused and str(repeat.sentence) in refusal else ""


def _tell_place(request, place) -> None:
    if place.state == Place.WAITING:
        said = (
            _("本組室名額已滿，已列入候補；有名額時依序遞補。")
            if place.session.allotments.exists()
            else _("名額已滿，已列入候補；有名額時依序遞補。")
        )
        messages.warning(request, said)
    else:
        messages.success(request, _("已報名。"))


@require_http_methods(PAGE_METHODS)
def choose(request, pk):
    """Everybody in service that day; the ticked ones are enrolled."""
    session = get_object_or_404(sessions_of(request.actor), pk=pk)
    if reason := permissions.why_not_keep_courses(request.actor, session.course.agency_id):
        raise PermissionDenied(reason)
    if request.method == "POST" and _enrolled(request, session):
        return redirect("training:session-detail", pk=pk)
    unit_id, is_short = _asked(request)
    there = in_service(session, request.actor.day, unit_id)
    there = [one for one in there if one.asked and not one.complete] if is_short else there
    page = Paginator(there, ROWS).get_page(request.GET.get("page"))
    context = {
        "session": session,
        "page_obj": page,
        "rows": candidates(session, list(page.object_list)),
        "units": Unit.objects.filter(agency_id=session.course.agency_id).on(session.held_on),
        "unit": unit_id,
        "is_short": is_short,
        "shown": urlencode({"unit": unit_id or "", "list": "short" if is_short else "all"}),
        "reason": request.POST.get("reason", ""),
        "ticked": set(request.POST.getlist("id")),
    }
    return render(request, "training/enrolment_choose.html", context)


def _asked(request) -> tuple[int | None, bool]:
    unit = request.GET.get("unit", "")
    unit_id = int(unit) if unit.isdecimal() and len(unit) < 19 else None
    return unit_id, request.GET.get("list", "short") != "all"


def ids_of(request) -> list[int]:
    return [int(one) for one in request.POST.getlist("id")[:MOST] if one.isdecimal() and len(one) < 19]


def _enrolled(request, session) -> bool:
    """Enrol the ticked; with the tick on 仍要派訓 a reason lets similar courses pass."""
    try:
        reason = clean_line(request.POST.get("reason", ""))[:200]
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return False
    if request.POST.get("override") and not reason:
        messages.error(request, _("勾選「仍要派訓」者，請填寫理由。"))
        return False
    people = Person.objects.filter(agency_id=session.course.agency_id, pk__in=ids_of(request))
    if not people:
        messages.warning(request, _("沒有勾選任何一人。"))
        return False
    reason = reason if request.POST.get("override") else ""
    outcome = actions.enrol(session, people, by=request.actor, reason=reason)
    _tell(request, session, outcome)
    return not outcome.skipped


def _tell(request, session, outcome) -> None:
    """How many got a seat, how many wait, and why others were left out."""
    waiting = sum(one.state == Place.WAITING for one in outcome.done)
    if seated := len(outcome.done) - waiting:
        said = ngettext("已報名 %(count)s 人。", "已報名 %(count)s 人。", seated)
        messages.success(request, said % {"count": seated})
    if waiting:
        said = (
            ngettext("%(count)s 人因組室名額已滿列入候補。", "%(count)s 人因組室名額已滿列入候補。", waiting)
            if session.allotments.exists()
            else ngettext("%(count)s 人因名額已滿列入候補。", "%(count)s 人因名額已滿列入候補。", waiting)
        )
        messages.warning(request, said % {"count": waiting})
    for person, reason in outcome.skipped[:SAID]:
        messages.warning(request, f"{person}：{reason}")


@require_POST
def decide(request, pk):
    """Cancel the ticked places with a reason, or give who waits a seat that is left."""
    session = get_object_or_404(sessions_of(request.actor), pk=pk)
    places = Enrolment.objects.visible_to(request.actor).filter(session=session, pk__in=ids_of(request))
    places = list(places.select_related("person", "session__course"))
    verbs = {"cancel": _cancel, "promote": _promote}
    if request.POST.get("verb") not in verbs:
        return HttpResponseBadRequest()
    if not places:
        messages.warning(request, _("沒有勾選任何一筆。"))
    try:
        reason = clean_reason(request)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("training:session-detail", pk=pk)
    for place in places:
        verbs[request.POST["verb"]](request, place, reason)
    return redirect("training:session-detail", pk=pk)


def _cancel(request, place, reason: str) -> None:
    _try(request, place, lambda: actions.cancel(place, by=request.actor, reason=reason), _("已取消報名。"))


def _promote(request, place, _reason: str) -> None:
    _try(request, place, lambda: actions.promote(place, by=request.actor), _("已遞補。"))


def _try(request, place, act, done: str) -> None:
    try:
        act()
        messages.success(request, f"{place.person}：{done}")
    except PermissionDenied as refusal:
        messages.warning(request, f"{place.person}：{refusal}")
