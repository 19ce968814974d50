"""Two wordings side by side: which characters were taken out, which were put in."""

from difflib import SequenceMatcher
from typing import NamedTuple


class Piece(NamedTuple):
    """Some characters of a text, and whether the other text has others there."""

    text: str
    differs: bool


def compare(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """The pieces of ``old`` and of ``new``. Joined they give the texts again."""
    olds, news = [], []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        differs = kind != "equal"
        if last > first:
            olds.append(Piece(old[first:last], differs))
        if end > begin:
            news.append(Piece(new[begin:end], differs))
    return olds, news
