"""Files come in: check, look, confirm, watch, undo; templates and the present records to begin from (I-1 – I-10)."""

import subprocess
import sys

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import files
from core.clock import moment
from core.spreadsheets import CONTENT_TYPES, read_rows
from core.spreadsheets.formats import FORMATS
from organization import history, permissions
from organization.actions import imports
from organization.imports.table import Table
from organization.imports.template import template, with_faults
from organization.models import BatchState, ImportBatch, Person, Post
from organization.views.saying import attempt, clean_reason
from training.forms import UploadForm
from training.kinds import KINDS
from training.models import Hours

FAULTS_SHOWN = 200
BATCHES = 20
ROWS_IN_REQUEST = 2_000
"""Larger files are written by a process of their own, which the page watches."""

RECORDS = {
    "hours": (Hours, ("person", "session__course"), ("held_on", "id")),
    "people": (Person, (), ("staff_number",)),
    "posts": (Post, ("person", "unit"), ("person__staff_number", "since", "id")),
}


@require_http_methods(["GET", "HEAD", "POST"])
def batch_list(request):
    """Bring a file; the files that were brought."""
    _refuse_others(request)
    form = UploadForm(request.POST or None, request.FILES or None, kinds=KINDS)
    if request.method == "POST" and form.is_valid():
        kind = KINDS[form.cleaned_data["kind"]]
        if batch := attempt(form, lambda: imports.check(form.cleaned_data["file"], kind, by=request.actor)):
            return redirect("training:import", pk=batch.pk)
    rows = _batches(request).exclude(state=BatchState.CHECKING)
    page = Paginator(rows, BATCHES).get_page(request.GET.get("page"))
    now = moment()
    for one in page:
        one.kind_title, one.died = KINDS[one.kind].title, one.has_died(now)
    context = {"form": form, "page_obj": page, "kinds": KINDS.values(), "extensions": list(CONTENT_TYPES)}
    return render(request, "imports/list.html", context)


@require_safe
def batch_detail(request, pk):
    """What was found in a file, and what can be done with it; while it runs the page asks again by itself."""
    batch = _batch(request, pk)
    now = moment()
    context = {
        "batch": batch,
        "kind": KINDS[batch.kind],
        "faults": batch.faults.all()[:FAULTS_SHOWN],
        "fault_count": batch.faults.count(),
        "twin": _twin(batch),
        "died": batch.has_died(now),
        "expired": batch.has_expired(now),
        "seconds": int((now - batch.started_at).total_seconds()) if batch.started_at else 0,
        "waits": batch.state in (BatchState.CHECKED, BatchState.FAILED) or batch.has_died(now),
        "changes": history.of(batch),
    }
    return render(request, "imports/detail.html", context)


def _twin(batch) -> ImportBatch | None:
    """The same file, let in before."""
    same = ImportBatch.objects.filter(agency=batch.agency_id, kind=batch.kind, sha256=batch.sha256)
    return same.filter(state=BatchState.DONE, pk__lt=batch.pk).first()


@require_POST
def confirm(request, pk):
    """Let the file in. A small one is written at once, a large one by a process that nobody need wait for."""
    batch = _batch(request, pk)
    choice = "GOOD" if request.POST.get("choice") == "GOOD" else "ALL"
    try:
        batch, taken = imports.confirm(batch, choice, by=request.actor)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
        return redirect("training:import", pk=pk)
    if taken and batch.rows <= ROWS_IN_REQUEST:
        imports.run(batch, KINDS[batch.kind], by=request.actor)
    elif taken:
        _start(batch)
    return redirect("training:import", pk=pk)


def _start(batch) -> None:
    """The process goes on when this one ends; what becomes of it stands in the batch."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_import", str(batch.pk)]
    quiet = subprocess.DEVNULL
    subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)


@require_POST
def drop(request, pk):
    """Give up a file that waits."""
    batch = _batch(request, pk)
    imports.drop(batch, KINDS[batch.kind], by=request.actor)
    return redirect("training:imports")


@require_POST
def undo(request, pk):
    """Take out again what came with the file."""
    batch = _batch(request, pk)
    try:
        imports.undo(batch, KINDS[batch.kind], by=request.actor, reason=clean_reason(request))
    except (PermissionDenied, ValidationError) as refusal:
        messages.error(request, getattr(refusal, "messages", [str(refusal)])[0])
    else:
        messages.success(request, _("已撤銷這次匯入。"))
    return redirect("training:import", pk=pk)


@require_safe
def original(request, pk):
    """The file as it was brought."""
    batch = _batch(request, pk)
    if batch.file is None:
        raise Http404
    return files.serve(batch.file)


@require_safe
def faulty_file(request, pk):
    """The same file with a column that says what is wrong (I-2)."""
    batch = _batch(request, pk)
    if batch.file is None:
        raise Http404
    extension = batch.file_name.rpartition(".")[2].lower()
    with files.opened(batch.file) as file:
        rows = read_rows(file, batch.file_name)
    head = Table(KINDS[batch.kind].columns, rows).head
    faults = batch.faults.values_list("number", "column", "message")
    data = with_faults(extension, KINDS[batch.kind].title, rows, head, faults)
    return _download(data, f"faults-{batch.pk}", extension)


@require_safe
def blank(request, kind):
    """The file to fill in (I-1)."""
    _refuse_others(request)
    asked = _asked(request)
    if kind not in CONTENT_TYPES:
        raise Http404
    return _download(template(kind, asked.title, asked.columns), f"{asked.key}-template", kind)


@require_safe
def current(request, kind):
    """The agency's records of that kind as a file, which comes in again unchanged (I-6)."""
    _refuse_others(request)
    asked = _asked(request)
    form = {one().get_extension(): one for one in FORMATS}.get(kind)
    if form is None:
        raise Http404
    model, joined, order = RECORDS[asked.key]
    rows = model.objects.visible_to(request.actor).order_by(*order)
    rows = rows.select_related(*joined) if joined else rows
    return _download(form().export_data(asked.resource().export(rows)), asked.key, kind)


def _asked(request):
    found = KINDS.get(request.GET.get("of", "hours"))
    if found is None:
        raise Http404
    return found


def _download(data: bytes, name: str, extension: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=CONTENT_TYPES[extension])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _batches(request):
    return ImportBatch.objects.visible_to(request.actor).select_related("file")


def _batch(request, pk) -> ImportBatch:
    """One of those the actor may see; another's doesn't exist."""
    return get_object_or_404(_batches(request), pk=pk)


def _refuse_others(request) -> None:
    if reason := permissions.why_not_import(request.actor, request.actor.agency_id):
        raise PermissionDenied(reason)
