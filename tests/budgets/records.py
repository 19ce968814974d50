"""Rounds, returns and lines as the tests need them, made by the actions."""

import uuid

from budgets.actions import lines, returns, rounds
from budgets.models import Line, Round
from tests.factories import actor_of, day

TERMS = rounds.Terms(day("107/8/31"), "central", "依規定填報")


def make_round(agency, cast, year=2019, on="107/6/1") -> Round:
    return rounds.open_round(agency, year, TERMS, by=actor_of(cast.accountant, on))


def values(title="性別友善設施改善", amount=100_000, counted=None, **kw) -> dict:
    told = {
        "work_plan": "一般行政",
        "branch_plan": "",
        "usage": "",
        "title": title,
        "category": "PLAN",
        "goal": "",
        "amount": amount,
        "counted": amount if counted is None else counted,
        "share_reason": "" if counted in (None, amount) else "僅部分與性別有關",
    }
    return told | kw


def make_line(one: Round, unit, cast, title="性別友善設施改善", amount=100_000, counted=None, **kw) -> Line:
    """A line of the unit, filled by the accounting office."""
    handed = returns.return_of(one, unit)
    entry = lines.Entry(values(title, amount, counted, **kw), token=uuid.uuid4())
    return lines.save_lines(handed, [entry], by=actor_of(cast.accountant))[0]


def hand_in(one: Round, unit, cast, is_nil=False):
    return returns.submit(returns.return_of(one, unit), by=actor_of(cast.accountant), is_nil=is_nil)


def approve(one: Round, unit, cast, is_nil=False):
    """Hand in and approve what the unit has."""
    return returns.approve(hand_in(one, unit, cast, is_nil), by=actor_of(cast.accountant))


def approve_all(one: Round, cast) -> None:
    """Every unit's return approved; those without lines say that they have none."""
    waiting = one.returns.filter(stage=one.stage).exclude(state="APPROVED")
    for row in waiting.select_related("unit"):
        has = Line.objects.standing().filter(round=one, unit=row.unit).exists()
        approve(one, row.unit, cast, is_nil=not has)
