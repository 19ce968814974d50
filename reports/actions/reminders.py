"""The letters that tell the units what they still owe, laid in the secretariat's outbox (D-3)."""

from django.db import transaction

from core.contract import Scope
from notices import actions as notices
from notices.models import Letter
from organization.models import Agency
from reports import permissions
from reports.actions.refusing import refuse
from reports.board import gather
from reports.forecast import owing
from reports.reminding import letters


@transaction.atomic
def remind(scope: Scope, *, by) -> list[Letter]:
    """One letter to each unit that owes something; who was written to these last days gets none."""
    refuse(permissions.why_not_remind(by, scope.agency_id))
    agency = Agency.objects.select_for_update().get(pk=scope.agency_id)  # two clicks come in turn
    return notices.write(letters(owing(gather(scope)), scope, agency), by=by)
