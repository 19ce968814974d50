"""What was reported of the year to 公訓處 and 人事處 (伍二(三)2, TR-15)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import files
from core.roc import to_roc_year
from core.spreadsheets import Sheet
from organization.views.saying import attempt
from training import actions, permissions
from training.forms import SubmissionForm
from training.models import Submission
from training.views.people import WRITERS
from training.views.sessions import PAGE_METHODS, as_sheet


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
    exports = [(kind, reverse("training:submissions-export", args=[year, kind])) for kind in WRITERS]
    context = {"rows": _rows(actor, year), "form": form, "exports": exports}
    return render(request, "training/session_submissions.html", context)


def _rows(actor, year: int):
    return Submission.objects.visible_to(actor).filter(agency=actor.agency, year=year).select_related("file")


@require_safe
def export(request, year, kind):
    """The year's letters as ODS, XLSX or CSV."""
    actor = request.actor
    if reason := permissions.why_not_keep_courses(actor, actor.agency_id):
        raise PermissionDenied(reason)
    if kind not in WRITERS:
        raise Http404
    rows = [
        [one.sent_on, one.get_recipient_display(), one.number, one.file.original_name if one.file else None]
        for one in _rows(actor, year)
    ]
    headers = [_("發文日"), _("受文機關"), _("發文字號"), _("附件")]
    return as_sheet(Sheet(_("彙整函報"), headers, rows), f"submissions-{to_roc_year(year)}", kind)


@require_safe
def letter(request, pk):
    """The letter's file."""
    submission = get_object_or_404(
        Submission.objects.visible_to(request.actor).filter(file__isnull=False), pk=pk
    )
    return files.serve(submission.file)
