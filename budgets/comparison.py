"""Lines beside official totals (B-6) and beside the year before (B-7)."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from budgets.models import Line, OfficialTotal, Round


@dataclass(frozen=True)
class Checked:
    """A total beside the sum of the lines it speaks of."""

    total: OfficialTotal
    summed: int

    @property
    def gap(self) -> int:
        """What the total has more than the lines."""
        return self.total.amount - self.summed

    @property
    def is_explained(self) -> bool:
        """Is there no difference, or is this very difference explained?"""
        return not self.gap or self.total.explained == self.gap


def difference(total: OfficialTotal) -> int:
    return checked(total.round, [total])[0].gap


def checked(one: Round, totals) -> list[Checked]:
    """Each total with the sum of the standing lines of its unit, or of all: one query."""
    sums = {
        row["unit"]: row
        for row in Line.objects.standing()
        .filter(round=one)
        .order_by()
        .values("unit")
        .annotate(amount=Sum("amount"), counted=Sum("counted"), outturn=Sum("outturn"))
    }
    return [
        Checked(
            total, sum(row[total.what] or 0 for unit, row in sums.items() if total.unit_id in (None, unit))
        )
        for total in totals
    ]


class Change(StrEnum):
    """What has become of a line since the year before."""

    NEW = _n("新增")
    DROPPED = _n("未續編")
    MORE = _n("增加")
    LESS = _n("減少")


@dataclass(frozen=True)
class Changed:
    """A line of this year, of the year before, or both."""

    change: Change
    line: Line | None
    before: Line | None

    @property
    def label(self) -> str:
        return _(self.change)

    @property
    def shown(self) -> Line:
        return self.line or self.before

    @property
    def was(self) -> int | None:
        """The gender budget of the year before."""
        return self.before.counted if self.before else None

    @property
    def now(self) -> int | None:
        return self.line.counted if self.line else None

    @property
    def gap(self) -> int:
        return (self.now or 0) - (self.was or 0)


def year_changes(one: Round, actor, percent: int = 0) -> list[Changed]:
    """New and dropped lines, and those whose gender budget moved by more than ``percent`` hundredths: two queries."""
    rows = Line.objects.visible_to(actor).standing().select_related("unit", "round")
    now = list(rows.filter(round=one))
    last = {line.pk: line for line in rows.filter(round__agency=one.agency_id, round__year=one.year - 1)}
    found = [_changed(line, last.get(line.continues_id), percent) for line in now]
    kept = {line.continues_id for line in now}
    dropped = [Changed(Change.DROPPED, None, line) for pk, line in last.items() if pk not in kept]
    every = [row for row in found if row] + dropped
    return sorted(every, key=lambda row: (row.shown.unit.order, row.shown.unit_id, row.shown.order))


def _changed(line: Line, before: Line | None, percent: int) -> Changed | None:
    if before is None:
        return Changed(Change.NEW, line, None)
    gap = line.counted - before.counted
    if not gap or abs(gap) * 100 <= percent * before.counted:
        return None
    return Changed(Change.MORE if gap > 0 else Change.LESS, line, before)
