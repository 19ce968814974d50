"""An indicator's numbers: entered, submitted, approved and locked, opened again, noted (伍三(二)2; S-2 – S-6)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.contract import Sentence
from core.roc import format_year
from organization import history
from statistics_app import permissions
from statistics_app.actions.refusing import refuse
from statistics_app.bounds import refuse_outside
from statistics_app.cells import SIDE_LABELS, Side, Spot, Value, cells_of, stored, write
from statistics_app.layout import labels_of
from statistics_app.models import Footnote, Indicator, State, YearTable
from statistics_app.sums import Shape, missing, off, shape_of

SIDES = list(Side)
NAMED = 5
"""How many cells are named one by one."""


@dataclass(frozen=True)
class Entry:
    """A year's numbers as they were typed; ``version`` is that of the table they were typed over."""

    year: int
    version: int
    cells: dict[Spot, Value]
    because: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def save_entries(indicator: Indicator, entries: Iterable[Entry], *, by) -> list[YearTable]:
    """The tables that the entries have changed; what is the same already is left alone.

    Raises history.Conflict with the table that somebody else has saved since, ValidationError where a sum is off.
    """
    indicator = Indicator.objects.select_for_update().select_related("owner").get(pk=indicator.pk)
    categories = list(indicator.categories.all())
    shape = shape_of(indicator, categories)
    tables = {one.year: one for one in YearTable.objects.select_for_update().filter(indicator=indicator)}
    changed = []
    for entry in entries:
        table = tables.get(entry.year) or YearTable(indicator=indicator, year=entry.year)
        table.indicator = indicator
        cells = {spot: value for spot, value in entry.cells.items() if value is not None}
        because = {key: text for key, text in entry.because.items() if text}
        if cells_of(table) == cells and table.because == because:
            continue
        refuse(permissions.why_not_fill(by, table))
        if table.pk and table.version != entry.version:
            raise history.Conflict(table)
        for value in cells.values():
            refuse_outside(indicator, value)
        _refuse_sums(shape, cells, because)
        said = _said(indicator, categories, cells_of(table), cells, table.because, because)
        table.cells = {spot.key: stored(value) for spot, value in sorted(cells.items(), key=_place)}
        table.because = because
        _keep(table, by=by, verb=_n("填報"), reason=said)
        changed.append(table)
    return changed


def _place(pair) -> str:
    return pair[0].key


def _refuse_sums(shape: Shape, cells, because) -> None:
    if wrong := off(shape, cells, because):
        raise ValidationError([one.said(shape.decimals) for one in wrong])


def _said(indicator: Indicator, categories, before: dict, after: dict, reasons: dict, because: dict) -> str:
    """What was changed, cell by cell, as the history tells it: 簡任 男 12→13."""
    decimals, places = indicator.decimals, [one.id for one in categories]
    spots = sorted(
        {*before, *after}, key=lambda one: (places.index(one.category), one.part, SIDES.index(one.side))
    )
    lines = [
        f"{spot_in_words(indicator, categories, spot)} "
        f"{write(before.get(spot), decimals) or '–'}→{write(after.get(spot), decimals) or '–'}"
        for spot in spots
        if before.get(spot) != after.get(spot)
    ]
    lines += [because[key] for key in sorted(because) if because[key] != reasons.get(key)]
    return "；".join(lines)


def spot_in_words(indicator: Indicator, categories, spot: Spot) -> str:
    """A cell by its row and column: 簡任 男, or 3 月 女."""
    words = [
        *labels_of(indicator, categories, spot.category, spot.part),
        Sentence(SIDE_LABELS[Side(spot.side)]),
    ]
    return " ".join(str(one) for one in words)


@transaction.atomic
def submit(table: YearTable, *, by) -> YearTable:
    """Hand the year's numbers to the accounting office."""
    table = _locked(table)
    refuse(permissions.why_not_become(by, table, State.SUBMITTED))
    _refuse_gaps(table)
    table.state, table.reason = State.SUBMITTED, ""
    table.submitted_by, table.submitted_on = by.account, by.day
    return _keep(table, by=by, verb=_n("送出"))


@transaction.atomic
def approve(table: YearTable, *, by) -> YearTable:
    """Approve and lock the year's numbers. What isn't there must say why: a blank cell is no answer."""
    table = _locked(table)
    refuse(permissions.why_not_become(by, table, State.APPROVED))
    _refuse_gaps(table)
    table.state, table.reason = State.APPROVED, ""
    table.approved_by, table.approved_on = by.account, by.day
    return _keep(table, by=by, verb=_n("核定"))


def _refuse_gaps(table: YearTable) -> None:
    categories = list(table.indicator.categories.all())
    shape = shape_of(table.indicator, categories)
    _refuse_sums(shape, cells_of(table), table.because)
    blank = missing(shape, cells_of(table))
    if not blank:
        return
    names = [spot_in_words(table.indicator, categories, spot) for spot in blank[:NAMED]]
    more = _("等 %(count)s 格") % {"count": len(blank)} if len(blank) > NAMED else ""
    said = _("%(year)s 年尚有未填：%(cells)s%(more)s。沒有數字者請填 --（不適用）或 …（未發布）。")
    values = {"year": format_year(table.year), "cells": _("、").join(names), "more": more}
    raise ValidationError(said % values)


@transaction.atomic
def reopen(table: YearTable, *, by, reason: str) -> YearTable:
    """Return submitted numbers, or open approved ones again, with the reason."""
    table = _locked(table)
    refuse(permissions.why_not_become(by, table, State.OPEN, reason))
    verb = _n("重開") if table.state == State.APPROVED else _n("退回")
    table.state, table.reason = State.OPEN, reason
    table.approved_by = table.approved_on = None
    return _keep(table, by=by, verb=verb, reason=reason)


@transaction.atomic
def note(table: YearTable, text: str, *, by, spot: Spot | None = None) -> Footnote:
    """Bind a note to the year's table or to one of its cells; the same note once more gives the first."""
    table = _locked(table)
    refuse(permissions.why_not_fill(by, table))
    place = {"category_id": spot.category, "part": spot.part, "side": str(spot.side)} if spot else {}
    known = table.footnotes.filter(text=text, is_withdrawn=False, **(place or {"category": None})).first()
    if known:
        return known
    role = permissions.acts_as(by, table.indicator.agency_id)
    return history.save(Footnote(table=table, text=text, **place), by=by, verb=_n("加註"), role=role)


@transaction.atomic
def withdraw_note(footnote: Footnote, *, by) -> Footnote:
    """Take a note off; it stays in the history."""
    footnote = Footnote.objects.select_for_update().get(pk=footnote.pk)
    table = _locked(footnote.table)
    refuse(permissions.why_not_fill(by, table))
    if footnote.is_withdrawn:
        return footnote
    footnote.is_withdrawn = True
    role = permissions.acts_as(by, table.indicator.agency_id)
    return history.save(footnote, by=by, verb=_n("撤下"), role=role)


def _locked(table: YearTable) -> YearTable:
    return (
        YearTable.objects.select_for_update(of=("self",)).select_related("indicator__owner").get(pk=table.pk)
    )


def _keep(table: YearTable, *, by, verb: str, reason: str = "") -> YearTable:
    role = permissions.acts_as(by, table.indicator.agency_id)
    return history.save(table, by=by, verb=verb, role=role, reason=reason)
