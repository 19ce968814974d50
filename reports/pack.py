"""The year's evidence as one ZIP for outside evaluation (features 2 no. 29): the same records, the same bytes.

A folder for each section of the plan with its verdicts and records (ODS) and the files that prove them; in front all
verdicts as PDF, what the pack contains, and an index with the SHA-256 of each file. People appear by number only.
"""

import hashlib
import re
import shutil
import tempfile
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from typing import BinaryIO

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import files
from core.contract import Evidence
from core.printing import Document, Facts, Grid, Heading, as_pdf
from core.roc import format_day, format_year
from core.spreadsheets import Sheet, write_ods
from organization.models import Agency, Attachment
from reports.chapters import CHAPTERS
from reports.judged import Board, Judged
from reports.sections import Section, sections

MOST = 500 * 1024**2
"""Bytes of evidence files in one pack."""
IN_MEMORY = 16 * 1024**2
LONGEST = 60
"""Signs of a file's name in the pack."""
NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\s]+')
PEOPLE = {"organization.Person", "committee.External", "impact_assessment.Expert"}
"""Whoever is one of them, or a record of one, is given by number only."""


@dataclass(frozen=True)
class Entry:
    """One file of the pack, or one that was left out (``path`` is empty)."""

    path: str
    rule: str
    about: str
    size: int
    sha256: str


def make(board: Board, agency: Agency, actor) -> BinaryIO:
    """The ZIP, open at its beginning; the caller closes it."""
    with override("zh-hant"):
        out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115, the answer closes it
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            _fill(archive, board, agency, actor)
        out.seek(0)
    return out


def _fill(archive: zipfile.ZipFile, board: Board, agency: Agency, actor) -> None:
    parts = [one for one in sections(board) if one.judged]
    entries = [
        _put(archive, _("判定總表.pdf"), as_pdf(_verdicts(board, parts, agency), agency.name).read_bytes())
    ]
    names = _Names(board)
    for part in parts:
        sheets = [_sheet(part), *(names.sheet(one) for one in part.judged if _lists(one))]
        entries.append(_put(archive, f"{_folder(part)}/{_('判定與紀錄.ods')}", write_ods(sheets)))
    entries += _prove(archive, board, parts, actor)
    entries.append(_put(archive, _("索引.ods"), write_ods([_index(entries)])))
    entries.append(_put(archive, _("說明.txt"), _told(board, agency).encode()))
    sums = "".join(f"{one.sha256}  {one.path}\n" for one in entries if one.path)
    _put(archive, "SHA256SUMS", sums.encode())


def _put(archive: zipfile.ZipFile, path: str, content: bytes) -> Entry:
    archive.writestr(_member(path), content)
    return Entry(path, "", "", len(content), hashlib.sha256(content).hexdigest())


def _member(path: str) -> zipfile.ZipInfo:
    """A member without a time of its own."""
    member = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member


def _folder(part: Section) -> str:
    return _clean(f"{part.label} {part.title}" if part.title else part.heading)


def _clean(name: str) -> str:
    return NOT_IN_A_NAME.sub("_", name)[:LONGEST].strip("._")


def _verdicts(board: Board, parts: list[Section], agency: Agency) -> Document:
    """The verdict page of every section."""
    title = _("%(agency)s %(year)s 年實施計畫各條款判定") % {
        "agency": agency.name,
        "year": format_year(board.scope.year),
    }
    blocks = [Facts(((_("基準日"), format_day(board.scope.day)), (_("計畫"), board.plan.title)))]
    header = (_("條款"), _("規則"), _("判定"), _("達成／應達成"), _("說明"))
    for part in parts:
        rows = [tuple(str(cell) for cell in _line(one)) for one in part.judged]
        blocks += [Heading(1, part.heading), Grid(header, tuple(rows), (15, 9, 11, 16, 49))]
    return Document(title, blocks=tuple(blocks), header=title)


def _line(one: Judged) -> tuple:
    finding = one.finding
    have = "–" if finding.have is None else finding.have
    share = "–" if finding.need is None else f"{have}/{finding.need}"
    return finding.clause, finding.rule, finding.verdict.label, share, str(finding.sentence)


def _sheet(part: Section) -> Sheet:
    headers = (_("條款"), _("規則"), _("判定"), _("達成／應達成"), _("說明"), _("條文"))
    return Sheet(_("判定"), headers, [(*_line(one), one.text) for one in part.judged])


def _lists(one: Judged) -> list[tuple[str, Evidence]]:
    """The two lists of a finding that has any."""
    pairs = ((_("已達成"), one.finding.counted), (_("應達成"), one.finding.asked))
    return [(which, evidence) for which, evidence in pairs if evidence and evidence.ids]


class _Names:
    """What the records are called: one query for each kind of record, none for people."""

    def __init__(self, board: Board):
        wanted = defaultdict(set)
        for one in board.judged:
            for _which, evidence in _lists(one):
                wanted[evidence.model] |= set(evidence.ids)
        self.models = {label: apps.get_model(label) for label in wanted}
        self.known = {
            label: {pk: str(row) for pk, row in self.models[label].objects.in_bulk(list(ids)).items()}
            for label, ids in wanted.items()
            if not self._tells_of_people(label)
        }

    def _tells_of_people(self, label: str) -> bool:
        related = (one.related_model for one in self.models[label]._meta.fields if one.related_model)
        return label in PEOPLE or any(one._meta.label in PEOPLE for one in related)

    def sheet(self, one: Judged) -> Sheet:
        headers = (_("名單"), _("資料種類"), _("編號"), _("名稱"))
        rows = [
            (
                which,
                self.models[evidence.model]._meta.verbose_name,
                pk,
                self.known.get(evidence.model, {}).get(pk),
            )
            for which, evidence in _lists(one)
            for pk in evidence.ids
        ]
        return Sheet(one.finding.rule, headers, rows)


def _prove(archive: zipfile.ZipFile, board: Board, parts: list[Section], actor) -> list[Entry]:
    """The chapters' files in the folders of their rules, until the pack is full."""
    folder = {one.finding.rule: _folder(part) for part in parts for one in part.judged}
    section = {part.label: _folder(part) for part in parts}
    found = [one for chapter in CHAPTERS for one in chapter.proofs(board.scope, actor)]
    stored = Attachment.objects.in_bulk({one.file_id for one in found})
    entries, room = [], MOST
    for number, one in enumerate(found, start=1):
        file = stored[one.file_id]
        place = folder.get(one.rule) or section.get(_article(one.rule, parts), _("其他"))
        path = f"{place}/{_('佐證')}/{number:04} {_clean_file(file.original_name)}"
        digest = _copied(archive, path, file) if file.size <= room else ""
        room -= file.size if digest else 0
        entries.append(Entry(path if digest else "", one.rule, one.about, file.size, digest or file.sha256))
    return entries


def _article(rule: str, parts: list[Section]) -> str:
    """The section whose rules begin like this one (MS-A4 belongs where MS-01 does)."""
    begins = rule.partition("-")[0]
    return next(
        (part.label for part in parts for one in part.judged if one.finding.rule.startswith(f"{begins}-")), ""
    )


def _clean_file(name: str) -> str:
    """Its ending stays whatever is cut."""
    stem, dot, ending = name.rpartition(".")
    return f"{_clean(stem)}{dot}{ending}"


def _copied(archive: zipfile.ZipFile, path: str, file: Attachment) -> str:
    """The SHA-256 of what was put in; nothing where the file isn't where it should be."""
    try:
        source = files.opened(file)
    except FileNotFoundError:
        return ""
    with source, archive.open(_member(path), "w") as member:
        digest = hashlib.file_digest(source, "sha256")
        source.seek(0)
        shutil.copyfileobj(source, member)
    return digest.hexdigest()


def _index(entries: list[Entry]) -> Sheet:
    headers = (_("檔案"), _("規則"), _("內容"), _("大小（位元組）"), "SHA-256")
    rows = [(one.path or _("未收入"), one.rule, one.about, one.size, one.sha256) for one in entries]
    return Sheet(_("索引"), headers, rows)


def _told(board: Board, agency: Agency) -> str:
    """What the pack contains, and whom it names."""
    lines = (
        f"{agency.name} {format_year(board.scope.year)}",
        _("基準日：%(day)s") % {"day": format_day(board.scope.day)},
        _("內容：各條款判定（PDF）、各章節判定與紀錄（ODS）、佐證檔案、索引與 SHA-256。"),
        _(
            "個人資料：名單只列編號；判定說明可能提及委員或聯絡人姓名，佐證檔案依原樣收入，可能載有人名或影像，請依個人資料保護法使用。"
        ),
        _("不收入：訓練證明、專家資格證明、不公開議案的資料。"),
    )
    return "\n".join(lines) + "\n"
