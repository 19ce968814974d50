"""What must still happen in the year, by whom and until when, and the letters that say so (D-3)."""

from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.clock import today
from core.contract import Scope
from organization.views.asked import agency_of
from reports import papers, permissions
from reports.actions.reminders import remind as write
from reports.forecast import Outlook, forecast, owing
from reports.gaps import owners
from reports.reminding import message
from reports.views.board import beside, looked_at
from reports.views.files import pdf_answer

SHOWN = (Outlook.NOW, Outlook.OPEN, Outlook.LOST, Outlook.UNKNOWN)
"""What is listed; the rest is only counted."""


@require_safe
def page(request, year):
    """Every rule that isn't fulfilled, the most urgent first; one line when nothing is missing."""
    context = beside(request, looked_at(request, year))
    board, scope = context["board"], context["scope"]
    rows = forecast(board)
    owner = owners(board)
    may_read = context["names"]
    context |= {
        "tally": [(outlook, len(list(same))) for outlook, same in groupby(rows, lambda one: one.outlook)],
        "groups": [
            (outlook, [(one, owner[id(one.judged)]) for one in rows if one.outlook == outlook])
            for outlook in SHOWN
        ],
        "is_done": not any(one.outlook in SHOWN for one in rows) and not board.duties,
        "messages_by_unit": [(one, message(one, scope)) for one in owing(board)] if may_read else [],
        "may_remind": permissions.why_not_remind(request.actor, scope.agency_id) is None,
    }
    return render(request, "reports/forecast.html", context)


@require_safe
def paper(request, year):
    """The same as PDF; it names units, never people."""
    scope = looked_at(request, year)
    context = beside(request, scope)
    document = papers.of_forecast(context["board"], agency_of(request), context["unit"])
    return pdf_answer(
        request, document, agency_of(request), reverse("reports:forecast", kwargs={"year": year})
    )


@require_POST
def remind(request, year):
    """A letter to each unit that owes something, to be read in the outbox before it goes out."""
    agency = agency_of(request)
    if reason := permissions.why_not_remind(request.actor, agency.id):
        raise PermissionDenied(reason)
    written = write(Scope(agency.id, year, today()), by=request.actor)
    if not written:
        messages.warning(request, _("沒有需要通知的組室，或這幾天都已通知過。"))
        return redirect("reports:forecast", year)
    messages.success(request, _("已將 %(count)s 封通知放進寄件匣，還沒有寄出。") % {"count": len(written)})
    shown = urlencode({"state": "", "q": written[0].subject})
    return redirect(f"{reverse('notices:letter-list')}?{shown}")
