"""What the public may read of 伍三: approved numbers, small cells masked, and completed analyses (W-1, S-11)."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext_noop as _n

from committee.figures.cells import word
from core.contract import Column, Sentence, Table
from plan.rules import in_force
from publishing.models import Kind
from publishing.pieces import Content, Piece
from statistics_app.keys import keys
from statistics_app.models import Adoption, Analysis, Indicator, State, Way, YearTable
from statistics_app.open_data import indicator_content

NO_TABLES = Sentence(_n("尚無已核定的統計表。"))
NO_THRESHOLD = Sentence(_n("沒有小細格遮蔽的現行規定（D-18），人數不得公開。"))


def pieces(agency, day: datetime.date) -> list[Piece]:
    """The indicators by their codes, then the completed analyses, newest first."""
    return [*_indicators(agency, day), *_analyses(agency, day)]


def _indicators(agency, day: datetime.date) -> Iterable[Piece]:
    """One for each; a code used again gets the year in which that began behind it."""
    below = in_force(agency.id, day).number("D-18", "persons")
    indicators = list(
        Indicator.objects.of(agency.id)
        .filter(since__lte=day)
        .select_related("owner", "replaces")
        .prefetch_related("categories")
    )
    tables = defaultdict(list)
    approved = YearTable.objects.filter(indicator__in=indicators, state=State.APPROVED)
    for table in approved.prefetch_related("footnotes__category").order_by("year"):
        tables[table.indicator_id].append(table)
    address = keys(indicators)
    for one in indicators:
        yield _indicator(one, address[one.id], tables[one.id], below)


def _indicator(indicator: Indicator, key: str, tables: list[YearTable], below: int | None) -> Piece:
    refusal = "" if tables else NO_TABLES
    if tables and indicator.counts_people and below is None:
        refusal = NO_THRESHOLD
    masked = below if indicator.counts_people else None
    return Piece(
        kind=Kind.STATISTICS,
        key=key,
        title=indicator.title,
        content=Content() if refusal else indicator_content(indicator, tables, masked),
        order=(indicator.group, indicator.code, indicator.since.isoformat()),
        refusal=refusal,
    )


def _analyses(agency, day: datetime.date) -> Iterable[Piece]:
    rows = (
        Analysis.objects.of(agency.id)
        .standing()
        .filter(completed_on__lte=day)
        .prefetch_related("units__unit", "recommendations__unit")
        .select_related("presented_in__meeting")
    )
    for one in rows:
        yield Piece(
            kind=Kind.ANALYSIS,
            key=str(one.id),
            title=one.title,
            content=_analysis(one),
            order=(-one.completed_on.toordinal(), one.id),
        )


def _analysis(analysis: Analysis) -> Content:
    return Content(
        facts=tuple(_facts(analysis)),
        summary=analysis.summary,
        tables=tuple(_recommended(analysis)),
        files=(analysis.file_id,),
    )


def _facts(analysis: Analysis) -> Iterable[tuple]:
    """Whoever wrote it in house is staff, and not named."""
    units = [one.unit.name for one in analysis.units.all() if not one.is_withdrawn]
    if units:
        yield Sentence(_n("撰擬組室")), Sentence("%(units)s", {"units": units})
    yield Sentence(_n("撰擬方式")), word(Way(analysis.way))
    if analysis.authors and analysis.way != Way.IN_HOUSE:
        yield Sentence(_n("受託單位")), analysis.authors
    yield Sentence(_n("完成日")), Sentence("%(day)s", {"day": analysis.completed_on})
    if analysis.presented_in and analysis.presented_in.meeting.held_on:
        values = {"day": analysis.presented_in.meeting.held_on}
        yield Sentence(_n("提報專案小組")), Sentence(_n("%(day)s會議"), values)


def _recommended(analysis: Analysis) -> Iterable[Table]:
    rows = [one for one in analysis.recommendations.all() if not one.is_withdrawn]
    if not rows:
        return
    yield Table(
        key="recommendations",
        title=Sentence(_n("建議事項及參採情形")),
        columns=(
            Column("text", Sentence(_n("建議事項"))),
            Column("unit", Sentence(_n("研析組室")), "label"),
            Column("adoption", Sentence(_n("參採情形")), "label"),
            Column("used", Sentence(_n("運用之政策、計畫或業務"))),
            Column("reason", Sentence(_n("理由"))),
            Column("day", Sentence(_n("決定日")), "date"),
        ),
        rows=tuple(
            (
                one.text,
                one.unit.name if one.unit else None,
                word(Adoption(one.adoption)),
                one.used_in or None,
                one.reason or None,
                one.decided_on,
            )
            for one in rows
        ),
    )
