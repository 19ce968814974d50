"""The ground floor: dates, text, charts, spreadsheets and the contract between chapters and reports."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
