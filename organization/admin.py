"""The admin's pages for people, posts and roles: each sees what the rows' ``visible_to`` gives (RQ-B7).

Nothing is deleted; writes end in the actions or in the history. Signing in is the site's own door (RQ-A1).
"""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _n

from core.clock import moment
from organization import history
from organization.actions import accounts, people, roles, sessions
from organization.models import (
    Account,
    Agency,
    Change,
    Deputyship,
    Leave,
    Person,
    Post,
    Role,
    RoleGrant,
    Unit,
)
from organization.models.change import Channel

PERSONNEL = (Role.PERSONNEL, Role.SYSTEM_ADMIN)
UNIT = (*PERSONNEL, Role.SECRETARIAT, Role.UNIT_MANAGER)
ADMIN = (Role.SYSTEM_ADMIN,)


def door(request, extra_context=None):
    """In place of the admin's own sign-in page."""
    if request.user.is_authenticated:
        raise PermissionDenied(_("您沒有管理後台的權限。"))
    target = request.GET.get("next") or reverse("admin:index")
    return redirect_to_login(target, reverse("organization:sign-in"))


admin.site.login = door
admin.site.logout = lambda request, extra_context=None: redirect("organization:me")
admin.site.password_change = lambda request, extra_context=None: redirect("organization:password")


class WithReason(forms.ModelForm):
    """Any row's form, and why it is changed."""

    reason = forms.CharField(label=_("事由"), required=False, max_length=200)


class Scoped(admin.ModelAdmin):
    """Rows of one's agency; ``readers`` and ``writers`` are roles; each change asks for its reason."""

    readers: tuple = ADMIN
    writers: tuple = ADMIN
    agency_path = "agency"
    form = WithReason
    actions = None

    def rows(self, request):
        """What the actor may see of this table."""
        actor = request.actor
        if hasattr(self.model.objects, "visible_to"):
            return self.model.objects.visible_to(actor)
        return self.model.objects.filter(**{f"{self.agency_path}__in": actor.agency_ids})

    def get_queryset(self, request):
        return self.rows(request).order_by(*self.get_ordering(request) or self.model._meta.ordering)

    def has_module_permission(self, request):
        return self._may(request, self.readers)

    def has_view_permission(self, request, obj=None):
        return self._may(request, self.readers)

    def has_add_permission(self, request):
        return self._may(request, self.writers)

    def has_change_permission(self, request, obj=None):
        return self._may(request, self.writers)

    def has_delete_permission(self, request, obj=None):
        return False

    def _may(self, request, roles):
        return any(request.actor.may(role) for role in roles)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.base_fields["reason"] = forms.CharField(label=_("事由"), required=change, max_length=200)
        return form

    def get_fieldsets(self, request, obj=None):
        if not self._may(request, self.writers):
            return [(None, {"fields": self.fields})]
        return [(None, {"fields": [*self.fields, "reason"]})]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Only what one may see can be chosen (RQ-B5)."""
        other = admin.site._registry.get(db_field.related_model)
        if other is not None:
            kwargs["queryset"] = other.rows(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        reason = form.cleaned_data.get("reason", "")
        self.write(obj, change, by=request.actor, reason=reason, channel=Channel.ADMIN)

    def write(self, obj, change, **how):
        history.save(obj, verb=_n("變更") if change else _n("新增"), **how)

    def log_addition(self, *args):
        """The history has the line already."""

    log_change = log_addition

    def history_view(self, request, object_id, extra_context=None):
        """The stock page reads the admin's own log, which is not kept."""
        return redirect(f"{reverse('admin:organization_change_changelist')}?object_id={object_id}")


@admin.register(Agency)
class AgencyAdmin(Scoped):
    agency_path = "id"
    fields = ("code", "name", "short_name", "parent")
    list_display = ("code", "name", "parent")


@admin.register(Unit)
class UnitAdmin(Scoped):
    readers, writers = UNIT, PERSONNEL
    fields = ("agency", "name", "functions", "order", "since", "until", "successor")
    list_display = ("name", "agency", "since", "until")


@admin.register(Person)
class PersonAdmin(Scoped):
    readers, writers = UNIT, PERSONNEL
    fields = ("agency", "staff_number", "name", "sex", "email")
    list_display = ("staff_number", "name", "sex", "agency")
    search_fields = ("staff_number", "name")

    def write(self, obj, change, **how):
        if change:
            return super().write(obj, change, **how)
        how.pop("reason")
        return people.add_person(obj, **how)


@admin.register(Post)
class PostAdmin(Scoped):
    readers, writers = UNIT, PERSONNEL
    agency_path = "person__agency"
    fields = ("person", "unit", "kind", "title", "rank", "is_head", "since", "until")
    list_display = ("person", "unit", "kind", "since", "until")
    list_filter = ("kind",)
    search_fields = ("person__name", "person__staff_number")
    list_select_related = ("person", "unit")

    def write(self, obj, change, **how):
        return super().write(obj, change, **how) if change else people.open_post(obj, **how)


@admin.register(Leave)
class LeaveAdmin(Scoped):
    readers = writers = (Role.PERSONNEL,)
    agency_path = "person__agency"
    fields = ("person", "since", "until")
    list_display = ("person", "since", "until")


@admin.register(RoleGrant)
class RoleGrantAdmin(Scoped):
    fields = ("account", "agency", "role", "unit", "since", "until")
    list_display = ("account", "role", "agency", "unit", "since", "until")
    list_select_related = ("account", "agency", "unit")

    def write(self, obj, change, **how):
        return roles.end_role(obj, obj.until, **how) if change else roles.grant_role(obj, **how)

    def get_readonly_fields(self, request, obj=None):
        return ("account", "agency", "role", "unit", "since") if obj else ()


@admin.register(Deputyship)
class DeputyshipAdmin(Scoped):
    readers = writers = PERSONNEL
    agency_path = "principal__person__agency"
    fields = ("principal", "deputy", "since", "until")
    list_display = ("principal", "deputy", "since", "until")

    def write(self, obj, change, **how):
        return roles.name_deputy(obj, **how)


@admin.register(Account)
class AccountAdmin(Scoped):
    """Accounts are opened by the action, with a secret that is shown once; here they are closed and reset."""

    agency_path = "person__agency"
    fields = ("username", "email", "is_staff", "until")
    list_display = ("username", "person", "is_active", "is_staff", "last_login")
    list_select_related = ("person",)
    actions = ("close", "unlock", "end_sessions", "new_secret")

    def has_add_permission(self, request):
        return False

    def write(self, obj, change, **how):
        accounts.change_account(obj, **how)

    @admin.action(description=_("停用所選帳號"))
    def close(self, request, queryset):
        for one in queryset:
            accounts.set_active(
                one, False, by=request.actor, reason=str(_("管理者停用")), channel=Channel.ADMIN
            )

    @admin.action(description=_("解除所選帳號的鎖定"))
    def unlock(self, request, queryset):
        for one in queryset:
            accounts.unlock(one, by=request.actor, reason=str(_("管理者解除")), channel=Channel.ADMIN)

    @admin.action(description=_("結束所選帳號的所有登入"))
    def end_sessions(self, request, queryset):
        for one in queryset:
            sessions.end_others(one)

    @admin.action(description=_("給所選帳號新的初始密碼"))
    def new_secret(self, request, queryset):
        for one in queryset:
            secret = accounts.new_initial_secret(
                one, by=request.actor, at=moment(), reason=str(_("管理者重設")), channel=Channel.ADMIN
            )
            text = _("%(name)s 的初始密碼（只顯示這一次）：%(secret)s")
            messages.warning(request, text % {"name": one.username, "secret": secret})


@admin.register(Change)
class ChangeAdmin(Scoped):
    """Read only, for the system administrator."""

    writers = ()
    fields = ("at", "who", "verb", "model", "object_id", "changes", "reason", "channel")
    list_display = ("at", "who", "verb", "model", "object_id", "channel")
    list_filter = ("channel",)
    search_fields = ("who", "model")

    def lookup_allowed(self, lookup, value, request=None):
        return lookup == "object_id" or super().lookup_allowed(lookup, value, request)
