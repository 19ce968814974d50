"""What leaves the meeting's page as a file: agenda, pack, sign-in sheet, fee roll (C-16, C-19)."""

from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from committee import permissions
from committee.documents import agenda_document, agenda_of, fee_roll, minutes_document, sign_in_sheet
from committee.views.meetings import meetings_of
from core.printing import Document, PrintFailed, as_odt, as_pdf, make_pack
from core.printing.kept import opened

ODT = "application/vnd.oasis.opendocument.text"


def as_file(request, document: Document, kind: str, meeting):
    """A paper of the meeting, whose page says why when it can't be printed."""
    return as_download(
        request, document, kind, meeting.committee.agency_id, "committee:meeting-detail", meeting.pk
    )


def as_download(request, document: Document, kind: str, agency_id: int, *home):
    """``document`` as PDF or ODT; when it can't be printed the page ``home`` says why."""
    if kind == "odt":
        answer = HttpResponse(as_odt(document), content_type=ODT)
        answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(document.title)}.odt"
        answer["Cache-Control"] = "private, no-store"
        return answer
    try:
        path = as_pdf(document, lock_of(agency_id))
    except PrintFailed as failure:
        messages.error(request, str(failure))
        return redirect(*home)
    return download(path, f"{document.title}.pdf")


def download(path: Path, name: str) -> FileResponse:
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer


def lock_of(agency_id: int) -> str:
    return f"committee-{agency_id}"


SHEETS = {"sign-in": sign_in_sheet, "fees": fee_roll}


@require_safe
def sheet(request, pk, name, kind):
    """A form that is signed by hand, for the secretariat."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    if name not in SHEETS or meeting.held_on is None:
        raise Http404
    if refusal := permissions.why_not_run(request.actor, meeting.committee.agency_id):
        raise PermissionDenied(refusal)
    return as_file(request, SHEETS[name](meeting), kind, meeting)


@require_safe
def agenda(request, pk, kind):
    """The agenda by itself."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    if meeting.held_on is None:
        raise Http404
    return as_file(
        request, agenda_document(meeting, with_restricted=sees_all(request.actor, meeting)), kind, meeting
    )


def sees_all(actor, meeting) -> bool:
    """Restricted items are for the secretariat and the members."""
    if permissions.is_secretariat(actor, meeting.committee.agency_id):
        return True
    return bool(actor.person) and meeting.invitations.filter(membership__person=actor.person).exists()


@require_safe
def pack(request, pk):
    """Agenda and papers as one PDF with continuous page numbers."""
    meeting = get_object_or_404(meetings_of(request.actor), pk=pk)
    if meeting.held_on is None:
        raise Http404
    try:
        path = bound(meeting, with_restricted=sees_all(request.actor, meeting))
    except PrintFailed as failure:
        messages.error(request, str(failure))
        return redirect("committee:meeting-detail", pk=pk)
    return download(path, _("%(meeting)s會議資料.pdf") % {"meeting": meeting})


def bound(meeting, *, with_restricted: bool) -> Path:
    """The pack of what its reader may see."""
    cover = as_pdf(
        agenda_document(meeting, with_restricted=with_restricted),
        lock_of(meeting.committee.agency_id),
        numbered=False,
    )
    papers = []
    for item in agenda_of(meeting, with_restricted=with_restricted):
        if not item.is_hidden:
            papers += _papers(item, lock_of(meeting.committee.agency_id), with_restricted=with_restricted)
    return make_pack(cover, papers, lock=lock_of(meeting.committee.agency_id))


def _papers(item, lock: str, *, with_restricted: bool) -> list[tuple]:
    """The minutes that the item confirms, and its files, as (title, path, kind)."""
    minutes = []
    if item.confirms_id:
        document = minutes_read(item.confirms, with_restricted=with_restricted)
        minutes.append((item.title, as_pdf(document, lock), "application/pdf"))
    files = [
        (one.title, Path(settings.PRIVATE_FILES_ROOT, one.file.stored_name), one.file.content_type)
        for one in item.papers.all()
        if not one.is_withdrawn
    ]
    return minutes + files


def minutes_read(minutes, *, with_restricted: bool) -> Document:
    """What was confirmed or last corrected, else the minutes as they stand; what the reader may see of it."""
    last = minutes.editions.last()
    if last is None:
        return minutes_document(minutes, with_restricted=with_restricted)
    return edition_read(last, with_restricted=with_restricted)


def edition_read(edition, *, with_restricted: bool) -> Document:
    return opened(edition.document if with_restricted else edition.open_document)
