"""My hours and their form; the personnel office's list; one record with its history and its proof."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import files
from core.clock import today
from core.contract import Scope
from core.roc import to_roc_year
from core.spreadsheets.formats import FORMATS
from core.text import clean_line
from organization import history
from organization.views.saying import attempt
from training import actions, permissions
from training.brought import apart, marked
from training.compliance import people
from training.filters import HoursFilter
from training.forms import HoursForm, OwnCourseForm
from training.models import Hours, Session, State
from training.resources import HoursResource

ROWS = 50
FORMATS_BY_KIND = {one().get_extension(): one for one in FORMATS}


def _records(actor):
    return Hours.objects.visible_to(actor).select_related("person", "session__course", "proof")


@require_http_methods(["GET", "HEAD", "POST"])
def my(request, year):
    """What I need, what I have, what waits and what is missing; the form to log hours stands open."""
    scope = _scope(request, year)
    form = HoursForm(
        request.POST or None,
        request.FILES or None,
        actor=request.actor,
        sessions=_sessions(request, scope),
        initial={"token": uuid.uuid4()},
    )
    if request.method == "POST" and form.is_valid():
        done = _log(request, form, _log_session)
        if done:
            return redirect("training:my", year=year)
    return _my_page(request, scope, form, OwnCourseForm(actor=request.actor, initial={"token": uuid.uuid4()}))


@require_http_methods(["GET", "HEAD", "POST"])
def own_course(request, year):
    """Log a course that isn't in the catalogue."""
    form = OwnCourseForm(
        request.POST or None, request.FILES or None, actor=request.actor, initial={"token": uuid.uuid4()}
    )
    if request.method == "POST" and form.is_valid() and _log(request, form, _log_own):
        return redirect("training:my", year=year)
    page = {"title": _("登錄清單以外的課程"), "button": _("送出")}
    page |= {"home": reverse("training:my", args=[year]), "home_title": _("我的時數")}
    return render(request, "form_page.html", page | {"form": form})


def _log(request, form, log) -> bool:
    """Call the action; what it refuses is said above the form, and everything typed stays."""
    record = attempt(form, lambda: log(request.actor, form))
    if record:
        hours = f"{record.minutes / 60:g}"
        messages.success(request, _("已登錄 %(hours)s 小時，待人事室核定。") % {"hours": hours})
    return bool(record)


def _log_session(actor, form) -> Hours:
    data = form.cleaned_data
    return actions.log_hours(
        person=actor.person,
        session=data["session"],
        minutes=data["minutes"],
        proof=form.attachment,
        token=data["token"],
        by=actor,
    )


def _log_own(actor, form) -> Hours:
    names = ("title", "held_on", "minutes", "organiser", "level", "is_cedaw")
    course = actions.OwnCourse(**{name: form.cleaned_data[name] for name in names})
    token = form.cleaned_data["token"]
    return actions.log_own_course(
        person=actor.person,
        course=course,
        proof=form.attachment,
        earned_at=form.cleaned_data["earned_at"],
        token=token,
        by=actor,
    )


def _scope(request, year: int) -> Scope:
    if request.actor.agency_id is None:
        raise Http404
    return Scope(request.actor.agency_id, year, today())


def _sessions(request, scope: Scope):
    """Sessions of the year that have been held, those already logged left out."""
    logged = Hours.objects.live().filter(person=request.actor.person).values("session")
    return (
        Session.objects.visible_to(request.actor)
        .catalogue()
        .held(scope.first, scope.day)
        .exclude(id__in=logged)
        .select_related("course")
    )


def _my_page(request, scope: Scope, form, own_form):
    actor = request.actor
    year = people(scope, actor.person_id) if actor.person else None
    mine = year.people[0] if year and year.people else None
    records, undone = apart(_records(actor).filter(person=actor.person).held(scope.first, scope.last))
    rules = [rule for code in ("TR-01", "TR-05", "TR-03", "TR-07") if year and (rule := year.book.get(code))]
    context = {"form": form, "own_form": own_form, "mine": mine, "rules": rules}
    context |= {"records": records, "undone": undone}
    return render(request, "training/my.html", context)


@require_safe
def verify_list(request, year):
    """The year's records of everybody the actor sees, those that wait first."""
    if not permissions.is_personnel(request.actor, request.actor.agency_id):
        raise PermissionDenied(_("時數由人事室核定。"))
    found = _filtered(request, year)
    page = Paginator(found.qs.order_by("held_on", "id"), ROWS).get_page(request.GET.get("page"))
    exports = [
        (kind, f"{reverse('training:hours-export', args=[year, kind])}?{request.GET.urlencode()}")
        for kind in FORMATS_BY_KIND
    ]
    page.object_list = marked(page.object_list)
    context = {"form": found.form, "page_obj": page, "exports": exports}
    return render(request, "training/verify.html", context)


def _filtered(request, year: int) -> HoursFilter:
    """The year's records that the actor sees; without a choice the office has those that wait for it."""
    scope = _scope(request, year)
    waiting = {"state": State.PENDING} if permissions.is_personnel(request.actor, scope.agency_id) else {}
    asked = request.GET if {"state", "q"} & set(request.GET) else waiting
    return HoursFilter(asked, _records(request.actor).held(scope.first, scope.last))


@require_safe
def export(request, year, kind):
    """The list as it is filtered, as ODS, XLSX or CSV; staff get their own rows."""
    form = FORMATS_BY_KIND.get(kind)
    if form is None:
        raise Http404
    rows = _filtered(request, year).qs.order_by("held_on", "id")
    data = form().export_data(HoursResource().export(rows))
    answer = HttpResponse(data, content_type=form().get_content_type())
    answer["Content-Disposition"] = f'attachment; filename="hours-{to_roc_year(year)}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def decide(request):
    """Verify the ticked records, or send them back with a reason."""
    ids = [int(one) for one in request.POST.getlist("id")[:1000] if one.isdecimal() and len(one) < 19]
    records = list(_records(request.actor).filter(pk__in=ids))
    decision = {"verify": _verify, "return": _send_back}.get(request.POST.get("verb"))
    if decision is None:
        return HttpResponseBadRequest()
    if records:
        decision(request, records)
    else:
        messages.warning(request, _("沒有勾選任何一筆。"))
    year = records[0].held_on.year if records else today().year
    return redirect(f"{reverse('training:hours-verify', args=[year])}?{_shown_before(request)}")


def _shown_before(request) -> str:
    """The list's filter and page, as the form brought them along."""
    asked = QueryDict(request.POST.get("shown", "")[:500])
    return urlencode({name: asked[name] for name in ("state", "q", "page") if name in asked})


def _verify(request, records) -> None:
    _say(request, actions.verify(records, by=request.actor), _("已核 %(count)s 筆。"))


def _send_back(request, records) -> None:
    try:
        reason = clean_line(request.POST.get("reason", ""))[:200]
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return
    _say(request, actions.send_back(records, by=request.actor, reason=reason), _("退回 %(count)s 筆。"))


def _say(request, outcome, text: str) -> None:
    """What was counted, and why the rest was left."""
    if outcome.done:
        messages.success(request, text % {"count": len(outcome.done)})
    for record, reason in outcome.skipped[:10]:
        messages.warning(request, f"{record.person}：{reason}")


@require_safe
def detail(request, pk):
    """One record, whole, with what happened to it."""
    record = get_object_or_404(_records(request.actor), pk=pk)
    context = {
        "record": marked([record])[0],
        "changes": history.of(record),
        "may_verify": permissions.why_not_verify(request.actor, record) is None,
        "may_withdraw": permissions.why_not_withdraw(request.actor, record) is None,
        "may_correct": permissions.why_not_correct(request.actor, record) is None,
    }
    return render(request, "training/hours_detail.html", context)


@require_safe
def proof(request, pk):
    """The proof file, to whoever may see the record."""
    record = get_object_or_404(_records(request.actor).filter(proof__isnull=False), pk=pk)
    return files.serve(record.proof)


@require_POST
def withdraw(request, pk):
    """Take a record out of the count, with the reason."""
    record = get_object_or_404(_records(request.actor), pk=pk)
    try:
        reason = clean_line(request.POST.get("reason", ""))[:200]
        if not reason:
            raise ValidationError(_("撤回須說明事由。"))
        actions.withdraw(record, by=request.actor, reason=reason)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("已撤回 1 筆。"))
    return redirect("training:hours-detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def again(request, pk):
    """Correct a returned record and send it again."""
    record = get_object_or_404(_records(request.actor), pk=pk)
    if reason := permissions.why_not_correct(request.actor, record):
        raise PermissionDenied(reason)
    listed = record.session.course.in_catalogue
    kind = {"sessions": Session.objects.filter(pk=record.session_id)} if listed else {}
    form = (HoursForm if listed else OwnCourseForm)(
        request.POST or None, request.FILES or None, actor=request.actor, initial=_again_from(record), **kind
    )
    if request.method == "POST" and form.is_valid() and _log(request, form, _correcting(record, listed)):
        return redirect("training:my", year=record.held_on.year)
    page = {"title": _("補正後再送"), "button": _("送出"), "home_title": record.session.course}
    page |= {"home": reverse("training:hours-detail", args=[pk]), "form": form}
    if record.reason:
        page["notice"] = _("退回事由：%(reason)s") % {"reason": record.reason}
    return render(request, "form_page.html", page)


def _again_from(record) -> dict:
    course = record.session.course
    return {
        "session": record.session_id,
        "minutes": record.minutes,
        "token": uuid.uuid4(),
        "title": course.title,
        "held_on": record.held_on,
        "organiser": course.organiser,
        "level": course.level,
        "is_cedaw": course.is_cedaw,
        "earned_at": record.earned_at,
    }


def _correcting(record, listed: bool):
    def correct(actor, form) -> Hours:
        names = ("title", "held_on", "minutes", "organiser", "level", "is_cedaw")
        course = None if listed else actions.OwnCourse(**{name: form.cleaned_data[name] for name in names})
        return actions.correct(
            record,
            by=actor,
            minutes=form.cleaned_data["minutes"],
            proof=form.attachment,
            earned_at=form.cleaned_data.get("earned_at", record.earned_at),
            course=course,
        )

    return correct
