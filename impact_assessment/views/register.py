"""The report's list of cases as a file, of what the asker may see (T9)."""

from django.http import Http404
from django.views.decorators.http import require_safe

from committee.views.members import spreadsheet
from core.clock import today
from core.contract import Scope
from core.roc import to_roc_year
from core.spreadsheets import CONTENT_TYPES
from impact_assessment import lists
from impact_assessment.compliance.facts import facts
from impact_assessment.compliance.rules import RULES
from impact_assessment.models import Case
from organization.views.asked import agency_of
from plan.rules import in_force


@require_safe
def export(request, year, kind):
    """As it stands today, with who was heard and what became of each opinion."""
    if kind not in CONTENT_TYPES:
        raise Http404
    scope = Scope(agency_of(request).id, year, today())
    known = facts(scope)
    seen = set(Case.objects.visible_to(request.actor).values_list("id", flat=True))
    rows = [one for one in known.cases if one.case.id in seen] if known else []
    book = in_force(scope.agency_id, scope.day, RULES)
    return spreadsheet(lists.register(rows, book), kind, f"assessments-{to_roc_year(year)}")
