"""An edition's files, each made of it once and never again (R-5, R-9)."""

import hashlib
import tempfile
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_noop as _n
from django.utils.translation import override

from core.roc import to_roc_year
from organization import history
from organization.actions import attach
from organization.models import Role
from reports import pdf, permissions, twins
from reports.actions.refusing import refuse
from reports.models import Edition, EditionFile, FileKind

ENDINGS = {FileKind.PDF_EN: ".en"}
NAME = _n("%(agency)s%(year)s年推動性別主流化成果報告_第%(number)s版")


TWINS = {FileKind.ODT: twins.odt, FileKind.DOCX: twins.docx, FileKind.ODS: twins.ods}
KINDS = (FileKind.PDF, FileKind.PDF_EN, *TWINS)
"""What can be made of an edition alone."""


def file_name(edition: Edition, extension: str) -> str:
    """What a file of the edition is called, in the plan's own language."""
    with override("zh-hant"):
        values = {"agency": edition.agency.name, "year": to_roc_year(edition.year), "number": edition.number}
        return f"{NAME % values}.{extension}"


def make_pdf(edition: Edition, *, by) -> EditionFile:
    """The report as PDF, printed from the edition alone; PrintFailed where it can't be."""
    return make(edition, FileKind.PDF, by=by)


def make(edition: Edition, kind: str, *, by) -> EditionFile:
    """One of the edition's files; what is made already stays as it is (R-5, R-9)."""
    if known := edition.files.filter(kind=kind).first():
        return known
    refuse(permissions.why_not_compile(by, edition.agency_id))
    if kind == FileKind.PDF:
        return keep(edition, kind, pdf.render(edition.content), by=by)
    if kind == FileKind.PDF_EN:
        return keep(edition, kind, pdf.render(edition.content, "en"), by=by)
    with tempfile.TemporaryDirectory() as room:
        made = Path(room, f"edition.{FileKind(kind).value.lower()}")
        made.write_bytes(TWINS[FileKind(kind)](edition.content))
        return keep(edition, kind, made, by=by)


@transaction.atomic
def keep(edition: Edition, kind: str, made: Path, *, by) -> EditionFile:
    """Keep what was made of the edition; one of a kind that is there already stays."""
    refuse(permissions.why_not_compile(by, edition.agency_id))
    edition = Edition.objects.select_for_update(of=("self",)).select_related("agency").get(pk=edition.pk)
    if known := edition.files.filter(kind=kind).first():
        return known
    with made.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        ending = f"{ENDINGS.get(kind, '')}{made.suffix}".removeprefix(".")
        attachment = attach(File(opened, name=file_name(edition, ending)), by=by)
    row = EditionFile(edition=edition, kind=kind, file=attachment, sha256=digest)
    return history.save(row, by=by, verb=_n("產生檔案"), role=Role.SECRETARIAT)
