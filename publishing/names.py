"""Names that may not become public: whoever works for the agency is shown as ○○○ in every text (W-4; domain 6.8)."""

import re
from collections.abc import Iterable

from organization.models import Person

COVER = "○○○"
SHORTEST = 2
"""A single character is no name that can be looked for in a text."""


class Names:
    """The names of an agency's people and of ``others``, but those that may be ``said``: one query."""

    def __init__(self, agency_id: int, *, others: Iterable[str] = (), said: Iterable[str] = ()):
        people = Person.objects.filter(agency_id=agency_id).values_list("name", flat=True)
        hidden = {one for one in (*people, *others) if len(one) >= SHORTEST} - set(said)
        # The longest first, so that no name is cut at a shorter one within it.
        parts = sorted(hidden, key=lambda one: (-len(one), one))
        self._pattern = re.compile("|".join(map(re.escape, parts))) if parts else None

    def covered(self, text: str) -> str:
        """``text`` without them."""
        return self._pattern.sub(COVER, text) if self._pattern else text
