"""The catalogue: courses and their sessions, kept by the personnel office."""

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.clock import today
from core.contract import Scope
from core.roc import to_roc_year
from core.spreadsheets import Sheet
from training import actions, permissions
from training.forms import CourseForm, SessionForm
from training.models import Course, Enrolment, Hours, Session, State
from training.views.people import WRITERS
from training.views.sessions import as_sheet


@require_safe
def course_list(request, year):
    """The year's sessions and the courses of the catalogue."""
    exports = [(kind, reverse("training:sessions-export", args=[year, kind])) for kind in WRITERS]
    may = permissions.why_not_keep_courses(request.actor, request.actor.agency_id) is None
    context = {"sessions": _sessions(request, year), "may_keep": may, "exports": exports}
    return render(request, "training/courses.html", context)


def _sessions(request, year: int):
    """With how many have a seat, how many came, and how many of these have verified hours."""
    scope = Scope(request.actor.agency_id, year, today())
    return (
        Session.objects.visible_to(request.actor)
        .catalogue()
        .ending(scope.first, scope.last)
        .select_related("course")
        .annotate(
            seated=_count(Enrolment.objects.seated()),
            came=_count(Hours.objects.attended()),
            verified=_count(Hours.objects.filter(state=State.VERIFIED)),
        )
        .order_by("ended_on", "id")
    )


def _count(rows):
    """How many of ``rows`` belong to the session."""
    of_one = rows.filter(session=OuterRef("pk")).order_by().values("session")
    return Coalesce(Subquery(of_one.annotate(n=Count("id")).values("n")), 0)


@require_safe
def export(request, year, kind):
    """The year's sessions as ODS, XLSX or CSV."""
    if kind not in WRITERS:
        raise Http404
    rows = [
        [
            one.course.code,
            one.course.title,
            one.held_on,
            one.ended_on,
            one.course.get_organiser_display(),
            one.course.get_level_display(),
            one.get_mode_display(),
            Decimal(one.minutes) / 60,
            one.lecturer,
            one.seats,
            one.seated,
            one.came,
            one.verified,
        ]
        for one in _sessions(request, year)
    ]
    return as_sheet(Sheet(_("場次"), _headers(), rows), f"sessions-{to_roc_year(year)}", kind)


def _headers() -> list[str]:
    return [
        _("課程代碼"),
        _("課程名稱"),
        _("開課日"),
        _("結束日"),
        _("辦理單位"),
        _("類別"),
        _("辦理方式"),
        _("時數"),
        _("講師"),
        _("名額"),
        _("報名人數"),
        _("參訓人數"),
        _("已核人數"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def course_create(request, year):
    """A new course of the catalogue."""
    _refuse_others(request)
    form = CourseForm(request.POST or None, instance=Course(agency=request.actor.agency))
    if request.method == "POST" and form.is_valid():
        actions.create_course(form.instance, by=request.actor)
        messages.success(request, _("已新增課程 1 筆。"))
        return redirect("training:session-create", year=year)
    return _form(request, year, form, _("新增課程"))


@require_http_methods(["GET", "HEAD", "POST"])
def session_create(request, year):
    """A course held once more."""
    _refuse_others(request)
    courses = Course.objects.visible_to(request.actor).catalogue()
    form = SessionForm(request.POST or None, courses=courses)
    if request.method == "POST" and form.is_valid():
        actions.create_session(form.instance, by=request.actor)
        messages.success(request, _("已新增場次 1 筆。"))
        return redirect("training:courses", year=form.instance.ended_on.year)
    return _form(request, year, form, _("新增場次"))


def _form(request, year: int, form, title: str):
    page = {"title": title, "button": _("儲存"), "form": form}
    page |= {"home": reverse("training:courses", args=[year]), "home_title": _("課程與場次")}
    return render(request, "form_page.html", page)


def _refuse_others(request) -> None:
    if reason := permissions.why_not_keep_courses(request.actor, request.actor.agency_id):
        raise PermissionDenied(reason)
