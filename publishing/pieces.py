"""What a chapter offers to the public: plain frozen values, the same that the preview shows (features W-2, W-4).

A chapter writes a ``Piece`` with what may be read by anybody and nothing else; publishing keeps that copy. The public
zone reads the copies only, so nothing unpublished and no later change can be reached through it.
"""

import datetime
import hashlib
from dataclasses import dataclass

from core.contract import Sentence, Table, canonical


@dataclass(frozen=True)
class Field:
    """A column of a data set, as its dictionary describes it. ``type``: integer, number, string or date."""

    name: str
    description: Sentence
    type: str = "string"


@dataclass(frozen=True)
class Dataset:
    """Rows for machines, one fact a row; a number that isn't there is None and its sign stands beside it.

    A number with decimals is kept as it is written. ``frequency`` is that of a statistics table (YEAR, HALF …), and
    ``first`` and ``last`` are the days that the data cover.
    """

    fields: tuple[Field, ...]
    rows: tuple[tuple, ...]
    frequency: str = ""
    first: datetime.date | None = None
    last: datetime.date | None = None


@dataclass(frozen=True)
class Passage:
    """A part of a text: its number as printed, a title on a line of its own, and its lines.

    Level 1 and 2 are headings where they have a title, deeper levels stand further in (as the plan's clauses do).
    """

    level: int
    number: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """One public page: facts as (name, text), passages, tables, and the file ids that may be fetched with it.

    A cell or text is a str or a Sentence. ``series`` is drawn as a chart: (name, values) over ``marks``.
    """

    summary: str | Sentence = ""
    facts: tuple[tuple, ...] = ()
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()
    marks: tuple[str, ...] = ()
    series: tuple[tuple, ...] = ()
    dataset: Dataset | None = None
    files: tuple[int, ...] = ()


@dataclass(frozen=True)
class Piece:
    """Something that can be published: ``key`` is its stable address within its kind, ``refusal`` why it can't be.

    ``said`` are the names that may stand in it by consent, ``silent`` those of others that may stand in no piece.
    """

    kind: str
    key: str
    title: str
    content: Content
    order: tuple = ()
    refusal: str | Sentence = ""
    said: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """The same content gives the same digest."""
        return hashlib.sha256(canonical([self.title, self.content]).encode()).hexdigest()
