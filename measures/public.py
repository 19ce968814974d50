"""What the public may read of 陸: measures that were held and proved, with the evidence marked for it (W-1, M-6)."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop as _n

from committee.compliance.meetings import name
from committee.figures.cells import column, word
from core.contract import Scope, Sentence, Table
from core.roc import to_roc_year
from measures.compliance.facts import book_of
from measures.figures.measures import others_of, units_of
from measures.items import categories, item_number
from measures.known import Entry, Known, known
from measures.models import Evidence, Kind, Measure
from measures.standing import evidence_of_year
from publishing.models import Kind as Published
from publishing.pieces import Content, Piece
from statistics_app.masking import masked

TITLE_LENGTH = 190
"""As much of a title as leaves room for its year."""
TITLED = _n("%(title)s（%(year)s 年）")
PERIOD = _n("%(first)s至%(last)s")
COUNTED = _n("男 %(male)s 人、女 %(female)s 人、其他／未填 %(others)s 人，計 %(total)s 人")
MASKED = _n("%(said)s（* 為遮蔽：少於 %(below)s 人，或可據以推算者）")


def pieces(agency, day: datetime.date) -> list[Piece]:
    """The latest year first, within it in the plan's order."""
    years = Measure.objects.of(agency.id).standing().order_by("-year").values_list("year", flat=True)
    scopes = (Scope(agency.id, year, day) for year in dict.fromkeys(years))
    return [piece for scope in scopes for piece in _of_year(known(scope, book_of(scope)))]


def _of_year(year: Known) -> Iterator[Piece]:
    """Which evidence is public, the measure's unit has said; that of other years proves nothing of this one."""
    for one in year.entries:
        if one.is_done:
            measure = one.measure
            values = {"title": measure.title[:TITLE_LENGTH], "year": to_roc_year(measure.year)}
            yield Piece(
                kind=Published.MEASURE,
                key=str(measure.pk),
                title=str(Sentence(TITLED, values)),
                content=_content(year, one),
                order=(-measure.year, measure.item, measure.pk),
            )


def _content(year: Known, one: Entry) -> Content:
    shown = [each for each in evidence_of_year(one.measure, year.scope.day) if each.is_public]
    proofs = [Proof(each, number) for each, number in _numbered(shown)]
    return Content(
        summary=one.measure.content,
        facts=tuple(_facts(year, one)),
        tables=(_table(proofs),) if proofs else (),
        files=tuple(each.evidence.file_id for each in proofs if each.number),
    )


@dataclass(frozen=True)
class Proof:
    """A piece of evidence and the number of its file among those that may be fetched."""

    evidence: Evidence
    number: int | None


def _numbered(shown: Iterable[Evidence]) -> Iterator[tuple[Evidence, int | None]]:
    number = 0
    for one in shown:
        number += bool(one.file_id)
        yield one, number if one.file_id else None


def _facts(year: Known, one: Entry) -> Iterator[tuple]:
    measure, rule = one.measure, year.book[one.measure.item]
    titles = {each.code: f"{each.number}{each.title}" for each in categories(year.book)}
    for label, said in (
        (_n("類別"), titles.get(one.category)),
        (_n("項目"), Sentence("%(number)s %(text)s", {"number": item_number(rule), "text": rule.text})),
        (_n("主辦組室"), units_of(measure)),
        (_n("辦理期間"), _period(measure)),
        (_n("與性別平等之關聯"), measure.relation),
        (_n("對象"), measure.target_group),
        (_n("協辦或合作對象"), measure.partners),
        (_n("參與人數"), participants(measure, year.book.number("D-18", "persons"))),
        (_n("績效指標與目標值"), measure.goal),
        (_n("達成情形"), measure.achieved),
        (_n("相關網址"), measure.url),
        (_n("提報會議"), name(measure.reported_in.meeting) if measure.is_reported else None),
    ):
        if said:
            yield Sentence(label), said


def _period(measure: Measure) -> Sentence:
    if measure.held_on == measure.ended_on:
        return Sentence("%(day)s", {"day": measure.held_on})
    return Sentence(PERIOD, {"first": measure.held_on, "last": measure.ended_on})


def participants(measure: Measure, below: int | None) -> Sentence | None:
    """By sex, small numbers masked (D-18); where no rule says how small, none is told."""
    if not measure.counts_sexes or below is None:
        return None
    counts = {
        "male": measure.male,
        "female": measure.female,
        "others": others_of(measure) or 0,
        "total": measure.participants,
    }
    numbers = {side: Decimal(count) for side, count in counts.items()}
    hidden = masked(numbers, below=below, rows=[tuple(counts)], columns=[])
    said = Sentence(COUNTED, {side: "*" if side in hidden else f"{n:,}" for side, n in counts.items()})
    return Sentence(MASKED, {"said": said, "below": below}) if hidden else said


def _table(proofs: list[Proof]) -> Table:
    """What each piece shows, told also to those who can't see a picture; its number is that of the file."""
    return Table(
        key="evidence",
        title=Sentence(_n("佐證資料")),
        columns=(
            column("number", _n("檔案"), "label"),
            column("kind", _n("種類"), "label"),
            column("day", _n("日期"), "date"),
            column("caption", _n("說明")),
            column("alt", _n("圖片內容")),
            column("url", _n("網址")),
        ),
        rows=tuple(_row(one) for one in proofs),
    )


def _row(one: Proof) -> tuple:
    evidence = one.evidence
    return (
        one.number,
        word(Kind(evidence.kind)),
        evidence.dated_on,
        evidence.caption,
        evidence.alt_text or None,
        evidence.url or None,
    )
