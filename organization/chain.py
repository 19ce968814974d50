"""Is the history still what it was when it was sealed? Reads only; ``actions.chain`` extends it (RQ-H16).

The newest head of each agency also stands outside the database (``remembered``), or nobody could tell a chain whose
last links were taken off from one that was never longer.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from core.contract import canonical
from organization.models import Agency, Change, HistoryLink

COLUMNS = tuple(one.attname for one in Change._meta.concrete_fields)
SHOWN = 16
"""Digits of a line's digest that a link keeps, to name the line."""


def text_of(row: dict) -> str:
    """The one text of a history line: same line, same text, on either database."""
    return canonical(
        row | {"at": row["at"].isoformat(), "changes": json.dumps(row["changes"], sort_keys=True)}
    )


def rows(agency_id: int | None, *, most: int | None = None, **bounds) -> Iterator[dict]:
    """An agency's lines in the order in which they were written."""
    found = Change.objects.filter(agency_id=agency_id, **bounds).order_by("id")
    return found.values(*COLUMNS)[:most].iterator(chunk_size=2000)


def fingerprints(texts: list[tuple[int, str]]) -> list[list]:
    return [[pk, hashlib.sha256(text.encode()).hexdigest()[:SHOWN]] for pk, text in texts]


def digest_of(link: HistoryLink, texts: list[tuple[int, str]]) -> str:
    """What proves the lines, their place and everything before them."""
    place = [link.agency_id, link.number, link.first, link.last, link.previous]
    proven = "\n".join([canonical(place), *(text for _pk, text in texts)])
    return hashlib.sha256(proven.encode()).hexdigest()


@dataclass(frozen=True)
class Answer:
    """One agency's chain: how much of it holds, or the first thing that is wrong."""

    name: str
    links: int
    lines: int
    waiting: int
    wrong: str = ""

    def __str__(self) -> str:
        if self.wrong:
            return f"{self.name}：{self.wrong}"
        values = vars(self)
        return _("%(name)s：%(links)s 段 %(lines)s 筆相符，%(waiting)s 筆尚未封存。") % values


def agencies() -> list[tuple[int | None, str]]:
    """(id, name) of every agency that has a history, and of the lines that are of none."""
    names = dict(Agency.objects.values_list("pk", "name"))
    ids = set(Change.objects.order_by().values_list("agency_id", flat=True).distinct())
    ids |= set(HistoryLink.objects.order_by().values_list("agency_id", flat=True).distinct())
    ids |= {head["agency"] for head in remembered()}
    return [(pk, names.get(pk) or _("不屬任何機關")) for pk in sorted(ids, key=lambda one: one or 0)]


def verify() -> list[Answer]:
    """The answer for each agency."""
    return [_verify(pk, name) for pk, name in agencies()]


def _verify(agency_id: int | None, name: str) -> Answer:
    before, count, wrong = None, 0, ""
    for link in HistoryLink.objects.filter(agency_id=agency_id).order_by("number").iterator(chunk_size=50):
        wrong = _out_of_place(link, before) or _wrong_lines(link, before)
        if wrong:
            break
        before, count = link, count + len(link.lines)
    wrong = wrong or _shortened(agency_id, before)
    links, last = (before.number, before.last) if before else (0, 0)
    waiting = Change.objects.filter(agency_id=agency_id, id__gt=last).count()
    return Answer(name, links, count, waiting, wrong)


def _out_of_place(link: HistoryLink, before: HistoryLink | None) -> str:
    """A link before it is missing, or it was hung on another."""
    number, previous, last = (before.number, before.digest, before.last) if before else (0, "", 0)
    if link.number != number + 1:
        return _("缺第 %(number)s 段封存。") % {"number": number + 1}
    if link.previous != previous or link.first <= last:
        return _("第 %(number)s 段封存接不上前一段。") % {"number": link.number}
    return ""


def _wrong_lines(link: HistoryLink, before: HistoryLink | None) -> str:
    """The first line that was changed, removed or put in since; else, whether the link itself was changed."""
    bounds = {"id__gt": before.last if before else 0, "id__lte": link.last}
    texts = [(row["id"], text_of(row)) for row in rows(link.agency_id, **bounds)]
    if link.digest == digest_of(link, texts) and link.lines == fingerprints(texts):
        return ""
    sealed, found = dict(link.lines), dict(fingerprints(texts))
    for pk in sorted(sealed.keys() | found.keys()):
        if pk not in found:
            return _("第 %(line)s 筆已被移除。") % {"line": pk}
        if pk not in sealed:
            return _("第 %(line)s 筆是封存後才加入的。") % {"line": pk}
        if sealed[pk] != found[pk]:
            return _("第 %(line)s 筆已被改動。") % {"line": pk}
    return _("第 %(number)s 段封存本身已被改動。") % {"number": link.number}


def _shortened(agency_id: int | None, last: HistoryLink | None) -> str:
    """The head that was written down outside must be in the chain."""
    head = next((one for one in remembered() if one["agency"] == agency_id), None)
    if head is None:
        return ""
    if last is None or last.number < head["number"]:
        return _("缺第 %(number)s 段封存（已記錄的最後一段）。") % head
    kept = HistoryLink.objects.filter(agency_id=agency_id, number=head["number"])
    if not kept.filter(digest=head["digest"]).exists():
        return _("第 %(number)s 段封存與所記錄的指紋不同。") % head
    return ""


def heads() -> list[dict]:
    """The last link of each agency, as it is written down outside."""
    newest = HistoryLink.objects.order_by().values("agency_id").annotate(newest=Max("number"))
    found = []
    for one in newest:
        link = HistoryLink.objects.get(agency_id=one["agency_id"], number=one["newest"])
        found.append(
            {"agency": link.agency_id, "number": link.number, "last": link.last, "digest": link.digest}
        )
    return sorted(found, key=lambda one: one["agency"] or 0)


def heads_file() -> Path:
    return settings.VAR_DIR / "history-heads.json"


def remembered() -> list[dict]:
    """The heads as last written down; none where nothing was sealed here yet."""
    try:
        return json.loads(heads_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []


def remember(found: list[dict]) -> None:
    """Write the heads down outside the database, whole or not at all."""
    file = heads_file()
    half = file.with_suffix(".part")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.write(canonical(found))
        opened.flush()
        os.fsync(opened.fileno())
    half.replace(file)
