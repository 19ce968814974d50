"""Official totals, and why the lines don't sum to them (伍五; B-6)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.amounts import AmountField
from budgets.models import OfficialTotal, What
from committee.forms.meetings import Plain
from core.text import PlainLineField
from organization.models import Unit


class TotalForm(Plain):
    """A total as the budget book has it."""

    unit = forms.ModelChoiceField(
        label=_("組室"), queryset=Unit.objects.none(), required=False, empty_label=_("全機關")
    )
    what = forms.ChoiceField(label=_("金額種類"), choices=What.choices)
    amount = AmountField(label=_("核定總數（元）"))
    source = PlainLineField(label=_("來源"), help_text=_("例如 107 年度單位預算書"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def total(self, total: OfficialTotal) -> OfficialTotal:
        for name in ("unit", "what", "amount", "source"):
            setattr(total, name, self.cleaned_data[name])
        if total.pk:
            total.version = self.cleaned_data["version"] or 0
        return total


class ExplainForm(Plain):
    """Why it differs."""

    explanation = PlainLineField(label=_("差異說明"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class PercentForm(forms.Form):
    """By how much a line must have moved to be listed."""

    percent = forms.IntegerField(label=_("變動超過（%）"), min_value=0, max_value=999, required=False)
