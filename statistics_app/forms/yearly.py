"""Forms of the yearly form: when it is due, and that it was sent (伍三(二)3A(2); S-13)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import Plain
from core.roc import RocDateField
from core.text import PlainLineField
from organization.uploads import KeepsFile


class DueForm(Plain):
    """The day that the letter gives."""

    due_on = RocDateField(label=_("期限（依來函）"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class SentForm(Plain, KeepsFile):
    """To whom it was sent, when, and the very file."""

    sent_to = PlainLineField(label=_("彙送機關"), max_length=100)
    sent_on = RocDateField(label=_("彙送日"))
    document_number = PlainLineField(label=_("文號"), max_length=60)
    as_printed = forms.BooleanField(label=_("以系統產製的 PDF 存查"), required=False)
    file = forms.FileField(label=_("或上傳送出的檔案"), required=False, help_text=_("PDF 或文件，20 MB 以內"))
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["sent_to", "sent_on", "document_number", "as_printed", "file"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].latest = self.actor.day
