"""T8 性別分析清單: one line for each recommendation (伍三(二)3)."""

from django.utils.translation import gettext_noop as _n

from committee.compliance.meetings import name
from committee.figures.cells import column, word
from core.contract import Sentence, Table
from statistics_app.compliance.facts import Facts, Paper
from statistics_app.models import Adoption, Recommendation, Way

ANALYSES = "伍三(二)3"


def analysis_table(known: Facts) -> Table:
    """The analyses completed in the year; whoever wrote them in house is not named."""
    papers = known.of_year()
    rows = [
        (number, paper, advice)
        for number, paper in enumerate(papers, start=1)
        for advice in paper.advice or (None,)
    ]
    return Table(
        key="statistics-analyses",
        title=Sentence(_n("性別分析清單")),
        columns=(
            column("number", _n("序號"), "label"),
            column("title", _n("題目")),
            column("units", _n("撰擬組室")),
            column("way", _n("撰擬方式"), "label"),
            column("completed", _n("完成日"), "date"),
            column("meeting", _n("提報會議")),
            column("advice", _n("建議事項")),
            column("adoption", _n("參採情形"), "label"),
            column("used", _n("運用之政策、計畫或業務")),
        ),
        rows=tuple(_row(*one) for one in rows),
        clause=ANALYSES,
        note=Sentence(_n("不採用或部分採用者，於運用欄載明理由。")),
    )


def _row(number: int, paper: Paper, advice: Recommendation | None) -> tuple:
    analysis = paper.analysis
    return (
        number,
        analysis.title,
        Sentence("%(units)s", {"units": [one.name for one in paper.units]}),
        word(Way(analysis.way)),
        analysis.completed_on,
        name(analysis.presented_in.meeting) if paper.is_presented else None,
        *_advice(paper, advice),
    )


def _advice(paper: Paper, advice: Recommendation | None) -> tuple:
    if advice is None:
        return None, None, None
    if advice not in paper.decided:
        return advice.text, word(Adoption.PENDING), None
    return advice.text, word(Adoption(advice.adoption)), _used(advice)


def _used(advice: Recommendation) -> str | Sentence | None:
    if not advice.reason:
        return advice.used_in or None
    reason = Sentence(_n("理由：%(reason)s"), {"reason": advice.reason})
    if not advice.used_in:
        return reason
    return Sentence(_n("%(used)s；%(reason)s"), {"used": advice.used_in, "reason": reason})
