"""Signing in and out, and one's own account."""

from django.contrib.auth.views import PasswordResetDoneView
from django.urls import path
from django.views.generic import TemplateView

from organization.views import kept, me, passwords, sign_in

app_name = "organization"

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("go-on/", kept.go_on, name="go-on"),
    path("password/", passwords.ChangePassword.as_view(), name="password"),
    path("reset/", passwords.Reset.as_view(), name="reset"),
    path(
        "reset/sent/",
        PasswordResetDoneView.as_view(template_name="organization/reset_sent.html"),
        name="reset-sent",
    ),
    path("reset/<uidb64>/<token>/", passwords.ResetConfirm.as_view(), name="reset-confirm"),
    path(
        "reset/done/", TemplateView.as_view(template_name="organization/reset_done.html"), name="reset-done"
    ),
    path("me/", me.me, name="me"),
    path("me/sessions/end/", me.end_session, name="session-end"),
    path("roles/", me.who_may_what, name="roles"),
]
