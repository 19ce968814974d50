"""A unit's text for its section (R-2)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import PlainTextField


class TextForm(forms.Form):
    """What is told, or that there is nothing to tell."""

    text = PlainTextField(label=_("內容"), required=False, widget=forms.Textarea(attrs={"rows": 18}))
    has_nothing = forms.BooleanField(label=_("本年度無辦理情形"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def base(self) -> int:
        """The version that it was written upon."""
        return self.cleaned_data["version"] or 0
