"""The yearly form as page, PDF, ODT and ODS; when it is due, and that it was sent (伍三(二)3A(2); S-13)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee.views.members import spreadsheet
from committee.views.papers import as_download, lock_of
from committee.views.terms import again
from core import files
from core.printing import PrintFailed, as_pdf
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES
from organization import history
from organization.actions import attach
from organization.models import Attachment
from organization.views.asked import agency_of
from organization.views.saying import attempt
from statistics_app import lists, permissions
from statistics_app.actions import yearly as actions
from statistics_app.documents import yearly_document
from statistics_app.forms.yearly import DueForm, SentForm
from statistics_app.models import YearlyForm
from statistics_app.usage import heads, uses
from statistics_app.views.indicators import FORMS, exports


@require_http_methods(FORMS)
def yearly(request, year):
    """The lines of the year, and the two forms of the accounting office."""
    agency, actor = agency_of(request), request.actor
    record, verb = actions.yearly_form(agency, year), request.POST.get("verb")
    refusal = permissions.why_not_keep_indicators(actor, agency.id)
    if request.method == "POST" and refusal:
        raise PermissionDenied(refusal)
    due, sent = _due(request, record, verb), _sent(request, record, verb)
    if verb == "due" and due.is_valid() and _keep_due(request, record, due):
        messages.success(request, _("已登錄期限。"))
        return redirect("statistics:yearly", year=year)
    if verb == "sent" and sent.is_valid() and _keep_sent(request, record, sent):
        messages.success(request, _("已登錄彙送。"))
        return redirect("statistics:yearly", year=year)
    context = {
        "year": year,
        "record": record,
        "heads": heads(),
        "rows": uses(agency.id, year),
        "due": due,
        "sent": sent,
        "may_keep": not refusal,
        "exports": exports(request, "statistics:yearly-export", year),
        "changes": history.of(record) if record.pk else [],
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "statistics_app/yearly.html", context, status=status)


def _due(request, record: YearlyForm, verb: str | None) -> DueForm:
    data = request.POST if verb == "due" else None
    return DueForm(data, auto_id="due_%s", initial={"due_on": record.due_on, "version": record.version})


def _sent(request, record: YearlyForm, verb: str | None) -> SentForm:
    data, given = (request.POST, request.FILES) if verb == "sent" else (None, None)
    names = ("sent_to", "sent_on", "document_number", "version")
    initial = {name: getattr(record, name) for name in names} | {"as_printed": record.file is None}
    return SentForm(data, given, actor=request.actor, initial=initial)


def _keep_due(request, record: YearlyForm, form: DueForm):
    record.version, day = form.cleaned_data["version"], form.cleaned_data["due_on"]
    return attempt(form, lambda: again(form, lambda: actions.set_due(record, day, by=request.actor)))


def _keep_sent(request, record: YearlyForm, form: SentForm):
    record.version, data = form.cleaned_data["version"], form.cleaned_data

    def act():
        file = form.attachment or (_printed(request, record) if data["as_printed"] else None)
        sent = actions.Sent(data["sent_to"], data["sent_on"], data["document_number"], file)
        return again(form, lambda: actions.record_sent(record, sent, by=request.actor))

    return attempt(form, act)


def _printed(request, record: YearlyForm) -> Attachment:
    """The PDF as it is made now, kept as a file."""
    document = yearly_document(record.agency, record.year, request.actor.day)
    try:
        data = as_pdf(document, lock_of(record.agency_id)).read_bytes()
    except PrintFailed as failure:
        raise ValidationError({"as_printed": str(failure)}) from failure
    return attach(SimpleUploadedFile(f"{document.title}.pdf", data), by=request.actor)


@require_safe
def paper(request, year, kind):
    """The form as PDF or ODT."""
    agency = agency_of(request)
    document = yearly_document(agency, year, request.actor.day)
    return as_download(request, document, kind, agency.id, "statistics:yearly", year)


@require_safe
def export(request, year, kind):
    """The form's lines for an office program."""
    if kind not in CONTENT_TYPES:
        raise Http404
    sheet = lists.usage(uses(agency_of(request).id, year))
    return spreadsheet(sheet, kind, f"usage-{to_roc_year(year)}")


@require_safe
def file(request, year):
    """The very file that was sent."""
    rows = YearlyForm.objects.visible_to(request.actor).filter(agency=agency_of(request), file__isnull=False)
    return files.serve(get_object_or_404(rows.select_related("file"), year=year).file)
