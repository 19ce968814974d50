"""How far a measure has come, in words, and what is still missing: read from its days and evidence (M-3).

草稿 → 已規劃 → 辦理中 → 已辦理待佐證 → 已辦理. Done is what was held by the day that is asked and has evidence of its
own year, by the evidence's own day; some items ask for numbers by sex, for the content, or for the publicity itself.
Pure: the measure comes with its rows, ``book`` says what its item asks.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _n

from core.contract import Sentence
from measures.items import WITH_CONTENT, WITH_PUBLICITY
from measures.models import Evidence, Kind, Measure
from plan.rules import RuleBook


class Stage(StrEnum):
    DRAFT = "DRAFT"
    PLANNED = "PLANNED"
    UNDER_WAY = "UNDER_WAY"
    HELD = "HELD"
    DONE = "DONE"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> str:
        return gettext(FACES[self][0])

    @property
    def tone(self) -> str:
        return FACES[self][1]


FACES = {
    Stage.DRAFT: (_n("草稿"), "quiet"),
    Stage.PLANNED: (_n("已規劃"), "info"),
    Stage.UNDER_WAY: (_n("辦理中"), "info"),
    Stage.HELD: (_n("已辦理待佐證"), "due"),
    Stage.DONE: (_n("已辦理"), "ok"),
    Stage.WITHDRAWN: (_n("已撤下"), "quiet"),
}
WAY = (Stage.DRAFT, Stage.PLANNED, Stage.UNDER_WAY, Stage.HELD, Stage.DONE)
"""The stages one after the other."""


@dataclass(frozen=True)
class Standing:
    """Where a measure stands, and what would bring it further."""

    stage: Stage
    missing: tuple[Sentence, ...] = ()

    @property
    def is_done(self) -> bool:
        return self.stage == Stage.DONE


def standing(measure: Measure, book: RuleBook, day: datetime.date) -> Standing:
    """As of ``day``; the stage is the last one whose conditions are all met."""
    if measure.withdrawn_because:
        return Standing(Stage.WITHDRAWN)
    stage = _reached(measure, day)
    missing = tuple(_missing(measure, book, day, stage))
    if stage == Stage.HELD and not missing:
        return Standing(Stage.DONE)
    return Standing(stage, missing)


def _reached(measure: Measure, day: datetime.date) -> Stage:
    """By the days alone."""
    if measure.ended_on and measure.ended_on <= day:
        return Stage.HELD
    begins = measure.held_on or measure.planned_on
    if begins is None:
        return Stage.DRAFT
    return Stage.UNDER_WAY if begins <= day else Stage.PLANNED


def _missing(measure: Measure, book: RuleBook, day: datetime.date, stage: Stage):
    rule = book.get(measure.item)
    if rule is None:
        yield Sentence(_n("沒有適用的規定說明這個項目，待確認。"))
    if stage == Stage.DRAFT:
        yield Sentence(_n("尚未填預定辦理日期。"))
    elif measure.ended_on is None and measure.planned_end_on and measure.planned_end_on < day:
        yield Sentence(_n("預定日期已過，尚未填實際辦理日期。"))
    if stage != Stage.HELD:
        return
    proofs = evidence_of_year(measure, day)
    if not proofs:
        yield Sentence(_n("尚無本年度的佐證。"))
    if measure.item in WITH_PUBLICITY and not has_publicity(proofs):
        yield Sentence(_n("須附文宣內容的檔案。"))
    if measure.item in WITH_CONTENT and not measure.content:
        yield Sentence(_n("須載明宣導內容。"))
    if rule and rule.number("participants_by_sex") and not measure.counts_sexes:
        yield Sentence(_n("尚未填男、女參與人數。"))


def evidence_of_year(measure: Measure, day: datetime.date) -> list[Evidence]:
    """What stands as evidence by ``day`` and shows something of the measure's own year, whenever it was uploaded."""
    return [one for one in measure.proofs if one.dated_on.year == measure.year and one.dated_on <= day]


def has_publicity(proofs: list[Evidence]) -> bool:
    """Is the publicity itself among them, as a file?"""
    return any(one.kind == Kind.PUBLICITY and one.file_id for one in proofs)
