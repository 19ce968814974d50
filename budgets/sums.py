"""Sums of a round by unit and by category: each line once, whole dollars (B-2, B-4)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Sum

from budgets.models import Line, ReturnState, Round, Stage, UnitReturn

SUMS = {
    "told": Count("outturn"),
    "amount": Sum("amount"),
    "counted": Sum("counted"),
    "outturn": Sum("outturn"),
}


@dataclass(frozen=True)
class Summed:
    """What lines come to; ``outturn`` is that of the ``told`` of them, None where nothing has been told."""

    lines: int = 0
    amount: int = 0
    counted: int = 0
    outturn: int | None = None
    told: int = 0

    def __add__(self, other: "Summed") -> "Summed":
        told = [one for one in (self.outturn, other.outturn) if one is not None]
        return Summed(
            self.lines + other.lines,
            self.amount + other.amount,
            self.counted + other.counted,
            sum(told) if told else None,
            self.told + other.told,
        )

    @property
    def measured(self) -> int | None:
        """What the outturn is held against: a part of it beside the whole budget would be no rate."""
        return self.counted if self.told == self.lines else None


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
            one["lines"], one["amount"], one["counted"], one["outturn"], one["told"]
        )
        for one in found
    }


def unit_sums(one: Round, actor) -> list[UnitSum]:
    """The units that the actor sees, in their order: three queries, whatever their number.

    Each with its return of the round's stage; one that had nothing to spend with what it said before.
    """
    returns = UnitReturn.objects.visible_to(actor).filter(round=one).select_related("unit")
    ordered = sorted(returns.order_by("unit__order", "unit"), key=lambda row: row.stage == one.stage)
    handed = {row.unit_id: row for row in ordered}.values()
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
    return sum((_of(one) for one in lines), Summed())


def _of(one: Line) -> Summed:
    return Summed(1, one.amount, one.counted, one.outturn, int(one.outturn is not None))


def total(rows: Iterable[UnitSum]) -> Summed:
    """All of them together."""
    return sum((row.sums for row in rows), Summed())


def category_sums(one: Round, actor) -> list[tuple[str, Summed]]:
    """(title, sums) of every category, of the approved lines that the actor sees: two queries at most.

    Their outturn counts once it is approved too, as in the report.
    """
    lines = Line.objects.visible_to(actor).approved().filter(round=one)
    budget = _by(lines, "category")
    spent = _by(lines.approved(Stage.EXECUTION), "category") if one.execution_opened_on else {}
    nothing = Summed()
    found = {key: _with_outturn(sums, spent.get(key, nothing)) for key, sums in budget.items()}
    return [(title, found.get((code,), nothing)) for code, title in one.titles.items()]


def _with_outturn(sums: Summed, spent: Summed) -> Summed:
    return replace(sums, outturn=spent.outturn, told=spent.told)
