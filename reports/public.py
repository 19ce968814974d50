"""What the public may have of 柒: each year's announced report, with the very file that was passed (W-1, RP-04)."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.contract import Column, Sentence, Table, back, sentence
from core.roc import to_roc_year
from publishing.models import Kind
from publishing.pieces import Content, Piece
from reports.issues import decided
from reports.models import Edition, FileKind

NOT_ANNOUNCED = Sentence(_n("成果報告經專案小組通過後，由成果報告版次頁公告。"))
TITLE = _n("%(year)s 年推動性別主流化成果報告")


def pieces(agency, day: datetime.date) -> list[Piece]:
    """The newest announced edition of each year, the latest year first; a year without one says why."""
    years: dict[int, list[Edition]] = defaultdict(list)
    for one in Edition.objects.filter(agency=agency, frozen_on__lte=day).whole().order_by("-year", "-number"):
        years[one.year].append(one)
    found = []
    for rows in years.values():
        announced = [one for one in rows if one.is_announced]
        found.append(piece_of((announced or rows)[0], announced[1:]))
    return found


def piece_of(edition: Edition, earlier: Sequence[Edition]) -> Piece:
    """The page of the year, with the edition's files and the PDF of each ``earlier`` one that was announced."""
    return Piece(
        kind=Kind.REPORT,
        key=str(to_roc_year(edition.year)),
        title=_(TITLE) % {"year": to_roc_year(edition.year)},
        content=_content(edition, earlier) if edition.is_announced else Content(),
        order=(-edition.year,),
        refusal="" if edition.is_announced else NOT_ANNOUNCED,
    )


def _content(edition: Edition, earlier: Sequence[Edition]) -> Content:
    return Content(
        summary=sentence(edition.issue["title"]),
        facts=tuple(_facts(edition, earlier)),
        tables=tuple(_errata(edition)),
        files=(
            *(one.file_id for one in edition.files.all()),
            *(one.file_id for old in earlier for one in old.files.all() if one.kind == FileKind.PDF),
        ),
    )


def _facts(edition: Edition, earlier: Sequence[Edition]) -> Iterator[tuple]:
    yield Sentence(_n("資料基準日")), Sentence("%(day)s", {"day": edition.figures_on})
    for said in [*map(sentence, edition.issue["history"]), *decided(edition)]:
        yield Sentence(_n("審議經過")), said
    yield Sentence(_n("公告日")), Sentence("%(day)s", {"day": edition.announcement.announced_on})
    if edition.reason:
        yield Sentence(_n("修正或勘誤事由")), edition.reason
    for one in edition.files.all():
        if one.kind == FileKind.PDF:
            yield Sentence(_n("PDF 檔案雜湊值（SHA-256）")), one.sha256
    for one in earlier:
        values = {"number": one.number, "day": one.announcement.announced_on}
        yield (
            Sentence(_n("先前版次")),
            Sentence(_n("第 %(number)s 版（%(day)s公告，檔案仍附於本頁）"), values),
        )


def _errata(edition: Edition) -> Iterable[Table]:
    rows = edition.issue["errata"]
    if not rows:
        return
    yield Table(
        key="errata",
        title=Sentence(_n("勘誤表")),
        columns=(
            Column("place", Sentence(_n("位置"))),
            Column("old", Sentence(_n("原刊載"))),
            Column("new", Sentence(_n("更正為"))),
        ),
        rows=tuple(tuple(back(one[name]) for name in ("place", "old", "new")) for one in rows),
    )
