"""Signing in, changing and resetting the password."""

from django import forms
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import moment
from organization.models import Account
from organization.models.account import normal_name

LONGEST = 128
REFUSED = _("帳號或密碼不正確，或帳號目前不能登入。連續錯誤 5 次將停止登入 15 分鐘。")


class SignInForm(auth_forms.AuthenticationForm):
    """One sentence for every refusal, so that nobody learns which accounts there are (RQ-A5)."""

    password = forms.CharField(
        label=_("密碼"),
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"max_length": _("密碼最長 %(limit_value)d 個字元，目前 %(show_value)d 個。")},
    )
    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}

    def confirm_login_allowed(self, user):
        if not user.may_sign_in(moment()):
            raise self.get_invalid_login_error()


class PasswordForm(auth_forms.PasswordChangeForm):
    """Asks for the current password, and for a day between two changes (RQ-A6, A9)."""

    def __init__(self, user, *args, why_not="", **kwargs):
        super().__init__(user, *args, **kwargs)
        self.why_not = why_not

    def clean(self):
        if self.why_not:
            raise ValidationError(self.why_not, code="too-soon")
        return super().clean()


class ResetForm(forms.Form):
    """Asks for the account's name or mail address; the answer is the same for every text."""

    name = forms.CharField(
        label=_("帳號或電子郵件"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )

    def accounts(self) -> list[Account]:
        """Open accounts of that name or address, with an address to write to."""
        typed = normal_name(self.cleaned_data["name"])
        found = Account.objects.filter(Q(username=typed) | Q(email__iexact=typed), is_active=True)
        return [one for one in found if one.may_be_reset(moment())]
