"""The year's editions: frozen, one with its files and its way, put on an agenda, announced (柒一(二); R-3)."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.models import Meeting
from core import files
from core.clock import today
from core.contract import canonical
from core.printing import PrintFailed
from core.roc import format_short
from organization import history
from organization.views.asked import agency_of
from organization.views.saying import attempt, done
from reports import permissions, printing
from reports.actions import editions as actions
from reports.actions.files import KINDS, make
from reports.forms.editions import AnnounceForm, FreezeForm
from reports.models import Edition, FileKind
from reports.standing import standing
from reports.views.asked import of_agency


def seen(request, pk: int) -> Edition:
    """An edition of an agency whose pages the actor may read; 404 otherwise."""
    return get_object_or_404(Edition.objects.visible_to(request.actor).whole(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request, year):
    """Every edition of the year and how far the newest has come; here the secretariat freezes the next."""
    agency = agency_of(request)
    rows = actions.editions_of(agency.id, year)
    last = rows[0] if rows else None
    refusal = permissions.why_not_freeze(request.actor, agency.id, year, last)
    initial = {"as_of": format_short(today()), "token": uuid.uuid4()}
    form = FreezeForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid() and (made := attempt(form, lambda: _frozen(agency, year, form, request.actor))):
            return printed(request, made, _("第 %(number)s 版已定稿。") % {"number": made.number})
        status = 400
    context = {
        "year": year,
        "rows": [(one, standing(one)) for one in rows],
        "steps": standing(last).steps,
        "form": None if refusal else form,
        "of_agency": of_agency(request),
    }
    return render(request, "reports/edition_list.html", context, status=status)


def _frozen(agency, year: int, form: FreezeForm, actor) -> Edition:
    data = form.cleaned_data
    return actions.freeze(agency, year, as_of=data["as_of"], token=data["token"], by=actor)


def printed(request, edition: Edition, said: str):
    """To the edition's page, with its PDF where it can be printed at once; else the page offers to try again."""
    messages.success(request, said)
    _make(request, edition, FileKind.PDF)
    return redirect("reports:edition", edition.pk)


def _make(request, edition: Edition, kind: FileKind) -> bool:
    """Make a file of the edition, a long one by a process that nobody need wait for; was it made by now?"""
    if printing.is_long(edition, kind):
        if refusal := permissions.why_not_compile(request.actor, edition.agency_id):
            raise PermissionDenied(refusal)
        printing.start(edition, kind, by=request.actor)
        return False
    try:
        make(edition, kind, by=request.actor)
    except PrintFailed as failure:
        messages.error(request, str(failure))
        return False
    return True


@require_safe
def detail(request, pk):
    """One edition: how far it has come, what comes next, its files, what it corrects."""
    edition = seen(request, pk)
    return _page(request, edition, AnnounceForm())


def _page(request, edition: Edition, form: AnnounceForm, status: int = 200):
    actor, stands = request.actor, standing(edition)
    may = permissions.is_secretariat(actor, edition.agency_id)
    may_submit = may and permissions.why_not_submit(actor, edition) is None
    context = {
        "year": edition.year,
        "edition": edition,
        "stands": stands,
        "steps": stands.steps,
        "files": edition.files.all(),
        "may_print": may and not any(one.kind == "PDF" for one in edition.files.all()),
        "unmade": _unmade(edition) if may else [],
        "running": printing.state(edition),
        "may_submit": may_submit,
        "meetings": coming(actor, edition.agency_id) if may_submit else [],
        "may_correct": permissions.why_not_correct(actor, edition) is None,
        "may_err": permissions.why_not_err(actor, edition) is None,
        "form": form if permissions.why_not_announce(actor, edition) is None else None,
        "changes": history.around(_records(edition)),
        "of_agency": of_agency(request),
    }
    return render(request, "reports/edition.html", context, status=status)


def _unmade(edition: Edition) -> list[FileKind]:
    """What could still be made of the edition beside its PDF."""
    made = {one.kind for one in edition.files.all()}
    return [one for one in KINDS if one not in made and one != FileKind.PDF]


def _records(edition: Edition) -> list:
    """The edition and what belongs to it, for the history."""
    around = (getattr(edition, name, None) for name in ("submission", "announcement"))
    return [edition, *edition.files.all(), *(one for one in around if one)]


def coming(actor, agency_id: int) -> list[Meeting]:
    """The task force's meetings to come."""
    rows = Meeting.objects.visible_to(actor).gender().to_come().select_related("committee")
    return list(rows.filter(committee__agency=agency_id).order_by("year", "number"))


@require_POST
def print_again(request, pk):
    """A file that the edition hasn't yet: its PDF, or the ``kind`` that is asked for."""
    edition = seen(request, pk)
    kind = request.POST.get("kind", str(FileKind.PDF))
    if kind not in KINDS:
        raise Http404
    if _make(request, edition, FileKind(kind)):
        messages.success(request, _("已產生：%(file)s") % {"file": FileKind(kind).label})
    return redirect("reports:edition", pk)


@require_safe
def file(request, pk, kind):
    """A file of the edition, to everybody of the agency."""
    edition = seen(request, pk)
    found = next((one for one in edition.files.all() if one.kind == kind), None)
    if found is None:
        raise Http404
    return files.serve(found.file)


@require_safe
def data(request, pk):
    """The edition's canonical JSON: its SHA-256 is the edition's."""
    edition = seen(request, pk)
    answer = HttpResponse(canonical(edition.content), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="edition-{edition.pk}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def submit(request, pk):
    """On the agenda of a meeting to come."""
    edition = seen(request, pk)
    rows = coming(request.actor, edition.agency_id)
    meeting = next((one for one in rows if str(one.pk) == request.POST.get("meeting")), None)
    if meeting is None:
        if refusal := permissions.why_not_compile(request.actor, edition.agency_id):
            raise PermissionDenied(refusal)
        messages.error(request, _("請選擇一次即將召開的會議。"))
    elif done(request, lambda: actions.submit(edition, meeting, by=request.actor)):
        messages.success(request, _("已排入%(meeting)s議程。") % {"meeting": meeting})
    return redirect("reports:edition", pk)


@require_POST
def announce(request, pk):
    """Public from now on."""
    edition = seen(request, pk)
    if refusal := permissions.why_not_announce(request.actor, edition):
        if not edition.is_announced:
            raise PermissionDenied(refusal)
        return redirect("reports:edition", pk)
    form = AnnounceForm(request.POST)
    if form.is_valid() and attempt(
        form, lambda: actions.announce(edition, url=form.cleaned_data["url"], by=request.actor)
    ):
        messages.success(request, _("已公告於公開專區。"))
        return redirect("reports:edition", pk)
    return _page(request, edition, form, status=400)
