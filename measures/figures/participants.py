"""Who took part in what was held, by sex and category; a joint measure once (陸二)."""

from django.utils.translation import gettext_noop as _n

from committee.figures.cells import column
from core.contract import Sentence, Table
from measures.compliance.facts import Facts
from measures.figures.measures import CLAUSE, others_of
from measures.items import Category
from measures.known import Entry

BARS = "bars"
NOTE = _n("僅計已辦理而有男、女人數者；另有 %(without)s 項未計人數。")


def participant_table(known: Facts) -> Table:
    """A row for each category in which anybody was counted, drawn as bars."""
    held = [one for one in known.mine if one.is_held]
    counted = [one for one in held if one.measure.counts_sexes]
    rows = [
        _row(f"{category.number}{category.title}", there)
        for category in known.whole.categories
        if (there := _within(category, counted))
    ]
    return Table(
        key="measures-participants",
        title=Sentence(_n("具體措施參與人數（依性別）")),
        columns=(
            column("category", _n("類別"), "label"),
            column("measures", _n("措施數"), "int"),
            column("male", _n("男"), "figure"),
            column("female", _n("女"), "figure"),
            column("others", _n("其他／未填"), "int"),
            column("total", _n("計"), "figure"),
            column("share", _n("女性比率"), "percent"),
        ),
        rows=tuple(rows),
        clause=CLAUSE,
        foot=(_row(Sentence(_n("合計")), counted),) if len(rows) > 1 else (),
        chart=BARS if rows else "",
        note=Sentence(NOTE, {"without": len(held) - len(counted)}),
    )


def _within(category: Category, rows: list[Entry]) -> list[Entry]:
    return [one for one in rows if one.category == category.code]


def _row(name: str | Sentence, there: list[Entry]) -> tuple:
    measures = [one.measure for one in there]
    women = sum(one.female for one in measures)
    everybody = sum(one.participants for one in measures)
    return (
        name,
        len(measures),
        f"{sum(one.male for one in measures):,}",
        f"{women:,}",
        sum(others_of(one) or 0 for one in measures),
        f"{everybody:,}",
        (women, everybody) if everybody else None,
    )
