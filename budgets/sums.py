"""Sums of a round by unit and by category: each line once, whole dollars (B-2, B-4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Sum

from budgets.models import Line, ReturnState, Round, UnitReturn

SUMS = {"amount": Sum("amount"), "counted": Sum("counted"), "outturn": Sum("outturn")}


@dataclass(frozen=True)
class Summed:
    """What lines come to; ``outturn`` is None where nothing has been told of it."""

    lines: int = 0
    amount: int = 0
    counted: int = 0
    outturn: int | None = None

    def __add__(self, other: "Summed") -> "Summed":
        told = [one for one in (self.outturn, other.outturn) if one is not None]
        return Summed(
            self.lines + other.lines,
            self.amount + other.amount,
            self.counted + other.counted,
            sum(told) if told else None,
        )


@dataclass(frozen=True)
class UnitSum:
    """One unit of a round: where its return stands, what its lines come to, what was counted the year before."""

    handed: UnitReturn
    sums: Summed
    before: int | None

    @property
    def is_approved(self) -> bool:
        return self.handed.state == ReturnState.APPROVED


def _by(rows, *names) -> dict:
    found = rows.order_by().values(*names).annotate(lines=Count("id"), **SUMS)
    return {
        tuple(one[name] for name in names): Summed(
            one["lines"], one["amount"], one["counted"], one["outturn"]
        )
        for one in found
    }


def unit_sums(one: Round, actor) -> list[UnitSum]:
    """The units that the actor sees, in their order: three queries, whatever their number."""
    handed = UnitReturn.objects.visible_to(actor).filter(round=one, stage=one.stage).select_related("unit")
    seen = Line.objects.visible_to(actor)
    now = _by(seen.standing().filter(round=one), "unit")
    last = _by(seen.approved().filter(round__agency=one.agency_id, round__year=one.year - 1), "unit")
    return [
        UnitSum(
            row,
            now.get((row.unit_id,), Summed()),
            last[row.unit_id,].counted if (row.unit_id,) in last else None,
        )
        for row in handed
    ]


def summed(lines: Iterable[Line]) -> Summed:
    """What the lines come to."""
    return sum((Summed(1, one.amount, one.counted, one.outturn) for one in lines), Summed())


def total(rows: Iterable[UnitSum]) -> Summed:
    """All of them together."""
    return sum((row.sums for row in rows), Summed())


def category_sums(one: Round, actor) -> list[tuple[str, Summed]]:
    """(title, sums) of every category, of the approved lines that the actor sees: one query."""
    found = _by(Line.objects.visible_to(actor).approved().filter(round=one), "category")
    return [(title, found.get((code,), Summed())) for code, title in one.titles.items()]
