"""TR-10 (得施以進階課程): who took an advanced course of the year without a basic one in the plan's period.

The clause allows and does not oblige, so it is a reminder and never a verdict.
"""

from core.contract import Scope
from plan.models import Plan
from training.models import Hours, Level, State


def advanced_without_basic(scope: Scope) -> set[int]:
    """Person ids; two queries."""
    begun = (
        Plan.objects.filter(agency_id=scope.agency_id).on(scope.day).values_list("since", flat=True).first()
    )
    verified = Hours.objects.filter(state=State.VERIFIED, person__agency_id=scope.agency_id)
    basic = verified.held(begun or scope.first, scope.day).filter(session__course__level=Level.BASIC)
    advanced = verified.held(scope.first, scope.day).filter(session__course__level=Level.ADVANCED)
    return set(advanced.exclude(person__in=basic.values("person")).values_list("person_id", flat=True))
