"""The address of an indicator in the public zone: its code, which stays what it is (W-3)."""

from collections.abc import Iterable

from core.roc import to_roc_year
from statistics_app.models import Indicator


def keys(indicators: Iterable[Indicator]) -> dict[int, str]:
    """Each indicator's by its id, all of the agency's in their order; a code used again gets the year behind it."""
    found: dict[int, str] = {}
    for one in indicators:
        code = one.code.lower()
        found[one.id] = f"{code}-{to_roc_year(one.since.year)}" if code in found.values() else code
    return found
