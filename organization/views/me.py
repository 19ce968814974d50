"""One's own account: posts, roles and deputyships with their days, language, sessions; and who holds which role."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.clock import today
from organization import roles, security
from organization.actions import sessions
from organization.models import Deputyship, RoleGrant


@require_GET
def me(request):
    account, day = request.user, today()
    open_sessions = [
        {
            "row": one,
            "digest": security.digest(one.session_key),
            "is_this": one.session_key == request.session.session_key,
        }
        for one in account.sessions.all()
    ]
    context = {
        "posts": request.actor.person.posts.select_related("unit") if request.actor.person else [],
        "grants": RoleGrant.objects.on(day).filter(account=account).select_related("agency", "unit"),
        "stands_in": Deputyship.objects.on(day).filter(deputy=account).select_related("principal__person"),
        "stood_in_by": Deputyship.objects.on(day).filter(principal=account).select_related("deputy__person"),
        "sessions": open_sessions,
    }
    return render(request, "organization/me.html", context)


@require_POST
def end_session(request):
    """One of one's own; the present one ends by signing out."""
    digest = request.POST.get("session", "")
    if digest == security.digest(request.session.session_key) or not sessions.end_one(request.user, digest):
        messages.warning(request, _("這個登入已經結束。"))
    else:
        security.record(request, "session.ended", ended=digest)
        messages.success(request, _("已結束該裝置的登入。"))
    return redirect("organization:me")


@require_GET
def who_may_what(request):
    """Each role in one sentence, and who holds it today, for those who answer for it."""
    if not roles.READS_ROLES & {one.role for one in request.actor.held}:
        raise Http404
    return render(request, "organization/roles.html", {"roles": roles.described(request.actor, today())})
