"""The catalogue: courses and their sessions, kept by the personnel office."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.clock import today
from core.contract import Scope
from training import actions, permissions
from training.forms import CourseForm, SessionForm
from training.models import Course, Session


@require_safe
def course_list(request, year):
    """The year's sessions and the courses of the catalogue."""
    scope = Scope(request.actor.agency_id, year, today())
    sessions = (
        Session.objects.visible_to(request.actor)
        .catalogue()
        .held(scope.first, scope.last)
        .select_related("course")
        .order_by("ended_on", "id")
    )
    may = permissions.why_not_keep_courses(request.actor, request.actor.agency_id) is None
    return render(request, "training/courses.html", {"sessions": sessions, "may_keep": may})


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
