"""The form in which a unit proposes other words or numbers of the plan (玖)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField
from core.text import PlainTextField
from organization.models import Unit

LONGEST = 1500
LARGEST = 9999

READINGS = {
    "meeting_day": _("依現行解釋（D-16），修正自通過的會議當日施行；所填日期供會議參考"),
    "named_day": _("依現行解釋（D-16），自所填之日施行，但不早於通過的會議日；不填時為會議當日"),
    None: _("修正自何時施行尚未決定（D-16），決定後才能通過"),
}


class AmendmentForm(Plain):
    """New words, each whole number of the clause's rules, and why."""

    unit = forms.ModelChoiceField(label=_("提案單位"), queryset=Unit.objects.none(), empty_label=_("請選擇"))
    new_text = PlainTextField(
        label=_("修正條文"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8})
    )
    reason = PlainTextField(label=_("修正理由"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    effective_on = RocDateField(label=_("擬施行日"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, units, numbers, reading, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = numbers
        self.fields["unit"].queryset = units
        self.fields["unit"].error_messages["invalid_choice"] = _("查無此組室或無權使用。")
        self.fields["effective_on"].help_text = READINGS.get(reading, READINGS[None])
        for one in numbers:
            self.fields[one.field] = forms.IntegerField(
                label=one.label,
                min_value=0,
                max_value=LARGEST,
                initial=one.then,
                help_text=_("規則 %(code)s，現行 %(now)s") % {"code": one.rule.code, "now": one.now},
            )
        self.order_fields(["unit", "new_text", *(one.field for one in numbers), "reason", "effective_on"])

    def changed(self) -> dict[str, dict[str, int]]:
        """The numbers that differ from those that stand, by rule."""
        changed = {}
        for one in self.numbers:
            value = self.cleaned_data[one.field]
            if value != one.now:
                changed.setdefault(one.rule.code, {})[one.name] = value
        return changed
