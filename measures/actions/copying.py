"""Last year's measures as this year's drafts: their days, numbers and evidence stay behind (M-4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_noop as _n

from measures import permissions
from measures.carried import TAKEN
from measures.models import JointUnit, Measure
from organization import history
from organization.models import Agency, Unit
from organization.models.change import Channel
from statistics_app.actions.refusing import refuse
from statistics_app.compliance.facts import heirs


@dataclass(frozen=True)
class Carried:
    """What became drafts, and what was left because the year has it already."""

    made: tuple[Measure, ...]
    known: tuple[Measure, ...]


@transaction.atomic
def carry_over(measures: Iterable[Measure], year: int, *, by) -> Carried:
    """Each at most once: a second time changes nothing. A renamed unit's go to its successor."""
    measures = list(measures)
    if not measures:
        return Carried((), ())
    agency_id = measures[0].agency_id
    Agency.objects.select_for_update().get(pk=agency_id)
    units = {one.id: one for one in Unit.objects.filter(agency_id=agency_id)}
    heir_of = heirs(list(units.values()), by.day)
    _refuse_others(measures, units, heir_of, by)
    there = Measure.objects.of(agency_id).in_year(year)
    copied = set(there.filter(copied_from__in=measures).values_list("copied_from", flat=True))
    titled = set(there.standing().values_list("unit", "item", "title"))
    made, known = [], []
    for one in measures:
        heir = units[heir_of[one.unit_id]]
        if one.id in copied or (heir.id, one.item, one.title) in titled:
            known.append(one)
        else:
            titled.add((heir.id, one.item, one.title))
            made.append(_copy(one, year, heir))
    role = permissions.acts_as(by, agency_id)
    rows = history.create_many(made, by=by, verb=_n("沿用"), role=role, channel=Channel.FORM)
    joint = [
        JointUnit(measure=row, unit=unit)
        for row in rows
        for unit in {units[heir_of[other.id]] for other in row.copied_from.joint_units} - {row.unit}
    ]
    history.create_many(joint, by=by, verb=_n("列入"), role=role, channel=Channel.FORM)
    return Carried(tuple(rows), tuple(known))


def _refuse_others(measures, units, heir_of, by) -> None:
    """Every one must be the actor's to write, for the unit as it is now."""
    for unit_id in {heir_of[one.unit_id] for one in measures}:
        refuse(permissions.why_not_write_for(by, units[unit_id]))


def _copy(one: Measure, year: int, unit: Unit) -> Measure:
    words = {name: getattr(one, name) for name in TAKEN}
    return Measure(agency_id=one.agency_id, year=year, unit=unit, copied_from=one, **words)
