"""The one door (RQ-A1): throttled by address, locked by account, and back to where one wanted to go."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.clock import moment
from organization import kept, security
from organization.actions import sessions, tallies
from organization.addresses import client_address
from organization.forms import SignInForm


class SignIn(views.LoginView):
    """``interrupted``: a form came in after the session had ended; the page keeps what was typed in it."""

    template_name = "organization/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True
    interrupted = False

    def dispatch(self, request, *args, **kwargs):
        if self.interrupted:
            held = kept.of_request(request)
            if not held.fields and not held.is_too_long:
                return redirect(settings.LOGIN_URL)
            context = {"form": SignInForm(request), "kept": held.packed(), "is_too_long": held.is_too_long}
            return render(request, self.template_name, context)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """Both limits are asked before any password is hashed."""
        now, address = moment(), client_address(request)
        tries = tallies.count(f"sign-in:{address}", settings.SIGN_INS[1], now)
        if tries > settings.SIGN_INS[0] or tallies.reached(
            _failures(address), settings.SIGN_IN_FAILURES, now
        ):
            security.record(request, "sign-in.throttled", name=request.POST.get("username", "")[:60])
            return too_many(request, settings.SIGN_IN_FAILURES[1])
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(kept=self.request.POST.get("kept", ""), **kwargs)

    def form_invalid(self, form):
        request, address = self.request, client_address(self.request)
        tallies.count(_failures(address), settings.SIGN_IN_FAILURES[1], moment())
        security.record(request, _refusal(request), name=form.data.get("username", "")[:60])
        return super().form_invalid(form)

    def form_valid(self, form):
        request, account = self.request, form.get_user()
        response = super().form_valid(form)
        now = moment().timestamp()
        session = request.session
        session["begun"] = session["seen"] = now
        session["address"] = client_address(request)
        session["browser"] = request.headers.get("User-Agent", "")
        security.record(request, "sign-in.ok", account=account)
        if sessions.end_oldest(account, session.session_key, settings.SESSIONS_AT_ONCE):
            messages.info(request, _("您在其他裝置上最早的登入已結束，因為同時登入數已達上限。"))
        return self.go_on() or response

    def go_on(self):
        """To what was typed before the session ended, if there is something of this very account's."""
        held = kept.unpacked(self.request.POST.get("kept", ""), settings.SESSION_COOKIE_AGE)
        if held is None or held.account not in (None, self.request.user.pk):
            return None
        self.request.session["kept"] = self.request.POST["kept"]
        return redirect("organization:go-on")


class SignOut(views.LogoutView):
    """By POST only; the browser is asked to forget what it stored (RQ-A12)."""

    def post(self, request, *args, **kwargs):
        security.record(request, "sign-out")
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


def too_many(request, seconds: int):
    """429, with the time after which to try again."""
    response = render(request, "429.html", {"minutes": seconds // 60}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _failures(address: str) -> str:
    return f"sign-in-failed:{address}"


def _refusal(request) -> str:
    return "sign-in.locked" if getattr(request, "axes_locked_out", False) else "sign-in.refused"
