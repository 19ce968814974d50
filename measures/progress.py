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


def following(rows: list[Asked], own: frozenset[int] | None, after: Measure | None = None) -> Measure | None:
    """The next that nobody has told of yet, of ``own`` units (None: of all), behind ``after`` or from the first on."""
    ids = [one.measure.id for one in rows]
    place = ids.index(after.id) + 1 if after and after.id in ids else 0
    in_turn = [*rows[place:], *rows[:place]]
    return next(
        (
            one.measure
            for one in in_turn
            if one.update is None and (own is None or one.measure.unit_id in own)
        ),
        None,
    )
