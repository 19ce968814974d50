"""Addresses of the outbox."""

from django.urls import path

from notices import views

app_name = "notices"

urlpatterns = [
    path("", views.letter_list, name="letter-list"),
    path("decide/", views.decide, name="letter-decide"),
    path("<int:pk>/", views.detail, name="letter-detail"),
    path("<int:pk>/retry/", views.retry, name="letter-retry"),
    path("<int:pk>/again/", views.again, name="letter-again"),
]
