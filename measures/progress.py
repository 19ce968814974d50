"""How far an update round has come: which measures it asks for, and which it was told of (M-5)."""

from dataclasses import dataclass

from measures.models import Measure, Update, UpdateRound


@dataclass(frozen=True)
class Asked:
    """A measure that the round asks for, and what it was told."""

    measure: Measure
    update: Update | None


def asked(update_round: UpdateRound) -> list[Asked]:
    """Every measure of the year that stands, by unit; two queries beside those of the measures' own rows."""
    measures = Measure.objects.of(update_round.agency_id).in_year(update_round.year).standing().whole()
    told = {one.measure_id: one for one in Update.objects.filter(round=update_round)}
    return [Asked(one, told.get(one.id)) for one in measures.order_by("unit__order", "unit", "item", "id")]


def following(rows: list[Asked], measure: Measure, own: frozenset[int] | None) -> Measure | None:
    """The next that nobody has told of yet, after ``measure`` and round from the first; ``own`` are units, None all."""
    open_ones = [one for one in rows if one.update is None and (own is None or one.measure.unit_id in own)]
    ids = [one.measure.id for one in rows]
    place = ids.index(measure.id) if measure.id in ids else -1
    later = [one for one in open_ones if ids.index(one.measure.id) > place]
    first = next(iter(later or [one for one in open_ones if one.measure.id != measure.id]), None)
    return first.measure if first else None
