"""Is a PDF the report it claims to be: do its own data give every printed figure, and is it the published file?

Three questions, each answered in a sentence: (1) are the attached data those of the printed fingerprint, (2) printed
anew, do they give the same pages and the same bytes, (3) is the file one of ours (features 3 no. 5; R-4, RP-04).
"""

import hashlib
import json
import re
import tempfile
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from django.utils.translation import gettext as _

from core.contract import canonical
from core.printing import PrintFailed, child
from reports import pdf
from reports.annual import FORM, digest
from reports.models import Edition, EditionFile

SECONDS = 180
FINGERPRINT = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
PLACES = re.compile(r"%(?:%|\(\w{1,40}\)s)")
"""All that a sentence may hold of formatting: a hostile one could ask for a number a gigabyte wide."""
AROUND = 3
"""How many words are shown on each side of a difference."""


@dataclass(frozen=True)
class Answer:
    """One question answered; ``holds`` None where it could not be asked."""

    sentence: str
    holds: bool | None = True


class Unlike(Exception):
    """What is wrong; nothing after it can be asked."""


@dataclass(frozen=True)
class Read:
    """What stands in a PDF, and the attached data where exactly one file of that name is attached."""

    pages: list[str]
    language: str
    subject: str
    attached: int
    data: bytes | None = None


def verify(file: Path) -> list[Answer]:
    """The answers in their order. The file is the report it claims to be where none of them is False."""
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    rows = EditionFile.objects.filter(sha256=sha256).select_related(
        "edition__agency", "edition__announcement"
    )
    known = rows.defer("edition__content").first()
    try:
        read = read_pdf(file)
        edition = _data_of(read)
        answers = [Answer(_("附件資料與所印指紋相符：%(digest)s") % {"digest": digest(edition)})]
        answers += _printed_anew(file, read, edition, is_ours=known is not None)
    except Unlike as wrong:
        return [Answer(str(wrong), holds=False), _origin(known, None)]
    return [*answers, _origin(known, edition)]


def is_true(answers: list[Answer]) -> bool:
    return all(one.holds is not False for one in answers)


def read_pdf(file: Path) -> Read:
    """The PDF as a process of its own reads it, within bounds."""
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        output = room / "attached"
        asked = {"file": str(file.resolve()), "attachment": pdf.DATA, "output": str(output)}
        try:
            told = child.run("core.printing.reading", asked, room=room, seconds=SECONDS)
        except child.ChildFailed:
            raise Unlike(_("這個檔案無法以 PDF 讀取，或已損壞。")) from None
        return Read(**told, data=output.read_bytes() if output.exists() else None)


def _data_of(read: Read) -> dict:
    """The attached edition, when its fingerprint is the one that is printed and named."""
    if read.data is None:
        raise Unlike(
            _("檔案應附一份 %(name)s，實有 %(count)s 份。") % {"name": pdf.DATA, "count": read.attached}
        )
    found = hashlib.sha256(read.data).hexdigest()
    printed = FINGERPRINT.findall(read.pages[-1]) if read.pages else []
    for claimed in (read.subject, *(printed or [""])):
        if claimed != found:
            values = {"found": found, "claimed": claimed or "–"}
            raise Unlike(_("附件資料的指紋為 %(found)s，檔案所載為 %(claimed)s。") % values)
    try:
        edition = json.loads(read.data)
        is_plain = _is_plain(edition) and canonical(edition).encode() == read.data
    except (ValueError, TypeError, RecursionError):
        is_plain = False
    if not is_plain or not isinstance(edition, dict):
        raise Unlike(_("附件資料不是成果報告的內容。"))
    if edition.get("form") != FORM:
        raise Unlike(
            _("附件資料為第 %(form)s 式，本程式列印第 %(ours)s 式，無法重新列印比對。")
            % {"form": str(edition.get("form"))[:20], "ours": FORM}
        )
    return edition


def _is_plain(value) -> bool:
    """Does every sentence only name its places?"""
    if isinstance(value, list):
        return all(_is_plain(one) for one in value)
    if not isinstance(value, dict):
        return True
    message = value.get("message", "")
    return (isinstance(message, str) and "%" not in PLACES.sub("", message)) and all(
        _is_plain(one) for one in value.values()
    )


def _printed_anew(file: Path, read: Read, edition: dict, *, is_ours: bool) -> list[Answer]:
    """The attached data printed again, against the file: its words, then its bytes."""
    try:
        again = pdf.render(edition, "en" if read.language == pdf.TAGS["en"] else pdf.CHINESE)
    except PrintFailed as failure:
        return [Answer(_("無法重新列印比對：%(why)s") % {"why": failure}, holds=None if is_ours else False)]
    except Exception as error:  # whatever the attached data lack, the template meets it
        raise Unlike(
            _("附件資料不完整，無法列印（%(error)s）。") % {"error": type(error).__name__}
        ) from error
    ours = again.read_bytes()
    if ours == file.read_bytes():
        return [Answer(_("由附件資料重新列印，%(pages)s 頁逐位元組相同。") % {"pages": len(read.pages)})]
    if difference := first_difference(read_pdf(again).pages, read.pages):
        return [Answer(difference, holds=None if is_ours else False)]
    place = next(
        number
        for number, pair in enumerate(zip_longest(ours, file.read_bytes()), start=1)
        if pair[0] != pair[1]
    )
    said = _("各頁文字相同，但檔案自第 %(place)s 個位元組起與重新列印者不同。") % {"place": place}
    return [Answer(said, holds=None if is_ours else False)]


def first_difference(expected: list[str], found: list[str]) -> str:
    """The first page, and on it the first words, that aren't what the data give."""
    for number, (ours, theirs) in enumerate(zip_longest(expected, found), start=1):
        if ours is None or theirs is None:
            values = {"expected": len(expected), "found": len(found)}
            return _("依附件資料應為 %(expected)s 頁，檔案為 %(found)s 頁。") % values
        words = ours.split(), theirs.split()
        if words[0] != words[1]:
            return _page(number, *words)
    return ""


def _page(number: int, ours: list[str], theirs: list[str]) -> str:
    steps = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    _kind, first, last, begin, end = next(one for one in steps if one[0] != "equal")
    said = [
        " ".join(words[max(0, start - AROUND) : stop + AROUND])[:200]
        for words, start, stop in ((ours, first, last), (theirs, begin, end))
    ]
    values = {"page": number, "expected": said[0], "found": said[1]}
    return _("第 %(page)s 頁：依附件資料應為「%(expected)s」，檔案為「%(found)s」。") % values


def _origin(known: EditionFile | None, edition: dict | None) -> Answer:
    """Whose file it is, as far as this database knows."""
    if known is not None:
        values = {"edition": known.edition, "kind": known}
        if known.edition.is_announced:
            return Answer(_("這是%(edition)s的檔案：%(kind)s，已公告。") % values)
        return Answer(_("這是%(edition)s的檔案：%(kind)s，尚未公告。") % values)
    kept = _kept_as(edition) if edition else None
    if kept is None:
        return Answer(_("本系統沒有這個檔案的紀錄。"), holds=None)
    if kept.digest != digest(edition):
        return Answer(_("這不是所保存的%(edition)s：其資料指紋為 %(digest)s。") % _said(kept), holds=False)
    return Answer(_("資料與%(edition)s相同，但不是所保存的檔案。") % _said(kept), holds=None)


def _said(kept: Edition) -> dict:
    return {"edition": kept, "digest": kept.digest}


def _kept_as(edition: dict) -> Edition | None:
    """The edition of ours that the data say they are; a draft says it is none."""
    number = (edition.get("issue") or {}).get("number")
    rows = Edition.objects.select_related("agency").defer("content")
    return rows.filter(
        agency__code=str(edition["provenance"]["filter"]["agency"]), year=edition["year"], number=number
    ).first()
