"""Who asks, whether still, and whether this door is open to them (RQ-A11, A12, A13, B1, B9)."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from core.clock import moment, today
from organization import security
from organization.actor import ANONYMOUS, actor_for
from organization.models import Role, RoleGrant
from organization.public import PUBLIC, WITH_OLD_PASSWORD
from organization.roles import PRIVILEGED
from organization.views.sign_in import SignIn

WRITE_EVERY = 60
"""Seconds: the last use is written at most so often, so that reading a page writes nothing."""


class ActorMiddleware:
    """``request.actor``: the rights of that very day, looked up when first asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)


def _actor(request):
    return actor_for(request.user, today()) if request.user.is_authenticated else ANONYMOUS


class SessionAge:
    """Ends a session that was idle too long or is too old, and keeps signed-in pages out of every cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.expired_account = None
        if request.user.is_authenticated:
            self.look_at(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store, private")
        return response

    def look_at(self, request) -> None:
        session, now = request.session, moment().timestamp()
        begun, seen = session.get("begun", now), session.get("seen", now)
        if now - begun > settings.SESSION_COOKIE_AGE or _idle_too_long(request.user, now - seen):
            security.record(request, "session.expired")
            request.expired_account = request.user.pk
            session.flush()
            request.user = AnonymousUser()
        elif not request.user.may_sign_in(moment()):
            session.flush()
            request.user = AnonymousUser()
        elif "seen" not in session or now - seen > WRITE_EVERY:
            session["begun"], session["seen"] = begun, now


def _idle_too_long(account, seconds: float) -> bool:
    """Only after the shorter time does it matter which of the two holds for the account."""
    if seconds <= settings.SESSION_IDLE_PRIVILEGED.total_seconds():
        return False
    return seconds > settings.SESSION_IDLE.total_seconds() or _is_privileged(account)


def _is_privileged(account) -> bool:
    roles = RoleGrant.objects.on(today()).filter(account=account).values_list("role", flat=True)
    return account.is_superuser or any(Role(role) in PRIVILEGED for role in roles)


class ClosedDoors(LoginRequiredMiddleware):
    """Every view asks for a signed-in account but those named in ``public.PUBLIC``."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        name = request.resolver_match.view_name
        if request.user.is_authenticated:
            return self.ask_for_new_password(request, name)
        return None if name in PUBLIC else self.handle_no_permission(request, view_func)

    def ask_for_new_password(self, request, name):
        if name in WITH_OLD_PASSWORD or not request.user.must_renew_password(moment()):
            return None
        messages.warning(request, _("您的密碼須先變更，才能使用其他功能。"))
        return redirect("organization:password")

    def get_login_url(self, view_func):
        """One door for all, the admin's views too."""
        return resolve_url(settings.LOGIN_URL)

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            response = SignIn.as_view(interrupted=True)(request)
            response["HX-Retarget"] = "body"
            return response
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
        return super().handle_no_permission(request, view_func)
