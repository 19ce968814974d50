"""The form of a list that was sent for the file (備查; 伍一(一)3之2)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from committee.models import Cause, Committee, Filing
from core.roc import RocDateField
from core.text import PlainLineField
from organization.uploads import KeepsFile


class FilingForm(KeepsFile, Plain):
    """A list was sent for the file (備查). The letter itself is kept when the form is refused."""

    day = RocDateField(label=_("名單生效日"), help_text=_("所送名單為這一天的委員名單"))
    filed_on = RocDateField(label=_("函送日期"))
    recipient = PlainLineField(label=_("受文機關"), max_length=60)
    number = PlainLineField(label=_("文號"), max_length=60)
    cause = forms.ChoiceField(label=_("事由"), choices=Cause.choices)
    file = forms.FileField(label=_("函文"), required=False, help_text=_("PDF、圖片或文件，20 MB 以內"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["filed_on"].latest = self.actor.day

    def filing(self, committee: Committee) -> Filing:
        names = ("filed_on", "recipient", "number", "cause")
        values = {name: self.cleaned_data[name] for name in names}
        return Filing(committee=committee, file=self.attachment, **values)
