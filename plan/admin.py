"""The plan's rows to look at. They change only by loading a file or by an amendment (玖)."""

from django.contrib import admin

from organization.admin import Scoped
from organization.models import Role
from plan.models import Clause, Plan, Rule


class ReadOnly(Scoped):
    readers = (Role.SECRETARIAT, Role.SYSTEM_ADMIN)
    writers = ()


@admin.register(Plan)
class PlanAdmin(ReadOnly):
    fields = ("agency", "code", "title", "since", "until", "parent_title", "parent_body", "note")
    list_display = ("title", "agency", "since", "until")


@admin.register(Clause)
class ClauseAdmin(ReadOnly):
    fields = ("plan", "label", "number", "heading", "text", "since", "until", "note")
    list_display = ("label", "heading", "since", "until")
    search_fields = ("label", "heading", "text")


@admin.register(Rule)
class RuleAdmin(ReadOnly):
    fields = (
        "plan",
        "code",
        "clause",
        "force",
        "text",
        "numbers",
        "question",
        "reading",
        "alternatives",
        "rules",
        "since",
        "until",
        "adopted_on",
        "note",
    )
    list_display = ("code", "clause", "force", "since", "until")
    list_filter = ("force",)
    search_fields = ("code", "clause", "text", "question")
