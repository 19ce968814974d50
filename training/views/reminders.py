"""Reminding all who have something to do: read the letters first, then lay them down or send them (T-10, N-1)."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.clock import today
from core.contract import Scope
from notices import actions as notices
from organization.views.asked import agency_of
from training import actions, letters, permissions
from training.views.people import unit_of

ROWS = 50
"""Letters on a page, and as many as are sent while somebody waits for the page."""


@require_http_methods(["GET", "HEAD", "POST"])
def remind(request, year):
    """The letters as they would go out today; by POST they are laid in the outbox."""
    scope = Scope(agency_of(request).id, year, today(), unit_of(request))
    if reason := permissions.why_not_remind(request.actor, scope.agency_id, year):
        raise PermissionDenied(reason)
    if request.method == "POST":
        return _write(request, scope)
    batch = letters.digests(scope)
    page = Paginator(batch.digests, ROWS).get_page(request.GET.get("page"))
    context = {
        "scope": scope,
        "batch": batch,
        "page_obj": page,
        "without": sum(not one.letter.to_email for one in batch.digests),
        "may_send": len(batch.digests) <= ROWS,
        "back": f"{reverse('training:people', kwargs={'year': year})}?{request.GET.urlencode()}",
    }
    return render(request, "training/remind.html", context)


def _write(request, scope):
    written, _batch = actions.remind(scope, by=request.actor)
    if not written:
        messages.warning(request, _("沒有需要提醒的人，或這幾天都已提醒過。"))
    elif request.POST.get("verb") == "send" and len(written) <= ROWS:
        _send(request, written)
    else:
        messages.success(
            request, _("已將 %(count)s 封提醒放進寄件匣，還沒有寄出。") % {"count": len(written)}
        )
    shown = urlencode({"state": "", "q": letters.subject(scope.year)})
    return redirect(f"{reverse('notices:letter-list')}?{shown}")


def _send(request, written) -> None:
    """What went out, and what stays in the outbox and why."""
    outcome = notices.send(written, by=request.actor)
    messages.success(request, _("已寄出 %(count)s 封提醒。") % {"count": len(outcome.done)})
    for letter, reason in outcome.skipped[:10]:
        messages.warning(request, _("%(who)s：%(reason)s") % {"who": letter.to_name, "reason": reason})
