"""Addresses of the living plan and the reports."""

from django.urls import path

from reports.views import board, drafts, first, plan

app_name = "reports"

urlpatterns = [
    path("", first.first, name="first"),
    path("plan/<roc:year>/", plan.plan, name="plan"),
    path("board/<roc:year>/", board.board, name="board"),
    path("reports/<roc:year>/", drafts.draft, name="draft"),
    path("reports/<roc:year>/annual.pdf", drafts.annual_pdf, name="annual-pdf"),
]
