"""Addresses of the living plan and the reports."""

from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("", views.first, name="first"),
    path("plan/<roc:year>/", views.plan, name="plan"),
    path("board/<roc:year>/", views.board, name="board"),
    path("reports/<roc:year>/", views.draft, name="draft"),
    path("reports/<roc:year>/annual.pdf", views.annual_pdf, name="annual-pdf"),
]
