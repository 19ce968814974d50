"""Lists of the chapter as files for office programs (陸; T11 of domain 2.7)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.spreadsheets import Sheet
from measures.imports.columns import COLUMNS, written
from measures.items import categories
from measures.listing import Line
from measures.matrix import Cell, Matrix
from measures.progress import Asked
from plan.rules import RuleBook


def measures(rows: Iterable[Line], book: RuleBook) -> Sheet:
    """The year's measures; the columns of the import first, then what the system says of them."""
    headers = [
        *(one.title for one in COLUMNS.values()),
        _("類別（款）"),
        _("參與人數：計"),
        _("佐證件數"),
        _("提報會議"),
        _("狀態"),
        _("與去年"),
    ]
    titles = {one.code: one.short for one in categories(book)}
    return Sheet(_("具體措施"), headers, [_measure(one, book, titles) for one in rows])


def _measure(one: Line, book: RuleBook, titles: dict[str, str]) -> list:
    measure = one.measure
    return [
        *written(measure, book),
        titles.get(one.category, ""),
        measure.participants,
        len(measure.proofs),
        str(measure.reported_in.meeting) if measure.is_reported else "",
        one.stage.label,
        one.mark.label,
    ]


def matrix(found: Matrix) -> Sheet:
    """Units by categories: done and planned of each, and what is missing."""
    headers = [_("組室")]
    for one in found.categories:
        if one.of_register:
            headers.append(_("%(category)s：判定") % {"category": one.number})
        else:
            headers += [_("%(category)s：已辦理") % {"category": one.number}]
            headers += [_("%(category)s：規劃") % {"category": one.number}]
    headers += [_("已辦理類數"), _("應辦類數"), _("尚缺類數")]
    rows = [
        [
            one.unit.name,
            *(value for cell in one.cells for value in _cell(cell)),
            len(one.done),
            one.need,
            one.missing,
        ]
        for one in found.lines
    ]
    return Sheet(_("組室與類別"), headers, rows)


def _cell(cell: Cell) -> list:
    if cell.category.of_register:
        return [cell.verdict.label if cell.verdict else ""]
    return [len(cell.done), len(cell.planned)]


def updates(rows: Iterable[Asked]) -> Sheet:
    """What the round was told."""
    headers = (
        _("主辦組室"),
        _("措施名稱"),
        _("填報日"),
        _("依原定規劃辦理"),
        _("辦理情形"),
        _("預定開始日"),
        _("預定結束日"),
        _("實際開始日"),
        _("實際結束日"),
        _("參與人數：計"),
        _("達成情形"),
    )
    return Sheet(_("期中填報"), headers, [_update(one) for one in rows])


def _update(one: Asked) -> tuple:
    measure, told = one.measure, one.update
    as_planned = (_("是") if told.is_as_planned else _("否")) if told else ""
    return (
        measure.unit.name,
        measure.title,
        told.filled_on if told else None,
        as_planned,
        told.text if told else "",
        measure.planned_on,
        measure.planned_end_on,
        measure.held_on,
        measure.ended_on,
        measure.participants,
        measure.achieved,
    )
