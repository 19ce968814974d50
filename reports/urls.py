"""Addresses of the living plan and the reports."""

app_name = "reports"

urlpatterns = []
