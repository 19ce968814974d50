"""What a chapter offers to the public: plain frozen values, the same that the preview shows (features W-2, W-4).

A chapter writes a ``Piece`` with what may be read by anybody and nothing else; publishing keeps that copy. The public
zone reads the copies only, so nothing unpublished and no later change can be reached through it.
"""

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
    """Rows for machines, one fact a row; a number that isn't there is None and its sign stands beside it."""

    fields: tuple[Field, ...]
    rows: tuple[tuple, ...]


@dataclass(frozen=True)
class Content:
    """One public page: facts as (name, text), paragraphs, tables, and the file ids that may be fetched with it.

    A cell or text is a str or a Sentence. ``series`` is drawn as a chart: (name, values) over ``marks``.
    """

    summary: str = ""
    facts: tuple[tuple, ...] = ()
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    marks: tuple[str, ...] = ()
    series: tuple[tuple, ...] = ()
    dataset: Dataset | None = None
    files: tuple[int, ...] = ()


@dataclass(frozen=True)
class Piece:
    """Something that can be published: ``key`` is its stable address within its kind, ``refusal`` why it can't be."""

    kind: str
    key: str
    title: str
    content: Content
    order: tuple = ()
    refusal: str = ""

    @property
    def digest(self) -> str:
        """The same content gives the same digest."""
        return hashlib.sha256(canonical([self.title, self.content]).encode()).hexdigest()
