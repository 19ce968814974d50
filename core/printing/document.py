"""A document of plain blocks: the one source of its PDF and its ODT, so that both say the same (RQ-F3, I-8)."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from django.template.loader import render_to_string

from core.printing.pdf import print_pdf
from core.text import CONTROLS

STYLE = Path(__file__).with_name("document.css")
UNNUMBERED = Path(__file__).with_name("unnumbered.css")
DEEPEST = 6


@dataclass(frozen=True)
class Heading:
    """Level 1 is the first below the document's title; levels go down one by one."""

    level: int
    text: str
    kind: ClassVar = "heading"

    @property
    def outline(self) -> int:
        """The level in the whole document, whose title is 1."""
        return min(self.level + 1, DEEPEST)


@dataclass(frozen=True)
class Para:
    """A paragraph; ``\\n`` begins a new line in it. ``bold_lead`` is printed bold before it (決議：)."""

    text: str
    indent: int = 0
    bold_lead: str = ""
    kind: ClassVar = "para"

    @property
    def step(self) -> int:
        """How many times two characters it stands in from the margin."""
        return min(max(self.indent, 0), DEEPEST)


@dataclass(frozen=True)
class Facts:
    """Lines of a label and its value, the values below one another: 時間：… 地點：…"""

    rows: tuple[tuple[str, str], ...]
    kind: ClassVar = "facts"

    @property
    def widths(self) -> tuple[int, int]:
        """The labels get the room of the longest one and its colon: a character is 2.5 percent of the line."""
        longest = max((len(label) for label, _value in self.rows), default=0)
        label = min((longest + 1) * 5 // 2 + 2, 40)
        return label, 100 - label


@dataclass(frozen=True)
class Grid:
    """A table with lines; its header row stands on each page again. Widths are percent, or all the same."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    kind: ClassVar = "grid"

    def __post_init__(self):
        if {len(self.header)} != {len(one) for one in (self.columns, *self.rows)}:
            raise ValueError("a grid has as many cells in each row as its header")

    @property
    def columns(self) -> tuple[int, ...]:
        """The width of each column in percent of the line."""
        return self.widths or (100 // len(self.header),) * len(self.header)


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""

    kind: ClassVar = "break"


Block = Heading | Para | Facts | Grid | PageBreak


@dataclass(frozen=True)
class Document:
    """Title, blocks in their order, and a line at the head of each page."""

    title: str
    language: str = "zh-Hant-TW"
    blocks: tuple[Block, ...] = ()
    header: str = ""


def clean(text: str) -> str:
    """``text`` without what neither paper nor XML can hold."""
    return CONTROLS.sub("", text)


def as_html(document: Document) -> str:
    return clean(render_to_string("print/document.html", {"document": document}))


def as_pdf(document: Document, lock: str, *, numbered: bool = True) -> Path:
    """``numbered=False`` leaves the foot of the pages free, for a pack numbers its own."""
    styles = [STYLE] if numbered else [STYLE, UNNUMBERED]
    return print_pdf(as_html(document), styles=styles, lock=lock)
