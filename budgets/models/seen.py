"""Who sees whose budget: a unit its own, the accounting office and whoever reads the whole agency all (伍五)."""

from django.db import models
from django.db.models import Q

from organization.models import Role
from organization.roles import READS_AGENCY

READS_BUDGETS = READS_AGENCY | {Role.ACCOUNTING}


def reads_all(actor, agency_id: int) -> bool:
    """Does the actor see the budgets of all units of the agency?"""
    return agency_id in _whole(actor)


def _whole(actor) -> set[int]:
    agencies = {one.agency_id for one in actor.held if one.role in READS_BUDGETS}
    if any(one.role == Role.OVERSIGHT for one in actor.held):
        agencies |= set(actor.agency_ids)
    return agencies


class OfUnits(models.QuerySet):
    """Rows of a round and a unit."""

    def visible_to(self, actor):
        return self.filter(Q(round__agency__in=_whole(actor)) | Q(unit__in=actor.units))
