"""Changing one's password, and a new one by mail (RQ-A6, A8, A9)."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView

from core.clock import moment, today
from organization import mail, security
from organization.actions import accounts, sessions, tallies
from organization.actor import actor_for
from organization.addresses import client_address
from organization.forms import PasswordForm, ResetForm
from organization.models.account import normal_name
from organization.permissions import why_not_change_password
from organization.views.sign_in import too_many


class ChangePassword(views.PasswordChangeView):
    """The current password, a new one that keeps the rules; all other sessions end."""

    template_name = "organization/password.html"
    form_class = PasswordForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"why_not": why_not_change_password(self.request.user, moment())}

    def form_valid(self, form):
        account, request = self.request.user, self.request
        accounts.set_password(account, form.cleaned_data["new_password1"], by=request.actor, at=moment())
        update_session_auth_hash(request, account)
        sessions.end_others(account, keep=request.session.session_key)
        security.record(request, "password.changed")
        messages.success(request, _("密碼已變更，您在其他裝置上的登入均已結束。"))
        return redirect(settings.LOGIN_REDIRECT_URL)


class Reset(FormView):
    """The same answer for every name; the link's host comes from SITE_URL, never from the request."""

    template_name = "organization/reset.html"
    success_url = reverse_lazy("organization:reset-sent")
    form_class = ResetForm

    def post(self, request, *args, **kwargs):
        tries, seconds = settings.RESETS
        typed = normal_name(request.POST.get("name")).replace("\0", "")[:60]
        keys = (f"reset:{typed}", f"reset-address:{client_address(request)}")
        counts = [tallies.count(key, seconds, moment()) for key in keys]
        if counts[0] > tries or counts[1] > tries * 4:
            security.record(request, "reset.throttled", name=typed)
            return too_many(request, seconds)
        security.record(request, "reset.asked", name=typed)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        for account in form.accounts():
            mail.send_reset_link(account)
        return super().form_valid(form)


class ResetConfirm(views.PasswordResetConfirmView):
    """One use, thirty minutes, dead after any sign-in or change: the token covers all three."""

    template_name = "organization/reset_confirm.html"
    success_url = reverse_lazy("organization:reset-done")

    def form_valid(self, form):
        del self.request.session[views.INTERNAL_RESET_SESSION_TOKEN]
        accounts.set_password(
            self.user, form.cleaned_data["new_password1"], by=actor_for(self.user, today()), at=moment()
        )
        sessions.end_others(self.user)
        security.record(self.request, "password.reset", account=self.user)
        return redirect(self.success_url)
