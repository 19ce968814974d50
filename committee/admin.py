"""The admin's pages of the committees (RQ-B7): writes end in the actions; what a meeting decided is only read."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect

from committee import actions, permissions
from committee.forms.members import AsksOnce
from committee.models import (
    AgendaItem,
    Committee,
    External,
    Filing,
    Meeting,
    Membership,
    Minutes,
    Resolution,
)
from organization.admin import Scoped, WithReason
from organization.models import Role

KEEPERS = (Role.SECRETARIAT, Role.PERSONNEL)
READERS = (*KEEPERS, Role.SYSTEM_ADMIN)
SECRETARIAT = (Role.SECRETARIAT,)


class Acting(Scoped):
    """Rows written by the actions; what these refuse is said on the page."""

    readers, writers = READERS, KEEPERS

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            for one in refusal.messages:
                messages.error(request, one)
            return redirect(request.path)


@admin.register(Committee)
class CommitteeAdmin(Acting):
    fields = ("agency", "kind", "level", "name", "legal_basis", "seats", "fee", "since", "until")
    list_display = ("name", "kind", "level", "since", "until")
    list_filter = ("kind",)

    def write(self, obj, change, **how):
        return actions.found(obj, **how)


class TermForm(AsksOnce, WithReason):
    """Says before it is saved what breaks the third, and why not, as the pages do."""

    actor = None

    def _post_clean(self):
        super()._post_clean()
        if self.errors or not (self.instance.committee_id and self.instance.since):
            return
        if reason := permissions.why_not_appoint(self.actor, self.instance):
            self.add_error(None, reason)
        else:
            self.ask(self.instance.committee, self.instance)


@admin.register(Membership)
class MembershipAdmin(Acting):
    agency_path = "committee__agency"
    form = TermForm
    fields = ("committee", "person", "external", "seat", "title", "is_ex_officio", "letter", "since", "until")
    fields += ("left_because", "is_public")
    list_display = ("who", "committee", "seat", "since", "until")
    list_filter = ("seat",)
    list_select_related = ("person", "external", "committee")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.actor = request.actor
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self._may(request, self.writers):
            fieldsets[0][1]["fields"] += ["alerted", "confirm"]
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        return ("committee", "person", "external") if obj else ()

    def write(self, obj, change, **how):
        return actions.appoint(obj, **how)


class Reading(Scoped):
    """Rows that the admin only shows: they come about on the pages, by the actions."""

    readers, writers = READERS, ()


@admin.register(External)
class ExternalAdmin(Reading):
    fields = ("agency", "name", "sex", "affiliation", "title", "background")
    list_display = ("name", "affiliation", "title")

    def get_fieldsets(self, request, obj=None):
        may = self._may(request, (Role.SECRETARIAT, Role.SYSTEM_ADMIN))
        return [(None, {"fields": [*self.fields, *(["email"] if may else [])]})]


@admin.register(Filing)
class FilingAdmin(Reading):
    agency_path = "committee__agency"
    fields = ("committee", "filed_on", "recipient", "number", "cause")
    list_display = ("number", "committee", "filed_on", "recipient", "cause")


class Decided(Reading):
    """What belongs to a meeting, for the secretariat's eyes."""

    readers = SECRETARIAT


@admin.register(Meeting)
class MeetingAdmin(Decided):
    agency_path = "committee__agency"
    fields = ("committee", "year", "number", "state", "held_on", "starts", "place", "chair", "recorder")
    list_display = ("committee", "year", "number", "state", "held_on")


@admin.register(AgendaItem)
class AgendaItemAdmin(Decided):
    agency_path = "meeting__committee__agency"
    fields = ("meeting", "section", "order", "title", "explanation", "proposal", "unit", "tasks")
    list_display = ("title", "meeting", "section")


@admin.register(Resolution)
class ResolutionAdmin(Decided):
    agency_path = "item__meeting__committee__agency"
    fields = ("item", "outcome", "text", "is_unanimous", "decided_at", "is_valid", "quorum")
    list_display = ("item", "outcome", "is_valid")


@admin.register(Minutes)
class MinutesAdmin(Decided):
    agency_path = "meeting__committee__agency"
    fields = ("meeting", "state", "opening_words", "closing_words", "circulated_on", "confirmed_on")
    list_display = ("meeting", "state", "confirmed_on")
