"""The plan's text with what was found of it: what the board, the sections and the gaps are made of."""

from collections import defaultdict
from dataclasses import dataclass

from core.contract import Duty, Finding, Reading, Scope, Table, Verdict
from plan.models import Plan

GAPS = {Verdict.UNMET, Verdict.PENDING, Verdict.UNDETERMINED, Verdict.BELOW_PRINCIPLE}
"""Verdicts after which something is still to be done."""

ORDER = (
    Verdict.UNMET,
    Verdict.PENDING,
    Verdict.BELOW_PRINCIPLE,
    Verdict.UNDETERMINED,
    Verdict.EXEMPT_ON_FILE,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)


RUNS_ON = "："


@dataclass(frozen=True)
class Judged:
    """A finding with its rule's words and force, and what would fulfil it."""

    finding: Finding
    text: str
    force: str
    duties: tuple[Duty, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.finding.verdict in GAPS

    @property
    def changing(self) -> list[Reading]:
        """The readings under which the verdict would be another."""
        return [one for one in self.finding.readings if one.verdict != self.finding.verdict]


@dataclass(frozen=True)
class Passage:
    """One clause of the plan and what is found of it."""

    label: str
    number: str
    level: int
    heading: str
    text: str
    judged: tuple[Judged, ...] = ()

    @property
    def is_open(self) -> bool:
        return any(one.is_open for one in self.judged)

    @property
    def title(self) -> str:
        """The heading where it stands on a line of its own."""
        return "" if self._runs_on else self.heading.rstrip(RUNS_ON)

    @property
    def lines(self) -> list[str]:
        """The text by paragraphs; a heading that ends in a colon runs on into the first."""
        lines = [line for line in self.text.split("\n") if line]
        if not self._runs_on:
            return lines
        return [self.heading + (lines[0] if lines else ""), *lines[1:]]

    @property
    def _runs_on(self) -> bool:
        return self.level > 1 and self.heading.endswith(RUNS_ON)


@dataclass(frozen=True)
class Board:
    """A year of the plan as of a day."""

    scope: Scope
    plan: Plan | None
    in_force: bool
    adoptions: tuple[str, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    makers: dict[str, str]
    """The app whose chapter made each table."""
    duties: tuple[Duty, ...]
    judged: tuple[Judged, ...]

    def tally(self) -> list[tuple[Verdict, int]]:
        """How many of each verdict, the ones to look at first."""
        count = defaultdict(int)
        for one in self.judged:
            count[one.finding.verdict] += 1
        return [(verdict, count[verdict]) for verdict in ORDER if count[verdict]]

    def open(self) -> list[Judged]:
        """Where something is still to be done, most urgent first."""
        return sorted(
            (one for one in self.judged if one.is_open), key=lambda one: ORDER.index(one.finding.verdict)
        )

    def settled(self) -> list[Judged]:
        return [one for one in self.judged if not one.is_open]
