"""An approved indicator for the public: what it means, its table and notes, the chart, the data (S-5, S-9, W-3)."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext_noop as _n

from committee.figures.cells import word
from core.contract import Column, Sentence, Table
from core.roc import to_roc_year
from publishing.pieces import Content, Dataset, Field
from statistics_app.cells import LABELS, SIDE_LABELS, Side, Spot, Value, cells_of, write
from statistics_app.figures.series import Known, series_table
from statistics_app.figures.trend import trend
from statistics_app.layout import ALL, side_title, year_title
from statistics_app.models import Category, Frequency, Indicator, Timing, YearTable
from statistics_app.sums import WHOLE, Shape, public, shape_of

DAY = datetime.timedelta(days=1)
UNFILLED = _n("未填")
FIELDS = (
    Field(_n("年度"), Sentence(_n("民國年")), "integer"),
    Field(_n("期別"), Sentence(_n("一年中的第幾期；以年為期者為 1")), "integer"),
    Field(_n("類別"), Sentence(_n("複分類的類別；沒有複分類者為「全體」"))),
    Field(_n("性別"), Sentence(_n("男、女、其他／未填，或計"))),
    Field(_n("數值"), Sentence(_n("沒有數值者空白，見「符號」；0 為無數值")), "number"),
    Field(_n("符號"), Sentence(_n("數值空白的原因：未填、不適用、未發布、遮蔽"))),
    Field(_n("註"), Sentence(_n("這個數值或這一年的註"))),
)


def indicator_content(indicator: Indicator, tables: Sequence[YearTable], below: int | None) -> Content:
    """``tables`` are the approved ones; cells of people under ``below`` are masked before anything else sees them."""
    categories = list(indicator.categories.all())
    shape = shape_of(indicator, categories)
    known = {one.year: public(shape, cells_of(one), below=below) for one in tables}
    marks, series = trend(shape, known) or ((), ())
    notes = list(_notes(indicator, tables))
    return Content(
        summary=indicator.definition,
        facts=tuple(_facts(indicator)),
        tables=(series_table(indicator, categories, shape, known), *_note_table(notes)),
        marks=tuple(marks),
        series=tuple((name, tuple(_plain(value) for value in values)) for name, values in series),
        dataset=_dataset(indicator, categories, shape, known, notes),
    )


def _facts(indicator: Indicator) -> Iterable[tuple]:
    yield Sentence(_n("編號")), indicator.code
    for name, said in (
        (_n("中類"), indicator.group),
        (_n("單位"), indicator.unit_of_measure),
        (_n("計算公式"), indicator.formula),
        (_n("複分類"), indicator.dimension),
        (_n("資料來源"), indicator.source),
        (_n("資料期別"), word(Frequency(indicator.frequency))),
        (_n("統計標準時間"), word(Timing(indicator.timing))),
        (_n("主辦組室"), indicator.owner.name),
    ):
        if said:
            yield Sentence(name), said
    if indicator.until:
        yield Sentence(_n("停止編製")), Sentence("%(day)s", {"day": indicator.until - DAY})
    if indicator.replaces:
        values = {"code": indicator.replaces.code, "title": indicator.replaces.title}
        yield Sentence(_n("接續指標")), Sentence(_n("%(code)s %(title)s"), values)
        yield Sentence(_n("異動事由")), indicator.change_reason


def _notes(indicator: Indicator, tables: Iterable[YearTable]) -> Iterable[tuple]:
    """(year, part, category, side, words): footnotes, and why an official total differs; None is all of them."""
    categories = {one.id: one for one in indicator.categories.all()}
    for table in tables:
        for note in table.footnotes.all():
            if not note.is_withdrawn:
                yield table.year, note.part, note.category, note.side, note.text
        for place, reason in sorted(table.because.items()):
            category, part = place.split("/")
            if reason.strip() and int(category) in categories:
                yield table.year, int(part), categories[int(category)], Side.TOTAL, reason


def _note_table(notes: list[tuple]) -> Iterable[Table]:
    if notes:
        yield Table(
            key="notes",
            title=Sentence(_n("註")),
            columns=(
                Column("year", Sentence(_n("年度")), "label"),
                Column("place", Sentence(_n("所註之處"))),
                Column("text", Sentence(_n("註"))),
            ),
            rows=tuple((year_title(note[0]), _place(*note[1:4]), note[4]) for note in notes),
        )


def _place(part: int | None, category: Category | None, side: str) -> Sentence:
    said = [
        *([str(category)] if category else []),
        *([Sentence(_n("第 %(part)s 期"), {"part": part})] if part else []),
        *([side_title(Side(side))] if side else []),
    ]
    return Sentence("%(place)s", {"place": said}) if said else Sentence(_n("全表"))


def _dataset(
    indicator: Indicator, categories: Sequence[Category], shape: Shape, known: Known, notes: list[tuple]
) -> Dataset:
    names = {one.id: str(one) for one in categories} | ({WHOLE: str(ALL)} if shape.has_whole else {})
    rows = [
        (to_roc_year(year), part, name, str(Sentence(SIDE_LABELS[side])), *_told(value, shape.decimals), said)
        for year in sorted(known)
        for category, name in names.items()
        for part in shape.parts
        for side in shape.sides
        for spot in [Spot(category, part, side)]
        for value in [known[year].get(spot)]
        if value is not None or _is_entered(spot)
        for said in [_said(notes, year, spot)]
    ]
    years = sorted(known)
    return Dataset(
        fields=FIELDS,
        rows=tuple(rows),
        frequency=indicator.frequency,
        first=datetime.date(years[0], 1, 1),
        last=datetime.date(years[-1], 12, 31),
    )


def _is_entered(spot: Spot) -> bool:
    """A total that can't be reckoned isn't 未填: it was never to be filled in."""
    return spot.category != WHOLE and spot.side != Side.TOTAL


def _told(value: Value, decimals: int) -> tuple:
    """The number and the sign of one that isn't there: 0 and 未發布 never look alike."""
    if value is None:
        return None, UNFILLED
    if isinstance(value, Decimal):
        return (int(value) if decimals == 0 else write(value, decimals)), ""
    return None, str(LABELS[value])


def _said(notes: list[tuple], year: int, spot: Spot) -> str:
    return "；".join(
        words
        for of, part, category, side, words in notes
        if of == year
        and (part is None or part == spot.part)
        and (category is None or category.id == spot.category)
        and (not side or side == spot.side)
    )


def _plain(value: Decimal | None) -> int | str | None:
    """A number as a snapshot keeps it."""
    return value if value is None else int(value) if value == int(value) else str(value)
