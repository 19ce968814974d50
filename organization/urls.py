"""Signing in and out, and one's own account."""

from django.contrib.auth import views
from django.urls import path

app_name = "organization"

urlpatterns = [
    path("sign-in/", views.LoginView.as_view(template_name="organization/sign_in.html"), name="sign-in"),
    path("sign-out/", views.LogoutView.as_view(), name="sign-out"),
]
