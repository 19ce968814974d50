"""What was reported of the year to 公訓處 and 人事處 (伍二(三)2, TR-15)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import files
from organization.views.saying import attempt
from training import actions, permissions
from training.forms import SubmissionForm
from training.models import Submission
from training.views.sessions import PAGE_METHODS


@require_http_methods(PAGE_METHODS)
def submission_list(request, year):
    """The year's letters, and the form to keep another."""
    actor = request.actor
    if reason := permissions.why_not_keep_courses(actor, actor.agency_id):
        raise PermissionDenied(reason)
    form = SubmissionForm(request.POST or None, request.FILES or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        submission = form.submission(actor.agency, year)
        if attempt(form, lambda: actions.record_submission(submission, by=actor)):
            messages.success(request, _("已登錄函報 1 筆。"))
            return redirect("training:submissions", year=year)
    rows = Submission.objects.visible_to(actor).filter(agency=actor.agency, year=year).select_related("file")
    return render(request, "training/session_submissions.html", {"rows": rows, "form": form})


@require_safe
def letter(request, pk):
    """The letter's file."""
    submission = get_object_or_404(
        Submission.objects.visible_to(request.actor).filter(file__isnull=False), pk=pk
    )
    return files.serve(submission.file)
