"""The reviewer's decision: approved, or returned to a step with the reason (伍四(五); G-10)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField
from core.text import PlainTextField
from impact_assessment.models import Case, Decision


class ReviewForm(Plain):
    """One decision; a return names the step and says why."""

    decision = forms.ChoiceField(
        label=_("審核結果"),
        choices=[one for one in Decision.choices if one[0] != Decision.PENDING],
        widget=forms.RadioSelect,
    )
    to_step = forms.TypedChoiceField(
        label=_("退回至"),
        coerce=int,
        empty_value=0,
        required=False,
        help_text=_("退回時選擇；這個步驟及其後各步驟重新辦理"),
    )
    reason = PlainTextField(
        label=_("審核意見或退回理由"),
        required=False,
        max_length=2000,
        help_text=_("退回時必填，並隨信告知主辦組室"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    decided_on = RocDateField(label=_("審核日"))

    def __init__(self, *args, case: Case, latest, **kwargs):
        super().__init__(*args, **kwargs)
        steps = [(one.number, str(one)) for one in case.now if one.done_on and one.number > 1]
        self.fields["to_step"].choices = [("", _("請選擇")), *steps]
        self.fields["decided_on"].latest = latest

    def clean(self):
        """Both lacks are said at once, each at its own field."""
        cleaned = super().clean()
        if cleaned.get("decision") == Decision.RETURNED:
            for name, said in (("to_step", _("請選擇退回的步驟。")), ("reason", _("退回須說明理由。"))):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(said))
        return cleaned
