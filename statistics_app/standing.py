"""How far an analysis has come, in words, and what is still missing: read from its records, never set (伍三(二)3; S-8).

預定 → 撰擬中 → 完成 → 已提報 → 結案. Closed is what was presented and of which every recommendation is decided, one at
least; a comprehensive one has been sent to a unit, too. Pure: the analysis comes with its rows.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _n

from core.contract import Sentence
from statistics_app.models import Adoption, Analysis


class Stage(StrEnum):
    PLANNED = "PLANNED"
    WRITTEN = "WRITTEN"
    COMPLETED = "COMPLETED"
    PRESENTED = "PRESENTED"
    CLOSED = "CLOSED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> str:
        return gettext(FACES[self][0])

    @property
    def tone(self) -> str:
        return FACES[self][1]


FACES = {
    Stage.PLANNED: (_n("預定"), "quiet"),
    Stage.WRITTEN: (_n("撰擬中"), "due"),
    Stage.COMPLETED: (_n("完成"), "info"),
    Stage.PRESENTED: (_n("已提報"), "info"),
    Stage.CLOSED: (_n("結案"), "ok"),
    Stage.WITHDRAWN: (_n("停止撰擬"), "quiet"),
}
WAY = (Stage.PLANNED, Stage.WRITTEN, Stage.COMPLETED, Stage.PRESENTED, Stage.CLOSED)
"""The stages one after the other."""


@dataclass(frozen=True)
class Standing:
    """Where an analysis stands, and what would bring it further."""

    stage: Stage
    missing: tuple[Sentence, ...] = ()


def standing(analysis: Analysis) -> Standing:
    """The stage is the last one whose conditions are all met."""
    if analysis.withdrawn_because:
        return Standing(Stage.WITHDRAWN)
    missing = tuple(_missing(analysis))
    if not missing:
        return Standing(Stage.CLOSED)
    if not analysis.completed_on:
        return Standing(Stage.WRITTEN if analysis.authors else Stage.PLANNED, missing)
    return Standing(Stage.PRESENTED if analysis.is_presented else Stage.COMPLETED, missing)


def _missing(analysis: Analysis):
    if not analysis.authors and not analysis.completed_on:
        yield Sentence(_n("尚未填撰擬人或受託單位。"))
    if not analysis.completed_on:
        yield Sentence(_n("尚未登錄完成日及全文檔案。"))
    if not analysis.is_presented:
        yield _not_presented(analysis)
    pending = [one for one in analysis.advice if one.adoption == Adoption.PENDING]
    if not analysis.advice:
        yield Sentence(_n("尚未登錄建議事項。"))
    if pending:
        yield Sentence(_n("%(n)s 項建議尚未決定參採情形。"), {"n": len(pending)})
    if analysis.is_comprehensive and not analysis.sendings.all():
        yield Sentence(_n("尚未送請業務相關組室參考。"))


def _not_presented(analysis: Analysis) -> Sentence:
    item = analysis.presented_in
    if item is None or item.withdrawn_because:
        return Sentence(_n("尚未提報專案小組。"))
    return Sentence(_n("已列入專案小組議程，尚無有效會議的決議。"))
