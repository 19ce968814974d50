"""TR-10 (得施以進階課程): who took an advanced course of the year without a basic one in the plan's period.

The clause allows and does not oblige, so it is a reminder and never a verdict.
"""

import datetime

from core.contract import Scope
from plan.models import Plan
from training.models import Hours, Level, State


def plan_began(agency_id: int, day: datetime.date) -> datetime.date | None:
    """The first day of the plan in force on ``day``."""
    return Plan.objects.filter(agency_id=agency_id).on(day).values_list("since", flat=True).first()


def advanced_without_basic(scope: Scope) -> set[int]:
    """Person ids; two queries."""
    begun = plan_began(scope.agency_id, scope.day) or scope.first
    verified = Hours.objects.filter(state=State.VERIFIED, person__agency_id=scope.agency_id)
    basic = verified.held(begun, scope.day).filter(session__course__level=Level.BASIC)
    advanced = verified.held(scope.first, scope.day).filter(session__course__level=Level.ADVANCED)
    return set(advanced.exclude(person__in=basic.values("person")).values_list("person_id", flat=True))
