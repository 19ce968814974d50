"""Pages that give back what was typed: the CSRF refusal, the busy database, and going on after signing in again."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from organization import kept, security


def page_that_keeps(request: HttpRequest, template: str, status: int, **context):
    """An error page; a posted form stands on it with a button that sends it again."""
    held = kept.of_request(request) if request.method == "POST" else None
    return render(request, template, {"kept": held, "may_resend": _is_own(request), **context}, status=status)


def csrf_failed(request, reason=""):
    """``CSRF_FAILURE_VIEW``. What another site sent is shown, but not offered for sending."""
    security.record(request, "csrf.refused", reason=reason)
    return page_that_keeps(request, "403_csrf.html", status=403)


def _is_own(request) -> bool:
    """Did one of our own pages send it? Browsers say so in Origin, Referer or Sec-Fetch-Site."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    source = request.headers.get("Origin") or request.headers.get("Referer")
    return bool(source) and urlsplit(source).netloc == request.get_host()


@require_GET
def go_on(request):
    """After signing in again: the form as it was typed, to be sent with one click."""
    held = kept.unpacked(request.session.get("kept", ""), settings.SESSION_COOKIE_AGE)
    if held is None or held.account not in (None, request.user.pk):
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "organization/go_on.html", {"kept": held})
