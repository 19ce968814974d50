"""An edition's files made by a process of its own, so that whoever asks may leave the page (R-10).

Small reports are printed while one waits; a long one takes minutes. How far it is, or why it ended, stands beside the
PDFs in a file of a few words: nothing of it is a record.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from core.clock import moment
from core.printing import PrintFailed, progress
from organization.actor import Actor
from reports.actions.files import make
from reports.models import Edition, FileKind
from reports.templatetags.edition import tables

CELLS = 8000
"""A report with more cells is printed by a process of its own; a cell takes about a millisecond (docs/figures.md)."""

PRINTED = (FileKind.PDF, FileKind.PDF_EN)
LONGEST = timedelta(minutes=10)
"""After that a process that hasn't said anything has died."""


@dataclass(frozen=True)
class Running:
    """What is being made since when, how far it is, or why it wasn't made."""

    kind: FileKind
    since: datetime
    step: int = 0
    page: int = 0
    failed: str = ""


def is_long(edition: Edition, kind: str) -> bool:
    """Is it better not to wait for it?"""
    cells = sum(len(one["table"]["columns"]) * len(one["table"]["rows"]) for one in tables(edition.content))
    return kind in PRINTED and cells > CELLS


def start(edition: Edition, kind: str, *, by: Actor) -> None:
    """Let a process make it; of two clicks the second changes nothing."""
    running = state(edition)
    if running and not running.failed:
        return
    _write(edition.pk, kind)
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "print_edition", str(edition.pk), kind]
    quiet = subprocess.DEVNULL
    subprocess.Popen(
        [*command, "--account", by.account.username],
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    )


def run(edition: Edition, kind: str, *, by: Actor) -> None:
    """In the process: make it, and leave nothing behind but the file, or the reason why there is none."""
    _write(edition.pk, kind)
    try:
        make(edition, kind, by=by)
    except PrintFailed as failure:
        _write(edition.pk, kind, failed=str(failure))
        raise
    except Exception as error:
        _write(edition.pk, kind, failed=type(error).__name__)
        raise
    _file(edition.pk).unlink(missing_ok=True)


def state(edition: Edition) -> Running | None:
    """What is being made of the edition just now, or was last and failed."""
    try:
        said = json.loads(_file(edition.pk).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    since = datetime.fromisoformat(said["since"])
    if not said["failed"] and moment() - since > LONGEST:
        return None
    step, page = progress(edition.agency.name) or (0, 0)
    return Running(FileKind(said["kind"]), since, step, page, said["failed"])


def _write(pk: int, kind: str, failed: str = "") -> None:
    settings.PDF_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    words = {"kind": str(kind), "since": moment().isoformat(), "failed": failed}
    _file(pk).write_text(json.dumps(words), encoding="utf-8")


def _file(pk: int) -> Path:
    return settings.PDF_ROOT / f"edition-{pk}.json"
