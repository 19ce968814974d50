"""Addresses of the training chapter."""

app_name = "training"

urlpatterns = []
