"""A unit's lines: filled many at once, described, linked, withdrawn (伍五; B-1 – B-4)."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from budgets import permissions
from budgets.actions.returns import locked, return_of
from budgets.models import TARGETS, Line, Link, UnitReturn
from organization import history
from organization.models.change import Channel
from statistics_app.actions.refusing import refuse


@dataclass(frozen=True)
class Entry:
    """A line as it was typed: that of ``pk`` over its ``version``, or a new one known by its ``token``."""

    values: Mapping = field(default_factory=dict)
    pk: int | None = None
    version: int = 0
    token: uuid.UUID | None = None


@transaction.atomic
def save_lines(
    handed: UnitReturn, entries: Iterable[Entry], *, by, channel: str = Channel.FORM
) -> list[Line]:
    """The lines that the entries have changed or made; what is the same already is left alone.

    Raises history.Conflict with the line that somebody else has saved since.
    """
    handed = locked(handed, by=by)
    refuse(permissions.why_not_fill(by, handed))
    rows = Line.objects.select_for_update(of=("self",)).filter(round=handed.round_id, unit=handed.unit_id)
    there = list(rows)
    known = {one.pk: one for one in there if not one.withdrawn_because}
    tokens = {one.token: one for one in there if one.token}
    last = max((one.order for one in there), default=0)
    changed = []
    for entry in entries:
        line = known.get(entry.pk)
        if entry.pk and line is None:
            raise ValidationError(_("有一項已被撤下，請重新整理頁面後再填。"))
        if line is None and entry.token in tokens:  # the second of two clicks
            continue
        if line is None:
            last += 1
            line = Line(round=handed.round, unit=handed.unit, order=last, token=entry.token)
        elif all(getattr(line, name) == value for name, value in entry.values.items()):
            continue
        elif line.version != entry.version:
            raise history.Conflict(line)
        changed.append(_put(handed, line, entry.values, by=by, channel=channel))
    return changed


def _put(handed: UnitReturn, line: Line, values: Mapping, *, by, channel: str) -> Line:
    line.round, line.unit = handed.round, handed.unit
    for name, value in values.items():
        setattr(line, name, value)
    if line.category not in handed.round.titles:
        raise ValidationError(_("沒有「%(code)s」這個類別。") % {"code": line.category})
    if line.continues_id and not continuable(handed).filter(pk=line.continues_id).exists():
        raise ValidationError(_("查無接續的上年度項目。"))
    role = permissions.acts_as(by, handed.unit.agency_id)
    return history.save(line, by=by, verb=_n("填報"), role=role, channel=channel)


def continuable(handed: UnitReturn):
    """Last year's lines of the unit, or of those whose successor it is."""
    own = Q(unit=handed.unit_id) | Q(unit__successor=handed.unit_id)
    year = handed.round.year - 1
    return Line.objects.standing().filter(own, round__year=year, round__agency=handed.round.agency_id)


@transaction.atomic
def describe(line: Line, values: Mapping, *, by) -> Line:
    """All that is known of one line, its amounts too, over the version that was read."""
    handed = return_of(line.round, line.unit)
    changed = save_lines(handed, [Entry(values, line.pk, line.version)], by=by)
    return changed[0] if changed else line


@transaction.atomic
def withdraw(line: Line, *, by, reason: str) -> Line:
    """Take a line out of the round; it stays with its reason."""
    handed = locked(return_of(line.round, line.unit), by=by)
    line = Line.objects.select_for_update(of=("self",)).select_related("round", "unit").get(pk=line.pk)
    refuse(permissions.why_not_withdraw(by, line, handed, reason))
    line.withdrawn_because = reason
    role = permissions.acts_as(by, line.unit.agency_id)
    return history.save(line, by=by, verb=_n("撤下"), role=role, reason=reason)


@transaction.atomic
def link(line: Line, name: str, target, *, by) -> Link:
    """Say what the line pays for: a measure, an indicator, an analysis. Linked twice is linked once."""
    line = Line.objects.select_for_update(of=("self",)).select_related("round", "unit").get(pk=line.pk)
    refuse(permissions.why_not_link(by, line))
    if name not in TARGETS or target.agency_id != line.round.agency_id:
        raise ValidationError(_("查無此項或無權使用。"))
    found = Link.objects.filter(line=line, **{name: target}).first() or Link(line=line, **{name: target})
    if found.pk and not found.is_withdrawn:
        return found
    found.is_withdrawn = False
    return _keep_link(found, line, by=by, verb=_n("列入對應"))


@transaction.atomic
def unlink(found: Link, *, by) -> Link:
    """Take a link off; it stays in the history."""
    found = (
        Link.objects.select_for_update(of=("self",))
        .select_related("line__round", "line__unit")
        .get(pk=found.pk)
    )
    refuse(permissions.why_not_link(by, found.line))
    if found.is_withdrawn:
        return found
    found.is_withdrawn = True
    return _keep_link(found, found.line, by=by, verb=_n("撤下對應"))


def _keep_link(found: Link, line: Line, *, by, verb: str) -> Link:
    return history.save(found, by=by, verb=verb, role=permissions.acts_as(by, line.unit.agency_id))
