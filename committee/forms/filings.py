"""The form of a list that was sent for the file (備查; 伍一(一)3之2)."""

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from committee.models import Cause, Committee, Filing
from core.roc import RocDateField
from core.text import PlainLineField
from organization.actions import attach
from organization.models import Attachment


class FilingForm(Plain):
    """A list was sent for the file (備查). The letter itself is kept when the form is refused."""

    day = RocDateField(label=_("名單生效日"), help_text=_("所送名單為這一天的委員名單"))
    filed_on = RocDateField(label=_("函送日期"))
    recipient = PlainLineField(label=_("受文機關"), max_length=60)
    number = PlainLineField(label=_("文號"), max_length=60)
    cause = forms.ChoiceField(label=_("事由"), choices=Cause.choices)
    file = forms.FileField(label=_("函文"), required=False, help_text=_("PDF、圖片或文件，20 MB 以內"))
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.attachment = None
        self.fields["filed_on"].latest = actor.day

    def clean_file(self):
        """Keep the file at once, whatever else is wrong with the form."""
        if upload := self.cleaned_data.get("file"):
            self.attachment = attach(upload, by=self.actor)
            self.data = self.data.copy()
            self.data["kept"] = signing.dumps(self.attachment.pk, salt=SALT)

    def clean_kept(self):
        kept = self.cleaned_data.get("kept")
        if kept and not self.attachment:
            try:
                pk = signing.loads(kept, salt=SALT)
            except signing.BadSignature:
                return ""
            self.attachment = Attachment.objects.filter(pk=pk, uploaded_by=self.actor.account).first()
        return kept

    def filing(self, committee: Committee) -> Filing:
        names = ("filed_on", "recipient", "number", "cause")
        values = {name: self.cleaned_data[name] for name in names}
        return Filing(committee=committee, file=self.attachment, **values)


SALT = "committee.filing"
