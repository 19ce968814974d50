"""What may not become public, in every text of every piece: whoever works for the agency, numbers and addresses (W-4).

Chapters write their pieces without a thought of names; ``covered`` is where all of them pass (domain 6.8).
"""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache

from core.contract import Sentence
from organization.models import Person
from publishing.pieces import Piece

COVER = "○○○"
SHORTEST = 2
"""A single character is no name that can be looked for in a text."""
# Written with \u because these are patterns of what people type, not texts of ours.
PRIVATE = (
    r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",  # an e-mail address
    r"(?<![A-Za-z0-9])[A-Z][1289A-D][0-9]{8}(?![A-Za-z0-9])",  # a number of an identity card or residence permit
    r"(?<![0-9\u7b2c])09[0-9]{2}[- ]?[0-9]{3}[- ]?[0-9]{3}(?![0-9])",  # a mobile number, not that of a letter
    r"(?<![0-9\u7b2c])(?:[(（]0[2-8][0-9]{0,2}[)）] ?|0[2-8][0-9]{0,2}[- ]?)[0-9]{3,4}[- ]?[0-9]{4}(?![0-9])"
    r"(?: ?(?:#|\u8f49|\u5206\u6a5f) ?[0-9]+)?",  # a telephone with its extension
)


def covered(pieces: Iterable[Piece], agency_id: int) -> list[Piece]:
    """The pieces without the names of the agency's people and of whoever did not agree: one query."""
    pieces = list(pieces)
    hidden = set(Person.objects.filter(agency_id=agency_id).values_list("name", flat=True))
    hidden |= {name for one in pieces for name in one.silent}
    names = {said: Names(hidden - said) for said in {one.said for one in pieces}}
    return [names[one.said].over(one) for one in pieces]


class Names:
    """Names that may not be read, and whatever looks like a number or an address of a person."""

    def __init__(self, hidden: Iterable[str]):
        # The longest first, so that no name is cut at a shorter one within it.
        parts = sorted({one for one in hidden if len(one) >= SHORTEST}, key=lambda one: (-len(one), one))
        pattern = re.compile("|".join([*map(re.escape, parts), *PRIVATE]))
        self.covered = cache(lambda text: pattern.sub(COVER, text))

    def over(self, value):
        """``value`` with all its texts covered, however deep they lie; what a program says stays."""
        if isinstance(value, Piece):
            return replace(value, title=self.covered(value.title), content=self.over(value.content))
        if isinstance(value, Sentence):
            return Sentence(value.message, {name: self.over(one) for name, one in value.values.items()})
        if is_dataclass(value):
            return replace(value, **{one.name: self.over(getattr(value, one.name)) for one in fields(value)})
        if isinstance(value, (list, tuple)):
            return type(value)(self.over(one) for one in value)
        return self.covered(value) if isinstance(value, str) and not isinstance(value, Enum) else value
