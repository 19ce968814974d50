"""The forms of what is followed up: what the list shows, and a line of progress (C-15)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField
from core.text import PlainTextField
from organization.models import Unit

LONGEST = 2000


class FollowUpFilter(forms.Form):
    """By whether it is still open, and by unit."""

    OPEN, CLOSED = "open", "closed"

    state = forms.ChoiceField(
        label=_("列管情形"),
        choices=[("", _("全部")), (OPEN, _("列管中")), (CLOSED, _("已解除列管"))],
        required=False,
    )
    unit = forms.ModelChoiceField(
        label=_("主辦單位"), queryset=Unit.objects.none(), empty_label=_("全部"), required=False
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class ProgressForm(Plain):
    """How far it has come, on which day."""

    on = RocDateField(label=_("日期"))
    text = PlainTextField(label=_("辦理情形"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].latest = today
